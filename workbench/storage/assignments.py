"""Assignments as rows: who holds which document, the pool, and the record of every act of assigning."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlite_utils import Database

from workbench.model.assignment import Assignment, Run
from workbench.storage.rows import dumps, now, one

_NOW: Final = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_BEGUN: Final = """EXISTS (SELECT 1 FROM annotation_set begun WHERE begun.document = assignment.document
                   AND begun.person = assignment.person AND begun.revision > 0)"""
HELD: Final = f"(state = 'given' OR state = 'reserved' AND (reserved_until > {_NOW} OR {_BEGUN}))"
"""SQL: an assignment is its person's now: given, or reserved and either not timed out or begun."""

TESTED: Final = """EXISTS (SELECT 1 FROM assignment WHERE assignment.document = {set}.document
                   AND assignment.person = {set}.person AND kind <> 'ordinary')"""
"""SQL: the annotation set ``{set}`` is practice or a check against gold, so that it is no source of gold."""

_FREE: Final = f"""(SELECT count(*) FROM assignment WHERE assignment.document = pool_document.document AND {HELD})
                   < places"""
_WITH_STATUS: Final = f"""SELECT assignment.document, person.name, state, kind, reserved_until, reason, assigned_at,
                                 {HELD}, coalesce(mine.status, 'new')
                          FROM assignment JOIN person ON person.id = assignment.person
                          LEFT JOIN annotation_set mine
                          ON mine.document = assignment.document AND mine.person = assignment.person"""


def add_run(db: Database, run: Run, person: int | None) -> int:
    """Record an act of assigning; its number."""
    row = asdict(run) | {"person": person, "people": dumps(list(run.people))}
    del row["by"]
    pk = db.table("assignment_run").insert(row).last_pk
    assert isinstance(pk, int)
    return pk


def set_given(db: Database, run: int, given: int) -> None:
    """How many assignments an act made."""
    db.execute("UPDATE assignment_run SET given = ? WHERE id = ?", [given, run])


def runs(db: Database, limit: int) -> list[Run]:
    """The latest acts of assigning, newest first."""
    sql = """SELECT assignment_run.at, coalesce(name, '') "by", rule, seed, overlap, kind, batch, people, documents,
                    given FROM assignment_run LEFT JOIN person ON person.id = person ORDER BY assignment_run.id DESC
             LIMIT ?"""
    return [Run(**(row | {"people": tuple(json.loads(row["people"]))})) for row in list(db.query(sql, [limit]))]


def run_of(db: Database, document: str, person: int) -> tuple[int | None, list[str]]:
    """The act that gave this document to this person, and to whom it dealt; None and nobody if it came otherwise."""
    sql = """SELECT run, people FROM assignment JOIN assignment_run ON assignment_run.id = run
             WHERE document = ? AND assignment.person = ?"""
    found = one(db, sql, [document, person])
    return (found["run"], json.loads(found["people"])) if found else (None, [])


def give(db: Database, document: str, person: int, *, kind: str, run: int | None, by: int | None) -> bool:
    """Give a document to a person, also one that was skipped or withdrawn. Whether it was not theirs already."""
    sql = """INSERT INTO assignment (document, person, assigned_at, kind, run, changed_at, changed_by)
             VALUES (:document, :person, :now, :kind, :run, :now, :by)
             ON CONFLICT DO UPDATE SET state = 'given', reserved_until = NULL, reason = '', kind = :kind, run = :run,
                 assigned_at = :now, changed_at = :now, changed_by = :by
             WHERE state <> 'given'"""
    given = {"document": document, "person": person, "now": now(), "kind": kind, "run": run, "by": by}
    return db.execute(sql, given).rowcount > 0


def reserve(db: Database, document: str, person: int, minutes: int, pool: Mapping[str, object]) -> None:
    """Keep a place in the pool for a person; ``pool`` is the row of the document there."""
    until = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")
    sql = """INSERT OR REPLACE INTO assignment (document, person, assigned_at, state, kind, run, reserved_until,
                                                changed_at, changed_by)
             VALUES (:document, :person, :now, 'reserved', :kind, :run, :until, :now, :person)"""
    given = {"document": document, "person": person, "now": now(), "until": until.replace("+00:00", "Z")}
    db.execute(sql, given | {"kind": pool["kind"], "run": pool["run"]})


def change_state(db: Database, document: str, person: int, state: str, by: int | None, reason: str = "") -> None:
    """An assignment is ``skipped``, with the reason, or ``withdrawn``."""
    sql = """UPDATE assignment SET state = ?, reason = ?, reserved_until = NULL, changed_at = ?, changed_by = ?
             WHERE document = ? AND person = ?"""
    db.execute(sql, [state, reason, now(), by, document, person])


