"""Releases that were made, and the side (train, dev, test) that every released document keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from workbench.storage.rows import Row, dumps, now, one


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release: ``content`` is the digest of its data, ``folder`` where it was last written."""

    id: int
    name: str
    version: str
    created_at: str
    person: int | None
    content: str
    folder: str
    manifest: Mapping[str, Any]


def find(db: Database, name: str, version: str) -> ReleaseRow | None:
    """The release of this name and version, or None."""
    row = one(db, "SELECT * FROM release WHERE name = ? AND version = ?", [name, version])
    return _release(row) if row else None


def every(db: Database) -> list[ReleaseRow]:
    """All releases, newest first."""
    return [_release(row) for row in list(db.query("SELECT * FROM release ORDER BY id DESC"))]


def note(
    db: Database, name: str, version: str, person: int | None, content: str, folder: str, manifest: Mapping[str, Any]
) -> None:
    """Remember a release; one that is made again only remembers where it lies now."""
    sql = """INSERT INTO release (name, version, created_at, person, content, folder, manifest)
             VALUES (?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (name, version) DO UPDATE SET folder = excluded.folder, content = excluded.content"""
    db.execute(sql, [name, version, now(), person, content, folder, dumps(manifest)])


def sides(db: Database) -> dict[str, str]:
    """The side of every document that was ever released."""
    return dict(db.execute("SELECT document, side FROM release_side").fetchall())


def keep_sides(db: Database, given: Mapping[str, str], version: str) -> None:
    """Documents that have no side yet keep this one from now on."""
    sql = "INSERT INTO release_side (document, side, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    db.conn.executemany(sql, [(document, side, version) for document, side in sorted(given.items())])


def _release(row: Row) -> ReleaseRow:
    return ReleaseRow(**(row | {"manifest": json.loads(row["manifest"])}))
