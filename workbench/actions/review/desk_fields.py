"""A document on the desk as JSON: what the API answers and the page of adjudication is drawn from."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from workbench.actions.review.adjudication import OnDesk
from workbench.actions.review.gold import rule_name
from workbench.model.annotation import Annotations, AnnotationSet, Span
from workbench.model.gold.case import Conflict, Decision
from workbench.model.gold.stale import Difference
from workbench.model.items import relation_fields, span_fields
from workbench.storage.decisions import version_fields

Json = dict[str, Any]


def desk_fields(desk: OnDesk) -> Json:
    """Everything of a desk but the document itself (``GET /api/v1/documents/<id>/gold``)."""
    gold = desk.gold.annotations if desk.gold else Annotations()
    return {
        "document": desk.document.id,
        "state": desk.state,
        "rule": rule_name(desk.merge.rule) if desk.merge else None,
        "merged_at": desk.merge.at if desk.merge else None,
        "imported_at": desk.imported_at,
        "fresh": desk.fresh,
        "sources": [_source(one) for one in desk.sources],
        "gold": _items(gold),
        "provenance": [asdict(one) for _, one in sorted(desk.provenance.items())],
        "conflicts": [_conflict(one, desk) for one in desk.desk.conflicts],
        "decisions": [decision_fields(one) for one in desk.decisions],
        "lost": [{"owner": o.owner, "relation": relation_fields(o.relation), "why": o.why} for o in desk.desk.lost],
    }


def decision_fields(one: Decision) -> Json:
    """A decision as JSON."""
    plain = ("id", "key", "kind", "start", "end", "what", "take", "category", "gap", "reason", "person", "at")
    return {name: getattr(one, name) for name in plain} | {
        "undone_at": one.undone_at,
        "sources": dict(one.sources),
        "versions": {owner: version_fields(side) for owner, side in one.versions.items()},
        "chosen": version_fields(one.chosen),
    }


def _source(one: AnnotationSet) -> Json:
    return {"owner": one.owner, "status": one.status, "revision": one.revision} | _items(one.annotations)


def _items(said: Annotations) -> Json:
    return {
        "spans": [span_fields(span) for span in said.ordered_spans()],
        "relations": [relation_fields(relation) for relation in said.ordered_relations()],
    }


def _conflict(one: Conflict, desk: OnDesk) -> Json:
    kind = "span" if one.kind == "spans" else "relation"
    differences = {id: desk.desk.stale[kind, id] for id in one.stale}
    return {
        "key": one.key,
        "kind": one.kind,
        "start": one.start,
        "end": one.end,
        "versions": {owner: version_fields(side) for owner, side in one.versions.items()},
        "touching": {owner: list(map(relation_fields, found)) for owner, found in one.touching.items()},
        "stale": [
            {"item": id, "owner": told.owner, "before": _told(told, "before"), "after": _told(told, "after")}
            for id, listed in differences.items()
            for told in listed
        ],
    }


def _told(difference: Difference, side: str) -> Sequence[Json]:
    items = difference.before if side == "before" else difference.after
    return [span_fields(one) if isinstance(one, Span) else relation_fields(one) for one in items]
