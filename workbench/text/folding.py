"""A search key: spelling variants made equal, with a map back. For finding only, never for stored text.

Dropped: vowel signs, tatweel, zero-width characters and direction marks. Made equal: أ إ آ ٱ to ا; ى and
Persian ی to ي; Persian ک to ك; ة to ه; Arabic-Indic and Persian digits to ASCII; Latin capitals to small
letters; presentation forms to the letters they show; a run of white space inside a line to one space. ؤ
and ئ are kept: they tell words apart. A folded match is a candidate, not proof: على and علي fold
together.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from workbench.text.characters import is_unwritten

_LETTERS = str.maketrans("أإآٱىیکة٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااييكه01234567890123456789")
_BLANKS = re.compile("  +")
_PRESENTATION_FORMS = frozenset(map(chr, [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]))


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and for each of its code points the extent in the original that it stands for."""

    text: str
    starts: tuple[int, ...]
    """Start of each folded code point in the original; one more entry holds the original's length."""
    ends: tuple[int, ...]
    """End of each folded code point in the original, with the vowel signs and tatweel that follow it."""

    def offset(self, index: int) -> int:
        """Where folded offset `index` (0 to the folded length) lies in the original.

        Raises IndexError outside that range.
        """
        if index < 0:
            raise IndexError(f"a folded offset is at least 0, not {index}")
        return self.starts[index]

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """The extent in the original of a match `start` to `end` in the folded text.

        It takes in the vowel signs on its last letter, but not the blanks or direction marks behind it.
        """
        return self.offset(start), self.ends[end - 1] if end > start else self.offset(start)


def fold(text: str) -> Folded:
    """Fold a text. Folding a folded text changes nothing."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in _PIECES.finditer(text):
        first, last = piece.span()
        if last - first > 1:
            letters.extend(piece[0].translate(_FOLDS))
            starts.extend(range(first, last))
            ends.extend(range(first + 1, last + 1))
        else:
            _fold_into(letters, starts, ends, first, piece[0])
    return Folded("".join(letters), (*starts, len(text)), tuple(ends))


def _fold_into(letters: list[str], starts: list[int], ends: list[int], place: int, character: str) -> None:
    """Append a single character, folded, with its place."""
    become = _fold_character(character)
    if become == " " and letters[-1:] == [" "]:
        return
    if ends and ends[-1] == place and _hangs_on_a_letter(character):
        ends[-1] = place + 1
    letters.extend(become)
    starts.extend(place for _ in become)
    ends.extend(place + 1 for _ in become)


def folded(text: str) -> str:
    """The folded text alone: what `fold` gives, many times faster."""
    return _BLANKS.sub(" ", text.translate(_FOLDS))


@cache
def _fold_character(character: str) -> str:
    """What a single character becomes: mostly one letter, nothing, or several for a ligature."""
    if is_unwritten(character):
        return ""
    if character.isspace():
        return character if character == "\n" else " "
    if character in _PRESENTATION_FORMS:
        shown = unicodedata.normalize("NFKC", character).strip()
        return "".join(map(_fold_character, shown))
    return character.translate(_LETTERS).casefold()


@cache
def _hangs_on_a_letter(character: str) -> bool:
    """Is it a vowel sign or a tatweel, so that it belongs to the letter before it?"""
    return is_unwritten(character) and unicodedata.category(character) != "Cf"


class _Folds(dict[int, str]):
    """Code point -> what it becomes; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = letters = _fold_character(chr(code))
        return letters


_FOLDS = _Folds()
_PLAIN = "[!-~،؛؟٪ء-غف-ي٠-٩«»“”‘’–—…]"
"""Characters that become one each, whatever stands beside them; nearly all of a text."""
_PIECES = re.compile(f"{_PLAIN}+(?: {_PLAIN}+)*|.", re.DOTALL)
_BLANKS = re.compile(" {2,}")
