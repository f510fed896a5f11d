"""One SQLite file with tables that refer to each other: it opens in Datasette, in the sqlite3 shell and in pandas."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
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
from workbench.formats.tables.pile import Row, with_room
from workbench.formats.tables.rows import TABLES, drafts_of, rows_of
from workbench.model.schema import Words

_MAGIC: Final = b"SQLite format 3\0"
_PIECE: Final = 1 << 20
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
    """Every pair as rows of one file, which is made whole beside before it leaves. Loses nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        with with_room(), closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN; {_SCRIPT}")
            written: set[str] = set()
            for document, owned in pairs():
                loss.documents += 1
                if owned:
                    loss.count(owned)
                for table, cells in rows_of(document, owned, again=document.id in written):
                    db.execute(_INSERT[table], cells)
                written.add(document.id)
            db.execute("COMMIT")
        with path.open("rb") as made:
            while piece := made.read(_PIECE):
                yield SQLITE.suffix, piece


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a file with our tables. It is copied: SQLite reads no streams, and no files within archives."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "copy"
        with path.open("wb") as copy:
            copy.writelines(source.pieces())
        db = _opened(path, source.name)
    with closing(db):  # the copy has no name any more, and is gone however this process ends
        tables = {name: _rows(db, name, source.name) for name in TABLES}
        yield from drafts_of(tables, findings)


def sniff(head: Head) -> Sign | None:
    """A SQLite file; whether it has our tables shows on reading."""
    if head.raw.startswith(_MAGIC):
        return Sign(Sureness.SURE, Words("a SQLite file", "ملف SQLite"))
    return None


def _opened(path: Path, name: str) -> sqlite3.Connection:
    """The file, if it has all of our tables and columns. Raises `NotReadable` and `BadTable`."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise NotReadable(where=name, reason="no SQLite file")
    db = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)
    try:
        db.execute("PRAGMA trusted_schema = OFF")  # the file may be anybody's
        for table in TABLES:
            known = {column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", [table])}
            missing = [column for column in TABLES[table] if column not in known]
            if missing:
                raise BadTable(where=name, reason=f"the table {table} lacks {', '.join(missing)}")
    except (sqlite3.DatabaseError, UnicodeError) as error:
        db.close()
        raise NotReadable(where=name, reason=str(error)) from None
    except BadTable:
        db.close()
        raise
    return db


def _rows(db: sqlite3.Connection, table: str, name: str) -> Iterator[Row]:
    """The rows of a table, in their order. Raises `NotReadable` where the file is damaged."""
    columns = ", ".join(f'"{column}"' for column in TABLES[table])
    try:
        for number, cells in enumerate(db.execute(f"SELECT {columns} FROM {table} ORDER BY rowid"), 1):
            yield _row(f"{name}:{table}:{number}", TABLES[table], cells)
    except (sqlite3.DatabaseError, UnicodeError) as error:
        raise NotReadable(where=name, reason=str(error)) from None


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
