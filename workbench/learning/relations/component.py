"""The pipeline component ``workbench_relations``: reads the spans of the group, writes ``doc._.relations``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import PRFScore
from spacy.tokens import Doc
from spacy.tokens import Span as Piece
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Optimizer, set_dropout_rate

from workbench.learning.docs import GROUP
from workbench.learning.relations.candidates import Case, Floats, Pairing
from workbench.learning.relations.clues import MOST
from workbench.learning.relations.model import Scorer, prepare

RELATIONS: Final = "workbench_relations"
_SAMPLE: Final = 20

Link = tuple[str, tuple[int, int, str], tuple[int, int, str]]


class RelationExtractor(TrainablePipe):
    """Says which of a document's spans are related, and how. What the schema does not allow it never says."""

    def __init__(self, vocab: Vocab, model: Scorer, name: str, pairing: Pairing, threshold: float) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.pairing = pairing
        self.cfg: dict[str, Any] = {"threshold": threshold}
        self.scorer = score_relations

    @property
    def labels(self) -> tuple[str, ...]:
        """The relation types, in the order of their numbers."""
        return self.pairing.types

    def predict(self, docs: Iterable[Doc]) -> list[list[dict[str, Any]]]:
        """The relations of each document, as they will stand in it."""
        cases = [self.pairing.of(doc, _group(doc)) for doc in docs]
        return [self._said(case, scores) for case, scores in zip(cases, self._scores(cases), strict=True)]

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[list[dict[str, Any]]]) -> None:
        """Write what was predicted into the documents."""
        for doc, relations in zip(docs, scores, strict=True):
            doc._.relations = relations

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from gold relations between gold spans: cross entropy of every type that a pair may have."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        cases, truths = self._taught(examples)
        if not cases:
            return losses
        set_dropout_rate(self.model, drop)
        scores, backward = self.model.begin_update(cases)
        allowed = np.concatenate([case.allowed for case in cases])
        gradient = (_sigmoid(scores) - np.concatenate(truths)) * allowed
        losses[self.name] += float((gradient**2).sum())
        backward((gradient / len(cases)).astype(np.float32))
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def initialize(self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language | None = None) -> None:
        """Give the model its size, from documents that have relations to learn."""
        sample = islice((one for one in get_examples() if self._taught([one])[0]), _SAMPLE)
        cases, _ = self._taught(sample)
        prepare(self.model, cases or [_blank(self)], len(self.labels))

    def _scores(self, cases: Sequence[Case]) -> Iterator[Floats]:
        """Log odds for the pairs of each case."""
        full = [case for case in cases if len(case)]
        scores = iter(np.asarray(self.model.predict(full)) if full else ())
        for case in cases:
            yield np.array(list(islice(scores, len(case)))).reshape(-1, len(self.labels))

    def _said(self, case: Case, scores: Floats) -> list[dict[str, Any]]:
        sure = _sigmoid(scores) * case.allowed
        return [
            {
                "label": self.labels[number],
                "head_index": int(case.pairs[pair, 0]),
                "tail_index": int(case.pairs[pair, 1]),
                "score": float(sure[pair, number]),
            }
            for pair, number in np.argwhere(sure > self.cfg["threshold"])
        ]

    def _taught(self, examples: Iterable[Example]) -> tuple[list[Case], list[Floats]]:
        """The candidates among gold spans, and which types each has in gold; documents without any are left out."""
        cases, truths = [], []
        for example in examples:
            spans, links = _gold(example)
            case = self.pairing.of(example.predicted, spans)
            if len(case):
                cases.append(case)
                truths.append(self._truth(case, links))
        return cases, truths

    def _truth(self, case: Case, links: Iterable[tuple[int, int, str]]) -> Floats:
        numbers = {label: number for number, label in enumerate(self.labels)}
        rows = {(int(head), int(tail)): row for row, (head, tail) in enumerate(case.pairs)}
        truth = np.zeros((len(case), len(numbers)), np.float32)
        for head, tail, label in links:
            if label in numbers and (head, tail) in rows:
                truth[rows[head, tail], numbers[label]] = 1
        return truth


def score_relations(examples: Iterable[Example], **more: Any) -> dict[str, Any]:
    """Precision, recall and F1 of whole relations: type and both ends with extent and label, over all documents."""
    score = PRFScore()
    for example in examples:
        score.score_set(_links(example.predicted), _links(example.reference))
    return {"rel_micro_p": score.precision, "rel_micro_r": score.recall, "rel_micro_f": score.fscore}


@Language.factory(
    RELATIONS,
    requires=["doc.spans"],
    assigns=["doc._.relations"],
    default_score_weights={"rel_micro_p": 0.0, "rel_micro_r": 0.0, "rel_micro_f": 1.0},
)
def relation_extractor(
    nlp: Language,
    name: str,
    model: Scorer,
    legal: Mapping[str, Sequence[Sequence[str]]],
    symmetric: Sequence[str],
    window: int,
    threshold: float,
) -> RelationExtractor:
    """The component; ``legal`` and ``symmetric`` are the schema's, see `Pairing`."""
    return RelationExtractor(nlp.vocab, model, name, Pairing(legal, symmetric, window), threshold)


def _group(doc: Doc) -> list[Piece]:
    return list(doc.spans[GROUP]) if GROUP in doc.spans else []


def _gold(example: Example) -> tuple[list[Piece], list[tuple[int, int, str]]]:
    """The gold spans that fall on the tokens of the text to learn from, and the relations between their places."""
    found: list[Piece] = []
    places: dict[int, int] = {}
    for number, span in enumerate(_group(example.reference)):
        piece = example.predicted.char_span(span.start_char, span.end_char, label=span.label_)
        if piece is not None:
            places[number] = len(found)
            found.append(piece)
    relations = ((one["head_index"], one["tail_index"], one["label"]) for one in example.reference._.relations)
    return found, [
        (places[head], places[tail], label) for head, tail, label in relations if head in places and tail in places
    ]


def _links(doc: Doc) -> set[Link]:
    spans = [(one.start_char, one.end_char, one.label_) for one in _group(doc)]
    return {(one["label"], spans[one["head_index"]], spans[one["tail_index"]]) for one in doc._.relations}


def _blank(pipe: RelationExtractor) -> Case:
    """A case to size a model by where no document has candidates."""
    pairs, extents, clues = np.zeros((1, 2), np.int64), np.zeros((1, 3, 2), np.int64), np.zeros((1, MOST), np.int64)
    features, allowed = np.zeros((1, pipe.pairing.width), np.float32), np.zeros((1, len(pipe.labels)), np.float32)
    return Case(Doc(pipe.vocab, words=["-"]), pairs, extents, features, clues, allowed)


def _sigmoid(scores: Any) -> Floats:
    found: Floats = np.asarray(1 / (1 + np.exp(-np.clip(np.asarray(scores), -30, 30))), np.float32)
    return found
