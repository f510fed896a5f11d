"""Merged gold in a bulk fix: each place is a decision, as a supervisor would make it at the desk, and undone like one.

So gold keeps knowing what it rests on: who says what at that place is on record with the decision, and is not asked
again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from workbench.actions.review.adjudication import carry_out, take_back
from workbench.actions.review.gold import GoldSet
from workbench.actions.review.verdicts import Verdict
from workbench.actions.search.work import ChangedSince, Outcome, Step, Work
from workbench.model.annotation import GOLD, Relation, Span
from workbench.model.changes import Effect
from workbench.model.document import Document
from workbench.model.errors import Refusals, SetDone, WorkbenchError
from workbench.model.gold.case import Case, Decision, Version
from workbench.model.gold.case import Conflict as Dispute
from workbench.model.gold.conflicts import at_place, between
from workbench.model.people import Person
from workbench.storage import Database, decisions, writing

_CATEGORIES: Final = {
    "add_span": "missed",
    "delete_span": "spurious",
    "update_span": "type",
    "update_relation": "relation",
}
_UNDO: Final = "undo"


class DeskWork(Work):
    """The gold of a document, changed by decisions; ``key`` of each names the fix and the revision of gold."""

    def __init__(self, db: Database, person: Person, document: Document, owner: str, outcome: Outcome) -> None:
        super().__init__(db, person, document, owner, outcome)
        self.gold = GoldSet(db, person, document)

    def refusal(self, step: Step, finished: bool) -> WorkbenchError | None:
        """Why a step cannot be taken, or None; whether a decision can be taken back shows when it is done."""
        if step[0] != _UNDO:
            return super().refusal(step, finished)
        return SetDone(document=self.document.id) if self.is_closed(finished) else None

    def take(self, step: Step | WorkbenchError, finished: bool) -> bool:
        """Whether a step was taken; all of its decision or nothing."""
        before, gold = self.current, self.gold.current
        try:
            with writing(self.db):
                return super().take(step, finished)
        except WorkbenchError as refused:
            self.current, self.gold.current = before, gold
            self.outcome.left += refused.errors[:1] if isinstance(refused, Refusals) else [refused]
            return False

    def do(self, op: str, payload: Mapping[str, Any]) -> bool:
        """Decide, take back, or close and open; whether it changed anything."""
        before = self.gold.current.revision
        if op == "set_status":
            self.gold.do(op, payload)
        elif op == _UNDO:
            take_back(self.gold, payload["decision"])
        elif any(effect.before != effect.after for effect in self.play(op, payload)):
            self._decide(op, payload)
        self.current = self.gold.current
        return self.current.revision > before

    def backwards(self, fix: int, effects: Sequence[Effect]) -> Iterator[Step | WorkbenchError]:
        """The decisions of a fix that still stand, the last one first; those on which something was built are told.

        A fix that is older than the merge made none: it is taken back item by item.
        """
        made = [one for one in decisions.decisions(self.db, self.document.id) if one.key.startswith(f"fix-{fix}-")]
        if not made:
            yield from super().backwards(fix, effects)
        for one in reversed([one for one in made if one.undone_at is None]):
            if self._stands(one):
                yield _UNDO, {"decision": one}
            else:
                yield ChangedSince(text=self.document.text[one.start : one.end], document=self.document.id)

    def _decide(self, op: str, payload: Mapping[str, Any]) -> None:
        effect = next(one for one in self.play(op, payload) if one.kind == op.rpartition("_")[2])
        case = self.gold.case()
        dispute, chosen = _about(case, effect)
        key = f"{self.prefix}-{self.current.revision + 1}"
        what = "edited" if chosen.spans or chosen.relations else "nothing"
        verdict = Verdict(key, what, category=_CATEGORIES[op], reason=self.prefix)
        carry_out(self.gold, case, replace(dispute, key=key), verdict, chosen)

    def _stands(self, made: Decision) -> bool:
        """Is gold still what a decision made it, and was nothing else decided that needs a new mark of it?"""
        case = self.gold.case()
        own = [item for item, origin in case.provenance.items() if origin.decision == made.id]
        spans = {case.mark(case.gold.spans[id]) for kind, id in own if kind == "span"}
        links = {case.link(case.gold.relations[id]) for kind, id in own if kind == "relation"}
        new = {id for kind, id in own if kind == "span"} - {span.id for span in made.replaced.spans}
        return (
            spans == {case.mark(span) for span in made.chosen.spans}
            and links == {case.link(relation) for relation in made.chosen.relations}
            and not any(_is_decided(case, one, made) for id in new for one in case.gold.relations_of(id))
        )


def _is_decided(case: Case, relation: Relation, but: Decision) -> bool:
    """Was a relation decided, but by this decision? One that only followed goes and comes with its ends."""
    decision = case.decision_of("relation", relation.id)
    return decision is not None and decision.id != but.id


def _about(case: Case, effect: Effect) -> tuple[Dispute, Version]:
    """What everybody says at the place of an effect, and what gold is to say there."""
    item, after = effect.before or effect.after, effect.after
    if isinstance(item, Relation):
        pair = between(case, frozenset((item.head, item.tail)))
        return pair, Version(relations=_with(pair.versions[GOLD].relations, item, after))
    assert isinstance(item, Span), "a bulk fix changes spans and relations"
    place = at_place(case, case.mark(item))
    return place, Version(_with(place.versions.get(GOLD, Version()).spans, item, after))


def _with(items: Sequence[Any], before: Any, after: Any) -> list[Any]:
    """Items with one of them changed, gone, or come."""
    return [one for one in items if one != before] + ([after] if after is not None else [])
