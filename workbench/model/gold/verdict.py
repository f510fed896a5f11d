"""What a decision does to gold: which items of a conflict stand, and the edits that bring gold there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.model import rules
from workbench.model.annotation import GOLD, Relation, Span
from workbench.model.document import Document
from workbench.model.gold.case import Case, Conflict, Link, Version
from workbench.model.gold.places import counterpart
from workbench.model.gold.settle import free_id, relation_id
from workbench.model.items import relation_fields, span_fields

Edit = tuple[str, Mapping[str, Any]]
"""An operation of the edit algebra and what it is given."""


def merged(case: Case, conflict: Conflict, document: Document) -> Version:
    """Everything of all sides; of two that cannot stand together the wider, then the earlier side's."""
    sides = [side for owner, side in conflict.versions.items() if owner != GOLD]
    if conflict.kind == "relations":
        links = {case.link(one): one for side in reversed(sides) for one in side.relations}
        return Version(relations=list(links.values()))
    wide_first = sorted((span for side in sides for span in side.spans), key=lambda span: span.start - span.end)
    kept: list[Span] = []
    for span in wide_first:
        if not rules.span_problems(span, kept, document.text, document.sections, case.schema):
            kept.append(span)
    return Version(sorted(kept, key=Span.order))


def replaced(case: Case, conflict: Conflict, chosen: Version) -> Version:
    """The gold items of a conflict that do not stand, with the relations that go with them."""
    there = conflict.versions.get(GOLD, Version())
    stand = {case.mark(span) for span in chosen.spans}
    spans = [span for span in there.spans if case.mark(span) not in stand]
    links = {case.link(one) for one in chosen.relations}
    gone = {one.id: one for one in there.relations if case.link(one) not in links}
    gone |= {one.id: one for span in spans for one in case.gold.relations_of(span.id)}
    return Version(spans, list(gone.values()))


def edits(case: Case, conflict: Conflict, chosen: Version) -> tuple[list[Edit], list[tuple[str, str]]]:
    """The edits that make gold say what was chosen, and the gold items (kind, id) that it then consists of."""
    if conflict.kind == "relations":
        return _relation_edits(case, conflict, chosen)
    old = replaced(case, conflict, chosen).spans
    pairs, gone = _paired(case, old, chosen.spans)
    changes: list[Edit] = [("delete_span", {"span": {"id": span.id}}) for span in gone]
    stands, taken = [], set(case.gold.spans)
    for span, before in pairs:
        known = case.gold_marks.get(case.mark(span))
        id = known.id if known else before.id if before else free_id(_span_id(span), taken)
        taken.add(id)
        stands.append(("span", id))
        if before and not known:
            changes += [("delete_relation", {"relation": {"id": one.id}}) for one in _forbidden(case, before, span)]
        if not known:
            changes.append(("update_span" if before else "add_span", {"span": span_fields(replace(span, id=id))}))
    return changes, stands


def _forbidden(case: Case, before: Span, after: Span) -> list[Relation]:
    """The gold relations of a span that the schema does not allow under its new label."""
    labels = {span.id: span.label for span in case.gold.spans.values()} | {before.id: after.label}
    relations = case.gold.relations_of(before.id)
    return [one for one in relations if not case.schema.relations[one.label].links(labels[one.head], labels[one.tail])]


def _paired(
    case: Case, old: Sequence[Span], chosen: Sequence[Span]
) -> tuple[list[tuple[Span, Span | None]], list[Span]]:
    """Each chosen span with the gold span that becomes it, so that relations follow; and those that go."""
    free, pairs = list(old), []
    for span in chosen:
        before = None if case.mark(span) in case.gold_marks else counterpart(span, free)
        if before:
            free.remove(before)
        pairs.append((span, before))
    return pairs, free


def _relation_edits(case: Case, conflict: Conflict, chosen: Version) -> tuple[list[Edit], list[tuple[str, str]]]:
    there: dict[Link, Relation] = {case.link(one): one for one in case.gold.relations.values()}
    gone = replaced(case, conflict, chosen).relations
    changes: list[Edit] = [("delete_relation", {"relation": {"id": one.id}}) for one in gone]
    stands, taken = [], set(case.gold.relations) - {one.id for one in gone}
    for relation in chosen.relations:
        link = case.link(relation)
        id = there[link].id if link in there else relation_id(case, link, taken)
        taken.add(id)
        stands.append(("relation", id))
        if link not in there:
            changes.append(("add_relation", {"relation": relation_fields(replace(relation, id=id))}))
    return changes, stands


def _span_id(span: Span) -> str:
    return f"s{span.start}-{span.end}-{span.label}"
