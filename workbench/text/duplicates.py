"""Which texts are nearly the same: an article in two newspapers, or one that grew between two visits.

The measure is *containment* of word shingles (A. Broder, "On the resemblance and containment of documents", 1997):
the share of the shorter text's shingles that the longer one has too. Texts are folded first, so that vowel signs,
letter variants and digits do not hide a copy. It is computed exactly, not sampled.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Final

from workbench.text.folding import folded
from workbench.text.tokens import words

WORDS: Final = 4
"""Length of a shingle in words."""

THRESHOLD: Final = 0.5
"""From this containment on two texts are nearly the same."""

Shingles = frozenset[int]


def shingles(text: str) -> Shingles:
    """Every run of `WORDS` folded words (no punctuation) as a number; a shorter text is one run, an empty one none."""
    key = folded(text)
    pieces = [key[start:end] for start, end in words(key)]
    found = [piece for piece in pieces if any(map(str.isalnum, piece))]
    runs = range(max(1, len(found) - WORDS + 1)) if found else range(0)
    return frozenset(_number(" ".join(found[start : start + WORDS])) for start in runs)


def near_pairs(texts: Mapping[str, Shingles], threshold: float = THRESHOLD) -> list[tuple[str, str]]:
    """The pairs of names whose texts are nearly the same, each in order, all sorted. Empty texts are like none."""
    holders: dict[int, list[str]] = {}
    for name in sorted(texts):
        for shingle in texts[name]:
            holders.setdefault(shingle, []).append(name)
    shared = Counter(pair for names in holders.values() if len(names) > 1 for pair in combinations(names, 2))
    return sorted(pair for pair, count in shared.items() if count >= threshold * _shorter(texts, pair))


def _shorter(texts: Mapping[str, Shingles], pair: Collection[str]) -> int:
    return min(len(texts[name]) for name in pair)


def _number(run: str) -> int:
    """Eight bytes of a digest: the same in every process, and no two runs of a corpus share them in practice."""
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest())
