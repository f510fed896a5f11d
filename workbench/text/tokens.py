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
from collections.abc import Iterator, Set
from itertools import pairwise

from workbench.text.characters import TATWEEL, bare
from workbench.text.proclitics import PROCLITICS, SHORTEST_FREE_WORD, proclitic_length

Extent = tuple[int, int]
"""Start and end of a piece of text in code points, half-open."""

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
    return [match.span() for match in _WORD.finditer(text.translate(_SHAPES))]


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, in bare spelling, that may vouch for a word with a proclitic."""
    return _vocabulary(text, words(text))


def _vocabulary(text: str, extents: list[Extent]) -> frozenset[str]:
    spellings = {text[start:end] for start, end in extents}
    return frozenset(word for word in map(bare, spellings) if len(word) >= SHORTEST_FREE_WORD)


def tokenize(text: str, known: Set[str] | None = None) -> list[Extent]:
    """The tokens of a text, in order: its words, with their proclitics cut off.

    `known`: the free words to go by, as `vocabulary` gives them; by default those of the text itself.
    The same text (and the same `known`) always gives the same tokens.
    """
    extents = words(text)
    free = _vocabulary(text, extents) if known is None else known
    edges: dict[str, list[int]] = {}
    return [token for extent in extents for token in _tokens(text, extent, free, edges)]


def _tokens(text: str, extent: Extent, free: Set[str], edges: dict[str, list[int]]) -> Iterator[Extent]:
    """The tokens of one word. `edges` remembers where each spelling was cut."""
    start, end = extent
    word = text[start:end]
    if word not in edges:
        edges[word] = _edges(word, free)
    yield from pairwise([start, *(start + edge for edge in edges[word]), end])


def _edges(word: str, free: Set[str]) -> list[int]:
    """Where a word is cut: before its second particle, if it has one, and after the last."""
    length = proclitic_length(word, free)
    inner = [place for place in range(1, length) if word[place] in PROCLITICS]
    return [*inner, length] if length else []
