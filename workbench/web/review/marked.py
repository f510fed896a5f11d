"""A text with stretches of it marked, as plain pieces that are only decorated: no letter loses its shape."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from workbench.actions.review import Line, lines_of
from workbench.model.document import Document


class Stretch(NamedTuple):
    """Code points ``start`` to ``end``, half-open, drawn in one way."""

    start: int
    end: int
    way: str


class Piece(NamedTuple):
    """A run of a line, and the ways of all stretches that cover it."""

    text: str
    ways: Sequence[str]


def marked_lines(document: Document, stretches: Sequence[Stretch]) -> list[tuple[Line, list[Piece]]]:
    """Every line that is not blank, cut where a stretch begins or ends."""
    return [(line, _pieces(line, stretches)) for line in lines_of(document) if line.text.strip()]


def _pieces(line: Line, stretches: Sequence[Stretch]) -> list[Piece]:
    here = [one for one in stretches if one.start < line.end and line.start < one.end]
    edges = {max(line.start, one.start) for one in here} | {min(line.end, one.end) for one in here}
    pieces = []
    for start, end in pairwise(sorted({line.start, line.end} | edges)):
        ways = sorted({one.way for one in here if one.start <= start and end <= one.end})
        pieces.append(Piece(line.text[start - line.start : end - line.start], ways))
    return pieces
