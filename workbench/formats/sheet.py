"""A plan laid out in tokens and sentences, for formats that have both."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from workbench.formats.grid import Cover, Grid
from workbench.formats.plan import Plan
from workbench.model.document import Document


class Sentence(NamedTuple):
    """A sentence of the export: its number in the document (from 1) and its tokens, indexes half-open."""

    number: int
    first: int
    last: int


_last: Final = attrgetter("last")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one document. ``joined`` counts the sentence ends that were passed over for a span."""

    plan: Plan
    grid: Grid
    sentences: Sequence[Sentence]
    joined: int

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds a code point of the text."""
        token, _ = self.grid.touched(offset, offset + 1)
        return bisect_right(self.sentences, token, key=_last)


def make_sheet(plan: Plan) -> Sheet:
    """Cut the tokens of a plan where its spans need it, and group them into sentences."""
    grid = plan.grid.cut(edge for fit in plan.fits if fit.cuts for edge in fit.extent)
    spans = Cover(grid.touched(*fit.extent) for fit in plan.fits)
    starts = list(sentence_starts(plan.document, grid))
    kept = [start for start in starts if not spans.touches(start[1], start[1])]
    ends = [*(first for _, first in kept[1:]), len(grid.tokens)]
    sentences = [Sentence(number, first, last) for (number, first), last in zip(kept, ends, strict=False)]
    return Sheet(plan, grid, sentences, len(starts) - len(kept))


def sentence_starts(document: Document, grid: Grid) -> Iterator[tuple[int, int]]:
    """Number and first token of every sentence that has tokens; those before the first belong to it."""
    if not grid.tokens:
        return
    firsts = [grid.touched(sentence.start, sentence.start)[0] for sentence in document.sentences] or [0]
    firsts[0] = 0
    nexts = [*firsts[1:], len(grid.tokens)]
    for number, (first, after) in enumerate(zip(firsts, nexts, strict=True), 1):
        if first < after:
            yield number, first
