"""Which stretches of a text may be entities, and which of those that were found may stand beside each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as Piece
from spacy.util import registry
from thinc.api import Ops, get_current_ops
from thinc.types import Ints2d, Ragged

from workbench.learning.docs import GROUP
from workbench.learning.settling import Found, settle
from workbench.model.schema import Nesting

SUGGESTER: Final = "workbench.stretches.v1"
SETTLED: Final = "workbench_spans"
_ENDS: Final = frozenset(".!?؟")
_CERTAIN: Final = 2.0
"""The score of what the entity recognizer found, above any of the span categorizer's."""

Suggester = Callable[..., Ragged]


@registry.misc(SUGGESTER)
def stretches(longest: int) -> Suggester:
    """Suggests every stretch of at most ``longest`` tokens within one sentence that has a word at either end."""

    def suggest(docs: Iterable[Doc], *, ops: Ops | None = None) -> Ragged:
        ops = get_current_ops() if ops is None else ops
        found = [_stretches(doc, longest) for doc in docs]
        lengths = ops.asarray1i([len(some) for some in found])
        joined = np.concatenate(found) if found else np.zeros((0, 2), "i")
        return Ragged(ops.asarray2i(cast(Ints2d, joined)), lengths)

    return suggest


def parts(doc: Doc) -> list[int]:
    """The number of the sentence that each token is in; a line break and end punctuation end one."""
    numbers, number = [], 0
    for token in doc:
        numbers.append(number)
        if token.text in _ENDS or "\n" in token.text:
            number += 1
    return numbers


def _stretches(doc: Doc, longest: int) -> Any:
    """Starts and ends (tokens, half-open), the shorter first."""
    if not len(doc):
        return np.zeros((0, 2), "i")
    sentence = np.array(parts(doc))
    wordy = np.array([not (token.is_punct or token.is_space) for token in doc])
    found = []
    for length in range(1, min(longest, len(doc)) + 1):
        starts = np.arange(len(doc) - length + 1)
        last = starts + length - 1
        kept = starts[wordy[starts] & wordy[last] & (sentence[starts] == sentence[last])]
        found.append(np.stack([kept, kept + length], axis=1))
    return np.concatenate(found).astype("i")


class SpanSettler:
    """Puts together what the entity recognizer and the span categorizer found, as far as the schema allows it.

    The result is the group, with its ``scores`` (1 for what the entity recognizer found: it gives none).
    """

    def __init__(self, nesting: Nesting) -> None:
        self.nesting = nesting

    def __call__(self, doc: Doc) -> Doc:
        """Settle one document."""
        put_found(doc, settle(_found(doc), self.nesting))
        return doc


def put_found(doc: Doc, found: Sequence[Found]) -> None:
    """Make the group of a document; places are tokens."""
    spans = [Piece(doc, one.start, one.end, label=one.label) for one in found]
    scores = {"scores": [min(one.score, 1.0) for one in found]}
    doc.spans[GROUP] = SpanGroup(doc, name=GROUP, attrs=scores, spans=spans)


@Language.factory(SETTLED, assigns=["doc.spans"])
def span_settler(
    nlp: Language, name: str, crossing: bool, same_span: bool, same_label: bool, forbid: Sequence[Sequence[str]]
) -> SpanSettler:
    """The component; its settings are the schema's ``[nesting]``."""
    pairs = frozenset((outer, inner) for outer, inner in forbid)
    return SpanSettler(Nesting(crossing, same_span, same_label, pairs))


def _found(doc: Doc) -> Iterator[Found]:
    """Everything found, with how sure it is."""
    for piece in doc.ents:
        yield Found(piece.start, piece.end, piece.label_, _CERTAIN)
    if GROUP in doc.spans:
        group = doc.spans[GROUP]
        scores = np.ravel(group.attrs.get("scores", np.ones(len(group)))).tolist()
        for piece, score in zip(group, scores, strict=True):
            yield Found(piece.start, piece.end, piece.label_, score)
