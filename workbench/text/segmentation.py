"""A text cut whole, as an import stores it: its tokens and its sentences at once, from what is known of its chunks.

The same as `tokenize` and `sentences`, in a third of the time; a corpus is ten thousand texts.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from workbench.text.chunks import chunks_of, free_words, joined, lines_of, surfaces
from workbench.text.sentences import LAST, is_complete


class Segmentation(NamedTuple):
    """Extents as JSON lists of steps: how far each begins behind the end of the one before, and its length, in turn."""

    sentences: str
    tokens: str


def segmented(text: str) -> Segmentation:
    """What a text is cut into."""
    lines = lines_of(text)
    chunks = chunks_of(lines)
    free = free_words(chunks)
    steps = [chunk.tokens(free) for chunk in chunks]
    return Segmentation(_sentences(lines, steps), joined(steps))


def _sentences(lines: Sequence[Sequence[str]], steps: Sequence[str]) -> str:
    found: list[int] = []
    number = at = last = 0
    for line in lines:
        lengths = list(accumulate(map(len, line), initial=at))  # of all before, without the spaces
        for first, final in _in_line(line, steps[number : number + len(line)]):
            start, end = lengths[first] + first, lengths[final + 1] + final
            found += (start - last, end - start)
            last = end
        number, at = number + len(line), lengths[-1] + len(line)
    return f"[{','.join(map(str, found))}]"


def _in_line(line: Sequence[str], steps: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first and the final chunk of each sentence of a line."""
    first = _solid(line, 0)
    for number in [number for number, chunk in enumerate(line) if chunk[-1:] in LAST]:
        if _ends(line[number], steps[number], number == first):
            yield first, number
            first = _solid(line, number + 1)
    if first < len(line):
        yield first, next(number for number in reversed(range(len(line))) if line[number])


def _solid(line: Sequence[str], start: int) -> int:
    """The next chunk that is not empty, or the number of chunks."""
    return next((number for number in range(start, len(line)) if line[number]), len(line))


@lru_cache(1 << 15)
def _ends(chunk: str, steps: str, opens: bool) -> bool:
    return is_complete(surfaces(chunk, steps), opens)
