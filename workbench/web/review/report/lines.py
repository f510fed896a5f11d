"""Disagreements in their context: two people's marks drawn under one text, which stays whole.

The first person's marks are underlined solid, the second's dashed, below it; where both marked there are two lines.
Elements only colour and underline, so that no Arabic word falls apart.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.actions.agreement import Context, Row

SIDES = ("first", "second")


class Stroke(NamedTuple):
    """A stretch of a text (code points of the document, half-open) and the class it is drawn with."""

    start: int
    end: int
    kind: str


def drawn(text: str, strokes: Iterable[Stroke], start: int = 0) -> Markup:
    """A piece of a text, which begins at ``start`` in the document, with strokes under it."""
    end = start + len(text)
    inside = [Stroke(max(one.start, start), min(one.end, end), one.kind) for one in strokes]
    inside = [one for one in inside if one.start < one.end]
    cuts = sorted({start, end, *(edge for one in inside for edge in one[:2])})
    pieces = (_piece(text[cut - start : until - start], cut, inside) for cut, until in pairwise(cuts))
    return Markup("").join(pieces)


def strokes_of(row: "Row", kind: str = "") -> list[Stroke]:
    """Both versions of a line; ``kind`` is a second class."""
    return [
        Stroke(place.start, place.end, f"{side} {kind}".strip())
        for side, version in zip(SIDES, (row.first, row.second), strict=True)
        if version is not None
        for place in version.places
    ]


def in_context(row: "Row") -> Sequence[Markup]:
    """The pieces of text around a line, with both versions drawn."""
    return [_context(one, strokes_of(row)) for one in row.contexts]


def _context(one: "Context", strokes: Iterable[Stroke]) -> Markup:
    return drawn(one.before + one.marked + one.after, strokes, one.start - len(one.before))


def _piece(text: str, start: int, strokes: Iterable[Stroke]) -> Markup:
    kinds = dict.fromkeys(one.kind for one in strokes if one.start <= start < one.end)
    piece = Markup("{}").format(text)
    for kind in sorted(kinds, reverse=True):
        piece = Markup('<span class="stroke {}">{}</span>').format(kind, piece)
    return piece
