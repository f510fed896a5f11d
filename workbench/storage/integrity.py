"""Is the file itself sound: pages, foreign keys, and what no constraint can say. And copies of it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

_MUST_BE_EMPTY = {
    "a document without sentences and tokens": """SELECT id FROM document
        WHERE id NOT IN (SELECT document FROM segmentation)""",
    "a span whose surface differs from the text": """SELECT document.id || ' ' || span.id FROM span
        JOIN annotation_set ON annotation_set.id = "set" JOIN document ON document.id = annotation_set.document
        WHERE span.text IS NOT substr(document.text, start + 1, "end" - start)""",
    "a set of a person under another name": """SELECT document || ' ' || owner FROM annotation_set
        JOIN person ON person.id = person WHERE owner <> name""",
    "the origin of a gold item that is not there": """SELECT document || ' ' || item FROM provenance
        WHERE NOT EXISTS (SELECT 1 FROM annotation_set gold WHERE gold.document = provenance.document AND owner = 'gold'
            AND (kind = 'span' AND item IN (SELECT id FROM span WHERE "set" = gold.id)
                OR kind = 'relation' AND item IN (SELECT id FROM relation WHERE "set" = gold.id)))""",
    "a gap in a change log": """SELECT "set" FROM change GROUP BY "set" HAVING max(revision) <> count(*)""",
}


def damage(db: Database) -> list[str]:
    """What is broken in the file's own pages. If anything is, nothing else in it can be relied on."""
    try:
        return [row[0] for row in db.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        return [str(error)]


def faults(db: Database) -> Iterator[str]:
    """What is wrong between the tables of a sound file, in words."""
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield f"a row of {table} ({row}) points to nothing in {parent}"
    for what, sql in _MUST_BE_EMPTY.items():
        yield from (f"{what}: {row[0]}" for row in db.execute(sql).fetchall())


def copy(db: Database, path: Path) -> None:
    """A consistent copy of an open workspace, also while others write."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = sqlite3.connect(path)
    try:
        db.conn.backup(target)
    finally:
        target.close()
