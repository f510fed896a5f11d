"""Exports that were made: when, by whom, with which options, and what they lost."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from workbench.storage.rows import Row, dumps, now, one


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One export. ``folder`` holds its files, relative to the workspace; empty if they went elsewhere."""

    id: int
    created_at: str
    person: int | None
    format: str
    owner: str
    options: Mapping[str, Any]
    folder: str
    files: list[str]
    report: Mapping[str, Any]


def add(db: Database, person: int | None, format: str, owner: str, options: Mapping[str, Any]) -> int:
    """A new export without files or report yet; its id."""
    row = {
        "created_at": now(),
        "person": person,
        "format": format,
        "owner": owner,
        "options": dumps(options),
        "report": "{}",
    }
    pk = db.table("export").insert(row).last_pk
    assert isinstance(pk, int)
    return pk


def finish(db: Database, export: int, folder: str, files: list[str], report: Mapping[str, Any]) -> None:
    """Note what an export wrote and lost."""
    db.table("export").update(export, {"folder": folder, "files": dumps(files), "report": dumps(report)})


def drop(db: Database, export: int) -> None:
    """Forget an export that came to nothing."""
    db.execute("DELETE FROM export WHERE id = ?", [export])


def find(db: Database, export: int) -> ExportRow | None:
    """One export, or None."""
    row = one(db, "SELECT * FROM export WHERE id = ?", [export])
    return _export(row) if row else None


def recent(db: Database, person: int | None, limit: int = 50) -> list[ExportRow]:
    """The newest exports of a person; of everybody for None. Those that are not whole yet, or never will be, are not
    among them."""
    sql = "SELECT * FROM export WHERE report <> '{}' AND (? IS NULL OR person = ?) ORDER BY id DESC LIMIT ?"
    return [_export(row) for row in list(db.query(sql, [person, person, limit]))]


def _export(row: Row) -> ExportRow:
    loaded = {key: json.loads(row[key]) for key in ("options", "files", "report")}
    return ExportRow(**(row | loaded))
