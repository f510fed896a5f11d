"""The only validator of annotations: what a span or a relation must fulfil under a text and a schema.

Two doors to the same rules: `span_problems` and `relation_problems` judge one item against the rest
(an edit), `set_problems` judges a whole set (an import, a check). Both return errors, they do not raise,
so that a caller can report all of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Section
from workbench.model.errors import RuleBroken, Say, UnknownName, WorkbenchError
from workbench.model.schema import Attribute, RelationType, Schema


class SpanOutside(RuleBroken):
    """Offsets that are not a stretch of the text."""

    code = "span-outside"
    en = Say(
        "{start}–{end} is not a stretch of this text.",
        "Offsets are code points from 0 to {length}, start < end.",
    )
    ar = Say("{start}–{end} ليس جزءًا من هذا النص.", "المواضع نقاط ترميز من 0 إلى {length}، والبداية قبل النهاية.")


class SpanSurface(RuleBroken):
    """The surface sent along is not what stands at these offsets."""

    code = "span-surface"
    en = Say("At {start}–{end} the text reads “{found}”, not “{given}”.", "Count offsets in Unicode code points.")
    ar = Say("النص عند {start}–{end} هو «{found}» لا «{given}».", "احسب المواضع بنقاط ترميز يونيكود.")


class SpanBoilerplate(RuleBroken):
    """A label on a line that is not part of the article."""

    code = "span-boilerplate"
    en = Say(
        "“{text}” touches a line that is not part of the article.",
        "A supervisor can change the line's section.",
    )
    ar = Say("«{text}» يمسّ سطرًا ليس من المقال.", "يستطيع المراجع تغيير نوع السطر.")


class SpanCrosses(RuleBroken):
    """Two spans overlap without one containing the other."""

    code = "span-crosses"
    en = Say("“{text}” crosses “{other}” ({other_label}).", "Put one inside the other, or apart.")
    ar = Say("«{text}» يتقاطع مع «{other}» ({other_label}).", "اجعل أحدهما داخل الآخر أو افصل بينهما.")


class SpanTwice(RuleBroken):
    """The same stretch of text carries a label already."""

    code = "span-twice"
    en = Say("“{text}” is labelled {other_label} already.", "Change that label instead.")
    ar = Say("«{text}» موسوم من قبل بالوسم {other_label}.", "غيّر ذلك الوسم بدلًا من إضافة آخر.")


class SpanNesting(RuleBroken):
    """The schema forbids this label inside that one."""

    code = "span-nesting"
    en = Say("{inner} may not stand inside {outer} (“{text}” / “{other}”).", "See “Nesting” on the schema page.")
    ar = Say("لا يجوز {inner} داخل {outer} («{text}» / «{other}»).", "انظر «التداخل» في صفحة المخطط.")


class IdTaken(RuleBroken):
    """An id that is in use in this set."""

    code = "id-taken"
    en = Say("The id “{id}” is in use.", "Give every new item a fresh id.")
    ar = Say("المعرّف «{id}» مستخدم.", "أعطِ كل عنصر جديد معرّفًا جديدًا.")


class ItemUnknown(RuleBroken):
    """A span or relation that is not there."""

    code = "item-unknown"
    en = Say("There is no {kind} “{id}” in these annotations.", "Add it first, or reload to see what is there.")
    ar = Say("لا يوجد عنصر ({kind}) بالمعرّف «{id}» في هذا التوسيم.", "أضفه أولًا، أو أعد التحميل لترى الموجود.")


class RelationLoop(RuleBroken):
    """A relation from a span to itself."""

    code = "relation-loop"
    en = Say("{label} links “{text}” to itself.", "Choose another tail.")
    ar = Say("العلاقة {label} تربط «{text}» بنفسه.", "اختر طرفًا آخر.")


class RelationArguments(RuleBroken):
    """The schema does not allow this label between these types."""

    code = "relation-arguments"
    en = Say("{label} cannot link {head} to {tail} (“{head_text}” → “{tail_text}”).", "Allowed: {heads} → {tails}.")
    ar = Say("لا تربط {label} بين {head} و{tail} («{head_text}» ← «{tail_text}»).", "المسموح: {heads} ← {tails}.")


class RelationTwice(RuleBroken):
    """The same relation between the same two spans."""

    code = "relation-twice"
    en = Say("{label} between “{head_text}” and “{tail_text}” is there already.", "One is enough.")
    ar = Say("العلاقة {label} بين «{head_text}» و«{tail_text}» موجودة من قبل.", "تكفي واحدة.")


def span_problems(
    span: Span, others: Iterable[Span], text: str, sections: Sequence[Section], schema: Schema
) -> list[WorkbenchError]:
    """What is wrong with ``span`` beside ``others`` (which must not hold it)."""
    alone = _span_alone(span, text, _boilerplate(sections), schema)
    if alone:
        return alone
    pairs = (_pair_problem(span, other, schema) for other in others if span.overlaps(other))
    return [problem for problem in pairs if problem]


def relation_problems(
    relation: Relation, spans: Mapping[str, Span], others: Collection[Relation], schema: Schema
) -> list[WorkbenchError]:
    """What is wrong with ``relation`` among ``spans`` and beside ``others`` (which must not hold it)."""
    kind = schema.relations.get(relation.label)
    if kind is None:
        return [UnknownName("relation", relation.label, list(schema.relations))]
    missing = [ItemUnknown(kind="span", id=end) for end in (relation.head, relation.tail) if end not in spans]
    if missing:
        return list(missing)
    head, tail = spans[relation.head], spans[relation.tail]
    problems = _argument_problems(kind, head, tail)
    if relation.attributes:
        problems += _attribute_problems(relation.attributes, kind.attributes)
    if others:
        problems += _twice(relation, kind, head, tail, others)
    return problems


def set_problems(
    annotations: Annotations, text: str, sections: Sequence[Section], schema: Schema
) -> list[WorkbenchError]:
    """Everything that is wrong with a whole set of annotations; one sweep over the spans, not all pairs."""
    spans = annotations.ordered_spans()
    outside = _boilerplate(sections)
    problems = [_about("spans", s.id, p) for s in spans for p in _span_alone(s, text, outside, schema)]
    problems += [_about("spans", b.id, p) for a, b in overlapping_pairs(spans) if (p := _pair_problem(b, a, schema))]
    seen: dict[tuple[str, str], list[Relation]] = {}
    for relation in annotations.relations.values():
        same_ends = seen.setdefault(_ends(relation), [])
        found = relation_problems(relation, annotations.spans, same_ends, schema)
        problems += [_about("relations", relation.id, p) for p in found]
        same_ends.append(relation)
    return problems


def overlapping_pairs(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """All pairs that share text, the earlier first; ``spans`` in `Span.order`."""
    open_spans: list[Span] = []
    for span in spans:
        open_spans = [earlier for earlier in open_spans if earlier.end > span.start]
        yield from ((earlier, span) for earlier in open_spans)
        open_spans.append(span)


def in_order(relation: Relation, spans: Mapping[str, Span], schema: Schema) -> Relation:
    """A symmetric relation with the earlier span as its head; any other relation as it is."""
    kind = schema.relations.get(relation.label)
    if kind is None or not kind.symmetric or relation.head not in spans or relation.tail not in spans:
        return relation
    return relation.reversed() if spans[relation.tail].order() < spans[relation.head].order() else relation


def _about(kind: str, item: str, problem: WorkbenchError) -> WorkbenchError:
    problem.item = (kind, item)
    return problem


def _boilerplate(sections: Sequence[Section]) -> list[Section]:
    """The lines that are not part of the article."""
    return [section for section in sections if section.kind == "boilerplate"]


def _span_alone(span: Span, text: str, outside: Sequence[Section], schema: Schema) -> list[WorkbenchError]:
    if not 0 <= span.start < span.end <= len(text):
        return [SpanOutside(start=span.start, end=span.end, length=len(text))]
    problems: list[WorkbenchError] = []
    found = text[span.start : span.end]
    if found != span.text:
        problems.append(SpanSurface(start=span.start, end=span.end, found=found, given=span.text))
    kind = schema.entities.get(span.label)
    if kind is None:
        problems.append(UnknownName("entity", span.label, list(schema.entities)))
    elif span.attributes:
        problems += _attribute_problems(span.attributes, kind.attributes)
    if outside and any(one.start < span.end and span.start < one.end for one in outside):
        problems.append(SpanBoilerplate(text=found))
    return problems


def _pair_problem(span: Span, other: Span, schema: Schema) -> WorkbenchError | None:
    nesting = schema.nesting
    if span.same_extent(other) and (not nesting.same_span or span.label == other.label):
        return SpanTwice(text=span.text, other_label=other.label)
    if span.crosses(other) and not nesting.crossing:
        return SpanCrosses(text=span.text, other=other.text, other_label=other.label)
    outer, inner = (span, other) if span.contains(other) else (other, span)
    if outer.contains(inner) and not nesting.allows(outer.label, inner.label):
        return SpanNesting(outer=outer.label, inner=inner.label, text=span.text, other=other.text)
    return None


def _argument_problems(kind: RelationType, head: Span, tail: Span) -> list[WorkbenchError]:
    if head.id == tail.id:
        return [RelationLoop(label=kind.label, text=head.text)]
    if kind.links(head.label, tail.label):
        return []
    words = {"head": head.label, "tail": tail.label, "head_text": head.text, "tail_text": tail.text}
    return [RelationArguments(label=kind.label, heads=_listed(kind.head), tails=_listed(kind.tail), **words)]


def _twice(
    relation: Relation, kind: RelationType, head: Span, tail: Span, others: Iterable[Relation]
) -> list[WorkbenchError]:
    pairs = {(relation.head, relation.tail)} | ({(relation.tail, relation.head)} if kind.symmetric else set())
    if any(o.label == relation.label and (o.head, o.tail) in pairs for o in others):
        return [RelationTwice(label=relation.label, head_text=head.text, tail_text=tail.text)]
    return []


def _attribute_problems(given: Mapping[str, object], allowed: Mapping[str, Attribute]) -> list[WorkbenchError]:
    problems: list[WorkbenchError] = []
    for name, value in given.items():
        if name not in allowed:
            problems.append(UnknownName("attribute", name, list(allowed)))
        elif value not in allowed[name].values:
            problems.append(UnknownName(f"value of {name}", value, list(allowed[name].values)))
    return problems


def _ends(relation: Relation) -> tuple[str, str]:
    first, second = sorted((relation.head, relation.tail))
    return first, second


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(labels)