def find(db: Database, document: str, name: str) -> Assignment | None:
    """The assignment of a document to somebody, or None."""
    row = db.execute(f"{_WITH_STATUS} WHERE assignment.document = ? AND name = ?", [document, name]).fetchone()
    return _assignment(row) if row else None


def of_document(db: Database, document: str) -> list[Assignment]:
    """Every assignment a document ever had, by name."""
    rows = db.execute(f"{_WITH_STATUS} WHERE assignment.document = ? ORDER BY name", [document]).fetchall()
    return [_assignment(row) for row in rows]


def of_person(db: Database, person: int, kinds: Sequence[str]) -> list[Assignment]:
    """What a person holds of these kinds, in the order of import."""
    sql = f"""{_WITH_STATUS} JOIN document ON document.id = assignment.document
              WHERE assignment.person = ? AND {HELD} AND kind IN (SELECT value FROM json_each(?))
              ORDER BY document.number"""
    rows = db.execute(sql, [person, dumps(list(kinds))]).fetchall()
    return [_assignment(row) for row in rows]


def tested(db: Database, document: str) -> set[str]:
    """Those to whom a document is practice or a check against gold."""
    sql = """SELECT name FROM assignment JOIN person ON person.id = assignment.person
             WHERE document = ? AND kind <> 'ordinary'"""
    return {row[0] for row in db.execute(sql, [document]).fetchall()}


def skipped(db: Database) -> list[Assignment]:
    """What was skipped and by whom, newest first."""
    rows = db.execute(f"{_WITH_STATUS} WHERE state = 'skipped' ORDER BY assignment.changed_at DESC").fetchall()
    return [_assignment(row) for row in rows]


def holders(db: Database) -> dict[str, dict[int, str]]:
    """For every document that was ever assigned: person -> ``held``, ``skipped``, ``withdrawn`` or ``lapsed``."""
    sql = f"""SELECT document, person, CASE WHEN {HELD} THEN 'held' WHEN state = 'reserved' THEN 'lapsed'
                                            ELSE state END FROM assignment"""
    found: dict[str, dict[int, str]] = {}
    for document, person, state in db.execute(sql).fetchall():
        found.setdefault(document, {})[person] = state
    return found


def loads(db: Database) -> dict[int, int]:
    """How many documents each person holds and has not finished."""
    sql = f"""SELECT assignment.person, count(*) FROM assignment
              LEFT JOIN annotation_set mine
              ON mine.document = assignment.document AND mine.person = assignment.person
              WHERE {HELD} AND coalesce(mine.status, 'new') <> 'done' GROUP BY 1"""
    return dict(db.execute(sql).fetchall())


def add_to_pool(db: Database, document: str, places: int, kind: str, run: int) -> bool:
    """Offer places on a document to whoever comes next; whether that changes anything."""
    sql = """INSERT INTO pool_document (document, places, kind, run) VALUES (:document, :places, :kind, :run)
             ON CONFLICT DO UPDATE SET places = :places, kind = :kind, run = :run
             WHERE places <> :places OR kind <> :kind"""
    return db.execute(sql, {"document": document, "places": places, "kind": kind, "run": run}).rowcount > 0


def reserved_by(db: Database, person: int) -> str | None:
    """The document that a person has taken from the pool, still holds and has not begun, or None."""
    sql = f"""SELECT document FROM assignment WHERE person = ? AND state = 'reserved'
              AND reserved_until > {_NOW} AND NOT {_BEGUN} LIMIT 1"""
    found = db.execute(sql, [person]).fetchone()
    return found[0] if found else None


def next_in_pool(db: Database, person: int) -> dict[str, object] | None:
    """The row of the next document in the pool for a person: first what others hold already, then by import order.

    What they had before, and did not merely let lapse, is not offered again.
    """
    sql = f"""SELECT pool_document.* FROM pool_document JOIN document ON document.id = document WHERE {_FREE}
              AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.document = pool_document.document
                              AND person = :person AND (state <> 'reserved' OR {HELD}))
              ORDER BY (SELECT count(*) FROM assignment
                        WHERE assignment.document = pool_document.document AND {HELD}) DESC, document.number
              LIMIT 1"""
    return one(db, sql, {"person": person})


def pool_waiting(db: Database) -> int:
    """How many places in the pool nobody holds."""
    sql = f"""SELECT total(max(0, places - (SELECT count(*) FROM assignment
                                            WHERE assignment.document = pool_document.document AND {HELD})))
              FROM pool_document"""
    return int(db.execute(sql).fetchone()[0])


def _assignment(row: tuple[Any, ...]) -> Assignment:
    document, person, state, kind, reserved_until, reason, assigned_at, held, status = row
    return Assignment(document, person, state, kind, reserved_until, reason, assigned_at, bool(held), status)
