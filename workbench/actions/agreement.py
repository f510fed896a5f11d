"""Agreement between people, for a supervisor: what is finished is read, `workbench.agreement` counts."""

from collections.abc import Iterator, Sequence

from workbench.actions.guard import need_role
from workbench.agreement import Inputs, Report, Settings, build_report
from workbench.model.annotation import AnnotationSet, is_person
from workbench.model.document import Document
from workbench.model.errors import NotFound
from workbench.model.people import Person
from workbench.storage import Database, annotations, documents, now, reading, settings


def report(db: Database, supervisor: Person, owners: Sequence[str] = (), options: Settings | None = None) -> Report:
    """How far these people (all who have annotated, if none are named) mark the same, and each against gold.

    Only finished work counts. Raises `Forbidden`, and `NotFound` for somebody who has no annotations here.
    """
    need_role(supervisor, "supervisor")
    known = [owner for owner in annotations.owners(db) if is_person(owner)]
    for owner in owners:
        if owner not in known:
            raise NotFound(kind="annotation set", name=owner)
    chosen = list(dict.fromkeys(owners)) or known
    with reading(db):
        inputs = Inputs(_cases(db), settings.schema(db), chosen, now())
        return build_report(inputs, options or Settings())


def _cases(db: Database) -> Iterator[tuple[Document, Sequence[AnnotationSet]]]:
    for document_id in documents.ids(db):
        document = documents.find(db, document_id)
        assert document is not None
        yield document, annotations.sets_of(db, document_id)
