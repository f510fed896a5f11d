"""The counts behind every figure, and how a filter cuts them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.actions.agreement.scope import Filter
from workbench.actions.guard import need_role
from workbench.agreement import Inputs, Settings, Study, build_study
from workbench.model.annotation import AnnotationSet, is_person
from workbench.model.document import Document
from workbench.model.people import Person
from workbench.storage import Database, annotations, documents, now, reading, settings
from workbench.storage import agreement as stored


def study(db: Database, supervisor: Person) -> Study:
    """Everything that was counted of everybody's finished work. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    with reading(db):
        return current(db)


def current(db: Database) -> Study:
    """The study of the workspace as this connection reads it now."""
    owners = [owner for owner in annotations.owners(db) if is_person(owner)]
    return build_study(Inputs(_cases(db), settings.schema(db), owners, now()))


def part(db: Database, whole: Study, chosen: Filter, options: Settings | None = None) -> Study:
    """The part of a study that a filter leaves. Raises `UnknownName`."""
    chosen.check(whole.schema, whole.statistics.owners)
    kept = stored.matching(db, documents=chosen.documents, owners=chosen.owners, **chosen.of_documents())
    found = whole.part(kept, chosen.owners or None, chosen.labels, gold=chosen.gold)
    return replace(found, settings=options or whole.settings)


def _cases(db: Database) -> Iterator[tuple[Document, Sequence[AnnotationSet]]]:
    for document_id in documents.ids(db):
        document = documents.find(db, document_id)
        assert document is not None
        yield document, annotations.sets_of(db, document_id)
