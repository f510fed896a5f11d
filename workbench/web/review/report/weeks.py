"""Over time (R8): agreement of the work finished in each week, with its interval; weeks without data are gaps."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from workbench.web.plots import Moment, timeline
from workbench.web.review.report.behind import Pair
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Axis, Column, Entry, Part, Table

LONGEST = 104
"""Weeks that are drawn at most: the last ones."""


def weeks(reading: Reading) -> Part:
    """R8."""
    known = sorted({one.scope["week"] for one in reading.report.measures if "week" in one.scope})
    if not known:
        return Part("weeks", empty=reading.t("agreement.no_weeks"))
    stops = list(_without_gaps(known))[-LONGEST:]
    values = {week: _of(reading, week) for week in stops}
    moments = [Moment(one.value, one.interval, one.documents) for one in values.values()]
    chart = Axis(
        "weeks", timeline(reading.t("part.weeks"), moments), _thinned(stops),
        [reading.decimal(height) for height in (0.0, 0.5, 1.0)], kind="over-time",
    )  # fmt: skip
    columns = [
        Column("week", reading.t("agreement.week"), number=False),
        Column("documents", reading.t("agreement.documents_of")),
        Column("f1_exact", reading.t("measure.f1_exact")),
        Column("disagreements", reading.t("agreement.disagreements")),
    ]
    rows = [_row(reading, week, values[week]) for week in reversed(known)]
    return Part("weeks", [Table("weeks", reading.t("part.weeks"), columns, rows)], charts=[chart], readings=("weeks",))


def _of(reading: Reading, week: str) -> Value:
    """The week's F1: of two people, or pooled over the marks of all pairs."""
    values = [reading.value("f1_exact", pair=pair, week=week) for pair in reading.pairs]
    if len(values) == 1:
        return values[0]
    group = reading.value("f1_exact_pooled_pairs", group=reading.owners, week=week)
    return group if group.reason != "missing" else _pooled(reading, week)


def _pooled(reading: Reading, week: str) -> Value:
    found = [reading.find("f1_exact", pair=pair, week=week) for pair in reading.pairs]
    n = [one.n for one in found if one is not None and one.reason is None]
    marks = sum(one["a"] + one["b"] for one in n)
    documents = int(max((one["documents"] for one in n), default=0))
    if not marks:
        return Value(None, reason="nothing_marked")
    return Value(2 * sum(one["tp"] for one in n) / marks, None, documents, round(marks / 2))


def _row(reading: Reading, week: str, value: Value) -> list[Entry]:
    pair: Pair | None = reading.pairs[0] if len(reading.pairs) == 1 else None
    differing = sum(
        count
        for scope in reading.scopes(week=week)
        for kind, count in reading.kinds("span", **scope).items()
        if kind != "agree"
    )
    link = reading.behind(count=differing, pair=pair, week=week)
    return [
        Entry(week, week),
        reading.count(value.documents),
        reading.entry(value, link),
        reading.count(differing, link),
    ]


def _without_gaps(known: Sequence[str]) -> Iterator[str]:
    """Every week from the first to the last."""
    monday, last = _monday(known[0]), _monday(known[-1])
    while monday <= last:
        year, week, _ = monday.isocalendar()
        yield f"{year}-W{week:02}"
        monday += timedelta(weeks=1)


def _monday(week: str) -> date:
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def _thinned(stops: Sequence[str]) -> list[str]:
    """A name for every stop, most of them empty if there are many."""
    step = -(-len(stops) // 12)
    return [stop[2:] if place % step == 0 else "" for place, stop in enumerate(stops)]
