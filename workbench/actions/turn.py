"""An annotator's turn: the next document from the pool, a document passed on with the reason."""

from typing import Final

from workbench.actions.review.dealing import deal
from workbench.model.assignment import Assignment
from workbench.model.errors import Conflict, Forbidden, NotFound, Say, SetDone
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, assignments, people, settings, writing

LONGEST_REASON: Final = 1000


class PoolEmpty(Conflict):
    """Nothing in the pool is left for this person."""

    code = "pool-empty"
    en = Say("The pool has no article for you at the moment.", "Ask your supervisor, or look again later.")
    ar = Say("لا مقال لك في القائمة المشتركة الآن.", "اسأل المراجع، أو عُد لاحقًا.")


def take_next(db: Database, person: Person) -> str:
    """Reserve the next document of the pool for a person; its id. What they took and have not begun comes first.

    Raises `PoolEmpty`; `Forbidden` for the shell, which annotates nothing.
    """
    if person.id == 0:
        raise Forbidden(role="annotator")
    with writing(db):
        waiting = assignments.reserved_by(db, person.id)
        if waiting is not None:
            return waiting
        found = assignments.next_in_pool(db, person.id)
        if found is None:
            raise PoolEmpty
        document = str(found["document"])
        assignments.reserve(db, document, person.id, settings.reservation_minutes(db), found)
        return document


def has_next(db: Database, person: Person) -> bool:
    """Whether the pool has something for a person."""
    return assignments.reserved_by(db, person.id) is not None or assignments.next_in_pool(db, person.id) is not None


def holding(db: Database, person: Person, document: str) -> Assignment | None:
    """The person's own assignment of a document while they hold it, or None."""
    found = assignments.find(db, document, person.name)
    return found if found and found.held else None


def skip(db: Database, person: Person, document: str, reason: str) -> None:
    """Pass a document on, with the reason for the supervisor; what was marked stays as the person's set.

    It goes to the least loaded of those it could have been dealt to, or back to the pool. Raises `BadRequest` without a
    reason, `NotFound` for what the person does not hold, `SetDone`.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise wrong("reason", reason or None, f"why, in up to {LONGEST_REASON} characters")
    with writing(db):
        held = holding(db, person, document)
        if held is None:
            raise NotFound(kind="document", name=document)
        if held.status == "done":
            raise SetDone(document=document)
        assignments.change_state(db, document, person.id, "skipped", person.id, reason)
        _pass_on(db, person, held)


def _pass_on(db: Database, person: Person, held: Assignment) -> None:
    """Give it to one more of those among whom it was dealt; what came from the pool is free there again."""
    run, names = assignments.run_of(db, held.document, person.id)
    states = assignments.holders(db)
    found = (people.by_name(db, name) for name in names)
    able = [account.person.id for account in found if account and account.person.active]
    able = [one for one in able if states[held.document].get(one) != "skipped"]
    having = sum(states[held.document].get(one) == "held" for one in able)
    for document, successor in list(deal([[held.document]], able, having + 1, states, assignments.loads(db))):
        assignments.give(db, document, successor, kind=held.kind, run=run, by=person.id)
