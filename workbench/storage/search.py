"""Looking across the corpus: the index of folded texts, and marks by what they are and on what they stand.

The index holds no text, only which documents have which three letters in a row: it says where to look closer. It is
brought up to date before it is asked, so that whatever adds documents need not know of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from workbench.model.annotation import Relation, Span
from workbench.model.people import Person
from workbench.model.search import Query, Trait
from workbench.storage.annotations import loaded
from workbench.storage.database import writing
from workbench.storage.listing import OPEN
from workbench.storage.rows import dumps, value
from workbench.text import Needle, folded

_AT_ONCE: Final = 1000
"""Documents that are indexed in one transaction: other writers get their turn in between."""
_SHORTEST: Final = 3
"""Letters that the index can look for."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose documents and marks are looked at: those open to ``person`` if given; ``owner``'s marks if named."""

    person: Person | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A document as a search needs it."""

    id: str
    title: str
    language: str
    direction: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, or a relation with its two spans, and where it was found."""

    document: str
    owner: str
    status: str
    head: Span
    relation: Relation | None = None
    tail: Span | None = None


def catch_up(db: Database) -> None:
    """Index the documents that came since the last search."""
    while (value(db, "SELECT max(number) FROM document") or 0) > _indexed(db):
        with writing(db):
            sql = "SELECT number, text FROM document WHERE number > ? ORDER BY number LIMIT ?"
            rows = db.execute(sql, [_indexed(db), _AT_ONCE]).fetchall()
            index = "INSERT INTO document_search (rowid, folded) VALUES (?, ?)"
            db.conn.executemany(index, [(number, folded(text)) for number, text in rows])


def _indexed(db: Database) -> int:
    """The number of the last document in the index, or 0."""
    return int(value(db, "SELECT rowid FROM document_search ORDER BY rowid DESC LIMIT 1") or 0)


def texts(db: Database, scope: Scope, query: Query, needle: Needle) -> Iterator[Text]:
    """The documents of a scope that may hold what is looked for, in the order of import."""
    where, values = _documents(scope, query)
    if needle.key and all(len(one) >= _SHORTEST for one in needle.variants):
        where.append("document.number IN (SELECT rowid FROM document_search WHERE document_search MATCH :letters)")
        values["letters"] = " OR ".join(f"({_letters(one)})" for one in needle.variants)
    sql = f"""SELECT id, title, language, direction, text FROM document
              WHERE {" AND ".join(where)} ORDER BY number"""
    return (Text(*row) for row in db.execute(sql, values))


def texts_of(db: Database, ids: Iterable[str]) -> dict[str, Text]:
    """Documents by id."""
    sql = """SELECT id, title, language, direction, text FROM document
             WHERE id IN (SELECT value FROM json_each(?))"""
    return {row[0]: Text(*row) for row in db.execute(sql, [dumps(sorted(set(ids)))])}


def surfaces(db: Database) -> list[str]:
    """Every surface that somebody has marked, once."""
    return [row[0] for row in db.execute("SELECT DISTINCT text FROM span").fetchall()]


def entities(db: Database, scope: Scope, query: Query, on: Sequence[str] | None, limit: int, skip: int) -> list[Mark]:
    """Spans, by document and place; ``on`` names their surfaces."""
    where, values = _marks(db, scope, query, "span")
    if query.label:
        where.append("span.label = :label")
    if on is not None:
        where.append("span.text IN (SELECT value FROM json_each(:on))")
        values["on"] = dumps(on)
    sql = f"""SELECT document.id, own.owner, own.status, {_span("span")}
              FROM span JOIN annotation_set own ON own.id = span."set" JOIN document ON document.id = own.document
              WHERE {" AND ".join(where)}
              ORDER BY document.number, span.start, span."end" DESC, own.owner LIMIT :limit OFFSET :skip"""
    rows = db.execute(sql, values | {"limit": limit, "skip": skip})
    return [Mark(row[0], row[1], row[2], _read_span(row[3:])) for row in rows]


def relations(db: Database, scope: Scope, query: Query, on: Sequence[str] | None, limit: int, skip: int) -> list[Mark]:
    """Relations, by document and place of their head; ``on`` names the surface of one of their ends."""
    where, values = _marks(db, scope, query, "relation")
    where += _pattern(query)
    if on is not None:
        where.append(
            "(head.text IN (SELECT value FROM json_each(:on)) OR tail.text IN (SELECT value FROM json_each(:on)))"
        )
        values["on"] = dumps(on)
    sql = f"""SELECT document.id, own.owner, own.status, {_span("head")}, {_span("tail")},
                     relation.id, relation.head, relation.tail, relation.label, relation.attributes, relation.note
              FROM relation JOIN span head ON head."set" = relation."set" AND head.id = relation.head
              JOIN span tail ON tail."set" = relation."set" AND tail.id = relation.tail
              JOIN annotation_set own ON own.id = relation."set" JOIN document ON document.id = own.document
              WHERE {" AND ".join(where)}
              ORDER BY document.number, head.start, tail.start, own.owner LIMIT :limit OFFSET :skip"""
    rows = db.execute(sql, values | {"limit": limit, "skip": skip})
    return [
        Mark(row[0], row[1], row[2], _read_span(row[3:11]), _read_relation(row[19:]), _read_span(row[11:19]))
        for row in rows
    ]


