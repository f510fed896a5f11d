"""Four CSV files: ``NAME.documents.csv``, ``NAME.sets.csv``, ``NAME.spans.csv``, ``NAME.relations.csv``.

RFC 4180: commas, double quotes, lines that end in CR LF, UTF-8; a cell may hold line breaks, an empty cell is null.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

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
from workbench.formats.files import LARGEST
from workbench.formats.problems import BadTable
from workbench.formats.source import Head, Source
from workbench.formats.tables.pile import KINDS, Row
from workbench.formats.tables.rows import TABLES, drafts_of, rows_of
from workbench.model.schema import Words

_MAIN: Final = ".documents.csv"
_DELIMITERS: Final = ",;\t"
_REQUIRED: Final = {"documents": ("document", "text"), "sets": ("document", "owner"),
                    "spans": ("document", "id", "start", "end", "label"),
                    "relations": ("document", "id", "label", "head", "tail")}  # fmt: skip


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """Every pair as rows. Loses nothing."""
    for name, columns in TABLES.items():
        yield f".{name}.csv", _line(columns)
    written: set[str] = set()
    for document, owned in pairs():
        loss.documents += 1
        if owned:
            loss.count(owned)
        for table, cells in rows_of(document, owned, again=document.id in written):
            yield f".{table}.csv", _line(cells)
        written.add(document.id)


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a table with those of sets, spans and relations beside it, as far as they are there."""
    stem = source.base.removesuffix(_MAIN)
    tables: dict[str, Any] = {"documents": _rows(source, "documents")}
    for name in KINDS:
        beside = source.sibling(f"{stem}.{name}.csv")
        tables[name] = _rows(beside, name) if beside else ()
    yield from drafts_of(tables, findings)


def sniff(head: Head) -> Sign | None:
    """A header that names our columns of documents."""
    if {"document", "text"} <= set(_split(head.first_line)):
        return Sign(Sureness.LIKELY, Words("a header with “document” and “text”", "ترويسة فيها document وtext"))
    return None


def beside(name: str) -> Sequence[str]:
    """The files that lie with a table of documents."""
    if not name.endswith(_MAIN):
        return ()
    return [f"{name.removesuffix(_MAIN)}.{table}.csv" for table in TABLES if table != "documents"]


def _line(cells: Sequence[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _rows(source: Source, table: str) -> Iterator[Row]:
    """The rows of a file. Raises `BadTable` for a header or a row that is not of this table."""
    csv.field_size_limit(LARGEST)  # texts are longer than the 128 KiB that it allows
    reader = csv.reader(_fed(source), strict=True, delimiter=_delimiter(source.head().first_line))
    columns: list[str] = []
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadTable(where=f"{source.name}:{number}", reason=str(error)) from None
        if cells is None:
            return
        if not columns:
            columns = _header(cells, table, source.name)
        elif len(cells) != len(columns):
            reason = f"{len(cells)} cells, and the header names {len(columns)} columns"
            raise BadTable(where=f"{source.name}:{number}", reason=reason)
        else:
            given = {name: cell or None for name, cell in zip(columns, cells, strict=True)}
            yield Row(f"{source.name}:{number}", given)


def _delimiter(header: str) -> str:
    """What parts the cells of a header: RFC 4180 has commas, spreadsheets of many countries semicolons or tabs."""
    return max(_DELIMITERS, key=header.count)


def _split(header: str) -> list[str]:
    csv.field_size_limit(LARGEST)  # an article on one line may be all that there is
    return next(csv.reader([header], delimiter=_delimiter(header)), [])


def _header(cells: Sequence[str], table: str, name: str) -> list[str]:
    missing = [column for column in _REQUIRED[table] if column not in cells]
    if missing or len(set(cells)) < len(cells):
        reason = f"the header lacks {', '.join(missing)}" if missing else "the header names a column twice"
        raise BadTable(where=f"{name}:1", reason=reason)
    return list(cells)


def _fed(source: Source) -> Iterator[str]:
    """Lines with their ends, as the csv module wants them."""
    for _, line in source.lines():
        yield line + "\n"


CSV: Final = Format(
    name="csv",
    title="CSV tables",
    suffix=_MAIN,
    media_type="text/csv",
    carries=frozenset(CARRIES),
    read=read,
    write=write,
    sniff=sniff,
    beside=beside,
)
