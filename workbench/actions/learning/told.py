"""An evaluation in writing, for a terminal."""

from collections.abc import Iterator, Mapping

from workbench.actions.learning.evaluating import Compared, Evaluation, Rated
from workbench.agreement.bootstrap import MINIMUM, Interval
from workbench.agreement.paired import Paired
from workbench.agreement.predictions import Score

KINDS = {"only_b": "missed", "only_a": "spurious", "both": "label and boundary"}
"""What differences are called here; the other names say it already."""


def evaluation_text(found: Evaluation) -> str:
    """The evaluation as a table to read; what is undefined is a dash."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Evaluation) -> Iterator[str]:
    documents = found.systems[0].scores.documents
    yield f"{found.release}, {found.side}: {documents} documents"
    yield f"Intervals of F1: 95 %, {found.samples} resamples of documents, seed {found.seed}"
    if documents < MINIMUM:
        yield f"Fewer than {MINIMUM} documents: no intervals, and every figure may be chance."
    for one in found.systems:
        yield from _system(one)
    for pair in found.compared:
        yield from _compared(pair)


def _system(one: Rated) -> Iterator[str]:
    scores = one.scores
    yield ""
    yield f"{one.name:28} {'P':>6} {'R':>6} {'F1':>6}  {'95 %':16} {'found':>6} {'gold':>6} {'same':>6}"
    for rung, found in scores.entities.items():
        yield _row(f"entities {rung}", found)
    for rung, found in scores.relations.items():
        yield _row(f"relations {rung}", found)
    if one.given:
        yield _row("relations on gold entities", one.given)
    yield f"  entities: {_kinds(scores.kinds)}"
    yield f"  relations: {_kinds(scores.relation_kinds)}"
    for labels in (scores.labels, scores.types):
        for label, rungs in labels.items():
            yield _row(f"  {label}", rungs["strict"])


def _row(name: str, one: Score) -> str:
    figures = " ".join(f"{_shown(value):>6}" for value in (one.precision, one.recall, one.f1))
    return f"{name:28} {figures}  {_bounds(one.interval):16} {one.system:6g} {one.gold:6g} {one.both:6g}"


def _compared(pair: Compared) -> Iterator[str]:
    yield ""
    for layer, one in (("entities", pair.entities), ("relations", pair.relations)):
        yield f"{layer}, strict F1: {pair.first} less {pair.second}: {_difference(one)}"


def _difference(one: Paired) -> str:
    if one.difference is None or one.p is None:
        return "-"
    return f"{one.difference:+.3f} {_bounds(one.interval)} p = {one.p:.4f} ({one.documents} documents)"


def _kinds(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{KINDS.get(kind, kind)} {count}" for kind, count in counts.items() if count) or "none"


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _bounds(interval: Interval | None) -> str:
    return f"[{interval.low:.3f}, {interval.high:.3f}]" if interval else ""
