"""One SQLite file with tables that refer to each other: it opens in Datasette, in the sqlite3 shell and in pandas."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Final

from workbench.formats.base import (
    CARRIES,
    Chunks,
    Draft,
    ExportOptions,
    Findings,
    Format,
    LossReport,
    Pairs,
    Sign,
    Sureness,
)
from workbench.formats.problems import BadTable, NotReadable
from workbench.formats.source import Head, Source
from workbench.formats.tables.rows import TABLES, Row, drafts_of, rows_of
from workbench.model.schema import Words

_MAGIC: Final = b"SQLite format 3\0"
_SCRIPT: Final = """
CREATE TABLE documents (
    document TEXT PRIMARY KEY, language TEXT NOT NULL, text TEXT NOT NULL, meta TEXT NOT NULL,
    sections TEXT NOT NULL, tokens TEXT NOT NULL, sentences TEXT NOT NULL);
CREATE TABLE sets (
    document TEXT NOT NULL REFERENCES documents (document), owner TEXT NOT NULL,
    status TEXT NOT NULL, completed_at TEXT, PRIMARY KEY (document, owner));
CREATE TABLE spans (
    document TEXT NOT NULL REFERENCES documents (document), owner TEXT NOT NULL, id TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL,
    attributes TEXT NOT NULL, note TEXT NOT NULL, kb_id TEXT,
    PRIMARY KEY (document, owner, id), FOREIGN KEY (document, owner) REFERENCES sets (document, owner));
CREATE TABLE relations (
    document TEXT NOT NULL REFERENCES documents (document), owner TEXT NOT NULL, id TEXT NOT NULL,
    label TEXT NOT NULL, head TEXT NOT NULL, tail TEXT NOT NULL, attributes TEXT NOT NULL, note TEXT NOT NULL,
    head_label TEXT NOT NULL, head_text TEXT NOT NULL, tail_label TEXT NOT NULL, tail_text TEXT NOT NULL,
    PRIMARY KEY (document, owner, id),
    FOREIGN KEY (document, owner, head) REFERENCES spans (document, owner, id),
    FOREIGN KEY (document, owner, tail) REFERENCES spans (document, owner, id));
CREATE INDEX spans_label ON spans (label);
CREATE INDEX relations_label ON relations (label);
"""
_INSERT: Final = {name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(TABLES[name]))})" for name in TABLES}


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """Every pair as rows of one file, which is made in memory. Loses nothing."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_SCRIPT)
        written: set[str] = set()
        for document, owned in pairs():
            loss.documents += 1
            if owned:
                loss.count(owned)
            for table, cells in rows_of(document, owned, again=document.id in written):
                db.execute(_INSERT[table], cells)
            written.add(document.id)
        db.commit()
        yield SQLITE.suffix, db.serialize()


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a file with our tables."""
    raw = source.read()
    if not raw.startswith(_MAGIC):
        raise NotReadable(where=source.name, reason="no SQLite file")
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.deserialize(raw)
            db.execute("PRAGMA trusted_schema = OFF")  # the file may be anybody's
            tables = {name: _rows(db, name, source.name) for name in TABLES}
        except (sqlite3.DatabaseError, UnicodeError) as error:
            raise NotReadable(where=source.name, reason=str(error)) from None
    yield from drafts_of(tables, findings)


def sniff(head: Head) -> Sign | None:
    """A SQLite file; whether it has our tables shows on reading."""
    if head.raw.startswith(_MAGIC):
        return Sign(Sureness.SURE, Words("a SQLite file", "ملف SQLite"))
    return None


def _rows(db: sqlite3.Connection, table: str, name: str) -> list[Row]:
    """The rows of a table, as far as it has our columns. Raises `BadTable` if one is missing."""
    known = {column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", [table])}
    missing = [column for column in TABLES[table] if column not in known]
    if missing:
        raise BadTable(where=name, reason=f"the table {table} lacks {', '.join(missing)}")
    columns = ", ".join(f'"{column}"' for column in TABLES[table])
    found = db.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
    return [_row(f"{name}:{table}:{number}", TABLES[table], cells) for number, cells in enumerate(found, 1)]


def _row(where: str, columns: Sequence[str], cells: Sequence[object]) -> Row:
    """A row as CSV would have it: the empty string is nothing, a number its digits. Raises `BadTable`."""
    bytes_in = next((column for column, cell in zip(columns, cells, strict=True) if isinstance(cell, bytes)), None)
    if bytes_in:
        raise BadTable(where=where, reason=f"{bytes_in} holds bytes, no text")
    texts = (None if cell is None or cell == "" else str(cell) for cell in cells)
    return Row(where, dict(zip(columns, texts, strict=True)))


SQLITE: Final = Format(
    name="sqlite",
    title="SQLite tables (Datasette)",
    suffix=".sqlite",
    media_type="application/vnd.sqlite3",
    carries=frozenset(CARRIES),
    read=read,
    write=write,
    sniff=sniff,
    suffixes=(".sqlite", ".sqlite3"),
)
