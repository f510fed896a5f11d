"""Stretches of text without white space, and what is remembered of each: its words and the ways to cut it.

Such chunks repeat, within an article and from one to the next: what was found out about one is remembered for the next
time. Nothing of it depends on the text around but through the vocabulary. Extents are kept as *steps*, how far each
begins behind the end of the one before, and its length, in turn: they do not say where in a text they begin, so that
those of a text are joined from those of its chunks.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from workbench.text.characters import TATWEEL, bare
from workbench.text.proclitics import PROCLITICS, SHORTEST_FREE_WORD, proclitic_length

Extent = tuple[int, int]
"""Start and end of a piece of text in code points, half-open."""

_MOST = 1 << 16
"""How many spellings are remembered: some 20 MB."""

_LONGEST = 64
"""Code points of a stretch without white space that is worth remembering."""

_SPACE = re.compile(r"[^\S \n]")
_EMPTY = re.compile(r"\b[01](?:,,1)+\b")
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


class _Case(NamedTuple):
    """A way in which a chunk is cut into tokens, if the vocabulary holds all of ``known`` and none of ``unknown``."""

    known: frozenset[str]
    unknown: frozenset[str]
    steps: str


@dataclass(slots=True)
class Chunk:
    """What there is to know about a stretch without white space.

    ``words``: the steps of its words; ``free``: those that may vouch for others, in bare spelling; ``always``: the
    steps of its tokens, if they are the same whatever the vocabulary; ``cases``: how it was cut so far, if not.
    """

    spelling: str
    words: str
    free: frozenset[str]
    always: str | None = None
    cases: list[_Case] = field(default_factory=list)

    def tokens(self, free: frozenset[str]) -> str:
        """The steps of its tokens, without the distance before the first, where these words vouch for others."""
        if self.always is not None:
            return self.always
        for case in self.cases:
            if case.known <= free and case.unknown.isdisjoint(free):
                return case.steps
        return self._cut(free)

    def _cut(self, free: frozenset[str]) -> str:
        asked = _Asked(free)
        words = _words_of(self.spelling)
        steps = _steps(token for word in words for token in _tokens_of(self.spelling, word, asked))
        if asked.answers:
            known = frozenset(word for word, answer in asked.answers.items() if answer)
            self.cases.append(_Case(known, frozenset(asked.answers) - known, steps))
        else:
            self.always = steps
        return steps


class _Memory(dict[str, Chunk]):
    """Spelling -> chunk; filled as chunks are met."""

    def __missing__(self, spelling: str) -> Chunk:
        chunk = _learnt(spelling)
        if len(self) >= _MOST:
            self.clear()
        if len(spelling) <= _LONGEST:
            self[spelling] = chunk
        return chunk


_remembered = _Memory()


def lines_of(text: str) -> list[list[str]]:
    """The spellings of the chunks of each line; an empty one for each white character beyond one between two."""
    return [line.split(" ") for line in _SPACE.sub(" ", text.rstrip()).split("\n")]


def chunks_of(lines: Iterable[Sequence[str]]) -> list[Chunk]:
    """The chunks of all lines, the empty ones too."""
    return [_remembered[spelling] for line in lines for spelling in line]


def free_words(chunks: Iterable[Chunk]) -> frozenset[str]:
    """The words in these chunks that may vouch for a word with a proclitic, in bare spelling."""
    return frozenset().union(*[chunk.free for chunk in chunks])


def joined(steps: Sequence[str]) -> str:
    """The steps of all chunks of a text (a space or line break apart), as a JSON list."""
    found = f"0,{',1,'.join(steps)}"
    if ",," in found:
        found = _EMPTY.sub(lambda run: str(run[0].count("1")), found)
    return f"[{found}]" if steps[-1] else "[]"


def surfaces(spelling: str, steps: str) -> list[str]:
    """The pieces into which steps cut a chunk."""
    edges = accumulate(map(int, steps.split(",0,")), initial=0)
    return [spelling[start:end] for start, end in pairwise(edges)]


def _learnt(spelling: str) -> Chunk:
    words = _words_of(spelling)
    spellings = (bare(spelling[start:end]) for start, end in words)
    free = frozenset(word for word in spellings if len(word) >= SHORTEST_FREE_WORD)
    steps = _steps(words)
    has_particle = any(spelling[start] in PROCLITICS for start, _ in words)
    return Chunk(spelling, steps, free, None if has_particle else steps)


def _words_of(spelling: str) -> list[Extent]:
    return [match.span() for match in _WORD.finditer(spelling.translate(_SHAPES))]


def _steps(extents: Iterable[Extent]) -> str:
    """The steps of extents that touch each other, without the distance before the first."""
    return ",0,".join(str(end - start) for start, end in extents)


class _Asked:
    """A vocabulary that notes what it was asked, and what it answered."""

    def __init__(self, known: Container[str]) -> None:
        self.known = known
        self.answers: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        assert isinstance(word, str)
        return self.answers.setdefault(word, word in self.known)


def _tokens_of(spelling: str, word: Extent, known: Container[str]) -> Iterator[Extent]:
    """The tokens of a word: cut before its second particle, if it has one, and after the last."""
    start, end = word
    length = proclitic_length(spelling[start:end], known)
    inner = [place for place in range(start + 1, start + length) if spelling[place] in PROCLITICS]
    return pairwise([start, *inner, *([start + length] if length else []), end])
