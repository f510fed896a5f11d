"""Files that were uploaded and wait to be imported."""

from dataclasses import dataclass

from sqlite_utils import Database

from workbench.storage.rows import now, one


@dataclass(frozen=True, slots=True)
class UploadRow:
    """An upload: whose it is, when it came (UTC), and how it is to be read (empty: found out, or as the file says)."""

    id: str
    person: int
    at: str
    format: str
    owner: str
    unit: str


def add(db: Database, id: str, person: int, format: str, owner: str, unit: str) -> None:
    """A new upload."""
    sql = "INSERT INTO upload (id, person, at, format, owner, unit) VALUES (?, ?, ?, ?, ?, ?)"
    db.execute(sql, [id, person, now(), format, owner, unit])


def change(db: Database, id: str, format: str, owner: str, unit: str) -> None:
    """Another way to read an upload."""
    db.execute("UPDATE upload SET format = ?, owner = ?, unit = ? WHERE id = ?", [format, owner, unit, id])


def find(db: Database, id: str) -> UploadRow | None:
    """An upload, or None."""
    row = one(db, "SELECT * FROM upload WHERE id = ?", [id])
    return UploadRow(**row) if row else None


def outdated(db: Database, person: int, before: str) -> list[str]:
    """The uploads that came before a moment, and all of a person, who has begun another."""
    rows = db.execute("SELECT id FROM upload WHERE at < ? OR person = ?", [before, person]).fetchall()
    return [row[0] for row in rows]


def drop(db: Database, id: str) -> None:
    """Forget an upload."""
    db.execute("DELETE FROM upload WHERE id = ?", [id])
