"""Where a text holds a string, spelling variants aside, and what stands around each place (key word in context).

Letters are compared as `folding` makes them equal, a line at a time: no place runs over a line break. Whole words are
found with the particles و ف ب ل ك glued before them (وبغداد holds بغداد), also where the article has lost its alef
after ل (للعراق holds لعراق, which stands for العراق).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from workbench.text.characters import bare, is_unwritten
from workbench.text.chunks import Extent
from workbench.text.folding import Folded, fold, folded
from workbench.text.proclitics import PROCLITICS, proclitic_length

_ARTICLE = "ال"
WIDTH = 70
"""Code points of context on either side."""


@dataclass(frozen=True)
class Needle:
    """What is looked for: any stretch of letters, or with ``whole`` only whole words."""

    text: str
    whole: bool = False
    key: str = field(init=False)
    """The folded text, without blanks at its ends."""
    variants: tuple[str, ...] = field(init=False)
    """The folded strings of which a text must hold one to hold a place."""
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", folded(self.text).replace("\n", " ").strip())
        shortened = self.whole and len(self.key) > 3 and self.key.startswith(_ARTICLE)
        more = ("لل" + self.key.removeprefix(_ARTICLE),) if shortened else ()
        object.__setattr__(self, "variants", (self.key, *more))
        object.__setattr__(self, "_pattern", re.compile(self._written()))

    def places(self, text: str) -> Iterator[Extent]:
        """The places in a text, in order, without overlaps; particles before a word are not part of them."""
        start = 0
        for line, letters in zip(text.split("\n"), folded(text).split("\n"), strict=True):
            if self.key and any(variant in letters for variant in self.variants):
                yield from ((start + a, start + b) for a, b in self._in_line(line))
            start += len(line) + 1

    def _in_line(self, line: str) -> Iterator[Extent]:
        letters, reach = fold(line), 0
        for match in self._pattern.finditer(letters.text):
            found = letters.extent(*match.span(match.lastindex or 0))
            if found[0] >= reach and self._is_cut_rightly(line, letters, match, found):
                reach = found[1]  # a ligature (ﷲ) may hold the same letter twice
                yield found

    def _is_cut_rightly(self, line: str, letters: Folded, match: re.Match[str], found: Extent) -> bool:
        """Are the letters before a whole word particles, and not its own (the و of وزير)?"""
        glued = found[0] - letters.offset(match.start())
        if not (self.whole and match.start() < match.start(match.lastindex or 0)):
            return True
        first = line[found[0] : found[1]].split()[0]
        word = line[found[0] - glued : found[0]] + first
        return proclitic_length(word, {bare(first)}) == glued

    def _written(self) -> str:
        """The expression to look for in folded text; its one group that matches is the place."""
        key = re.escape(self.key)
        if not self.whole:
            return f"({key})"
        shortened = f"|[وف]?ل({re.escape(self.variants[1][1:])})" if len(self.variants) > 1 else ""
        return rf"(?<!\w)(?:[{PROCLITICS}]{{0,2}}?({key}){shortened})(?!\w)"


def name_keys(names: Iterable[str]) -> dict[str, str]:
    """For each name the key that its spellings share: folded, without particles before it (وبغداد, بغداد).

    A name without the alef of its article (لولايات after ل) has the key of the full one where that is among the names.
    """
    given = set(names)
    known = frozenset(bare(name.split()[0]) for name in given if name.split())
    keys = {name: _without_particles(name, known) for name in given}
    whole = set(keys.values())
    return {name: "ا" + key if key.startswith("ل") and "ا" + key in whole else key for name, key in keys.items()}


def _without_particles(name: str, known: Set[str]) -> str:
    first = next(iter(name.split()), "")
    cut = proclitic_length(first, known - {bare(first)})
    start = name.index(first) + cut if first else 0
    return folded(name[start:]).strip()


@dataclass(frozen=True, slots=True)
class Context:
    """A place with what stands around it in its line; ``lead`` and ``trail`` are the rest of its words."""

    before: str
    lead: str
    text: str
    trail: str
    after: str


def context(text: str, start: int, end: int, width: int = WIDTH) -> Context:
    """The place ``start`` to ``end`` with whole words of at most ``width`` code points on either side, in its lines."""
    first, last = _reach(text, start, end, width)
    lead, trail = start, end
    while lead > first and _is_in_word(text[lead - 1]):
        lead -= 1
    while trail < last and _is_in_word(text[trail]):
        trail += 1
    return Context(text[first:lead], text[lead:start], text[start:end], text[end:trail], text[trail:last])


def _reach(text: str, start: int, end: int, width: int) -> Extent:
    """How far the context of a place reaches: to the ends of its lines, or else to a blank."""
    stop = text.find("\n", end)
    first, last = text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop
    if start - width > first:
        blank = text.find(" ", start - width, start)
        first = blank + 1 if blank >= 0 else start - width
    if end + width < last:
        blank = text.rfind(" ", end, end + width)
        last = blank if blank >= 0 else end + width
    return first, last


def _is_in_word(character: str) -> bool:
    return character.isalnum() or is_unwritten(character) or unicodedata.category(character).startswith("M")
