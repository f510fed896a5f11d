"""One set of a document in a bulk fix: what is changed in it, and how that is taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.changes import Change, Effect, Scene, apply, play
from workbench.model.document import Document
from workbench.model.errors import Conflict, NotFound, Refusals, Say, SetDone, WorkbenchError
from workbench.model.items import relation_fields, span_fields
from workbench.model.people import Person
from workbench.storage import Database, annotations, fixes, settings


class ChangedSince(Conflict):
    """A mark that was changed after the fix; taking the fix back leaves it."""

    code = "changed-since"
    en = Say("“{text}” in “{document}” was changed since.", "Change it by hand if it should go back too.")
    ar = Say("تغيّر «{text}» في «{document}» بعد التصحيح.", "غيّره يدويًا إن كان ينبغي أن يعود.")


@dataclass(slots=True)
class Outcome:
    """What became of a fix, or of taking it back: places changed, articles touched, and why others were left."""

    fix: int
    places: int = 0
    articles: int = 0
    left: list[WorkbenchError] = field(default_factory=list)


Item = Span | Relation
Step = tuple[str, Mapping[str, Any]]
"""An operation of the changes API with its body."""


class Work:
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
        if self.is_closed(finished):
            return SetDone(document=self.document.id)
        try:
            self.play(*step)
        except Refusals as refusals:
            return refusals.errors[0]
        except WorkbenchError as refused:
            return refused
        return None

    def is_closed(self, finished: bool) -> bool:
        """Is the work finished, and finished work to be left alone?"""
        return self.current.status == "done" and not finished

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

    def backwards(self, fix: int, effects: Sequence[Effect]) -> Iterator[Step | WorkbenchError]:
        """The steps that take a fix with these effects back: what was there returns, then what was new goes."""
        for before, after in sorted(_net(effects), key=_turn):
            found = self._now(after or before)
            if found == before:
                continue
            if found != after or self._is_built_upon(before, after):
                yield ChangedSince(text=self._text(before or after), document=self.document.id)
            else:
                yield _step_back(before, after)

    def _now(self, item: Item | None) -> Item | None:
        """An item as it is now, or None."""
        now = self.current.annotations
        if isinstance(item, Relation):
            return now.relations.get(item.id)
        return now.spans.get(item.id) if item else None

    def _is_built_upon(self, before: Item | None, after: Item | None) -> bool:
        """Has somebody linked a span that would go?"""
        gone = before is None and isinstance(after, Span)
        return gone and bool(after and self.current.annotations.relations_of(after.id))

    def _text(self, item: Item | None) -> str:
        """What to call an item: its surface, or for a relation that of its head."""
        if isinstance(item, Relation):
            head = self.current.annotations.spans.get(item.head)
            return head.text if head else item.label
        return item.text if item else ""


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


def _step_back(before: Item | None, after: Item | None) -> Step:
    item = before or after
    kind = "relation" if isinstance(item, Relation) else "span"
    if before is None or item is None:
        return f"delete_{kind}", {kind: item.id if item else ""}
    fields = relation_fields(item) if isinstance(item, Relation) else span_fields(item)
    return f"{'add' if after is None else 'update'}_{kind}", {kind: fields}
