"""Where a text holds any of many names at once: whole tokens, spelling variants aside, after glued particles too.

A name is known by its *key*: folded, without blanks at its ends, and with the article that it lost after ل (للولايات
holds لولايات, whose key is that of الولايات). The same keys as those of `static/annotate/names.js`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.text.folding import Folded, fold, folded
from workbench.text.proclitics import PROCLITICS
from workbench.text.tokens import Extent

SHORTEST: Final = 2
"""Letters of a key; a single one says too little."""
_LAM, _ALEF, _ARTICLE = "ل", "ا", "ال"


def name_key(name: str) -> str:
    """The key of a name as it stands by itself."""
    return folded(name).replace("\n", " ").strip()


def full_key(key: str, known: Collection[str]) -> str:
    """The key with the alef that its article may have lost after ل, if that is the key of a known name."""
    return _ALEF + key if key.startswith(_LAM) and _ALEF + key in known else key


@dataclass(frozen=True)
class NameReader:
    """A text in which names are looked for; ``tokens`` are its tokens, proclitics cut off, in order."""

    text: str
    tokens: Sequence[Extent]

    def places(self, keys: Collection[str]) -> Iterator[tuple[Extent, str]]:
        """Every stretch of whole tokens within a line that is one of these names, with the key under which it is known.

        Nested ones are given too. Names without the alef of their article are found after ل, under the full key.
        """
        longest = max(map(len, keys), default=0)
        letters = fold(self.text)
        begins = [bisect_left(letters.starts, start) for start, _ in self.tokens]
        stops = [bisect_right(letters.ends, end) for _, end in self.tokens]
        for first, begin in enumerate(begins):
            after_lam = self._is_after_lam(first, letters, begins, stops)
            for last in range(first, len(self.tokens)):
                form = letters.text[begin : stops[last]]
                if len(form) > longest or "\n" in form:
                    break
                for reading in _readings(form, after_lam):
                    if reading in keys:
                        yield (self.tokens[first][0], self.tokens[last][1]), reading
                        break

    def _is_after_lam(self, place: int, letters: Folded, begins: Sequence[int], stops: Sequence[int]) -> bool:
        """Does the particle ل stand glued before this token?"""
        if not place or self.tokens[place - 1][1] != self.tokens[place][0]:
            return False
        before = letters.text[begins[place - 1] : stops[place - 1]]
        return before.endswith(_LAM) and set(before) <= set(PROCLITICS)


def _readings(form: str, after_lam: bool) -> tuple[str, ...]:
    """What a stretch may be: itself; after ل also a name whose article has lost its alef, or itself (للجنة)."""
    if len(form) < SHORTEST:
        return ()
    return (_ALEF + form, form, _ARTICLE + form) if after_lam and form.startswith(_LAM) else (form,)
