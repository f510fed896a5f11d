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
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from workbench.text.characters import TATWEEL, bare
from workbench.text.proclitics import PROCLITICS, SHORTEST_FREE_WORD, proclitic_length

Extent = tuple[int, int]
"""Start and end of a piece of text in code points, half-open."""

_MOST = 1 << 16
"""How many spellings are remembered: some 20 MB."""

_LONGEST = 64
"""Code points of a stretch without white space that is worth remembering."""

_SPACE = re.compile(r"(\s+)")
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
    return [(at + start, at + end) for at, chunk in _chunks(text) for start, end in chunk.words]


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, in bare spelling, that may vouch for a word with a proclitic."""
    return frozenset().union(*(chunk.free for _, chunk in _chunks(text)))


def tokenize(text: str, known: Collection[str] | None = None) -> list[Extent]:
    """The tokens of a text, in order: its words, with their proclitics cut off.

    `known`: the free words to go by, as `vocabulary` gives them; by default those of the text itself.
    The same text (and the same `known`) always gives the same tokens.
    """
    chunks = _chunks(text)
    free = frozenset().union(*[chunk.free for _, chunk in chunks]) if known is None else frozenset(known)
    edges = [at + edge for at, chunk in chunks for edge in chunk.always or _cut(chunk, free)]
    return list(zip(edges[::2], edges[1::2], strict=True))


# Chunks (stretches without white space) repeat, within an article and from one to the next: what was found out about
# one is remembered for the next time. Nothing of it depends on the text around.


class _Case(NamedTuple):
    """A way in which a chunk is cut, if the vocabulary holds all of ``known`` and none of ``unknown``.

    ``edges``: where its tokens start and end, in turn.
    """

    known: frozenset[str]
    unknown: frozenset[str]
    edges: list[int]


@dataclass(slots=True)
class _Chunk:
    """What there is to know about a stretch without white space.

    ``free``: the words that may vouch for others, in bare spelling; ``always``: the edges of its tokens, if they are
    the same whatever the vocabulary; ``cases``: how it was cut so far, if not.
    """

    spelling: str
    words: list[Extent]
    free: frozenset[str]
    always: list[int] | None = None
    cases: list[_Case] = field(default_factory=list)


_remembered: dict[str, _Chunk] = {}


def _chunks(text: str) -> list[tuple[int, _Chunk]]:
    """The chunks of a text, each with the place where it begins."""
    pieces = _SPACE.split(text)
    starts = accumulate(map(len, pieces), initial=0)
    found = [_remembered.get(one) or _learnt(one) for one in pieces[::2]]
    return list(zip(islice(starts, 0, None, 2), found, strict=True))


def _learnt(spelling: str) -> _Chunk:
    words = [match.span() for match in _WORD.finditer(spelling.translate(_SHAPES))]
    spellings = (bare(spelling[start:end]) for start, end in words)
    chunk = _Chunk(spelling, words, frozenset(word for word in spellings if len(word) >= SHORTEST_FREE_WORD))
    if not any(spelling[start] in PROCLITICS for start, _ in words):
        chunk.always = [edge for word in words for edge in word]
    if len(_remembered) >= _MOST:
        _remembered.clear()
    if len(spelling) <= _LONGEST:
        _remembered[spelling] = chunk
    return chunk


class _Asked:
    """A vocabulary that notes what it was asked, and what it answered."""

    def __init__(self, known: Container[str]) -> None:
        self.known = known
        self.answers: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        assert isinstance(word, str)
        return self.answers.setdefault(word, word in self.known)


def _cut(chunk: _Chunk, free: frozenset[str]) -> list[int]:
    """The edges of the tokens of a chunk."""
    for case in chunk.cases:
        if case.known <= free and case.unknown.isdisjoint(free):
            return case.edges
    asked = _Asked(free)
    edges = [edge for word in chunk.words for token in _tokens_of(chunk.spelling, word, asked) for edge in token]
    if asked.answers:
        known = frozenset(spelling for spelling, answer in asked.answers.items() if answer)
        chunk.cases.append(_Case(known, frozenset(asked.answers) - known, edges))
    else:
        chunk.always = edges
    return edges


def _tokens_of(spelling: str, word: Extent, known: Container[str]) -> Iterator[Extent]:
    """The tokens of a word: cut before its second particle, if it has one, and after the last."""
    start, end = word
    length = proclitic_length(spelling[start:end], known)
    inner = [place for place in range(start + 1, start + length) if spelling[place] in PROCLITICS]
    return pairwise([start, *inner, *([start + length] if length else []), end])
