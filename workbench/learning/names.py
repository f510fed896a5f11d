"""The baseline that a model must beat: names remembered from the training text, and pairs of labels.

It marks every stretch that was marked more often than not wherever it stood in the training text, with the label it
mostly had, spelling variants aside; and relates two entities as those of their labels, order and nearness mostly were.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as Piece
from spacy.vocab import Vocab

from workbench.learning.docs import GROUP, annotations_of, gold_doc, put_spans
from workbench.learning.predicting import related
from workbench.learning.recipe import legal_pairs
from workbench.learning.relations.candidates import Pairing
from workbench.learning.relations.places import gap, order
from workbench.learning.settling import Found, settle
from workbench.learning.spans import put_found
from workbench.model.annotation import Annotations
from workbench.model.document import Document
from workbench.model.schema import Schema
from workbench.text import folded

Name = tuple[str, ...]
Kind = tuple[str, str, int, bool]
_WINDOW: Final = 40
_NONE: Final = ""


@dataclass
class Names:
    """What is remembered; `learn` fills it."""

    schema: Schema
    labels: dict[Name, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: Counter[Name] = field(default_factory=Counter)
    pairs: dict[Kind, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def __post_init__(self) -> None:
        self.vocab = Vocab()
        self.pairing = Pairing(legal_pairs(self.schema), self.schema.symmetric(), _WINDOW)

    @property
    def relates(self) -> bool:
        """Whether it knows relations: it always does."""
        return True

    def learn(self, gold: Iterable[tuple[Document, Annotations]]) -> "Names":
        """Remember the names and pairs of documents; itself."""
        docs = [gold_doc(self.vocab, document, annotations) for document, annotations in gold]
        for doc in docs:
            for span in doc.spans[GROUP]:
                self.labels[_name(doc, span.start, span.end)][span.label_] += 1
            self._learn_pairs(doc)
        for doc in docs:
            self.seen.update(name for _, name in self._known(doc))
        return self

    def mark(self, document: Document) -> Annotations:
        """The names and relations of a document."""
        doc = gold_doc(self.vocab, document, Annotations())
        found = (Found(start, end, self._label(name), end - start) for (start, end), name in self._known(doc))
        put_found(doc, settle((one for one in found if one.label), self.schema.nesting))
        self._relate(doc)
        return annotations_of(doc)

    def relate(self, document: Document, gold: Annotations) -> Annotations:
        """These entities, related as those of the training text mostly were."""
        doc = gold_doc(self.vocab, document, gold)
        put_spans(doc, gold)
        self._relate(doc)
        return related(doc, gold)

    def _known(self, doc: Doc) -> Iterator[tuple[tuple[int, int], Name]]:
        """Every stretch that was marked somewhere."""
        longest = max(map(len, self.labels), default=0)
        for start in range(len(doc)):
            for end in range(start + 1, min(start + longest, len(doc)) + 1):
                name = _name(doc, start, end)
                if name in self.labels:
                    yield (start, end), name

    def _label(self, name: Name) -> str:
        """What a name mostly was; empty if it mostly was none."""
        labels = self.labels[name]
        label, _ = min(labels.items(), key=lambda one: (-one[1], one[0]))
        return label if 2 * labels.total() > self.seen[name] else _NONE

    def _learn_pairs(self, doc: Doc) -> None:
        spans = list(doc.spans[GROUP])
        links = {(one["head_index"], one["tail_index"]): one["label"] for one in doc._.relations}
        for head, tail in self.pairing.of(doc, spans).pairs.tolist():
            self.pairs[_kind(spans, head, tail)][links.get((head, tail), _NONE)] += 1

    def _relate(self, doc: Doc) -> None:
        spans, found = list(doc.spans[GROUP]), []
        for head, tail in self.pairing.of(doc, spans).pairs.tolist():
            seen = self.pairs.get(_kind(spans, head, tail))
            label = min(seen.items(), key=lambda one: (-one[1], one[0]))[0] if seen else _NONE
            if label:
                found.append({"label": label, "head_index": head, "tail_index": tail})
        doc._.relations = found


def _name(doc: Doc, start: int, end: int) -> Name:
    return tuple(folded(token.text) for token in doc[start:end])


def _kind(spans: Sequence[Piece], head: int, tail: int) -> Kind:
    one, other = spans[head], spans[tail]
    return one.label_, other.label_, order(one, other), gap(one, other) < 2
