"""What doccano says of a document, beside what we say: read, laid over our own items, compared with where both began.

doccano carries extents and labels only. Two sets are alike here if these are; ids, attributes, notes and knowledge-base
ids of ours stay with the spans and relations that are still there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workbench.doccano import Record
from workbench.formats.units import Counting, Ruler, Unit
from workbench.model import rules
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.changes import Effect, Entry, apply, inverse
from workbench.model.document import Document
from workbench.model.errors import Conflict, InvalidInput, Refusals, Say, WorkbenchError
from workbench.model.schema import Schema

PREFIX: Final = "doccano-"
"""With what the ids of changes begin that came from a doccano server."""


class OffsetsMisfit(InvalidInput):
    """Offsets of doccano that no place in the text answers to."""

    code = "doccano-offsets"
    en = Say("{start}–{end} ({label}) is no stretch of the text.", "Delete this entity in doccano and mark it again.")
    ar = Say("{start}–{end} ({label}) ليس مقطعًا من النص.", "احذف هذا الكيان في doccano ثم علّمه من جديد.")


class BothChanged(Conflict):
    """A set that was changed here and in doccano since both said the same."""

    code = "doccano-both-changed"
    en = Say(
        "“{id}” by {owner} was changed both here and in doccano; it stays as it is here.",
        "Compare the two; --prefer doccano takes theirs (the log keeps yours).",
    )
    ar = Say(
        "تغيّر توسيم {owner} للمقال «{id}» هنا وفي doccano معًا، فبقي كما هو هنا.",
        "قارن بينهما؛ الخيار ‎--prefer doccano يأخذ ما هناك (ويحفظ السجلّ ما هنا).",
    )


class TwiceThere(Conflict):
    """A document that doccano holds more than once, with different annotations."""

    code = "doccano-twice"
    en = Say(
        "“{id}” is in doccano more than once, and {owner} annotated it differently.",
        "Delete one of the texts {examples} in doccano, then pull again.",
    )
    ar = Say(
        "المقال «{id}» موجود في doccano أكثر من مرة، ووسمه {owner} بصور مختلفة.",
        "احذف أحد النصوص {examples} في doccano ثم أعد الجلب.",
    )


class SpanKey(NamedTuple):
    """A span as far as doccano knows it."""

    start: int
    end: int
    label: str


Likeness = tuple[frozenset[SpanKey], frozenset[tuple[SpanKey, SpanKey, str]]]


def likeness(annotations: Annotations) -> Likeness:
    """What doccano can say of these annotations; two sets with the same likeness are the same to it."""
    keys = {span.id: _key(span) for span in annotations.spans.values()}
    links = frozenset((keys[r.head], keys[r.tail], r.label) for r in annotations.relations.values())
    return frozenset(keys.values()), links


def read(record: Record, document: Document, schema: Schema, unit: Unit) -> tuple[Annotations, int]:
    """The annotations of a record in code points, and how many of them doccano held twice.

    Ids are doccano's, made ours by a ``d``. Raises `Refusals` with every offset that has no place in the text.
    """
    ruler = Ruler(document.text, Counting(unit))
    spans: dict[SpanKey, Span] = {}
    same: dict[int, str] = {}
    problems: list[WorkbenchError] = []
    for mark in sorted(record.marks):
        extent = ruler.extent(mark.start, mark.end)
        if extent is None or extent.start >= extent.end:
            problems.append(OffsetsMisfit(start=mark.start, end=mark.end, label=mark.label))
            continue
        key = SpanKey(*extent, mark.label)
        spans.setdefault(key, Span(f"d{mark.id}", *key, document.text[extent.start : extent.end]))
        same[mark.id] = spans[key].id
    if not problems:
        problems += [rules.ItemUnknown(kind="span", id=end) for end in _loose_ends(record)]
    if problems:
        raise Refusals(problems)
    relations = _relations(record, same, {span.id: span for span in spans.values()}, schema)
    twice = len(record.marks) - len(spans) + len(record.links) - len(relations)
    return Annotations.of(spans.values(), relations), twice


def _loose_ends(record: Record) -> list[int]:
    """Ends of relations that are no spans of the same user."""
    marks = {mark.id for mark in record.marks}
    return [end for link in record.links for end in (link.head, link.tail) if end not in marks]


def _relations(record: Record, same: Mapping[int, str], spans: Mapping[str, Span], schema: Schema) -> list[Relation]:
    found: dict[tuple[str, str, str], Relation] = {}
    for link in sorted(record.links):
        relation = Relation(f"d{link.id}", same[link.head], same[link.tail], link.label)
        relation = rules.in_order(relation, spans, schema)
        found.setdefault((relation.head, relation.tail, relation.label), relation)
    return list(found.values())


def laid_over(theirs: Annotations, ours: Annotations, schema: Schema) -> Annotations:
    """Theirs, with our items where they mean the same, and ours under their label where only the label differs."""
    known = {_key(span): span for span in ours.spans.values()}
    wanted = {_key(span) for span in theirs.spans.values()}
    left = {span.id: span for key, span in known.items() if key not in wanted}
    free = _free_ids(ours.spans)
    stand_in: dict[str, Span] = {}
    for span in theirs.ordered_spans():
        alike = known.get(_key(span)) or _relabelled(span, left, schema)
        stand_in[span.id] = alike or replace(span, id=free(span.id))
    spans = {span.id: span for span in stand_in.values()}
    links = {(r.head, r.tail, r.label): r for r in ours.relations.values()}
    free = _free_ids(ours.relations)
    relations = []
    for given in theirs.ordered_relations():
        head, tail = stand_in[given.head].id, stand_in[given.tail].id
        moved = rules.in_order(replace(given, id=free(given.id), head=head, tail=tail), spans, schema)
        relations.append(links.get((moved.head, moved.tail, moved.label), moved))
    return Annotations.of(spans.values(), relations)


def _relabelled(span: Span, left: dict[str, Span], schema: Schema) -> Span | None:
    """Our span of the same extent that is not there under its own label any more, under theirs."""
    found = next((one for one in left.values() if one.same_extent(span)), None)
    if found is None:
        return None
    del left[found.id]
    kind = schema.entities.get(span.label)
    allowed = kind.attributes if kind else {}
    attributes = {n: v for n, v in found.attributes.items() if n in allowed and v in allowed[n].values}
    return replace(found, label=span.label, attributes=attributes)


def _free_ids(taken: Mapping[str, object]) -> Callable[[str], str]:
    """Ids as given, or with a dash and a number where one is taken (another server counts from 1, too)."""

    def free(id: str) -> str:
        numbered = (f"{id}-{number}" for number in range(2, len(taken) + 3))
        return id if id not in taken else next(one for one in numbered if one not in taken)

    return free


def effects(before: Annotations, after: Annotations) -> list[Effect]:
    """What turns one into the other: what goes, goes first; relations before their spans, and come after them."""
    gone = [Effect("relation", id, r, None) for id, r in before.relations.items() if id not in after.relations]
    gone += [Effect("span", id, s, None) for id, s in before.spans.items() if id not in after.spans]
    spans = [Effect("span", s.id, before.spans.get(s.id), s) for s in after.ordered_spans()]
    relations = [Effect("relation", r.id, before.relations.get(r.id), r) for r in after.ordered_relations()]
    return gone + [effect for effect in spans + relations if effect.before != effect.after]


def base_of(current: AnnotationSet, log: Iterator[Entry], source: str, pushed: int | None) -> AnnotationSet | None:
    """The set as it was when it last came from ``source``, or was pushed at revision ``pushed``; None if it never was.

    ``log`` is its log, newest first.
    """
    then = current
    for entry in log:
        if then.revision == pushed or entry.id.startswith(f"{PREFIX}{source}-"):
            return then
        then = replace(apply(inverse(entry.effects), then), revision=then.revision - 1)
    return then if then.revision == pushed else None


def verdict(current: AnnotationSet, base: AnnotationSet | None, theirs: Annotations, prefer: str) -> str:
    """What became of a set: ``new``, ``same``, ``changed`` or ``newer here``.

    ``prefer`` says whose word counts where both changed it: ``here``, which raises `BothChanged`, or ``doccano``.
    """
    if not current.revision:
        return "new"
    here, there = likeness(current.annotations), likeness(theirs)
    then = likeness(base.annotations) if base else None
    if here == there:
        return "same"
    if there == then:
        return "newer here"
    if here != then and prefer == "here":
        raise BothChanged(id=current.document, owner=current.owner)
    return "changed"


def status_after(current: AnnotationSet, base: AnnotationSet | None, confirmed: bool, changed: bool) -> str:
    """Confirmed in doccano is done here, unless the status was set here since; changed and unconfirmed is not."""
    settled_here = base is not None and base.status != current.status
    if confirmed and (changed or not settled_here):
        return "done"
    return "in_progress" if changed and current.status in ("new", "done") else current.status


def _key(span: Span) -> SpanKey:
    return SpanKey(span.start, span.end, span.label)


def joined(records: Sequence[Record]) -> Record | None:
    """The one of several texts with the same id on which there is work; None if there are two that differ.

    doccano's worker begins a failed import again, so a document may be there more than once.
    """
    worked_on = [one for one in records if one.marks or one.comments] or list(records[:1])
    first = worked_on[0]
    shapes = {(frozenset(mark[1:] for mark in one.marks), len(one.links)) for one in worked_on}
    return first if len(shapes) == 1 else None
