"""Where every gold item comes from, without anybody's name and without the hour."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from workbench.formats.base import Pair
from workbench.model.annotation import is_person
from workbench.model.gold.case import Decision, Provenance
from workbench.storage import Database, decisions, people

Naming = Callable[[str], str]


def naming(db: Database) -> Naming:
    """Owner -> ``annotator-`` and a number, in the order in which people came; gold and suggestions keep theirs."""
    numbers = {row.person.name: row.person.id for row in people.activity(db)}
    return lambda owner: f"annotator-{numbers.get(owner, 0)}" if is_person(owner) else owner


def provenance(db: Database, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """One object for each document: from whom it was merged (at which revisions), and the origin of every gold item."""
    name = naming(db)
    return [_of_document(db, pair, name) for pair in pairs]


def _of_document(db: Database, pair: Pair, name: Naming) -> dict[str, Any]:
    document, owned = pair
    assert owned is not None, "only gold is released"
    merge = decisions.find_merge(db, document.id)
    made = {one.id: one for one in decisions.decisions(db, document.id)}
    known = decisions.provenance(db, document.id)
    items = [("span", one.id) for one in owned.annotations.ordered_spans()]
    items += [("relation", one.id) for one in owned.annotations.ordered_relations()]
    origins = [known.get(item, Provenance(*item, "imported", "", None, {})) for item in items]
    return {
        "document": document.id,
        "merged_from": _sources(merge.sources, name) if merge else {},
        "items": [_origin(one, made, name) for one in origins],
    }


def _origin(origin: Provenance, made: Mapping[int, Decision], name: Naming) -> dict[str, Any]:
    """An item's origin; a rule is told with it where one took it in, a decision where somebody decided."""
    found: dict[str, Any] = {"kind": origin.kind, "id": origin.item, "how": origin.how}
    if origin.rule:
        found["rule"] = _rule(origin.rule, name)
    if origin.sources:
        found["sources"] = _sources(origin.sources, name)
    if origin.decision is not None:
        decision = made[origin.decision]
        found["decision"] = {"what": decision.what, "category": decision.category}
        if decision.take:
            found["decision"]["take"] = name(decision.take)
    return found


def _sources(sources: Mapping[str, int], name: Naming) -> dict[str, int]:
    return dict(sorted((name(owner), revision) for owner, revision in sources.items()))


def _rule(rule: str, name: Naming) -> str:
    kind, _, who = rule.partition(":")
    return f"{kind}:{name(who)}" if who else rule
