"""Where the characters that people see begin: extended grapheme clusters (Unicode Standard Annex 29).

Python has no such division of its own. The rules are those of the annex as far as `unicodedata` can tell the classes
of characters; not told apart are a few Indic conjuncts (rule GB9c), which no Arabic text holds.
"""

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final

_JOINER: Final = "\u200d"
_REGIONAL: Final = range(0x1F1E6, 0x1F200)
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)
_PREPENDED: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_PICTURES: Final = "\u203c\u2049\u2139\u2194\u3030\u303d"
_SPACING: Final = frozenset("\u0e33\u0eb3")
_HANGUL: Final = {
    "L": (range(0x1100, 0x1160), "LVS"),
    "V": (range(0x1160, 0x11A8), "VT"),
    "T": (range(0x11A8, 0x1200), "T"),
}
"""Class of Hangul letters → their code points, and the classes that may follow in one cluster."""

_SYLLABLES: Final = range(0xAC00, 0xD7A4)


def starts(text: str) -> list[int]:
    """Where each cluster of a text begins, in code points, in order."""
    alone = set(filter(_is_alone, set(text)))  # most letters join none, and looking closer takes ten times as long
    pairs = enumerate(pairwise(text), 1)
    found = [at for at, (before, after) in pairs if (before in alone and after in alone) or not _joined(text, at)]
    return [0, *found] if text else []


@lru_cache(4096)
def _is_alone(character: str) -> bool:
    """Whether a character joins no other that does not join by itself."""
    joins = _extends(character) or character in _PREPENDED or character in "\r\n" or ord(character) in _REGIONAL
    return not joins and _hangul(character) == "-"


def _joined(text: str, at: int) -> bool:
    """Whether the code points at ``at - 1`` and ``at`` belong to one cluster."""
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    if _is_control(before) or _is_control(after):
        return False
    if _extends(after) or before in _PREPENDED:
        return True
    if before == _JOINER:
        return _is_picture(after) and _is_picture(_base(text, at - 1))
    if ord(before) in _REGIONAL and ord(after) in _REGIONAL:
        return _regionals_before(text, at) % 2 == 1
    return _hangul(after) in _follow(before)


def _is_control(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _PREPENDED and not _extends(character)
    return category in ("Cc", "Zl", "Zp", "Cs")


def _extends(character: str) -> bool:
    if character in ("\u200c", _JOINER) or character in _SPACING:
        return True
    code = ord(character)
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or code in _SKIN_TONES or code in _TAGS


def _is_picture(character: str) -> bool:
    return character != "" and (unicodedata.category(character) == "So" or character in _PICTURES)


def _base(text: str, at: int) -> str:
    """The character that the extending ones before ``at`` hang on."""
    at -= 1
    while at > 0 and _extends(text[at]):
        at -= 1
    return text[at] if at >= 0 else ""


def _regionals_before(text: str, at: int) -> int:
    begin = at
    while begin > 0 and ord(text[begin - 1]) in _REGIONAL:
        begin -= 1
    return at - begin


def _hangul(character: str) -> str:
    code = ord(character)
    if code in _SYLLABLES:
        return "S"
    return next((kind for kind, (codes, _) in _HANGUL.items() if code in codes), "-")


def _follow(before: str) -> str:
    """The classes of Hangul that go on with a cluster after this character."""
    kind = _hangul(before)
    if kind == "S":
        return "T" if (ord(before) - _SYLLABLES.start) % 28 else "VT"
    return _HANGUL[kind][1] if kind in _HANGUL else ""
