"""Where suggestions come from beside the memory of names: patterns, sets of predictions."""

from collections.abc import Iterator, Mapping

from workbench.model.annotation import SUGGESTION, AnnotationSet
from workbench.model.document import Document
from workbench.model.patterns import Pattern, parse
from workbench.model.suggestion import PATTERNS, End, RelationOffer, SpanOffer
from workbench.storage import Database, annotations, suggestions
from workbench.text import NameReader, name_key


def by_patterns(db: Database, document: Document) -> Iterator[SpanOffer]:
    """What the patterns find: names like those of the memory, token patterns at their longest from each token on."""
    patterns = [parse(one) for given in suggestions.pattern_files(db).values() for one in given]
    names: dict[str, set[str]] = {}
    for one in patterns:
        if one.words:
            names.setdefault(name_key(one.words), set()).add(one.label)
    for (start, end), key in NameReader(document.text, document.tokens).places(names):
        for label in sorted(names[key]):
            yield SpanOffer(start, end, label, PATTERNS, None, {label: 1})
    yield from _by_tokens(document, [one for one in patterns if one.steps])


def predictions(db: Database, document: str) -> Iterator[AnnotationSet]:
    """The sets of predictions of a document."""
    for owner in suggestions.prediction_sets(db, document):
        found = annotations.find(db, document, owner)
        if found:
            yield found


def predicted_spans(found: AnnotationSet, scores: Mapping[str, float]) -> Iterator[SpanOffer]:
    """The spans of a set of predictions, with the scores that are known by their ids."""
    source = found.owner.removeprefix(SUGGESTION)
    for span in found.annotations.ordered_spans():
        yield SpanOffer(span.start, span.end, span.label, source, scores.get(span.id), {span.label: 1})


def predicted_relations(found: AnnotationSet, scores: Mapping[str, float]) -> Iterator[RelationOffer]:
    """The relations of a set of predictions, with the scores that are known by their ids."""
    source, spans = found.owner.removeprefix(SUGGESTION), found.annotations.spans
    for relation in found.annotations.ordered_relations():
        head, tail = (End(spans[id].start, spans[id].end, spans[id].label) for id in (relation.head, relation.tail))
        yield RelationOffer(head, tail, relation.label, source, scores.get(relation.id))


def _by_tokens(document: Document, patterns: list[Pattern]) -> Iterator[SpanOffer]:
    tokens = [document.text[start:end] for start, end in document.tokens]
    for one in patterns:
        for first in range(len(tokens)):
            last = one.longest(tokens, first)
            if last is not None:
                start, end = document.tokens[first][0], document.tokens[last - 1][1]
                yield SpanOffer(start, end, one.label, PATTERNS, None, {one.label: 1})
