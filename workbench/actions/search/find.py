"""Looking across the corpus: texts, entities and relations, each place with what stands around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final

from workbench.actions.annotate import cursor
from workbench.actions.guard import need_role
from workbench.actions.search.syntax import read_query
from workbench.model.annotation import Relation, Span
from workbench.model.items import relation_fields, span_fields
from workbench.model.people import Person
from workbench.model.search import Query
from workbench.storage import Database, batches, search, settings
from workbench.storage import annotations as stored
from workbench.storage.search import Mark, Scope, Text
from workbench.text import Context, Needle, context

MOST_COUNTED: Final = 500
"""Places that are counted; more are “more than” so many."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: ``start`` and ``end`` in code points of the document; ``span``, or ``relation`` with its ``ends``."""

    document: str
    title: str
    language: str
    direction: str
    start: int
    end: int
    context: Context
    owner: str = ""
    status: str = ""
    span: Span | None = None
    relation: Relation | None = None
    ends: tuple[Span, Span] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The place as JSON, as the API and the shell give it."""
        found = {name: getattr(self, name) for name in ("document", "title", "start", "end")}
        around = asdict(self.context)
        found |= {
            "before": around["before"] + around["lead"],
            "text": around["text"],
            "after": around["trail"] + around["after"],
        }
        if self.span or self.relation:
            found |= {"owner": self.owner, "status": self.status}
        if self.span:
            found["span"] = span_fields(self.span)
        if self.relation and self.ends:
            head, tail = map(span_fields, self.ends)
            found["relation"] = relation_fields(self.relation) | {"head": head, "tail": tail}
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """A page of places. ``count`` of all, up to `MOST_COUNTED`; ``more`` if there are more than that."""

    query: Query
    hits: Sequence[Hit]
    count: int
    more: bool
    next: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person may choose from: whose marks, which batches."""

    owners: Sequence[str]
    batches: Sequence[str]


def find(
    db: Database,
    person: Person,
    asked: str,
    fields: Mapping[str, str] | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Found:
    """A page of what a query finds, in the order of import and of the text.

    Annotators find in the documents that are open to them, and their own marks; supervisors find everything. Raises
    what `read_query` raises, and `Forbidden` for somebody else's marks.
    """
    query = read_query(asked, fields or {}, settings.schema(db))
    scope = scope_of(person, query.owner)
    if query.is_empty:
        return Found(query, [], 0, more=False, next=None)
    search.catch_up(db)
    skip = cursor(after)
    places = _places(db, scope, query, skip, max(limit + 1, MOST_COUNTED + 1 - skip))
    hits = in_context(db, places[:limit])
    more = str(skip + limit) if len(places) > limit else None
    return Found(query, hits, min(skip + len(places), MOST_COUNTED), skip + len(places) > MOST_COUNTED, more)


def choices(db: Database, person: Person) -> Choices:
    """What there is to choose from; annotators have only their own marks."""
    if not person.has_role("supervisor"):
        return Choices([], batches.names(db))
    return Choices(stored.owners(db), batches.names(db))


def scope_of(person: Person, owner: str) -> Scope:
    """Whose documents and marks this person may look at. Raises `Forbidden`."""
    if person.has_role("supervisor"):
        return Scope(owner=owner)
    if owner not in ("", person.name):
        need_role(person, "supervisor")
    return Scope(person, person.name)


Place = tuple[str, int, int, Mark | None]
"""Document, start and end, and the mark that was found there."""


def _places(db: Database, scope: Scope, query: Query, skip: int, limit: int) -> list[Place]:
    if query.kind == "text":
        return list(islice(_places_in_texts(db, scope, query), skip, skip + limit))
    look = search.entities if query.kind == "entities" else search.relations
    marks = look(db, scope, query, _surfaces(db, query), limit, skip)
    return [(mark.document, *_extent(mark), mark) for mark in marks]


def _places_in_texts(db: Database, scope: Scope, query: Query) -> Iterator[Place]:
    needle = Needle(query.text, query.whole)
    for document in search.texts(db, scope, query, needle):
        yield from ((document.id, start, end, None) for start, end in needle.places(document.text))


def _surfaces(db: Database, query: Query) -> list[str] | None:
    """The marked surfaces that hold the text that is looked for; None if any will do."""
    if not query.text:
        return None
    needle = Needle(query.text, query.whole)
    return [text for text in search.surfaces(db) if next(needle.places(text), None)]


def _extent(mark: Mark) -> tuple[int, int]:
    if mark.tail is None:
        return mark.head.start, mark.head.end
    return min(mark.head.start, mark.tail.start), max(mark.head.end, mark.tail.end)


def in_context(db: Database, places: Sequence[Place]) -> list[Hit]:
    found = search.texts_of(db, (document for document, *_ in places))
    return [_hit(found[document], start, end, mark) for document, start, end, mark in places]


def _hit(document: Text, start: int, end: int, mark: Mark | None) -> Hit:
    around = context(document.text, start, end)
    common = (document.id, document.title, document.language, document.direction, start, end, around)
    if mark is None:
        return Hit(*common)
    if mark.relation is None or mark.tail is None:
        return Hit(*common, mark.owner, mark.status, span=mark.head)
    return Hit(*common, mark.owner, mark.status, relation=mark.relation, ends=(mark.head, mark.tail))
