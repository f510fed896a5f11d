"""Bulk fixes: the same change at many places, in one step that can be taken back in one.

Everybody fixes their own marks, supervisors gold. Each place is an ordinary change in the log of its set; what a rule
refuses at a place is left and told. Finished work is left alone unless that was chosen; then it is reopened, changed
and finished again, all of it logged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple
from uuid import uuid4

from workbench.actions.guard import document_to_annotate
from workbench.actions.search.consistency import may_fix
from workbench.model.annotation import GOLD, AnnotationSet, Relation, Span
from workbench.model.changes import Change, Effect, Scene, apply, play
from workbench.model.document import Document
from workbench.model.errors import Conflict, Forbidden, NotFound, Refusals, Say, SetDone, UnknownName, WorkbenchError
from workbench.model.items import relation_fields, span_fields, wrong
from workbench.model.people import Person
from workbench.storage import Database, annotations, decisions, fixes, settings, writing
from workbench.storage.fixes import Fix

KINDS: Final = ("relabel", "mark", "remove", "relate")
MOST_PLACES: Final = 1000
_RECENT: Final = 10


class FixUndone(Conflict):
    """A fix that has been taken back already."""

    code = "fix-undone"
    en = Say("This fix has been taken back already.")
    ar = Say("سبق التراجع عن هذا التصحيح.")


class GoldOnDesk(Conflict):
    """Gold that was made by adjudication is changed there, so that it knows what it rests on."""

    code = "gold-on-desk"
    en = Say("The gold of “{document}” was made by adjudication.", "Decide there, so that it stays known why.")
    ar = Say("المرجع الذهبي للمقال «{document}» ناتج عن التحكيم.", "اتخذ القرار هناك ليبقى سببه معروفًا.")


class ChangedSince(Conflict):
    """A mark that was changed after the fix; taking the fix back leaves it."""

    code = "changed-since"
    en = Say("“{text}” in “{document}” was changed since.", "Change it by hand if it should go back too.")
    ar = Say("تغيّر «{text}» في «{document}» بعد التصحيح.", "غيّره يدويًا إن كان ينبغي أن يعود.")


class Target(NamedTuple):
    """A place to be fixed: a mark by its id, or for a new one its extent in code points."""

    document: str
    item: str = ""
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of a fix, or of taking it back: places changed, articles touched, and why others were left."""

    fix: int
    places: int = 0
    articles: int = 0
    left: list[WorkbenchError] = field(default_factory=list)


def fix(
    db: Database, person: Person, owner: str, kind: str, label: str, targets: Sequence[Target], finished: bool = False
) -> Outcome:
    """Do the same at all places, in one transaction.

    ``kind``: give spans (relabel) or relations (relate) another ``label``, mark places with it, or remove spans.
    Raises `Forbidden`, `NotFound`, `UnknownName`, `BadRequest`; `Refusals` if nothing could be changed at all.
    """
    _check(db, person, owner, kind, label, targets)
    with writing(db):
        outcome = Outcome(fixes.add(db, person.id or None, owner, kind, label, finished))
        for document, places in _by_document(targets):
            work = _Work(db, person, document_to_annotate(db, person, document), owner, outcome)
            work.run([_payload(kind, label, place) for place in places], finished)
        if not outcome.places:
            raise Refusals(outcome.left)
    return outcome


def undo_fix(db: Database, person: Person, number: int) -> Outcome:
    """Take a fix back wherever its marks are as it left them; what was changed since stays and is told.

    Raises `NotFound` (also for the fixes of others) or `FixUndone`.
    """
    with writing(db):
        made = fixes.find(db, number)
        if made is None or not may_fix(person, made.owner):
            raise NotFound(kind="fix", name=number)
        if made.undone_at:
            raise FixUndone()
        back = fixes.add(db, person.id or None, made.owner, "undo", made.label, made.finished)
        outcome = Outcome(back)
        for document, effects in fixes.effects(db, number):
            work = _Work(db, person, document_to_annotate(db, person, document), made.owner, outcome)
            work.run(_backwards(effects, work), made.finished)
        fixes.undone(db, number)
    return outcome


def recent_fixes(db: Database, person: Person, owner: str) -> list[Fix]:
    """The last fixes of marks that this person may put right, newest first; of others none."""
    return fixes.recent(db, owner, _RECENT) if may_fix(person, owner) else []


Step = tuple[str, Mapping[str, Any]]
"""An operation of the changes API with its body."""


def _check(db: Database, person: Person, owner: str, kind: str, label: str, targets: Sequence[Target]) -> None:
    if not may_fix(person, owner):
        raise Forbidden(role="supervisor" if owner == GOLD else owner)
    if kind not in KINDS:
        raise UnknownName("fix", kind, KINDS)
    if not 1 <= len(targets) <= MOST_PLACES:
        raise wrong("places", len(targets), f"1 to {MOST_PLACES} places")
    schema = settings.schema(db)
    known = list(schema.relations if kind == "relate" else schema.entities)
    if kind != "remove" and label not in known:
        raise UnknownName("relation" if kind == "relate" else "entity", label, known)


def _by_document(targets: Sequence[Target]) -> Iterator[tuple[str, list[Target]]]:
    found: dict[str, list[Target]] = {}
    for target in dict.fromkeys(targets):
        found.setdefault(target.document, []).append(target)
    return iter(found.items())


