"""Permission as loaders: you get the thing if it is yours to have, else an error. No action can forget to ask."""

from workbench.model.document import Document
from workbench.model.errors import Forbidden, NotFound
from workbench.model.people import Person
from workbench.storage import Database, documents, listing


def need_role(person: Person, role: str) -> None:
    """Raise `Forbidden` unless the person has this role or a higher one."""
    if not person.has_role(role):
        raise Forbidden(role=role)


def document_to_annotate(db: Database, person: Person, document: str, *, whole: bool = False) -> Document:
    """A document that this person may annotate: assigned to them, open to all, or they supervise.

    ``whole`` loads sentences and tokens too. Raises `NotFound`, also for documents of others.
    """
    if person.has_role("supervisor") or listing.is_open_to(db, document, person):
        found = documents.find(db, document) if whole else documents.find_text(db, document)
        if found:
            return found
    raise NotFound(kind="document", name=document)


def any_document(db: Database, supervisor: Person, document: str) -> Document:
    """Any document, for a supervisor. Raises `Forbidden` or `NotFound`."""
    need_role(supervisor, "supervisor")
    found = documents.find_text(db, document)
    if not found:
        raise NotFound(kind="document", name=document)
    return found
