"""Bars: one value with its interval, and a whole cut into parts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from workbench.web.plots.svg import WIDTH, box, element, line, picture

HEIGHT = 100


class Segment(NamedTuple):
    """A part of a whole: its class, how much it is, its name, and where it leads (may be empty)."""

    kind: str
    size: float
    name: str
    href: str = ""


def interval_bar(
    title: str, value: float | None, interval: tuple[float, float] | None = None, room: float = 1.0
) -> Markup:
    """A bar from 0 to ``value`` on a ground from 0 to 1, with the interval as a whisker.

    All of it takes ``room`` of the width: a value that is about a share of the whole is drawn on that share.

    A value below 0, as a coefficient may have, is drawn as none at all; an undefined one as an empty ground.
    """
    shapes = [box("ground", 0, WIDTH * room, 20, 80)]
    if value is not None:
        shapes.append(box("value", 0, WIDTH * room * _within(value), 20, 80))
    if interval is not None:
        shapes += _whisker(*(WIDTH * room * _within(end) for end in interval))
    return picture("bar", title, shapes, height=HEIGHT)


def stacked_bar(title: str, parts: Sequence[Segment]) -> Markup:
    """Parts side by side, their widths in proportion. Parts of no size are left out; a part may be a link."""
    drawn = [part for part in parts if part.size > 0]
    role = "group" if any(part.href for part in drawn) else "img"
    return picture("stack", title, _laid_out(drawn), height=HEIGHT, description=_listed(drawn), role=role)


def _laid_out(parts: Sequence[Segment]) -> Iterator[Markup]:
    whole = sum(part.size for part in parts)
    start = 0.0
    for part in parts:
        end = start + WIDTH * part.size / whole
        shape = box(part.kind, start, end, 0, HEIGHT)
        yield shape if not part.href else _linked(part, shape)
        start = end


def _linked(part: Segment, shape: Markup) -> Markup:
    """For the pointer only: the same link stands in the table beside the picture, where everybody reaches it."""
    return element("a", shape, href=part.href, tabindex=-1, aria_hidden="true")


def _listed(parts: Iterable[Segment]) -> str:
    return " · ".join(f"{part.name} {part.size:g}" for part in parts)


def _whisker(low: float, high: float) -> list[Markup]:
    ends = [line("whisker", (x, 25), (x, 75)) for x in (low, high)]
    return [line("whisker", (low, 50), (high, 50)), *ends]


def _within(value: float) -> float:
    return min(max(value, 0.0), 1.0)
