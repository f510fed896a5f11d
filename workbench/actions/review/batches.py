"""Batches: documents grouped under a name, by hand or by where they came from."""

from collections.abc import Sequence
from pathlib import PurePath

from workbench.actions.guard import any_document, need_role
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, batches, writing

LONGEST_NAME = 80


def batch_sizes(db: Database, supervisor: Person) -> list[tuple[str, int]]:
    """Every batch with the number of its documents. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return batches.sizes(db)


def add_to_batch(db: Database, supervisor: Person, name: str, chosen: Sequence[str]) -> int:
    """Put documents into a batch, made if it is new; how many were not in it. Raises `BadRequest`, `NotFound`."""
    need_role(supervisor, "supervisor")
    if not chosen:
        raise wrong("documents", None, "at least one document")
    with writing(db):
        for document in chosen:
            any_document(db, supervisor, document)
        return batches.add(db, _checked(name), dict.fromkeys(chosen))


def batch_by_origin(db: Database, supervisor: Person, meta: str | None = None) -> int:
    """Batch documents by the value of a ``meta`` key, or by the folder they were imported from; how many were put.

    Documents without that value, or from no folder, are left as they are.
    """
    need_role(supervisor, "supervisor")
    with writing(db):
        found = 0
        for document, origin in batches.origins(db, meta):
            name = origin if meta is not None else PurePath(origin).parent.name
            if name.strip():
                found += batches.add(db, _checked(name[:LONGEST_NAME]), [document])
        return found


def _checked(name: str) -> str:
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise wrong("batch", name, f"a name of 1 to {LONGEST_NAME} printable characters")
    return name
