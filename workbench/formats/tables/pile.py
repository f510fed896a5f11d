"""Rows that wait for their document. Tables may hold them in any order, and more of them than memory should."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from tempfile import gettempdir
from typing import Final, NamedTuple

from workbench.model.errors import DiskFailed

KINDS: Final = ("sets", "spans", "relations")
"""The tables whose rows belong to a document."""

_SCRIPT: Final = """
PRAGMA journal_mode = OFF;
CREATE TABLE pile (document TEXT, owner TEXT, kind TEXT, place TEXT, cells TEXT);
BEGIN;
"""


class Row(NamedTuple):
    """A row that was read: where it stands, and its cells by column; None is an empty cell."""

    where: str
    cells: Mapping[str, str | None]


Waiting = dict[str | None, dict[str, list[Row]]]
"""Owner → table → rows. A set without a row of its own is one that has rows of spans or relations."""


class Pile:
    """Takes all rows of these tables at once, and gives those of a document. They lie in a file that is gone with it.

    Raises `DiskFailed`, and what the tables raise.
    """

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self._taken: set[str | None] = set()
        self._db = sqlite3.connect("", isolation_level=None)  # SQLite's name for a temporary file
        with with_room():
            self._db.executescript(_SCRIPT)
            for kind in KINDS:
                self._db.executemany("INSERT INTO pile VALUES (?, ?, ?, ?, ?)", _packed(kind, tables[kind]))
            self._db.execute("CREATE INDEX of_document ON pile (document)")

    def take(self, document: str | None) -> Waiting:
        """The rows of a document, in their order; they are given only once."""
        found: Waiting = {}
        if document not in self._taken:
            for owner, kind, row in self._of(document):
                found.setdefault(owner, {kind: [] for kind in KINDS})[kind].append(row)
        self._taken.add(document)
        return found

    def rest(self) -> Iterator[tuple[str | None, Row]]:
        """The rows that nobody took, each with its document."""
        documents = self._db.execute("SELECT document FROM pile GROUP BY document ORDER BY min(rowid)").fetchall()
        for (document,) in documents:
            if document not in self._taken:
                yield from ((document, row) for _, _, row in self._of(document))

    def _of(self, document: str | None) -> Iterator[tuple[str | None, str, Row]]:
        sql = "SELECT owner, kind, place, cells FROM pile WHERE document IS ? ORDER BY rowid"
        for owner, kind, place, cells in self._db.execute(sql, (document,)):
            yield owner, kind, Row(place, json.loads(cells))


@contextmanager
def with_room() -> Iterator[None]:
    """Raise `DiskFailed` where SQLite finds no room for a temporary file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DiskFailed(path=gettempdir(), reason=str(error)) from error


def _packed(kind: str, rows: Iterable[Row]) -> Iterator[tuple[str | None, ...]]:
    for row in rows:
        cells = row.cells
        yield cells.get("document"), cells.get("owner") or None, kind, row.where, json.dumps(cells, ensure_ascii=False)
