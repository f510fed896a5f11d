"""The lines behind a number, in their context."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from workbench.actions.agreement import studies
from workbench.actions.agreement.scope import Filter
from workbench.actions.annotate import cursor
from workbench.actions.guard import need_role
from workbench.agreement import Cell, Study
from workbench.agreement.finished import Link, Mark, finished, ordered
from workbench.agreement.lists import Line, Part, lines, parts
from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document
from workbench.model.people import Person
from workbench.storage import Database, annotations, documents

AROUND: Final = 60
"""Code points of context on either side of what is marked."""

NEAR: Final = 2 * AROUND
"""Marks that are no further apart stand in one piece of context."""


@dataclass(frozen=True, slots=True)
class Context:
    """A piece of a text: ``before``, ``marked`` (from ``start`` to ``end``, code points of the document), ``after``.

    It ends at the ends of its lines, and `AROUND` code points from what is marked.
    """

    start: int
    end: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Place:
    """A mark with its surface; code points, half-open."""

    start: int
    end: int
    label: str
    surface: str


@dataclass(frozen=True, slots=True)
class Version:
    """What one person said: ``places`` is the mark, or head and tail of a relation; ``label`` its label or type.

    ``completed_at`` (UTC, ISO 8601, or None), ``revision`` and ``remark`` are of the set; ``note`` is of the item.
    """

    owner: str
    label: str
    places: Sequence[Place]
    note: str
    remark: str
    completed_at: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: where and between whom, how the two differ, and both versions (None: said nothing here).

    ``kind`` is one of `KINDS` or `RELATION_KINDS`, ``minor`` says what is slight about a boundary difference.
    """

    document: str
    title: str
    language: str
    direction: str
    layer: str
    pair: tuple[str, str]
    kind: str
    minor: str
    first: Version | None
    second: Version | None
    contexts: Sequence[Context]


@dataclass(frozen=True, slots=True)
class Differences:
    """A page of a list; ``total`` is the length of the whole, ``next`` the cursor of the next page, or None."""

    total: int
    rows: Sequence[Row]
    next: str | None


def differences(
    db: Database,
    supervisor: Person,
    chosen: Filter,
    cell: Cell,
    limit: int | None = 50,
    after: str | None = None,
) -> Differences:
    """The lines a number counts, in the order of documents, pairs and text; ``limit`` None is all of them.

    ``total`` is the number itself. Raises `Forbidden`, `UnknownName`, `BadRequest`.
    """
    need_role(supervisor, "supervisor")
    start = cursor(after)
    with studies.counted(db) as found:
        study = studies.part(db, found, chosen)
        where = parts(study.statistics, cell)
        total = sum(one.lines for one in where)
        end = total if limit is None else min(total, start + limit)
        rows = list(_rows(db, study, cell, where, start, end))
    return Differences(total, rows, str(end) if end < total else None)


def _rows(db: Database, study: Study, cell: Cell, where: Iterable[Part], start: int, end: int) -> Iterator[Row]:
    """The lines from number ``start`` to ``end``; only documents in which some of them are, are read."""
    first = 0
    reader = _Reader(db, study, cell)
    for part in where:
        begin, stop = max(start - first, 0), min(end - first, part.lines)
        if begin < stop:
            yield from islice(reader.rows(part), begin, stop)
        first += part.lines


class _Reader:
    """Reads the lines of documents that come in order."""

    def __init__(self, db: Database, study: Study, cell: Cell) -> None:
        self.db = db
        self.cell = cell
        self.labels = study.labels_of(cell.layer)
        self.symmetric = study.schema.symmetric()
        self.document: Document | None = None
        self.sets: dict[str, AnnotationSet] = {}

    def rows(self, part: Part) -> Iterator[Row]:
        """All lines of two people in one document."""
        document = self._opened(part.document)
        case = finished(document, self.sets.values(), part.pair, self.symmetric)
        for line in lines(case, part.pair, self.cell, self.labels):
            yield self._row(document, part.pair, line)

    def _opened(self, document: str) -> Document:
        if self.document is None or self.document.id != document:
            self.document = documents.find(self.db, document)
            self.sets = {one.owner: one for one in annotations.sets_of(self.db, document)}
        assert self.document is not None
        return self.document

    def _row(self, document: Document, pair: tuple[str, str], line: Line) -> Row:
        kind, *items = line.difference
        first, second = (self._version(owner, item, document.text) for owner, item in zip(pair, items, strict=True))
        places = [place for one in (first, second) if one for place in one.places]
        contexts = list(contexts_around(document.text, places))
        of = (document.id, document.title, document.language, document.direction)
        return Row(*of, self.cell.layer, pair, kind, line.minor, first, second, contexts)

    def _version(self, owner: str, item: Mark | Link | None, text: str) -> Version | None:
        if item is None:
            return None
        said = self.sets[owner]
        marks = [item] if isinstance(item, Mark) else [item.head, item.tail]
        places = [Place(*mark, text[mark.start : mark.end]) for mark in marks]
        note = _note(said, item, self.symmetric)
        return Version(owner, item.label, places, note, said.remark, said.completed_at, said.revision)


def _note(said: AnnotationSet, item: Mark | Link, symmetric: frozenset[str]) -> str:
    """The notes on the items that are this mark or relation."""
    spans, relations = said.annotations.spans, said.annotations.relations.values()
    if isinstance(item, Mark):
        found = [one.note for one in spans.values() if (one.start, one.end, one.label) == item]
    else:
        ends = {id: Mark(one.start, one.end, one.label) for id, one in spans.items()}
        links = {one.id: Link(one.label, ends[one.head], ends[one.tail]) for one in relations}
        found = [one.note for one in relations if ordered(links[one.id], symmetric) == item]
    return "\n".join(note for note in found if note)


def contexts_around(text: str, places: Iterable[Place]) -> Iterator[Context]:
    """Pieces of the text around at least one place, those that are near each other together."""
    inorder = sorted({(place.start, place.end) for place in places})
    start, end = inorder[0]
    for first, last in inorder[1:]:
        if first - end > NEAR:
            yield _context(text, start, end)
            start, end = first, last
        end = max(end, last)
    yield _context(text, start, end)


def _context(text: str, start: int, end: int) -> Context:
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = text[end : end + AROUND].partition("\n")[0]
    return Context(start, end, before, text[start:end], after)
