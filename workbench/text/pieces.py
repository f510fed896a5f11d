"""Tokens as other tools want them: free of white space, cut where something begins, with the space after each.

For everything that shows a text as words: exports, and the documents that models read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workbench.text.chunks import Extent


def solid(text: str, tokens: Sequence[Extent]) -> Sequence[Extent]:
    """The tokens, cut at white space: an import may have brought some that hold it."""
    joined = "".join([text[start:end] for start, end in tokens])
    if len(joined.split(maxsplit=1)) < 2 and joined == joined.strip():
        return tokens
    return [piece for token in tokens for piece in _without_spaces(text, token)]


def cut_at(tokens: Iterable[Extent], edges: Iterable[int]) -> list[Extent]:
    """The tokens, cut at every edge that falls inside one."""
    places = sorted(set(edges))
    return [
        piece
        for start, end in tokens
        for piece in pairwise([start, *places[bisect_right(places, start) : bisect_left(places, end)], end])
    ]


def spelled_out(text: str, tokens: Iterable[Extent]) -> tuple[list[str], list[bool]]:
    """Words and which of them a space follows; together they are the text, letter for letter.

    White space beyond one space is a word of its own, as spaCy's tokenizers have it.
    """
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in _with_gaps(tokens, len(text)):
        piece = text[start:end]
        if words and not spaces[-1] and piece.startswith(" ") and piece.isspace():
            spaces[-1] = True
            piece = piece[1:]
        if piece:
            words.append(piece)
            spaces.append(False)
    return words, spaces


def _without_spaces(text: str, token: Extent) -> Iterator[Extent]:
    place = token[0]
    for piece in text[slice(*token)].split():
        start = text.index(piece, place)
        place = start + len(piece)
        yield start, place


def _with_gaps(tokens: Iterable[Extent], length: int) -> Iterator[Extent]:
    """The tokens and what lies between them, in order."""
    done = 0
    for start, end in tokens:
        if done < start:
            yield done, start
        yield start, end
        done = end
    if done < length:
        yield done, length
