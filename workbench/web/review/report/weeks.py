"""Over time (R8): agreement of the work finished in each week, with its interval; weeks without data are gaps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

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
    events = happened(reading)
    moments = [Moment(one.value, one.interval, one.documents, week in events) for week, one in values.items()]
    chart = Axis(
        "weeks", timeline(reading.t("part.weeks"), moments), _thinned(stops),
        [reading.decimal(height) for height in (0.0, 0.5, 1.0)], kind="over-time",
    )  # fmt: skip
    columns = [
        Column("week", reading.t("agreement.week"), number=False),
        Column("documents", reading.t("agreement.documents_of")),
        Column("f1_exact", reading.t("measure.f1_exact")),
        Column("disagreements", reading.t("agreement.disagreements")),
        Column("events", reading.t("agreement.happened"), number=False),
    ]
    told = sorted({*known, *events} & {*stops}, reverse=True)
    rows = [_row(reading, week, values[week], events.get(week, ())) for week in told]
    return Part("weeks", [Table("weeks", reading.t("part.weeks"), columns, rows)], charts=[chart], readings=("weeks",))


def happened(reading: Reading) -> dict[str, list[str]]:
    """What may have changed the values, by week: another version of the schema, the first work of somebody new."""
    events: defaultdict[str, list[str]] = defaultdict(list)
    for one in reading.report.scope["schema_versions"][1:]:
        events[week_of(one["at"])].append(reading.t("agreement.schema_changed", version=one["version"]))
    first = first_weeks(reading)
    for name, week in sorted(first.items()):
        if week > min(first.values()):
            events[week].append(reading.t("agreement.began", name=name))
    return events


def first_weeks(reading: Reading) -> dict[str, str]:
    """The first week in which each person's work counts."""
    found: dict[str, str] = {}
    for one in reading.report.measures:
        if one.measure == "n_common_docs" and "week" in one.scope and "pair" in one.scope:
            for name in one.scope["pair"]:
                found[name] = min(found.get(name, one.scope["week"]), one.scope["week"])
    return found


def week_of(moment: str) -> str:
    """The ISO week of a moment (ISO 8601)."""
    year, week, _ = datetime.fromisoformat(moment).isocalendar()
    return f"{year}-W{week:02}"


def _of(reading: Reading, week: str) -> Value:
    """The week's F1: of two people, or pooled over the marks of all pairs."""
    values = [reading.value("f1_exact", pair=pair, week=week) for pair in reading.pairs]
    if len(values) == 1:
        return values[0]
    return reading.value("f1_exact_pooled_pairs", group=reading.owners, week=week)


def _row(reading: Reading, week: str, value: Value, events: Sequence[str]) -> list[Entry]:
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
        Entry(" ".join(events), " ".join(events), kind="words"),
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
