"""Who annotates what."""

from collections.abc import Sequence

from workbench.actions.guard import any_document, need_role
from workbench.model.errors import NotFound
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, documents, people, writing


def assign(db: Database, supervisor: Person, names: Sequence[str], chosen: Sequence[str], overlap: int) -> int:
    """Give each document to ``overlap`` of these people, in turn; how many new assignments that makes.

    No documents chosen means all. Nobody loses a document they have. Raises `BadRequest`, `NotFound`.
    """
    need_role(supervisor, "supervisor")
    names = list(dict.fromkeys(names))
    if not 1 <= overlap <= len(names):
        raise wrong("overlap", overlap, f"a number from 1 to {len(names)}, the people named")
    with writing(db):
        accounts = [_person(db, name) for name in names]
        wanted = list(dict.fromkeys(chosen)) or list(documents.ids(db))
        added = 0
        for position, document in enumerate(wanted):
            any_document(db, supervisor, document)
            turns = (accounts[(position + turn) % len(accounts)] for turn in range(overlap))
            added += sum(people.assign(db, document, person.id) for person in turns)
    return added


def _person(db: Database, name: str) -> Person:
    account = people.by_name(db, name)
    if account is None:
        raise NotFound(kind="person", name=name)
    return account.person
