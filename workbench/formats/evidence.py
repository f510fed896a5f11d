"""What a file counts in, told by its words: people mark words, and offsets read in a wrong unit cut them.

For files that say no surfaces (doccano's). Looked at are the spans that lie otherwise in one unit than in another, of
the whole file: a tool counts all of it in one unit. A unit is taken only if every one of these spans begins and ends
at words as it counts, and if each other unit that makes a difference visibly fails.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Final, NamedTuple
from unicodedata import category

from workbench.formats.line_ends import plain_lines
from workbench.formats.units import Claim, Counting, Ruler, Unit
from workbench.model.document import Extent

_LEAST: Final = 2
"""So many spans at least, and half of those in question, must be misplaced before a unit is out."""

_PROCLITICS: Final = re.compile("[وفبكلس]{0,3}")
"""What may stand before a name within its word; vowel signs and tatweel aside."""

_TATWEEL: Final = "\u0640"


class Rival(NamedTuple):
    """Another unit: how many spans it counts otherwise, and how many of these it misplaces."""

    unit: Unit
    spans: int
    misplaced: int


class Verdict(NamedTuple):
    """The unit that a file counts in, and how the others fail."""

    unit: Unit
    rivals: Sequence[Rival]


def told_by_words(documents: Iterable[tuple[str, Sequence[Claim]]], units: Sequence[Unit]) -> Verdict | None:
    """The unit in which all spans of a file lie on words, if no other may be meant; ``documents`` are raw texts and
    what is marked in them."""
    otherwise: Counter[tuple[Unit, Unit]] = Counter()
    misplaced: Counter[tuple[Unit, Unit]] = Counter()
    for raw, claims in documents:
        text, _ = plain_lines(raw)
        rulers = {unit: Ruler(raw, Counting(unit)) for unit in units}
        for claim in claims:
            lies = {unit: ruler.extent(claim.start, claim.end) for unit, ruler in rulers.items()}
            for one, other in permutations(units, 2):
                if lies[one] != lies[other]:
                    otherwise[one, other] += 1
                    misplaced[one, other] += not _lies_on_words(text, lies[other])
    for unit in units:
        others = [other for other in units if otherwise[unit, other]]
        rivals = [Rival(other, otherwise[unit, other], misplaced[unit, other]) for other in others]
        explains_all = not any(misplaced[other, unit] for other in others)
        if rivals and explains_all and all(map(_fails, rivals)):
            return Verdict(unit, rivals)
    return None


def _fails(rival: Rival) -> bool:
    return rival.misplaced >= max(_LEAST, rival.spans / 2)


def _lies_on_words(text: str, extent: Extent | None) -> bool:
    """Whether an extent begins and ends at words; before its first, proclitics may stand."""
    surface = text[slice(*extent)] if extent else ""
    if extent is None or not surface or surface != surface.strip():
        return False
    cut = _in_word(surface[-1]) and _in_word(text[extent.end : extent.end + 1])
    return not cut and (not _in_word(surface[0]) or _is_proclitic(text, extent.start))


def _is_proclitic(text: str, end: int) -> bool:
    """Whether what stands of a word before a place is proclitics, or nothing."""
    start = end
    while _in_word(text[start - 1 : start]):
        start -= 1
    letters = [one for one in text[start:end] if one.isalnum() and one != _TATWEEL]
    return bool(_PROCLITICS.fullmatch("".join(letters)))


def _in_word(character: str) -> bool:
    """Whether it is a letter, a digit, or what is written on one."""
    return character.isalnum() or (character != "" and category(character).startswith("M"))