def labelled(db: Database, scope: Scope) -> list[tuple[str, str, int]]:
    """Every surface with each of its labels, and how often it has it."""
    where, values = _documents(scope, Query())
    sql = f"""SELECT text, label, count(*) FROM span WHERE "set" IN (
                  SELECT own.id FROM annotation_set own JOIN document ON document.id = own.document
                  WHERE {" AND ".join(where)} AND own.owner = :owner)
              GROUP BY text, label"""
    return [(row[0], row[1], row[2]) for row in db.execute(sql, values).fetchall()]


def linked(db: Database, scope: Scope) -> list[tuple[str, str, str, int]]:
    """Every pair of surfaces with each relation from the first to the second, and how often they have it."""
    where, values = _documents(scope, Query())
    sql = f"""SELECT head.text, tail.text, relation.label, count(*)
              FROM relation JOIN annotation_set own ON own.id = relation."set"
              JOIN span head ON head."set" = relation."set" AND head.id = relation.head
              JOIN span tail ON tail."set" = relation."set" AND tail.id = relation.tail
              JOIN document ON document.id = own.document
              WHERE {" AND ".join(where)} AND own.owner = :owner GROUP BY head.text, tail.text, relation.label"""
    return [(row[0], row[1], row[2], row[3]) for row in db.execute(sql, values).fetchall()]


def taken(db: Database, owner: str, documents: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Where a document cannot be marked any more: the owner's spans, and lines that are not part of the article."""
    sql = """SELECT own.document, span.start, span."end" FROM span JOIN annotation_set own ON own.id = span."set"
             WHERE own.owner = :owner AND own.document IN (SELECT value FROM json_each(:documents))
             UNION ALL SELECT document, start, "end" FROM section
             WHERE kind = 'boilerplate' AND document IN (SELECT value FROM json_each(:documents))"""
    found: dict[str, list[tuple[int, int]]] = {}
    for document, start, end in db.execute(sql, {"owner": owner, "documents": dumps(sorted(documents))}):
        found.setdefault(document, []).append((start, end))
    return found


def _letters(key: str) -> str:
    """All runs of three letters of a key, as a question to the index."""
    runs = dict.fromkeys(key[at : at + _SHORTEST] for at in range(len(key) - _SHORTEST + 1))
    return " AND ".join('"{}"'.format(run.replace('"', '""')) for run in runs)


def _documents(scope: Scope, query: Query) -> tuple[list[str], dict[str, Any]]:
    """Conditions on the documents: open to the person, of the batch, in the state that somebody's work has."""
    where = ["1"]
    values: dict[str, Any] = {name: getattr(query, name) for name in ("label", "relation", "head", "tail", "status")}
    values |= {"owner": scope.owner, "batch": query.batch, "symmetric": dumps(sorted(query.symmetric))}
    if scope.person:
        where.append(OPEN)
        values["person"] = scope.person.id
    if query.batch:
        where.append("document.id IN (SELECT document FROM batch_document WHERE batch = :batch)")
    if query.worked_on:
        where.append(_WORKED_ON)
    elif query.kind == "text" and (query.status or (scope.owner and not scope.person)):
        where.append(_STATE)
    return where, values


_STATE: Final = """(EXISTS (SELECT 1 FROM annotation_set own WHERE own.document = document.id
                    AND :owner IN ('', own.owner) AND :status IN ('', own.status))
    OR :status = 'new' AND NOT EXISTS (SELECT 1 FROM annotation_set own WHERE own.document = document.id
                    AND :owner IN ('', own.owner) AND own.status <> 'new'))"""


_WORKED_ON: Final = """EXISTS (SELECT 1 FROM annotation_set own WHERE own.document = document.id
    AND own.owner = :owner AND (own.owner = 'gold' OR own.status IN ('done', 'returned')))"""


def _marks(db: Database, scope: Scope, query: Query, table: str) -> tuple[list[str], dict[str, Any]]:
    """Conditions on spans or relations, whoever they are by."""
    where, values = _documents(scope, query)
    if scope.owner:
        where.append("own.owner = :owner")
    if query.status:
        where.append("own.status = :status")
    if query.attribute:
        where.append(_has(query.attribute, table))
        values |= {"path": f'$."{query.attribute.name}"', "value": query.attribute.value}
    if query.note:
        db.conn.create_function("folded", 1, folded, deterministic=True)
        where.append(f"{table}.note <> '' AND instr(folded({table}.note), :note)")
        values["note"] = folded(query.note).strip()
    return where, values


def _has(trait: Trait, table: str) -> str:
    if trait.default:
        return f"coalesce({table}.attributes ->> :path, :value) = :value"
    return f"{table}.attributes ->> :path = :value"


def _pattern(query: Query) -> list[str]:
    """A relation pattern; one that holds either way round is found either way round."""
    where = ["relation.label = :relation"] if query.relation else []
    if query.head or query.tail:
        straight = ":head IN ('', head.label) AND :tail IN ('', tail.label)"
        turned = ":head IN ('', tail.label) AND :tail IN ('', head.label)"
        where.append(f"({straight} OR relation.label IN (SELECT value FROM json_each(:symmetric)) AND {turned})")
    return where


def _span(name: str) -> str:
    return ", ".join(
        f'{name}."{column}"' for column in ("id", "start", "end", "label", "text", "attributes", "note", "kb_id")
    )


def _read_span(row: Sequence[Any]) -> Span:
    id, start, end, label, text, attributes, note, kb_id = row
    return Span(id, start, end, label, text, loaded(attributes), note, kb_id)


def _read_relation(row: Sequence[Any]) -> Relation:
    id, head, tail, label, attributes, note = row
    return Relation(id, head, tail, label, loaded(attributes), note)
