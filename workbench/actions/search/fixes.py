"""Bulk fixes: the same change at many places, in one step that can be taken back in one.

Everybody fixes their own marks, supervisors gold. Each place is an ordinary change in the log of its set; what a rule
refuses at a place is left and told. Finished work is left alone unless that was chosen; then it is reopened, changed
and finished again, all of it logged. `work` does it to one set, `desk_work` to gold that was merged.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from uuid import uuid4

from workbench.actions.guard import document_to_annotate
from workbench.actions.search.consistency import may_fix
from workbench.actions.search.desk_work import DeskWork
from workbench.actions.search.work import Outcome, Step, Work
from workbench.model.annotation import GOLD
from workbench.model.errors import Conflict, Forbidden, NotFound, Refusals, Say, UnknownName
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, decisions, fixes, settings, writing
from workbench.storage.fixes import Fix

KINDS: Final = ("relabel", "mark", "remove", "relate")
MOST_PLACES: Final = 1000
_RECENT: Final = 10


class FixUndone(Conflict):
    """A fix that has been taken back already."""

    code = "fix-undone"
    en = Say("This fix has been taken back already.")
    ar = Say("سبق التراجع عن هذا التصحيح.")


class Target(NamedTuple):
    """A place to be fixed: a mark by its id, or for a new one its extent in code points."""

    document: str
    item: str = ""
    start: int = 0
    end: int = 0


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
            work = _work(db, person, document, owner, outcome)
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
            work = _work(db, person, document, made.owner, outcome)
            work.run(work.backwards(number, effects), made.finished)
        fixes.undone(db, number)
    return outcome


def recent_fixes(db: Database, person: Person, owner: str) -> list[Fix]:
    """The last fixes of marks that this person may put right, newest first; of others none."""
    return fixes.recent(db, owner, _RECENT) if may_fix(person, owner) else []


def _work(db: Database, person: Person, document: str, owner: str, outcome: Outcome) -> Work:
    """Gold that was merged is changed as on the desk."""
    kind = DeskWork if owner == GOLD and decisions.find_merge(db, document) else Work
    return kind(db, person, document_to_annotate(db, person, document), owner, outcome)


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
