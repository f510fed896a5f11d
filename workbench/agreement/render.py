"""A report in writing: as a table to read, and as comma-separated values."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.agreement.bootstrap import Interval
from workbench.agreement.measure import Measure, Scope
from workbench.agreement.report import Report

CSV_COLUMNS: Final = (
    *("measure", "annotator", "other", "group", "label", "doc", "week", "cell"),
    *("value", "ci_low", "ci_high", "reason", "n"),
)
_PEOPLE: Final = ("pair", "group", "annotators")


def report_text(report: Report) -> str:
    """The report for a terminal: a block for each pair, group, label and week. Documents are left to CSV and JSON."""
    lines = list(_heading(report.scope))
    blocks: dict[str, list[Measure]] = {}
    for one in report.measures:
        if "doc" not in one.scope:
            blocks.setdefault(_title(one.scope), []).append(one)
    for title, measures in blocks.items():
        lines += ["", title, *(line for one in measures for line in _lines(one))]
    return "\n".join(lines) + "\n"


def report_csv(report: Report) -> str:
    """The report as CSV with the columns `CSV_COLUMNS`; a value made of several counts has a row for each ``cell``."""
    sink = io.StringIO()
    writer = csv.DictWriter(sink, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for one in report.measures for row in _csv_rows(one))
    return sink.getvalue()


def _heading(scope: Scope) -> Iterator[str]:
    yield f"Agreement of {', '.join(scope['owners']) or 'nobody'}, as of {scope['as_of']}"
    yield f"Schema {scope['schema']['name']} {scope['schema']['version']}"
    yield (
        f"{scope['documents']} documents: {scope['finished_by_two']} finished by two or more people,"
        f" {scope['finished_by_all']} by all; {scope['in_progress']} in progress (what is not finished is not counted)"
    )
    yield f"Intervals: 95 %, {scope['bootstrap']['samples']} resamples of documents, seed {scope['bootstrap']['seed']}"


def _title(scope: Scope) -> str:
    people = [" · ".join(scope[key]) for key in _PEOPLE if key in scope]
    if "annotator" in scope:
        people = [scope["annotator"], "against " + scope.get("reference", "the others")]
    parts = [f"{key} {scope[key]}" for key in ("label", "week") if key in scope]
    return ", ".join([" ".join(people), *parts])


def _lines(one: Measure) -> Iterator[str]:
    if isinstance(one.value, Mapping):
        yield f"  {one.measure}"
        cells = sorted(one.value.items(), key=lambda cell: (-cell[1], cell[0]))
        yield from (f"    {name:30} {count:7}" for name, count in cells if count)
    elif one.value is None:
        yield f"  {one.measure:32}       -  {one.reason}"
    else:
        yield f"  {one.measure:32} {_shown(one.value):>7}  {_bounds(one.interval):15} {_rests_on(one)}".rstrip()


def _rests_on(one: Measure) -> str:
    return ", ".join(f"{name} {count:g}" for name, count in one.n.items())


def _bounds(interval: Interval | None) -> str:
    return f"[{interval.low:.3f}, {interval.high:.3f}]" if interval else ""


def _shown(value: int | float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _csv_rows(one: Measure) -> Iterator[dict[str, Any]]:
    row: dict[str, Any] = {"measure": one.measure, **_csv_scope(one.scope), "reason": one.reason or ""}
    row["n"] = ";".join(f"{name}={count:g}" for name, count in one.n.items())
    if one.interval:
        row |= {"ci_low": one.interval.low, "ci_high": one.interval.high}
    if isinstance(one.value, Mapping):
        yield from ({**row, "cell": cell, "value": count} for cell, count in one.value.items())
    else:
        yield {**row, "value": "" if one.value is None else one.value}


def _csv_scope(scope: Scope) -> dict[str, str]:
    fields = {key: scope[key] for key in ("annotator", "label", "doc", "week") if key in scope}
    if "pair" in scope:
        fields["annotator"], fields["other"] = scope["pair"]
    if "reference" in scope:
        fields["other"] = scope["reference"]
    group = scope.get("group", scope.get("annotators"))
    return fields if group is None else {**fields, "group": " ".join(group)}
