"""Which tokens a format shows, and how a span comes to stand on their edges.

The policies (`ExportOptions.tokens`): ``clitic`` shows the tokens frozen in the document, ``gold`` cuts these at
every span edge too, ``word`` shows white-space and punctuation words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from workbench.formats.base import ExportOptions
from workbench.model.annotation import Span
from workbench.model.document import Document, Extent
from workbench.text import solid, words

Token = tuple[int, int]
"""Start and end of a token in code points, half-open."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A span with the extent at which it is exported; ``hull`` reaches to the edges of the tokens it touches."""

    span: Span
    extent: Extent
    hull: Extent

    @property
    def exact(self) -> bool:
        """Whether the span leaves as it came."""
        return self.extent == (self.span.start, self.span.end)

    @property
    def cuts(self) -> bool:
        """Whether a token must be cut to show this extent."""
        return self.extent != self.hull

    def order(self) -> tuple[int, int, str, str]:
        """Sort key: in reading order, the longest first."""
        return self.extent.start, -self.extent.end, self.span.label, self.span.id


class Grid:
    """Tokens in order, disjoint and free of white space, that can be asked where a stretch of text lies."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self.tokens = list(tokens)
        self.starts = [start for start, _ in self.tokens]
        self.ends = [end for _, end in self.tokens]

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Indexes, half-open, of the tokens that share a code point with the stretch; empty if none does."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def fit(self, span: Span, *, cutting: bool) -> Fit | None:
        """The span on these tokens: grown to their edges, or trimmed of what no token covers if they may be cut.

        None if it touches no token.
        """
        first, last = self.touched(span.start, span.end)
        if first == last:
            return None
        hull = Extent(self.starts[first], self.ends[last - 1])
        inside = Extent(max(hull.start, span.start), min(hull.end, span.end))
        return Fit(span, inside if cutting else hull, hull)

    def cut(self, edges: Iterable[int]) -> "Grid":
        """These tokens, cut at every edge that falls inside one."""
        places = sorted(set(edges))
        pieces: list[Token] = []
        done = 0
        for index, inner in _inside(self, places):
            start, end = self.tokens[index]
            pieces += self.tokens[done:index]
            pieces += pairwise([start, *inner, end])
            done = index + 1
        return Grid([*pieces, *self.tokens[done:]]) if pieces else self


class Cover:
    """Extents that can be asked whether one of them shares text with a stretch."""

    def __init__(self, extents: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(extents)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one begins before ``end`` and ends after ``start``; for an empty stretch: runs across it."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


def cuts_tokens(options: ExportOptions) -> bool:
    """Whether tokens are cut at span edges; words never are, their spans grow."""
    return options.tokens == "gold" or (options.tokens == "clitic" and options.residual != "expand")


def whole(document: Document, policy: str) -> Grid:
    """All tokens of a document, free of white space."""
    tokens: Sequence[Token] = words(document.text) if policy == "word" else document.tokens
    return Grid(solid(document.text, tokens))


def article(document: Document, policy: str, spans: Sequence[Span]) -> tuple[Grid, int]:
    """The tokens without those of boilerplate, and how many lines are left out so: those without any span."""
    marked = Cover((span.start, span.end) for span in spans)
    lines = [
        (line.start, line.end)
        for line in document.sections
        if line.kind == "boilerplate" and not marked.touches(line.start, line.end)
    ]
    return _without(whole(document, policy), lines), len(lines)


def clitics(word: Token, boundaries: Sequence[int]) -> str:
    """The MISC column: ``Clitic=1,2`` where frozen tokens begin 1 and 2 code points into the word, else ``_``.

    ``boundaries`` are the edges of the frozen tokens, in order.
    """
    start, end = word
    inner = boundaries[bisect_right(boundaries, start) : bisect_left(boundaries, end)]
    return f"Clitic={','.join(str(place - start) for place in inner)}" if inner else "_"


def boundaries_of(tokens: Iterable[Token]) -> list[int]:
    """All edges of these tokens, in order."""
    return sorted({edge for token in tokens for edge in token})


def _inside(grid: Grid, edges: Sequence[int]) -> Iterable[tuple[int, list[int]]]:
    """Indexes of the tokens that hold an edge in their inside, each with its edges; in order."""
    found: dict[int, list[int]] = {}
    for edge in edges:
        index = bisect_left(grid.starts, edge) - 1
        if index >= 0 and edge < grid.ends[index]:
            found.setdefault(index, []).append(edge)
    return found.items()


def _without(grid: Grid, lines: Iterable[Token]) -> Grid:
    """The tokens that do not lie within one of these lines."""
    kept: list[Token] = []
    done = 0
    for start, end in sorted(lines):
        first, last = bisect_left(grid.starts, start), bisect_right(grid.ends, end)
        if first < last:
            kept += grid.tokens[done:first]
            done = last
    return Grid(kept + grid.tokens[done:]) if done else grid
