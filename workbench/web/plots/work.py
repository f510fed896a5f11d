"""Pictures of progress: the states of work as one bar, what was finished day by day as columns."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from markupsafe import Markup

_BAR: Final = Markup(
    '<svg class="states-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
    '<rect class="state-none" width="100" height="10"/>{pieces}</svg>'
)
_PIECE: Final = Markup('<rect class="state-{state}" x="{x:.2f}" width="{width:.2f}" height="10"/>')
_COLUMNS: Final = Markup(
    '<svg class="columns" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
    '<line class="axis" x1="0" x2="{width}" y1="{base}" y2="{base}"/>{columns}</svg>'
)
_COLUMN: Final = Markup(
    '<g><rect class="column" x="{x}" y="{y:.1f}" width="{wide}" height="{tall:.1f}" rx="2"/>'
    '<text class="value" x="{middle}" y="{above:.1f}">{value}</text>'
    '<text x="{middle}" y="{below}">{name}</text></g>'
)
_STEP: Final = 48
_WIDE: Final = 28
_BASE: Final = 132
_TALLEST: Final = 108


class Column(NamedTuple):
    """A column: its name under it, how tall it is, and the words above it (empty: nothing)."""

    name: str
    size: float
    value: str


def states_bar(counts: Mapping[str, int], order: Sequence[str], label: str, *, mirrored: bool) -> Markup:
    """Counts as shares of one bar, in this order in reading direction; ``label`` says the same in words."""
    total = sum(counts.values())
    pieces, x = [], 0.0
    for state in order if total else ():
        width = 100 * counts[state] / total
        pieces.append(_PIECE.format(state=state, x=100 - x - width if mirrored else x, width=width))
        x += width
    return _BAR.format(label=label, pieces=Markup("").join(pieces))


def columns(found: Sequence[Column], label: str, *, mirrored: bool) -> Markup:
    """Columns over a common base line, the first where reading begins; ``label`` says in words what they show."""
    tallest = max((one.size for one in found), default=0) or 1
    order = list(reversed(found)) if mirrored else list(found)
    drawn = [_column(number, one, tallest) for number, one in enumerate(order)]
    size = {"width": _STEP * len(found), "height": _BASE + 22, "base": _BASE}
    return _COLUMNS.format(label=label, columns=Markup("").join(drawn), **size)


def _column(number: int, one: Column, tallest: float) -> Markup:
    tall, x = _TALLEST * one.size / tallest, number * _STEP + (_STEP - _WIDE) // 2
    return _COLUMN.format(
        x=x,
        y=_BASE - tall,
        wide=_WIDE,
        tall=tall,
        middle=x + _WIDE // 2,
        above=_BASE - tall - 5,
        below=_BASE + 17,
        value=one.value,
        name=one.name,
    )
