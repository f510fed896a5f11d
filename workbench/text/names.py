"""Where a text holds any of many names at once: whole tokens, spelling variants aside, after glued particles too.

A name is known by its *key*: folded, without blanks at its ends, and with the article that it lost after ل (للولايات
holds لولايات, whose key is that of الولايات). The same keys as those of `static/annotate/names.js`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from workbench.text.chunks import Extent
from workbench.text.folding import Folded, fold, folded
from workbench.text.kinship import first_word, kin_key, kin_of_word
from workbench.text.proclitics import PROCLITICS

SHORTEST: Final = 2
"""Letters of a key; a single one says too little."""
SPARE: Final = 24
"""Letters by which a name may be longer than its kin: articles and endings, months and numbers written out."""
_LAM, _ALEF, _ARTICLE = "ل", "ا", "ال"


@lru_cache(1 << 17)
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
        longest, openings = max(map(len, keys), default=0), set(map(first_word, keys))
        for first, words in enumerate(self._words):
            if openings.isdisjoint(words):
                continue
            for extent, readings in self._stretches(first, longest):
                known = next((reading for reading in readings if reading in keys), None)
                if known is not None:
                    yield extent, known

    def kindred(self, kins: Collection[str]) -> Iterator[tuple[Extent, str, str]]:
        """Every stretch whose kin is one of these, with its own key and that kin."""
        longest, openings = max(map(len, kins), default=0) + SPARE, set(map(first_word, kins))
        for first, words in enumerate(self._words):
            if openings.isdisjoint(map(kin_of_word, words)):
                continue
            for extent, readings in self._stretches(first, longest):
                known = next((reading for reading in readings if kin_key(reading) in kins), None)
                if known is not None:
                    yield extent, known, kin_key(known)

    def may_begin(self, key: str) -> bool:
        """Whether the text holds a word like the first one of a name."""
        return first_word(kin_key(key)) in self._kin_words

    def name(self, extent: Extent) -> str:
        """What the canvas calls the name at an extent: its key, with the alef that its article lost after ل."""
        key = name_key(self.text[slice(*extent)])
        first = bisect_left(self.tokens, extent[0], key=lambda token: token[0])
        glued = first < len(self.tokens) and self.tokens[first][0] == extent[0] and self._is_after_lam(first)
        return _ALEF + key if key.startswith(_LAM) and glued else key

    @cached_property
    def _letters(self) -> tuple[Folded, list[int], list[int]]:
        """The folded text, and where in it each token begins and stops."""
        letters = fold(self.text)
        begins = [bisect_left(letters.starts, start) for start, _ in self.tokens]
        return letters, begins, [bisect_right(letters.ends, end) for _, end in self.tokens]

    def _stretches(self, first: int, longest: int) -> Iterator[tuple[Extent, tuple[str, ...]]]:
        """The stretches from a token on with what each may read, up to so many letters."""
        letters, begins, stops = self._letters
        after_lam = self._is_after_lam(first)
        for last in range(first, len(self.tokens)):
            form = letters.text[begins[first] : stops[last]]
            if len(form) > longest or "\n" in form:
                return
            yield (self.tokens[first][0], self.tokens[last][1]), _readings(form, after_lam)

    @cached_property
    def _words(self) -> list[tuple[str, ...]]:
        """For each token the word that it begins with, as it may read."""
        letters, begins, stops = self._letters
        forms = [letters.text[begin:stop] for begin, stop in zip(begins, stops, strict=True)]
        readings = ((_readings(form, self._is_after_lam(place)) or (form,)) for place, form in enumerate(forms))
        return [tuple(map(first_word, one)) for one in readings]

    @cached_property
    def _kin_words(self) -> frozenset[str]:
        """The kin of all words that tokens begin with."""
        return frozenset(kin_of_word(word) for words in self._words for word in words)

    def _is_after_lam(self, place: int) -> bool:
        """Does the particle ل stand glued before this token?"""
        if not place or self.tokens[place - 1][1] != self.tokens[place][0]:
            return False
        letters, begins, stops = self._letters
        before = letters.text[begins[place - 1] : stops[place - 1]]
        return before.endswith(_LAM) and set(before) <= set(PROCLITICS)


def _readings(form: str, after_lam: bool) -> tuple[str, ...]:
    """What a stretch may be: itself; after ل also a name whose article has lost its alef, or itself (للجنة)."""
    if len(form) < SHORTEST:
        return ()
    return (_ALEF + form, form, _ARTICLE + form) if after_lam and form.startswith(_LAM) else (form,)
