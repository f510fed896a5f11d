"""Each label over the last weeks: a small line beside it, and the numbers of all these lines in a table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workbench.web.plots import sparkline
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Column, Entry, Table

WEEKS: Final = 12
"""So many weeks are told, the last ones in which anything was finished."""


def over_weeks(reading: Reading, labels: Sequence[str]) -> Table:
    """What the small lines show, in numbers."""
    weeks = _weeks(reading)
    columns = [Column("label", reading.t("agreement.label"), number=False), *(Column(week, week) for week in weeks)]
    rows = [[_head(reading, name), *map(reading.entry, _values(reading, name, weeks))] for name in labels]
    return Table("labels-by-week", reading.t("agreement.labels_by_week"), columns, rows, kind="folded")


def trend(reading: Reading, label: str) -> Entry:
    """The small line of a label."""
    values = [one.value for one in _values(reading, label, _weeks(reading))]
    if sum(value is not None for value in values) < 2:
        return Entry("–", why=reading.t("agreement.one_week"))
    return Entry(picture=sparkline(reading.t("agreement.trend_of", label=reading.names.label(label)), values))


def _head(reading: Reading, label: str) -> Entry:
    return Entry(reading.names.label(label), label, kind=f"label-{label}")


def _weeks(reading: Reading) -> list[str]:
    return sorted({one.scope["week"] for one in reading.report.measures if "week" in one.scope})[-WEEKS:]


def _values(reading: Reading, label: str, weeks: Sequence[str]) -> list[Value]:
    found = (reading.value("f1_exact_pooled_pairs", group=reading.owners, label=label, week=week) for week in weeks)
    return [replace(one, reason="not_used") if one.reason == "missing" else one for one in found]
