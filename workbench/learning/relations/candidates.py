"""Which two entities may be related, by what the schema allows and how far apart they are; and what is seen of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc
from spacy.tokens import Span as Piece

from workbench.learning.relations.clues import MOST, places
from workbench.learning.relations.places import gap, is_between, order, step
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
    (pairs × 3 × 2, half-open); ``features`` what is seen beside the words; ``clues`` (pairs × `MOST`) the places of
    what else is known of them; ``allowed`` (pairs × types) whether the schema lets the pair have the type.
    """

    doc: Doc
    pairs: Integers
    extents: Integers
    features: Floats
    clues: Integers
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
        clues = [places(doc, spans, head, tail) for head, tail in pairs]
        return Case(
            doc,
            np.array(pairs, np.int64).reshape(-1, 2),
            np.array(extents, np.int64).reshape(-1, 3, 2),
            np.array(features, np.float32).reshape(-1, self.width),
            np.array(clues, np.int64).reshape(-1, MOST),
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
        between = sum(is_between(span, one, other) for span in spans[min(head, tail) + 1 : max(head, tail)])
        flags = np.zeros(self.width, np.float32)
        labels = len(self.labels)
        flagged = [self.labels.index(one.label_), labels + self.labels.index(other.label_)]
        flagged.append(2 * labels + step(gap(one, other), _DISTANCES))
        start = 2 * labels + len(_DISTANCES) + 1
        flagged.append(start + step(between, _BETWEEN))
        flagged.append(start + len(_BETWEEN) + 1 + order(one, other))
        flags[flagged] = 1
        return flags


def _extents(head: Piece, tail: Piece) -> list[tuple[int, int]]:
    first, second = sorted([(head.start, head.end), (tail.start, tail.end)])
    between = (first[1], max(first[1], second[0]))
    return [(head.start, head.end), (tail.start, tail.end), between]
