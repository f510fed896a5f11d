"""A text with its marks as pieces that a page can show: cut at every edge of a span, each with the labels on it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from workbench.model.annotation import Span

LONGEST: Final = 3000
"""Code points of a text that are drawn."""


class Piece(NamedTuple):
    """A stretch of text, the labels on it from the outermost in, and those of the spans that end with it."""

    text: str
    labels: tuple[str, ...]
    ending: tuple[str, ...]


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The beginning of a text in pieces. Spans may nest, cross, or lie outside of what is drawn."""
    shown = text[:LONGEST]
    inside = sorted((s for s in spans if 0 <= s.start < s.end <= len(shown)), key=Span.order)
    edges = sorted({0, len(shown), *(edge for span in inside for edge in (span.start, span.end))})
    return [
        Piece(
            shown[start:end],
            tuple(s.label for s in inside if s.start <= start and end <= s.end),
            tuple(s.label for s in reversed(inside) if s.end == end),
        )
        for start, end in pairwise(edges)
    ]
