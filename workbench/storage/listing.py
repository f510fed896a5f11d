"""Lists of documents: a person's queue, the supervisor's overview. Paged by import order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from workbench.model.annotation import is_person
from workbench.model.people import Person
from workbench.storage.assignments import HELD
from workbench.storage.rows import like, value

# A document that was never assigned nor put into the pool is open to everybody; else only to those it was given to.
# Who let a reservation lapse may still go on: no work is lost because somebody was slow to begin.
_CLOSED = """EXISTS (SELECT 1 FROM assignment WHERE assignment.document = document.id)
             OR EXISTS (SELECT 1 FROM pool_document WHERE pool_document.document = document.id)"""
_GIVEN = """EXISTS (SELECT 1 FROM assignment WHERE assignment.document = document.id AND assignment.person = :person
            AND {})"""
_MINE = f"({_GIVEN.format(HELD)} OR NOT ({_CLOSED}))"
OPEN = f"""({_GIVEN.format("state IN ('given', 'reserved')")} OR NOT ({_CLOSED}))"""
_WITH_MY_SET = """FROM document LEFT JOIN annotation_set mine
                  ON mine.document = document.id AND mine.owner = :owner"""
_MATCHES = "(:query = '' OR document.title LIKE :like ESCAPE '\\' OR document.id LIKE :like ESCAPE '\\')"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A document in somebody's queue, with their own progress on it.

    ``held``: it was given to them or taken by them, not merely open to all; then ``practice`` says that they are told
    how they did, and ``reserved_until`` until when it is kept for them to begin.
    """

    number: int
    id: str
    title: str
    language: str
    status: str
    revision: int
    spans: int
    relations: int
    characters: int
    changed_at: str | None
    comment: str
    held: bool
    practice: bool
    reserved_until: str | None


@dataclass(frozen=True, slots=True)
class SetRow:
    """How far one owner is with one document."""

    owner: str
    status: str
    spans: int
    relations: int
    changed_at: str | None
    comment: str
    remark: str

    @property
    def can_be_returned(self) -> bool:
        """Whether there is somebody to return it to, and something to return."""
        return self.status == "done" and is_person(self.owner)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with everybody's progress on it; ``pooled`` if people take it from the pool."""

    number: int
    id: str
    title: str
    language: str
    characters: int
    sets: Sequence[SetRow]
    assigned: Sequence[str]
    pooled: bool


def is_open_to(db: Database, document: str, person: Person) -> bool:
    """Whether the document exists and is this person's to annotate."""
    sql = f"SELECT 1 FROM document WHERE id = :document AND {OPEN}"
    return bool(db.execute(sql, {"document": document, "person": person.id}).fetchone())


def queue(db: Database, person: Person, status: str | None, query: str, limit: int, after: int) -> list[QueueRow]:
    """Up to ``limit`` documents of a person's queue that come after number ``after``."""
    sql = f"""SELECT document.number, document.id, title, language,
                     coalesce(status, 'new'), coalesce(revision, 0),
                     (SELECT count(*) FROM span WHERE "set" = mine.id),
                     (SELECT count(*) FROM relation WHERE "set" = mine.id),
                     length(text), mine.changed_at, coalesce(comment, ''),
                     own.document IS NOT NULL, coalesce(own.kind = 'practice', 0), own.reserved_until
              {_WITH_MY_SET} LEFT JOIN assignment own ON own.document = document.id AND own.person = :person
              WHERE {_MINE} AND {_MATCHES} AND document.number > :after
              AND (:status = '' OR coalesce(status, 'new') = :status)
              ORDER BY document.number LIMIT :limit"""
    scope = _scope(person, query) | {"status": status or "", "after": after, "limit": limit}
    return [_queue_row(row) for row in db.execute(sql, scope).fetchall()]


def counts(db: Database, person: Person, query: str = "") -> dict[str, int]:
    """How many documents of a person's queue have each status."""
    sql = f"""SELECT coalesce(status, 'new'), count(*) {_WITH_MY_SET} WHERE {_MINE} AND {_MATCHES} GROUP BY 1"""
    return dict(db.execute(sql, _scope(person, query)).fetchall())


def neighbour(db: Database, person: Person, document: str, *, forward: bool, unfinished: bool = False) -> str | None:
    """The id of the next (or previous) document of a person's queue, or None at the end."""
    sign, order = (">", "ASC") if forward else ("<", "DESC")
    sql = f"""SELECT document.id {_WITH_MY_SET} WHERE {_MINE}
              AND document.number {sign} (SELECT number FROM document WHERE id = :document)
              AND (NOT :unfinished OR coalesce(status, 'new') <> 'done')
              ORDER BY document.number {order} LIMIT 1"""
    scope = {"person": person.id, "owner": person.name, "document": document, "unfinished": unfinished}
    found = db.execute(sql, scope).fetchone()
    return found[0] if found else None


def overview(db: Database, query: str, limit: int, after: int) -> list[DocumentRow]:
    """Up to ``limit`` documents after number ``after``, with everybody's progress."""
    sql = f"""SELECT number, id, title, language, length(text),
                     EXISTS (SELECT 1 FROM pool_document WHERE pool_document.document = document.id) FROM document
              WHERE {_MATCHES} AND number > :after ORDER BY number LIMIT :limit"""
    scope = {"query": query, "like": like(query), "after": after, "limit": limit}
    rows = db.execute(sql, scope).fetchall()
    return [
        DocumentRow(number, id, title, language, characters, sets_of(db, id), assigned(db, id), bool(pooled))
        for number, id, title, language, characters, pooled in rows
    ]


def overview_counts(db: Database) -> dict[str, int]:
    """How many sets of people have each status; assigned documents not yet begun count as new."""
    begun = "SELECT status, count(*) FROM annotation_set WHERE person IS NOT NULL GROUP BY status"
    found = dict(db.execute(begun).fetchall())
    waiting = f"""SELECT count(*) FROM assignment WHERE {HELD} AND NOT EXISTS (
                 SELECT 1 FROM annotation_set begun
                 WHERE begun.document = assignment.document AND begun.person = assignment.person)"""
    return found | {"new": found.get("new", 0) + int(value(db, waiting))}


def sets_of(db: Database, document: str) -> list[SetRow]:
    """Everybody's progress on a document, by owner."""
    sql = """SELECT owner, status, (SELECT count(*) FROM span WHERE "set" = annotation_set.id),
                    (SELECT count(*) FROM relation WHERE "set" = annotation_set.id), changed_at, comment, remark
             FROM annotation_set WHERE document = ? ORDER BY owner"""
    return [SetRow(*row) for row in db.execute(sql, [document]).fetchall()]


def assigned(db: Database, document: str) -> list[str]:
    """The names of those a document is assigned to."""
    sql = f"""SELECT name FROM assignment JOIN person ON person.id = assignment.person
              WHERE document = ? AND {HELD} ORDER BY name"""
    return [row[0] for row in db.execute(sql, [document]).fetchall()]


def _queue_row(row: Any) -> QueueRow:
    found = QueueRow(*row)
    return replace(found, held=bool(found.held), practice=bool(found.practice))  # SQLite knows only numbers


def _scope(person: Person, query: str) -> dict[str, object]:
    return {"person": person.id, "owner": person.name, "query": query, "like": like(query)}
