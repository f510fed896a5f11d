"""How two entities lie to each other, counted in tokens."""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as Piece

APART: Final = (0, 1)
"""The orders in which neither lies in the other."""


def gap(one: Piece, other: Piece) -> int:
    """Tokens between two spans; 0 if they touch or overlap."""
    return max(0, one.start - other.end, other.start - one.end)


def order(head: Piece, tail: Piece) -> int:
    """Which comes first, or which holds the other."""
    if head.end <= tail.start:
        return 0
    if tail.end <= head.start:
        return 1
    if (head.start, head.end) == (tail.start, tail.end):
        return 4
    return 2 if head.start <= tail.start and tail.end <= head.end else 3


def is_between(span: Piece, one: Piece, other: Piece) -> bool:
    """Whether a span lies between two others."""
    return min(one.end, other.end) <= span.start and span.end <= max(one.start, other.start)


def lies_in(inner: Piece, outer: Piece) -> bool:
    """Whether a span lies in another and is shorter."""
    return outer.start <= inner.start and inner.end <= outer.end and len(inner) < len(outer)


def step(count: int, steps: Sequence[int]) -> int:
    """The number of the step that a count is on, the last one open at the top."""
    return sum(count > one for one in steps)
