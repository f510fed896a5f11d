"""Charts over a scale: every document as a dot, how many lie where, and values over time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup

from workbench.web.plots.svg import WIDTH, area, box, dot, line, picture

TALL = 300
BINS = 20
_LOW, _HIGH = 20, 280
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


class Moment(NamedTuple):
    """One stop on a time line: a value (None: no data), its interval, and how many documents it rests on.

    ``marked`` draws an upright line through it: something happened there that may have changed the values.
    """

    value: float | None
    interval: tuple[float, float] | None
    documents: int
    marked: bool = False


def strip(title: str, values: Sequence[float]) -> Markup:
    """A dot for every value from 0 to 1; equal ones are stacked."""
    seen: Counter[int] = Counter()
    shapes = [line("grid", (WIDTH * part, 0), (WIDTH * part, TALL)) for part in _QUARTERS]
    for value in sorted(values):
        place = round(value * 100)
        shapes.append(dot("point", _inset(place / 100), TALL - 22 - 30 * min(seen[place], 8)))
        seen[place] += 1
    return picture("strip", title, shapes, height=TALL)


def histogram(title: str, values: Sequence[float], bins: int = BINS) -> Markup:
    """How many of the values from 0 to 1 lie in each of ``bins`` equal parts; the last part holds 1."""
    counts = Counter(min(int(value * bins), bins - 1) for value in values)
    most, step = max(counts.values(), default=1), WIDTH / bins
    shapes = [line("grid", (WIDTH * part, 0), (WIDTH * part, TALL)) for part in _QUARTERS]
    shapes += [
        box("column", place * step + 2, (place + 1) * step - 2, TALL * (1 - count / most), TALL)
        for place, count in sorted(counts.items())
    ]
    return picture("strip", title, shapes, height=TALL)


def timeline(title: str, moments: Sequence[Moment]) -> Markup:
    """Values from 0 to 1 with their band, equally far apart; stops without a value are gaps, never bridged.

    Columns at the foot say how many documents each stop rests on.
    """
    shapes = [line("grid", (0, _height(part)), (WIDTH, _height(part))) for part in _QUARTERS]
    places = [_across(number, moments) for number, moment in enumerate(moments) if moment.marked]
    shapes += [line("event", (x, 0), (x, TALL)) for x in places]
    return picture("timeline", title, [*shapes, *_volumes(moments), *_runs(moments)], height=TALL)


def sparkline(title: str, values: Sequence[float | None]) -> Markup:
    """Values from 0 to 1 as a small line without a scale; what is not known (None) is a gap, never bridged."""
    moments = [Moment(value, None, 0) for value in values]
    return picture("spark", title, _runs(moments), height=TALL)


def _volumes(moments: Sequence[Moment]) -> Iterator[Markup]:
    most = max((moment.documents for moment in moments), default=0)
    for number, moment in enumerate(moments):
        if moment.documents:
            middle, half = _across(number, moments), WIDTH / len(moments) / 4
            top = _HIGH - 60 * moment.documents / most
            yield box("volume", middle - half, middle + half, top, _HIGH)


def _runs(moments: Sequence[Moment]) -> Iterator[Markup]:
    """Bands, then lines, then dots, of each run of stops that have a value."""
    for known, numbered in groupby(enumerate(moments), lambda one: one[1].value is not None):
        if known:
            run = [(_across(number, moments), moment) for number, moment in numbered]
            for one, other in pairwise(run):
                yield from _band(one, other)
            if len(run) > 1:
                yield line("trend", *((x, _height(moment.value or 0.0)) for x, moment in run))
            for x, moment in run:
                yield from _mark(x, moment)


def _band(one: tuple[float, Moment], other: tuple[float, Moment]) -> Iterator[Markup]:
    (x, first), (further, second) = one, other
    if first.interval and second.interval:
        corners = ((x, first.interval[0]), (x, first.interval[1]))
        others = ((further, second.interval[1]), (further, second.interval[0]))
        yield area("band", *((across, _height(value)) for across, value in (*corners, *others)))


def _mark(x: float, moment: Moment) -> Iterator[Markup]:
    if moment.interval:
        yield line("whisker", *((x, _height(end)) for end in moment.interval))
    yield dot("point", x, _height(moment.value or 0.0))


def _across(number: int, moments: Sequence[Moment]) -> float:
    return WIDTH * (number + 0.5) / len(moments)


def _height(value: float) -> float:
    return _HIGH - (_HIGH - _LOW) * min(max(value, 0.0), 1.0)


def _inset(value: float) -> float:
    """A place across, so far from both edges that no dot is cut."""
    return 10 + (WIDTH - 20) * value
