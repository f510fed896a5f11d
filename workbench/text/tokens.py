"""Words and tokens: every character that is not white space is in exactly one of them.

A *word* is a run of letters, digits and the marks on them; a number keeps its inner points and commas
(2,500 · 3.5). Every punctuation mark and symbol is a word of its own, and so is an emoji sequence or a
flag. Tatweel is a letter, but ends the word before a digit (الـ|12). Joiners and soft hyphens belong to a
word when they stand inside it; elsewhere a run of zero-width characters and direction marks is a word of
its own, so that names have clean edges. A *token* is a word whose proclitics are cut off, one token per
particle: و|ب|العراق.
"""

import re
import unicodedata
from collections.abc import Collection, Container
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from workbench.text.characters import TATWEEL, bare
from workbench.text.proclitics import PROCLITICS, SHORTEST_FREE_WORD, proclitic_length

Extent = tuple[int, int]
"""Start and end of a piece of text in code points, half-open."""

_MOST = 1 << 16
"""How many spellings are remembered: some 20 MB."""

_LONGEST = 64
"""Code points of a stretch without white space that is worth remembering."""

_CHUNK = re.compile(r"\S+")
_SPECIAL = {
    TATWEEL: "x",
    "\u200d": "z",
    **dict.fromkeys("\u200c\u00ad\u2060", "j"),
    **dict.fromkeys(".,\u066b\u066c", "s"),
}
_EMOJI = range(0x1F000, 0x1FB00)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)

_WORD = re.compile(
    r"""
      r r                                                              # a flag
    | [er] [mtg]* (?: z e [mtg]* )*                                    # an emoji, joined to others
    | (?: [wdm] | x(?!d) ) (?: [wdm] | x(?!d) | [jz]+(?=[wdx]) | (?<=d)s(?=d) )* x?
    | [jzfg]+
    | [ps] m*                                                          # a symbol, a keycap
    | \S
    """,
    re.VERBOSE,
)


class _Shapes(dict[int, str]):
    """Code point -> one letter for its kind, or a space; filled as characters are met.

    w letter, d digit, m mark, x tatweel, s number separator, z and j joiners, e emoji or symbol, t skin tone,
    r flag letter, g tag of a flag, f other invisible character, p anything else.
    """

    def __missing__(self, code: int) -> str:
        self[code] = shape = _shape(code)
        return shape


def _shape(code: int) -> str:
    """The kind of one code point, as `_Shapes` lists them."""
    character = chr(code)
    if character.isspace():
        return " "
    if character in _SPECIAL:
        return _SPECIAL[character]
    for kind, codes in (("t", _SKIN_TONES), ("r", _FLAG_LETTERS), ("g", _TAGS), ("e", _EMOJI)):
        if code in codes:
            return kind
    category = unicodedata.category(character)
    by_category = {"Nd": "d", "So": "e", "Cf": "f"} | dict.fromkeys(("Mn", "Mc", "Me"), "m")
    return by_category.get(category) or ("w" if category[0] in "LN" else "p")


_SHAPES = _Shapes()


def words(text: str) -> list[Extent]:
    """The words of a text, in order. Every character but white space (`str.isspace`) is in exactly one."""
    return [
        (chunk.start() + start, chunk.start() + end)
        for chunk in _CHUNK.finditer(text)
        for start, end, _ in _about(chunk[0]).words
    ]


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, in bare spelling, that may vouch for a word with a proclitic."""
    return frozenset().union(*(_about(chunk).free for chunk in _CHUNK.findall(text)))


def tokenize(text: str, known: Collection[str] | None = None) -> list[Extent]:
    """The tokens of a text, in order: its words, with their proclitics cut off.

    `known`: the free words to go by, as `vocabulary` gives them; by default those of the text itself.
    The same text (and the same `known`) always gives the same tokens.
    """
    chunks = [(chunk.start(), _about(chunk[0])) for chunk in _CHUNK.finditer(text)]
    free = frozenset().union(*[about.free for _, about in chunks]) if known is None else frozenset(known)
    found: list[Extent] = []
    for at, about in chunks:
        for start, end, word in about.words:
            if word is None:
                found.append((at + start, at + end))
            else:
                place = at + start
                found += [(place + first, place + last) for first, last in _cut(word, free)]
    return found


# Words repeat, within an article and from one to the next: what was found out about a stretch without white space, or
# about a word, is remembered for the next time. Nothing of it depends on the text around.


class _About(NamedTuple):
    """What there is to know about a stretch without white space.

    ``words``: start, end, and the spelling of those that may have proclitics; ``free``: the words that may vouch for
    others, in bare spelling.
    """

    words: tuple[tuple[int, int, str | None], ...]
    free: frozenset[str]


_remembered: dict[str, _About] = {}


def _about(chunk: str) -> _About:
    found = _remembered.get(chunk)
    if found is None:
        found = _found_out(chunk)
        if len(_remembered) >= _MOST:
            _remembered.clear()
        if len(chunk) <= _LONGEST:
            _remembered[chunk] = found
    return found


def _found_out(chunk: str) -> _About:
    extents = [match.span() for match in _WORD.finditer(chunk.translate(_SHAPES))]
    spellings = (bare(chunk[start:end]) for start, end in extents)
    return _About(
        tuple((start, end, chunk[start:end] if chunk[start] in PROCLITICS else None) for start, end in extents),
        frozenset(word for word in spellings if len(word) >= SHORTEST_FREE_WORD),
    )


class _Asked:
    """A vocabulary that notes what it was asked, and what it answered."""

    def __init__(self, known: Container[str]) -> None:
        self.known = known
        self.answers: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        assert isinstance(word, str)
        return self.answers.setdefault(word, word in self.known)


class _Case(NamedTuple):
    """A way in which a word is cut, if the vocabulary holds all of ``known`` and none of ``unknown``."""

    known: frozenset[str]
    unknown: frozenset[str]
    tokens: list[Extent]


@lru_cache(_MOST)
def _cases(word: str) -> list[_Case]:
    """The ways in which a word was cut so far."""
    return []


def _cut(word: str, free: frozenset[str]) -> list[Extent]:
    """The tokens of a word: cut before its second particle, if it has one, and after the last."""
    cases = _cases(word) if len(word) <= _LONGEST else []
    for case in cases:
        if case.known <= free and case.unknown.isdisjoint(free):
            return case.tokens
    asked = _Asked(free)
    length = proclitic_length(word, asked)
    inner = [place for place in range(1, length) if word[place] in PROCLITICS]
    tokens = list(pairwise([0, *inner, *([length] if length else []), len(word)]))
    known = frozenset(spelling for spelling, answer in asked.answers.items() if answer)
    cases.append(_Case(known, frozenset(asked.answers) - known, tokens))
    return tokens
