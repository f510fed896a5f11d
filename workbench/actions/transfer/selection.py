"""What of a set leaves in an export: chosen sections and labels, in the labels of a chosen scheme."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from workbench.formats.base import LossReport, Pair, lost
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document
from workbench.model.schema import EntityType, RelationType, Schema, Words

OWN: Final = "own"
SCHEMES: Final = (OWN, "ontonotes", "ace", "wojood", "conll")
"""Whose labels an export uses: ours, or those that the schema maps them to."""

NO_LABEL: Final = Words("that scheme has no label for it", "لا وسم له في ذلك المخطط")
NO_END: Final = Words("one of its ends was left out", "أحد طرفيها لم يُصدَّر")
ANOTHER: Final = Words("in that scheme it is the same as {id}", "لا يختلف في ذلك المخطط عن {id}")
CHOSEN: Final = Words(
    "spans and relations of other sections or labels left out, as chosen",
    "كيانات وعلاقات من أقسام أو بوسوم أخرى لم تُصدَّر، كما اختير",
)


@dataclass(slots=True)
class Selection:
    """Which spans and relations leave, and under which labels. Empty ``sections`` or ``labels`` choose all.

    Labels of entities choose among spans, labels of relations among relations; whoever names only the one kind gets
    all of the other (relations as long as both their ends leave). What was not chosen is counted; what the scheme has
    no label for is listed in the loss report.
    """

    schema: Schema
    sections: Sequence[str] = ()
    labels: Sequence[str] = ()
    scheme: str = OWN
    not_chosen: int = 0
    passes: int = 0

    @property
    def is_all(self) -> bool:
        """Whether everything leaves as it is."""
        return not self.sections and not self.labels and self.scheme == OWN

    def of(self, pairs: Iterable[Pair], loss: LossReport) -> Iterator[Pair]:
        """The pairs with what is chosen of them. A second pass is not counted again."""
        self.passes += 1
        report = loss if self.passes == 1 else LossReport()
        for document, owned in pairs:
            yield document, self._of(document, owned, report) if owned else None

    def types(self) -> Schema:
        """The schema in the labels of the scheme; of types that become one, the first stays."""
        if self.scheme == OWN:
            return self.schema
        entities: dict[str, EntityType] = {}
        for one in self.schema.entities.values():
            label = self.entity(one.label)
            if label:
                entities.setdefault(label, replace(one, label=label))
        relations: dict[str, RelationType] = {}
        for kind in self.schema.relations.values():
            label = self.relation(kind.label)
            if label:
                mapped = replace(kind, label=label, head=self._ends(kind.head), tail=self._ends(kind.tail))
                relations.setdefault(label, mapped)
        return replace(self.schema, entities=entities, relations=relations)

    def entity(self, label: str) -> str | None:
        """The label of the scheme for a span of ours, or None."""
        kind = self.schema.entities.get(label)
        return label if self.scheme == OWN or kind is None else kind.maps.get(self.scheme)

    def relation(self, label: str) -> str | None:
        """The label of the scheme for a relation, or None. A scheme without any relations leaves ours as they are."""
        kinds = self.schema.relations
        if self.scheme == OWN or label not in kinds or not any(self.scheme in one.maps for one in kinds.values()):
            return label
        return kinds[label].maps.get(self.scheme)

    def remarks(self) -> list[Words]:
        """What the loss report says of the choice."""
        count = self.not_chosen
        return [Words(f"{count} {CHOSEN.en}", f"{count} {CHOSEN.ar}")] if count else []

    def _ends(self, labels: Sequence[str]) -> Sequence[str]:
        return list(dict.fromkeys(label for one in labels if (label := self.entity(one))))

    def _of(self, document: Document, owned: AnnotationSet, loss: LossReport) -> AnnotationSet:
        items = owned.annotations
        chosen = [span for span in items.ordered_spans() if self._is_chosen(span, document)]
        ids = {span.id for span in chosen}
        linked = [one for one in items.ordered_relations() if self._is_linked(one, ids)]
        if self.passes == 1:
            self.not_chosen += len(items.spans) - len(chosen) + len(items.relations) - len(linked)
        spans = self._mapped_spans(owned, chosen, loss)
        relations = self._mapped_relations(owned, linked, {span.id for span in spans}, loss)
        return replace(owned, annotations=Annotations.of(spans, relations))

    def _is_linked(self, relation: Relation, ids: Set[str]) -> bool:
        chosen = not self.labels or relation.label in self.labels or not set(self.labels) & set(self.schema.relations)
        return chosen and {relation.head, relation.tail} <= ids

    def _is_chosen(self, span: Span, document: Document) -> bool:
        if set(self.labels) & set(self.schema.entities) and span.label not in self.labels:
            return False
        return not self.sections or any(
            line.kind in self.sections and line.start < span.end and span.start < line.end for line in document.sections
        )

    def _mapped_spans(self, owned: AnnotationSet, spans: Sequence[Span], loss: LossReport) -> list[Span]:
        found: dict[tuple[int, int, str], Span] = {}
        for span in spans:
            label = self.entity(span.label)
            if label is None:
                _drop_span(owned, span, NO_LABEL, loss)
                continue
            kept = found.setdefault((span.start, span.end, label), replace(span, label=label))
            if kept.id != span.id:
                _drop_span(owned, span, _same_as(kept.id), loss)
        return list(found.values())

    def _mapped_relations(
        self, owned: AnnotationSet, relations: Sequence[Relation], ids: Set[str], loss: LossReport
    ) -> list[Relation]:
        found: dict[tuple[str, str, str], Relation] = {}
        for relation in relations:
            label = self.relation(relation.label)
            if label is None or not {relation.head, relation.tail} <= ids:
                _drop_relation(owned, relation, NO_LABEL if label is None else NO_END, loss)
                continue
            kept = found.setdefault((relation.head, relation.tail, label), replace(relation, label=label))
            if kept.id != relation.id:
                _drop_relation(owned, relation, _same_as(kept.id), loss)
        return list(found.values())


def _same_as(id: str) -> Words:
    return Words(ANOTHER.en.format(id=id), ANOTHER.ar.format(id=id))


def _drop_span(owned: AnnotationSet, span: Span, reason: Words, loss: LossReport) -> None:
    loss.spans += 1
    loss.dropped_spans.append(lost(owned, span, span.text, reason))


def _drop_relation(owned: AnnotationSet, relation: Relation, reason: Words, loss: LossReport) -> None:
    spans = owned.annotations.spans
    text = f"{spans[relation.head].text} → {spans[relation.tail].text}"
    loss.relations += 1
    loss.dropped_relations.append(lost(owned, relation, text, reason))
