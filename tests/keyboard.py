"""The shortest way over the canvas by keyboard: what every moving key would choose, searched breadth first."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

Extent = tuple[int, int]
"""Letters of the text, in code points, half-open."""
Choice = tuple[int, int, bool]
"""The first and the last of the tokens that are chosen, and whether they are an entity in focus."""

LONGEST_NAME = 12
"""Tokens; the search grows a choice no further."""
ROW = 90
"""Pixels; rows that are further apart than this do not follow each other."""


class Ways:
    """The keys of an article that is read from right to left."""

    def __init__(
        self, tokens: Sequence[Extent], sentences: Sequence[Extent], middles: Sequence[tuple[float, float]]
    ) -> None:
        self.tokens = tokens
        self.starts = [start for start, _ in tokens]
        self.ends = [end for _, end in tokens]
        self.middles = middles
        self.openings = sorted({bisect_left(self.starts, start) for start, _ in sentences} - {len(tokens)})

    def choice(self, extent: Extent, focused: bool) -> Choice:
        """The tokens that share letters with an extent."""
        return bisect_right(self.ends, extent[0]), bisect_left(self.starts, extent[1]) - 1, focused

    def token_at(self, x: float, y: float) -> Choice:
        """The token whose middle is nearest to a point, rows counting more than columns."""
        nearest = min(range(len(self.tokens)), key=lambda i: self._far(i, x, y))
        return nearest, nearest, False

    def _far(self, token: int, x: float, y: float) -> float:
        return abs(self.middles[token][0] - x) + 9 * abs(self.middles[token][1] - y)

    def shortest(self, here: Choice | None, goal: Extent, spans: Iterable[Extent], focus: bool = False) -> list[str]:
        """The fewest keys that choose the letters of `goal`; `spans` are the entities that are there.

        With `focus`, the goal is one of them and must be in focus.
        """
        ordered = [self.choice(span, True) for span in sorted(spans, key=lambda span: (span[0], -span[1]))]
        target = self.choice(goal, focus)
        queue: deque[tuple[Choice | None, list[str]]] = deque([(here, [])])
        known = {here}
        while queue:
            at, keys = queue.popleft()
            if at and at[:2] == target[:2] and at[2] >= focus:
                return [*keys, *self._letters(target, goal)]
            for key, there in self._moves(at, ordered):
                if there not in known:
                    known.add(there)
                    queue.append((there, [*keys, key]))
        raise LookupError(f"no way to {goal}")

    def _letters(self, target: Choice, goal: Extent) -> list[str]:
        """The keys that move the edges letter by letter where a goal does not fill its tokens."""
        before, after = goal[0] - self.starts[target[0]], self.ends[target[1]] - goal[1]
        return ["Alt+Shift+BracketLeft"] * before + ["Alt+BracketRight"] * after

    def _moves(self, at: Choice | None, spans: list[Choice]) -> Iterator[tuple[str, Choice]]:
        """Every key that chooses something, and what it chooses."""
        if at is None:
            yield "ArrowLeft", (0, 0, False)
            return
        first, last, _ = at
        left, right = (last, first) if last > first else (last + 1, first - 1)
        if left < len(self.tokens):
            yield "ArrowLeft", (left, left, False)
        if right >= 0:
            yield "ArrowRight", (right, right, False)
        if last + 1 < len(self.tokens) and last - first < LONGEST_NAME:
            yield "Shift+ArrowLeft", (first, last + 1, False)
        yield from self._sentences(first, last)
        yield from self._entities(at, spans)
        yield from self._rows(first)

    def _sentences(self, first: int, last: int) -> Iterator[tuple[str, Choice]]:
        after, before = bisect_left(self.openings, last + 1), bisect_left(self.openings, first) - 1
        if after < len(self.openings):
            yield "Control+ArrowLeft", (self.openings[after], self.openings[after], False)
        if before >= 0:
            yield "Control+ArrowRight", (self.openings[before], self.openings[before], False)

    def _entities(self, at: Choice, spans: list[Choice]) -> Iterator[tuple[str, Choice]]:
        if at in spans:
            place = spans.index(at)
            after, before = spans[place + 1 :], spans[:place]
        else:
            after, before = [s for s in spans if s[0] >= at[0]], [s for s in spans if s[0] < at[0]]
        yield from (("KeyJ", span) for span in after[:1])
        yield from (("KeyK", span) for span in before[-1:])
        around = [span for span in spans if span[0] <= at[0] and span[1] >= at[1] and span != at]
        yield from (("Enter", span) for span in around[-1:])

    def _rows(self, first: int) -> Iterator[tuple[str, Choice]]:
        """The rows above and below, a guess: look where a key led before pressing the next."""
        x, y = self.middles[first]
        heights = sorted({round(height) for _, height in self.middles})
        row = min(range(len(heights)), key=lambda i: abs(heights[i] - y))
        for key, other in (("ArrowDown", row + 1), ("ArrowUp", row - 1)):
            if 0 <= other < len(heights) and abs(heights[other] - y) < ROW:
                yield key, self.token_at(x, heights[other])
