"""Which two entities may be related, by what the schema allows and how far apart they are; and what is seen of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.tokens import Span as Piece

from workbench.learning.spans import parts

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_DISTANCES: Final = (0, 1, 2, 3, 5, 8, 13, 21)
_BETWEEN: Final = (0, 1, 2, 4)
_ORDERS: Final = 5


@dataclass(frozen=True, slots=True)
class Case:
    """The pairs of one document's spans that are worth looking at.

    ``pairs`` are places of head and tail in the span group; ``extents`` the tokens of head, tail and what lies between
    (pairs × 3 × 2, half-open); ``features`` what is seen beside the words; ``allowed`` (pairs × types) whether the
    schema lets the pair have the type.
    """

    doc: Doc
    pairs: Integers
    extents: Integers
    features: Floats
    allowed: Floats

    def __len__(self) -> int:
        return len(self.pairs)


class Pairing:
    """Finds the candidates of documents.

    ``legal`` lists for each relation type the labels (head, tail) that it may link, in the order in which types are
    numbered; for ``symmetric`` types the earlier entity is the head. Entities are paired within a sentence, at most
    ``window`` tokens apart.
    """

    def __init__(self, legal: Mapping[str, Iterable[Sequence[str]]], symmetric: Iterable[str], window: int) -> None:
        self.types = tuple(legal)
        self.window = window
        self.labels = sorted({label for pairs in legal.values() for pair in pairs for label in pair})
        self._symmetric = np.array([name in {*symmetric} for name in self.types], dtype=bool)
        self._allowed: dict[tuple[str, str], Any] = {}
        for number, pairs in enumerate(legal.values()):
            for head, tail in pairs:
                self._allowed.setdefault((head, tail), np.zeros(len(self.types), np.float32))[number] = 1

    @property
    def width(self) -> int:
        """How many features a pair has."""
        return 2 * len(self.labels) + len(_DISTANCES) + len(_BETWEEN) + 2 + _ORDERS

    def of(self, doc: Doc, spans: Sequence[Piece]) -> Case:
        """The candidates among these spans, which are in reading order."""
        sentence = parts(doc)
        pairs, allowed = [], []
        for head, tail in permutations(range(len(spans)), 2):
            one, other = spans[head], spans[tail]
            if sentence[one.start] != sentence[other.start] or gap(one, other) > self.window:
                continue
            types = self._types(one, other, backwards=head > tail)
            if types is not None:
                pairs.append((head, tail))
                allowed.append(types)
        extents = [_extents(spans[head], spans[tail]) for head, tail in pairs]
        features = [self._features(spans, head, tail) for head, tail in pairs]
        return Case(
            doc,
            np.array(pairs, np.int64).reshape(-1, 2),
            np.array(extents, np.int64).reshape(-1, 3, 2),
            np.array(features, np.float32).reshape(-1, self.width),
            np.array(allowed, np.float32).reshape(-1, len(self.types)),
        )

    def _types(self, head: Piece, tail: Piece, *, backwards: bool) -> Floats | None:
        found = self._allowed.get((head.label_, tail.label_))
        if found is None:
            return None
        types: Floats = np.where(self._symmetric, 0, found) if backwards else found
        return types if types.any() else None

    def _features(self, spans: Sequence[Piece], head: int, tail: int) -> Floats:
        """Labels of both, distance and how many entities lie between (in steps), order and nesting; all 0 or 1."""
        one, other = spans[head], spans[tail]
        between = sum(_is_between(span, one, other) for span in spans[min(head, tail) + 1 : max(head, tail)])
        flags = np.zeros(self.width, np.float32)
        labels = len(self.labels)
        places = [self.labels.index(one.label_), labels + self.labels.index(other.label_)]
        places.append(2 * labels + _step(gap(one, other), _DISTANCES))
        start = 2 * labels + len(_DISTANCES) + 1
        places.append(start + _step(between, _BETWEEN))
        places.append(start + len(_BETWEEN) + 1 + order(one, other))
        flags[places] = 1
        return flags


def gap(one: Piece, other: Piece) -> int:
    """Tokens between two spans; 0 if they touch or overlap."""
    return max(0, one.start - other.end, other.start - one.end)


def _is_between(span: Piece, one: Piece, other: Piece) -> bool:
    return min(one.end, other.end) <= span.start and span.end <= max(one.start, other.start)


def _extents(head: Piece, tail: Piece) -> list[tuple[int, int]]:
    first, second = sorted([(head.start, head.end), (tail.start, tail.end)])
    between = (first[1], max(first[1], second[0]))
    return [(head.start, head.end), (tail.start, tail.end), between]


def _step(count: int, steps: Sequence[int]) -> int:
    """The number of the step that a count is on, the last one open at the top."""
    return sum(count > step for step in steps)


def order(head: Piece, tail: Piece) -> int:
    """Which comes first, or which holds the other."""
    if head.end <= tail.start:
        return 0
    if tail.end <= head.start:
        return 1
    if (head.start, head.end) == (tail.start, tail.end):
        return 4
    return 2 if head.start <= tail.start and tail.end <= head.end else 3
