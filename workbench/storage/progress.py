"""How far the work is. A piece of work is one document of one person; it has one of `WORK_STATES`.

Pieces are what people hold or have skipped, what they began on documents open to all, and what they finished, whoever
holds the document now.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from workbench.model.assignment import WORK_STATES
from workbench.storage.assignments import HELD

_WORK: Final = f"""
    WITH work AS (
        SELECT assignment.document, assignment.person,
               CASE state WHEN 'skipped' THEN 'skipped' ELSE coalesce(mine.status, 'new') END state
        FROM assignment LEFT JOIN annotation_set mine
        ON mine.document = assignment.document AND mine.person = assignment.person
        WHERE {HELD} OR state = 'skipped'
        UNION ALL
        SELECT own.document, own.person, own.status FROM annotation_set own
        WHERE own.person IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM assignment WHERE assignment.document = own.document AND assignment.person = own.person
            AND ({HELD} OR state = 'skipped'))
        AND (own.status = 'done' OR NOT EXISTS (
            SELECT 1 FROM assignment WHERE assignment.document = own.document)))"""
_COUNTED: Final = ", ".join(f"count(*) FILTER (WHERE work.state = '{state}')" for state in WORK_STATES)

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DocumentProgress:
    """A document, and the state of everybody's piece of it, by name."""

    number: int
    id: str
    title: str
    language: str
    pieces: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """A document that somebody has finished, when (UTC), and with how many marks."""

    document: str
    title: str
    language: str
    completed_at: str | None
    spans: int
    relations: int


def totals(db: Database) -> Counts:
    """How many pieces of work there are of each state."""
    return _counts(db.execute(f"{_WORK} SELECT {_COUNTED} FROM work").fetchone())


def by_person(db: Database) -> dict[str, Counts]:
    """The same for each person with work, by name."""
    sql = f"{_WORK} SELECT name, {_COUNTED} FROM work JOIN person ON person.id = work.person GROUP BY 1 ORDER BY 1"
    return {name: _counts(rest) for name, *rest in db.execute(sql).fetchall()}


def by_batch(db: Database) -> dict[str, Counts]:
    """The same for each batch, by name; work on documents in no batch stands under the empty name."""
    sql = f"""{_WORK} SELECT coalesce(batch, '') name, {_COUNTED} FROM work
              LEFT JOIN batch_document ON batch_document.document = work.document GROUP BY 1 ORDER BY name = '', name"""
    return {batch: _counts(rest) for batch, *rest in db.execute(sql).fetchall()}


def of_person(db: Database, name: str) -> Counts:
    """The same for one person."""
    return by_person(db).get(name, dict.fromkeys(WORK_STATES, 0))


def documents(db: Database, state: str, limit: int, after: int) -> list[DocumentProgress]:
    """Up to ``limit`` documents after number ``after``; with a ``state``, those that have a piece in it."""
    sql = f"""{_WORK} SELECT number, document.id, title, document.language, json_group_array(
                  json_array(name, work.state)) FILTER (WHERE name IS NOT NULL)
              FROM document LEFT JOIN work ON work.document = document.id LEFT JOIN person ON person.id = work.person
              WHERE number > :after AND (
                  :state = '' OR document.id IN (SELECT document FROM work WHERE work.state = :state))
              GROUP BY number ORDER BY number LIMIT :limit"""
    rows = db.execute(sql, {"state": state, "limit": limit, "after": after}).fetchall()
    return [
        DocumentProgress(number, id, title, language, sorted((name, at) for name, at in json.loads(pieces)))
        for number, id, title, language, pieces in rows
    ]


def stamp(db: Database) -> str:
    """A string that changes whenever anything changed that progress shows; cheap to ask for."""
    sql = """SELECT (SELECT max(changed_at) FROM annotation_set), (SELECT max(changed_at) FROM assignment),
                    (SELECT max(id) FROM assignment_run), (SELECT max(number) FROM document),
                    (SELECT count(*) FROM batch_document),
                    (SELECT count(*) FROM assignment WHERE state = 'reserved'
                     AND reserved_until < strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"""
    return "/".join(str(part or "") for part in db.execute(sql).fetchone())


def finished_by(db: Database, person: int, limit: int) -> list[FinishedRow]:
    """What a person has finished, the latest first."""
    sql = """SELECT document.id, title, document.language, completed_at,
                    (SELECT count(*) FROM span WHERE "set" = own.id),
                    (SELECT count(*) FROM relation WHERE "set" = own.id)
             FROM annotation_set own JOIN document ON document.id = own.document
             WHERE person = ? AND status = 'done' ORDER BY completed_at DESC, number DESC LIMIT ?"""
    return [FinishedRow(*row) for row in db.execute(sql, [person, limit]).fetchall()]


def _counts(row: Sequence[Any]) -> Counts:
    return dict(zip(WORK_STATES, row, strict=True))
