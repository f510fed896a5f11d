"""Document by document (R6): every one as a dot, and those with the most disagreements in a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from workbench.web.plots import histogram, strip
from workbench.web.review.report.behind import DIFFERING, Pair
from workbench.web.review.report.reading import Reading, Value, value_of
from workbench.web.review.report.tables import Axis, Column, Entry, Part, Table

SHOWN: Final = 50
"""Rows of the table; CSV and JSON have them too. All documents are in the report's own JSON."""

DOTS: Final = 150
"""More documents are drawn as a histogram."""

SCALE: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One document: F1 of each pair who finished it, and how many lines they differ in."""

    name: str
    values: Mapping[Pair, Value]
    differing: Mapping[Pair, int]

    @property
    def mean(self) -> float | None:
        """The mean F1 of the pairs for which it is defined; None if nobody marked anything."""
        known = [one.value for one in self.values.values() if one.value is not None]
        return fmean(known) if known else None

    @property
    def total(self) -> int:
        """Lines in which any pair differs."""
        return sum(self.differing.values())

    def worst(self) -> Pair | None:
        """The pair that differs in most lines."""
        return max(self.differing, key=lambda pair: self.differing[pair], default=None) if self.total else None


def documents(reading: Reading) -> Part:
    """R6."""
    rows = sorted(_rows(reading), key=lambda row: (-row.total, row.name))
    values = [row.mean for row in rows if row.mean is not None]
    title = reading.t("agreement.of_documents", n=len(values))
    draw = strip if len(values) <= DOTS else histogram
    chart = Axis("strip", draw(title, values), [reading.decimal(stop) for stop in SCALE])
    return Part(
        "documents",
        [_table(reading, rows[:SHOWN])] if rows else [],
        charts=[chart] if values else [],
        readings=("documents",),
        empty="" if rows else reading.t("agreement.by_document_left_out"),
        texts={"more": reading.t("agreement.worst_shown", n=SHOWN)} if len(rows) > SHOWN else {},
    )


def _rows(reading: Reading) -> list[Row]:
    values: defaultdict[str, dict[Pair, Value]] = defaultdict(dict)
    differing: defaultdict[str, dict[Pair, int]] = defaultdict(dict)
    for one in reading.report.measures:
        if "doc" in one.scope and "pair" in one.scope:
            document, pair = one.scope["doc"], (one.scope["pair"][0], one.scope["pair"][1])
            if one.measure == "f1_exact":
                values[document][pair] = value_of(one)
            elif one.measure == "disagreement_counts" and isinstance(one.value, Mapping):
                differing[document][pair] = sum(one.value[kind] for kind in DIFFERING["span"])
    return [Row(name, found, differing[name]) for name, found in values.items()]


def _table(reading: Reading, rows: Sequence[Row]) -> Table:
    gammas = {one.scope["doc"]: one.value for one in reading.report.measures
              if one.measure == "gamma" and "doc" in one.scope}  # fmt: skip
    columns = [
        Column("document", reading.t("agreement.document"), number=False),
        Column("disagreements", reading.t("agreement.disagreements")),
        Column("f1_exact", reading.t("measure.f1_exact")),
        Column("gamma", reading.t("measure.gamma")),
        Column("people", reading.t("agreement.finished_by"), number=False),
        Column("furthest", reading.t("agreement.furthest"), number=False),
    ]
    shown = [_row(reading, row, gammas.get(row.name)) for row in rows]
    return Table("documents", reading.t("part.documents"), columns, shown)


def _row(reading: Reading, row: Row, gamma: object) -> list[Entry]:
    pair = row.worst()
    people = sorted({name for one in row.values for name in one})
    link = reading.behind(count=row.total, doc=row.name, pair=next(iter(row.values)) if len(row.values) == 1 else None)
    mean = Value(row.mean, None, 1, reason="nothing_marked")
    return [
        Entry(row.name, row.name, also=reading.document_page(row.name, pair)),
        reading.count(row.total, link),
        reading.entry(mean, link, bar=True),
        reading.entry(Value(gamma if isinstance(gamma, float) else None, reason="no_gamma"), link),
        Entry(" · ".join(people), " ".join(people), note="" if row.mean is not None else reading.t("agreement.empty")),
        Entry(reading.names.pair(pair), " ".join(pair), also=reading.pair_page(pair)) if pair else Entry("–"),
    ]
