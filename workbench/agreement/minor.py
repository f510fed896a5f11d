"""Boundary differences that are no quarrel about the name: a proclitic or punctuation at its edge.

People who disagree only in this disagree about one rule of the guidelines, not about the entity.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from workbench.agreement.finished import Mark
from workbench.text.characters import skeleton

MINOR: Final = ("clitic", "punctuation")
"""What a minor boundary difference consists of; one that has both is called ``clitic``."""

_PROCLITICS: Final = re.compile("[وف]?[بلك]?")


def minor(first: Mark, second: Mark, text: str, starts: Collection[int]) -> str:
    """``clitic`` or ``punctuation`` if the boundaries of two overlapping marks differ in that only, else empty.

    ``starts`` are those of the document's tokens, which know where a proclitic ends: the و of وزير is none.
    """
    head = _letters(text[min(first[0], second[0]) : max(first[0], second[0])])
    tail = _letters(text[min(first[1], second[1]) : max(first[1], second[1])])
    if tail or first[:2] == second[:2]:
        return ""
    if not head:
        return "punctuation"
    return "clitic" if _PROCLITICS.fullmatch(head) and max(first[0], second[0]) in starts else ""


def _letters(piece: str) -> str:
    """What one reads in a piece: no punctuation, white space, vowel signs or invisible characters."""
    return "".join(one for one in skeleton(piece) if unicodedata.category(one)[0] not in "PZC")
