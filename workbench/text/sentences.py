"""Sentences: never across a line break, never cut at ، ؛ : or an ellipsis.

Inside a line a sentence ends after `. ! ? ؟ ۔` and the closing quotes and brackets that follow without a
gap, if white space or the end of the line comes next. A point does not end it after an abbreviation (د. ·
ق.م. · U.S.), after a number that opens the sentence (a list item), or when there are several in a row (an
ellipsis).
"""

from collections.abc import Sequence
from itertools import pairwise

from workbench.text.characters import UNWRITTEN, bare
from workbench.text.chunks import Extent

_ENDERS = frozenset(".!?؟۔")
_CLOSERS = frozenset("\"”“’‘»«›‹')]}")
LAST = _ENDERS | _CLOSERS | frozenset(UNWRITTEN)
"""What a complete sentence may end with: end punctuation, closing marks, and what is invisible behind them."""

_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "gen", "sen", "prof", "no", "vs", "jr", "sr"})


def sentences(text: str, tokens: Sequence[Extent]) -> list[Extent]:
    """The sentences of a text, given its tokens (in order, disjoint): each from its first token to its last.

    Sentences are trimmed of white space, are never empty, hold no line break, and together cover every token.
    """
    found: list[Extent] = []
    first = run = 0  # the first token of the sentence, and of the run of tokens without a gap
    for index, (one, following) in enumerate(pairwise(tokens)):
        end, start = one[1], following[0]
        if end < start:
            glued = tokens[run : index + 1]
            if "\n" in text[end:start] or (text[end - 1] in LAST and _closes(text, glued, opens=first == run)):
                found.append((tokens[first][0], end))
                first = index + 1
            run = index + 1
    return [*found, (tokens[first][0], tokens[-1][1])] if tokens else []


def _closes(text: str, glued: Sequence[Extent], opens: bool) -> bool:
    return is_complete([text[start:end] for start, end in glued], opens)


def is_complete(tokens: Sequence[str], opens: bool) -> bool:
    """Do tokens without a gap between them end a sentence: with end punctuation, or closing marks behind some?

    `opens`: whether the sentence begins with the first of them.
    """
    last = len(tokens) - 1
    while last > 0 and (tokens[last] in _CLOSERS or not bare(tokens[last])):
        last -= 1
    if tokens[last] != ".":
        return tokens[last] in _ENDERS
    return last == 0 or not _is_inner_point(tokens[last - 1], opens and last == 1)


def _is_inner_point(before: str, opens: bool) -> bool:
    """Does a point behind this token belong to an ellipsis, an abbreviation, or a number that opens the sentence?"""
    return before == "." or (opens if before.isdecimal() else _is_abbreviation(before))


def _is_abbreviation(word: str) -> bool:
    """Is it a single letter (د, the last of ق.م) or one of the usual Latin titles?"""
    letters = bare(word)
    return (len(letters) == 1 and letters.isalpha()) or letters.lower() in _ABBREVIATIONS
