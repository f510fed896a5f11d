"""Clues: short facts about two entities, joined to their labels and order, each of which has a weight for every type.

From a handful of articles a network does not learn which facts matter together; a fact that is written out is learned
from a few pairs, as the baseline's are. A fact's place in the table of weights is a hash of it; two may share one.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.tokens import Span as Piece

from workbench.learning.relations.places import APART, gap, is_between, lies_in, order, step

ROWS: Final = 8192
"""Places in the table of weights; place 0 is of no fact, and counts nothing."""

MOST: Final = 16
"""Facts of a pair, at most."""

_STEPS: Final = (0, 1, 3, 8)
_PHRASE: Final = 4
_EDGE: Final = 3


def places(doc: Doc, spans: Sequence[Piece], head: int, tail: int) -> list[int]:
    """Where the facts about two of these spans (in reading order) stand in the table; as many as `MOST`, filled up."""
    found = [1 + get_string_id(fact) % (ROWS - 1) for fact in islice(_facts(doc, spans, head, tail), MOST)]
    return found + [0] * (MOST - len(found))


def _facts(doc: Doc, spans: Sequence[Piece], head: int, tail: int) -> Iterator[str]:
    one, other = spans[head], spans[tail]
    how = order(one, other)
    kind = f"{one.label_} {other.label_} {how}"
    yield f"near {kind} {gap(one, other) < 2}"
    yield f"far {kind} {step(gap(one, other), _STEPS)}"
    yield f"first word {kind} {one[0].norm_}"
    yield f"last word {kind} {one[-1].norm_}"
    yield f"tail's word {kind} {other[0].norm_}"
    yield from _neighbours(spans, head, tail, kind)
    if how in APART:
        yield f"inside others {how} {_is_inside(one, spans)} {_is_inside(other, spans)}"
        yield from _words(doc, one, other, kind, how)
    else:
        yield f"direct {kind} {not any(_is_amid(some, one, other) for some in spans)}"


def _neighbours(spans: Sequence[Piece], head: int, tail: int, kind: str) -> Iterator[str]:
    """Whether either end is the nearest of its label, and which entities begin between them if they are few."""
    one, other = spans[head], spans[tail]
    begun = spans[min(head, tail) + 1 : max(head, tail)]
    labels = {some.label_ for some in begun if is_between(some, one, other)}
    yield f"nearest {kind} {one.label_ in labels} {other.label_ in labels}"
    if len(begun) < len(_STEPS) - 1:
        yield f"begun {kind} {' '.join(some.label_ for some in begun)}"


def _words(doc: Doc, one: Piece, other: Piece, kind: str, how: int) -> Iterator[str]:
    """What stands between two ends: as a phrase if it is short, and its first and last words."""
    between = [token.norm_ for token in doc[min(one.end, other.end) : max(one.start, other.start)]]
    if len(between) <= _PHRASE:
        yield f"phrase {kind} {' '.join(between)}"
        yield f"phrase {how} {' '.join(between)}"
    for word in dict.fromkeys(between[:_EDGE] + between[-_EDGE:]):
        yield f"word {how} {word}"


def _is_inside(one: Piece, spans: Sequence[Piece]) -> bool:
    return any(lies_in(one, some) for some in spans)


def _is_amid(some: Piece, one: Piece, other: Piece) -> bool:
    """Whether it lies in the outer of two nested spans and holds the inner."""
    return (lies_in(some, one) and lies_in(other, some)) or (lies_in(some, other) and lies_in(one, some))
