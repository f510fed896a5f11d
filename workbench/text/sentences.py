"""Sentences: never across a line break, never cut at ، ؛ : or an ellipsis.

Inside a line a sentence ends after `. ! ? ؟ ۔` and the closing quotes and brackets that follow without a
gap, if white space or the end of the line comes next. A point does not end it after an abbreviation (د. ·
ق.م. · U.S.), after a number that opens the sentence (a list item), or when there are several in a row (an
ellipsis).
"""

from collections.abc import Sequence
from itertools import pairwise

from workbench.text.characters import UNWRITTEN, bare
from workbench.text.tokens import Extent

_ENDERS = frozenset(".!?؟۔")
_CLOSERS = frozenset("\"”“’‘»«›‹')]}")
_LAST = _ENDERS | _CLOSERS | frozenset(UNWRITTEN)
"""What a complete sentence may end with: end punctuation, closing marks, and what is invisible behind them."""

_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "gen", "sen", "prof", "no", "vs", "jr", "sr"})


def sentences(text: str, tokens: Sequence[Extent]) -> list[Extent]:
    """The sentences of a text, given its tokens (in order, disjoint): each from its first token to its last.

    Sentences are trimmed of white space, are never empty, hold no line break, and together cover every token.
    """
    found: list[Extent] = []
    first = 0
    for index, (one, following) in enumerate(pairwise(tokens)):
        end, start = one[1], following[0]
        if end < start and (
            "\n" in text[end:start] or (text[end - 1] in _LAST and _is_complete(text, tokens, first, index))
        ):
            found.append((tokens[first][0], end))
            first = index + 1
    return [*found, (tokens[first][0], tokens[-1][1])] if tokens else []


def _is_complete(text: str, tokens: Sequence[Extent], first: int, index: int) -> bool:
    """Is token `index` end punctuation, or a closing mark directly behind some?"""
    while index > first and _closes(text, tokens, index):
        index -= 1
    token = _surface(text, tokens, index)
    if token != ".":
        return token in _ENDERS
    return index == first or not _is_inner_point(text, tokens, first, index)


def _closes(text: str, tokens: Sequence[Extent], index: int) -> bool:
    """Is the token a closing mark, or invisible, and glued to the one before?"""
    token = _surface(text, tokens, index)
    return tokens[index - 1][1] == tokens[index][0] and (token in _CLOSERS or not bare(token))


def _is_inner_point(text: str, tokens: Sequence[Extent], first: int, index: int) -> bool:
    """Does the point at `index` belong to an ellipsis, an abbreviation or a list number?"""
    if tokens[index - 1][1] != tokens[index][0]:
        return False
    before = _surface(text, tokens, index - 1)
    if before == ".":
        return True
    if before.isdecimal():
        return index - 1 == first
    return _is_abbreviation(before)


def _is_abbreviation(word: str) -> bool:
    """Is it a single letter (د, the last of ق.م) or one of the usual Latin titles?"""
    letters = bare(word)
    return (len(letters) == 1 and letters.isalpha()) or letters.lower() in _ABBREVIATIONS


def _surface(text: str, tokens: Sequence[Extent], index: int) -> str:
    start, end = tokens[index]
    return text[start:end]
