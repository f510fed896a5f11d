"""Bulk fixes: changes of several sets that were made in one step, so that they can be taken back in one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from workbench.model.changes import Effect
from workbench.storage.annotations import read_effect
from workbench.storage.rows import now


@dataclass(frozen=True, slots=True)
class Fix:
    """One bulk fix: who did what to whose marks. ``finished``: also in finished work; ``articles``: how many."""

    id: int
    at: str
    person: str
    owner: str
    kind: str
    label: str
    finished: bool
    undone_at: str | None
    articles: int


def add(db: Database, person: int | None, owner: str, kind: str, label: str, finished: bool) -> int:
    """Begin a fix; its number."""
    row = {"at": now(), "person": person, "owner": owner, "kind": kind, "label": label}
    pk = db.table("bulk_fix").insert(row | {"finished": int(finished)}).last_pk
    assert isinstance(pk, int)
    return pk


def touched(db: Database, fix: int, number: int, first: int, last: int) -> None:
    """A fix made the revisions ``first`` to ``last`` of a set."""
    db.table("bulk_fix_set").insert({"fix": fix, "set": number, "first": first, "last": last})


def recent(db: Database, owner: str, limit: int) -> list[Fix]:
    """The last fixes of an owner's marks, newest first."""
    rows = db.execute(
        f"{_FIX} WHERE owner = ? AND kind <> 'undo' ORDER BY bulk_fix.id DESC LIMIT ?", [owner, limit]
    ).fetchall()
    return [_fix(row) for row in rows]


def find(db: Database, fix: int) -> Fix | None:
    """A fix by its number, or None."""
    row = db.execute(f"{_FIX} WHERE bulk_fix.id = ? AND kind <> 'undo'", [fix]).fetchone()
    return _fix(row) if row else None


def effects(db: Database, fix: int) -> list[tuple[str, list[Effect]]]:
    """What a fix did to the spans and relations of each document, in order."""
    sql = """SELECT own.document, change.effects FROM bulk_fix_set touched
             JOIN annotation_set own ON own.id = touched."set"
             JOIN change ON change."set" = touched."set" AND change.revision BETWEEN touched.first AND touched.last
             WHERE touched.fix = ? ORDER BY own.document, change.revision"""
    found: dict[str, list[Effect]] = {}
    for document, given in db.execute(sql, [fix]).fetchall():
        made = [read_effect(one) for one in json.loads(given)]
        found.setdefault(document, []).extend(one for one in made if one.kind in ("span", "relation"))
    return list(found.items())


def undone(db: Database, fix: int) -> None:
    """A fix has been taken back."""
    db.execute("UPDATE bulk_fix SET undone_at = ? WHERE id = ?", [now(), fix])


_FIX = """SELECT bulk_fix.id, at, coalesce(person.name, ''), owner, kind, label, finished, undone_at,
                 (SELECT count(*) FROM bulk_fix_set WHERE fix = bulk_fix.id)
          FROM bulk_fix LEFT JOIN person ON person.id = bulk_fix.person"""


def _fix(row: Sequence[Any]) -> Fix:
    id, at, person, owner, kind, label, finished, undone_at, articles = row
    return Fix(id, at, person, owner, kind, label, bool(finished), undone_at, articles)
