"""Storing much at once: what the database else checks and indexes row by row, it checks and indexes once, at the end.

Nobody else can write meanwhile, and if the block fails all is as before: changes to tables are part of a transaction.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlite_utils import Database

from workbench.storage.rows import value

LEAST: Final = 1 << 20
"""Bytes from which the way over the end may pay off."""

_WORTH: Final = 16
"""How many bytes that are stored may be looked at again for each byte that is new: a row costs so much more alone."""

_CACHE: Final = 64 * 1024
"""KiB of pages that an import keeps in memory."""

_LAID_ASIDE: Final = """SELECT type, name, sql FROM sqlite_schema
    WHERE type = 'index' AND tbl_name IN ('span', 'relation') AND sql IS NOT NULL OR name = 'span_insert_checked'"""

_BROKEN: Final = {
    "the surface of a span differs from its text": """SELECT 1 FROM span
        JOIN annotation_set ON annotation_set.id = "set" JOIN document ON document.id = annotation_set.document
        WHERE span.text IS NOT substr(document.text, start + 1, "end" - start)""",
    "two spans cross": """SELECT 1 FROM span JOIN span other ON other."set" = span."set"
        AND span.start < other.start AND other.start < span."end" AND span."end" < other."end"
        WHERE (SELECT crossing FROM schema_version ORDER BY adopted_at DESC LIMIT 1) = 0""",
}
"""What the trigger on spans refuses, asked of all spans at once."""


@contextmanager
def with_room(db: Database) -> Iterator[None]:
    """Give the connection a cache in which the indexes find room, so that pages are not written and read again."""
    usual = db.conn.execute("PRAGMA cache_size").fetchone()[0]
    db.conn.execute(f"PRAGMA cache_size = -{_CACHE}")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA cache_size = {usual}")


@contextmanager
def in_bulk(db: Database, size: int | None) -> Iterator[None]:
    """Part of a transaction that stores what some file of ``size`` bytes (None: not known) brings.

    Raises `sqlite3.IntegrityError` at the end, as the database does at a row, for spans that it must not hold.
    """
    if size is None or not _pays_off(db, size):
        yield
        return
    laid_aside = db.conn.execute(_LAID_ASIDE).fetchall()
    for kind, name, _ in laid_aside:
        db.conn.execute(f"DROP {kind} {name}")
    yield
    for _, _, sql in laid_aside:
        db.conn.execute(sql)
    for broken, sql in _BROKEN.items():
        if value(db, f"SELECT EXISTS ({sql})"):
            raise sqlite3.IntegrityError(broken)


def _pays_off(db: Database, size: int) -> bool:
    stored = int(value(db, "PRAGMA page_count")) * int(value(db, "PRAGMA page_size"))
    return size >= LEAST and size * _WORTH >= stored
