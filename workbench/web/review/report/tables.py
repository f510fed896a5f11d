"""The tables of the report, apart from how they are shown: a page, a file, CSV or JSON."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """Where the disagreements behind a number are: a page of their own, the same as a part, and how many they are."""

    page: str
    part: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell: ``text`` for people and ``value`` for machines, and whatever of the rest it has.

    ``note`` stands small below the text; ``why`` is the reason of an undefined value; ``shade`` is a step of
    `plots.shade`; ``few`` says that the value rests on few data; ``also`` names the place of a page about it;
    ``kind`` is a class.
    """

    text: str = ""
    value: object = None
    interval: Interval | None = None
    link: Link | None = None
    also: str = ""
    note: str = ""
    why: str = ""
    picture: Markup | str = ""
    shade: int | None = None
    few: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name for machines and its heading; ``number`` aligns it, ``hint`` says more."""

    key: str
    heading: str
    number: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of entries, the first of each its heading. ``name`` is that of its CSV and JSON; ``kind`` is a class."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Entry]]
    kind: str = ""

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows by column key; a column with intervals has two more, ``KEY_low`` and ``KEY_high``."""
        shown = [column for column in self.columns if column.key]
        spread = {column.key for place, column in enumerate(self.columns) if any(r[place].interval for r in self.rows)}
        for row in self.rows:
            by_key = dict(zip((column.key for column in self.columns), row, strict=True))
            yield {key: value for column in shown for key, value in _cells(column.key, by_key[column.key], spread)}


@dataclass(frozen=True, slots=True)
class Card:
    """A headline number: its key, its entry, what it rests on; ``change`` is its difference between two weeks."""

    key: str
    entry: Entry
    rests_on: str
    change: Entry | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """A picture with a scale: ``heights`` are read upwards (may be empty), ``stops`` along the line of reading."""

    name: str
    picture: Markup
    stops: Sequence[str]
    heights: Sequence[str] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report. ``name`` is its anchor and chooses its words; ``readings`` name those of its numbers."""

    name: str
    tables: Sequence[Table] = ()
    cards: Sequence[Card] = ()
    charts: Sequence[Axis] = ()
    readings: Sequence[str] = ()
    legend: Sequence[tuple[str, str]] = ()
    empty: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def csv_of(table: Table) -> str:
    """A table as CSV, UTF-8 with a byte order mark, so that a spreadsheet reads Arabic as Arabic."""
    records = list(table.records())
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(records[0]) if records else [c.key for c in table.columns if c.key])
    writer.writeheader()
    writer.writerows(records)
    return "\ufeff" + sink.getvalue()


def _cells(key: str, entry: Entry, spread: set[str]) -> Iterator[tuple[str, object]]:
    yield key, entry.value
    if key in spread:
        low, high = entry.interval or (None, None)
        yield f"{key}_low", low
        yield f"{key}_high", high
