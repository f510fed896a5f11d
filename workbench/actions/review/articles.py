"""Every article and how far everybody is with it; what its lines are; work given back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from workbench.actions.annotate import cursor
from workbench.actions.guard import any_document, need_role
from workbench.model.annotation import is_person
from workbench.model.assignment import Assignment
from workbench.model.changes import Effect
from workbench.model.document import SECTION_KINDS, Document
from workbench.model.errors import AnnotationStarted, Conflict, NotFound, Say, UnknownName
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, annotations, assignments, documents, listing, writing
from workbench.storage.listing import DocumentRow, SetRow


class NotFinished(Conflict):
    """Only finished work can be returned."""

    code = "not-finished"
    en = Say("“{owner}” has not finished “{document}”.", "It can be returned when it is.")
    ar = Say("لم يُنهِ «{owner}» المقال «{document}».", "يمكن إعادته بعد إنهائه.")


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of all documents; ``counts`` of sets by status; ``next`` is the cursor, or None."""

    rows: Sequence[DocumentRow]
    counts: Mapping[str, int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document with its section; ``start`` and ``end`` in code points."""

    number: int
    start: int
    end: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DocumentLines:
    """A document as a supervisor sees it; ``editable`` until somebody has annotated."""

    document: Document
    lines: Sequence[Line]
    sets: Sequence[SetRow]
    assignments: Sequence[Assignment]
    editable: bool


def overview(db: Database, supervisor: Person, query: str = "", limit: int = 50, after: str | None = None) -> Overview:
    """Every document with everybody's progress. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    rows = listing.overview(db, query, limit + 1, cursor(after))
    more = str(rows[limit - 1].number) if len(rows) > limit else None
    return Overview(rows[:limit], listing.overview_counts(db), more)


def lines(db: Database, supervisor: Person, document: str) -> DocumentLines:
    """One document, line by line. Raises `Forbidden`, `NotFound`."""
    found = any_document(db, supervisor, document)
    sets = listing.sets_of(db, document)
    return DocumentLines(found, lines_of(found), sets, assignments.of_document(db, document), editable=not sets)


def lines_of(document: Document) -> list[Line]:
    """The lines of a text, blank ones included; a line without a section is ``body``."""
    kinds = {section.start: section.kind for section in document.sections}
    found, start = [], 0
    for number, text in enumerate(document.text.split("\n"), start=1):
        found.append(Line(number, start, start + len(text), kinds.get(start, "body"), text))
        start += len(text) + 1
    return found


def set_sections(db: Database, supervisor: Person, document: str, kinds: Mapping[int, str]) -> None:
    """Say what the lines of a document are: line number → kind. Raises `AnnotationStarted` once it has sets."""
    with writing(db):
        found = any_document(db, supervisor, document)
        if listing.sets_of(db, document):
            raise AnnotationStarted(document=document)
        for kind in kinds.values():
            if kind not in SECTION_KINDS:
                raise UnknownName("section", kind, SECTION_KINDS)
        by_start = {line.start: kinds[line.number] for line in lines_of(found) if line.number in kinds}
        changed = [s._replace(kind=by_start.get(s.start, s.kind)) for s in found.sections]
        documents.set_sections(db, found, changed)


def return_work(db: Database, supervisor: Person, document: str, owner: str, comment: str) -> None:
    """Send finished work back to its owner, with the reason. Raises `NotFound`, `NotFinished`."""
    need_role(supervisor, "supervisor")
    if not comment.strip():
        raise wrong("comment", comment or None, "what there is to do")
    with writing(db):
        number = annotations.set_number(db, document, owner) if is_person(owner) else None
        if number is None:
            raise NotFound(kind="annotation set", name=f"{document} · {owner}")
        current = annotations.find_by_number(db, number)
        if current.status != "done":
            raise NotFinished(document=document, owner=owner)
        effects = [Effect("status", "", current.status, "returned")]
        change = (f"return-{uuid4().hex}", "return")
        annotations.record(db, number, current.revision + 1, change, effects, supervisor.id or None)
        annotations.set_comment(db, number, comment.strip())