def _payload(kind: str, label: str, place: Target) -> Step:
    if kind == "mark":
        span = {"id": f"s-{uuid4().hex[:12]}", "start": place.start, "end": place.end, "label": label}
        return "add_span", {"span": span}
    if kind == "remove":
        return "delete_span", {"span": place.item}
    if kind == "relate":
        return "update_relation", {"relation": {"id": place.item, "label": label}}
    return "update_span", {"span": {"id": place.item, "label": label}}


class _Work:
    """One owner's set of a document, changed through its log inside a transaction."""

    def __init__(self, db: Database, person: Person, document: Document, owner: str, outcome: Outcome) -> None:
        self.db, self.person, self.document, self.outcome = db, person, document, outcome
        self.schema = settings.schema(db)
        number = annotations.set_number(db, document.id, owner)
        if number is None:
            raise NotFound(kind="annotation set", name=f"{document.id} · {owner}")
        self.number = number
        self.current: AnnotationSet = annotations.find_by_number(db, number)

    def run(self, steps: Iterable[Step | WorkbenchError], finished: bool) -> None:
        """Take the steps that are possible, and note why others are not; ``finished``: even if the set is closed."""
        before = self.current
        taken = sum(self.take(step, finished) for step in steps)
        if self.current.status != before.status:
            self.do("set_status", {"status": before.status})
        if taken:
            fixes.touched(self.db, self.outcome.fix, self.number, before.revision + 1, self.current.revision)
            self.outcome.places += taken
            self.outcome.articles += 1

    def take(self, step: Step | WorkbenchError, finished: bool) -> bool:
        """Whether a step was taken; if not, it is noted why."""
        problem = step if isinstance(step, WorkbenchError) else self.refusal(step, finished)
        if problem is None and not isinstance(step, WorkbenchError):
            if self.current.status == "done":
                self.do("set_status", {"status": "in_progress"})
            return self.do(*step)
        self.outcome.left += [problem] if problem else []
        return False

    def refusal(self, step: Step, finished: bool) -> WorkbenchError | None:
        """Why a step cannot be taken, or None."""
        if self.current.owner == GOLD and decisions.find_merge(self.db, self.document.id):
            return GoldOnDesk(document=self.document.id)
        if self.current.status == "done" and not finished:
            return SetDone(document=self.document.id)
        try:
            self.play(*step)
        except Refusals as refusals:
            return refusals.errors[0]
        except WorkbenchError as refused:
            return refused
        return None

    def play(self, op: str, payload: Mapping[str, Any]) -> list[Effect]:
        """What a step would do if the set were open."""
        status = "in_progress" if self.current.status == "done" and op != "set_status" else self.current.status
        current = replace(self.current, status=status)
        change = Change(f"{self.prefix}-{self.current.revision + 1}", op, payload)
        return play(change, Scene(self.document, self.schema, current, lambda: iter(())))

    @property
    def prefix(self) -> str:
        """What the ids of this step's changes begin with; taking a fix back makes changes of its own."""
        return f"fix-{self.outcome.fix}"

    def do(self, op: str, payload: Mapping[str, Any]) -> bool:
        """Carry a step out and log it; whether it changed anything."""
        effects = [effect for effect in self.play(op, payload) if effect.before != effect.after]
        if not effects:
            return False
        revision = self.current.revision + 1
        change = (f"{self.prefix}-{revision}", op)
        annotations.record(self.db, self.number, revision, change, effects, self.person.id or None)
        self.current = replace(apply(effects, self.current), revision=revision)
        return True


def _backwards(effects: Sequence[Effect], work: _Work) -> Iterator[Step | WorkbenchError]:
    """The steps that take effects back: spans, then relations come back, then what was new goes."""
    for before, after in sorted(_net(effects), key=_turn):
        found = _item(after or before, work)
        if found == before:
            continue
        if found != after or _is_built_upon(before, after, work):
            yield ChangedSince(text=_text(before or after, work), document=work.document.id)
        else:
            yield _step_back(before, after)


Item = Span | Relation


def _net(effects: Sequence[Effect]) -> list[tuple[Item | None, Item | None]]:
    """Each item before the first and after the last of these effects."""
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    for effect in effects:
        before = found.get((effect.kind, effect.id), (effect.before, None))[0]
        found[effect.kind, effect.id] = (before, effect.after)
    return list(found.values())


def _turn(change: tuple[Item | None, Item | None]) -> tuple[bool, bool]:
    before, after = change
    is_relation = isinstance(before or after, Relation)
    return before is None, is_relation if before is not None else not is_relation


def _item(item: Item | None, work: _Work) -> Item | None:
    """An item as it is now, or None."""
    now = work.current.annotations
    if isinstance(item, Relation):
        return now.relations.get(item.id)
    return now.spans.get(item.id) if item else None


def _is_built_upon(before: Item | None, after: Item | None, work: _Work) -> bool:
    """Has somebody linked a span that would go?"""
    gone = before is None and isinstance(after, Span)
    return gone and bool(after and work.current.annotations.relations_of(after.id))


def _step_back(before: Item | None, after: Item | None) -> Step:
    item = before or after
    kind = "relation" if isinstance(item, Relation) else "span"
    if before is None or item is None:
        return f"delete_{kind}", {kind: item.id if item else ""}
    fields = relation_fields(item) if isinstance(item, Relation) else span_fields(item)
    return f"{'add' if after is None else 'update'}_{kind}", {kind: fields}


def _text(item: Item | None, work: _Work) -> str:
    """What to call an item: its surface, or for a relation that of its head."""
    if isinstance(item, Relation):
        head = work.current.annotations.spans.get(item.head)
        return head.text if head else item.label
    return item.text if item else ""
