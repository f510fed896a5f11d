"""Which gold items lost what they rest on: a source that was heard says something else in their place now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from workbench.model.annotation import GOLD, Relation, Span
from workbench.model.gold.case import Case, Decision, Link, Mark, Provenance
from workbench.model.gold.places import Links, counterpart


@dataclass(frozen=True, slots=True)
class Difference:
    """What an owner said in a gold item's place when it was settled, and what they say there now."""

    owner: str
    before: Sequence[Span | Relation]
    after: Sequence[Span | Relation]


Stale = Mapping[str, Sequence[Difference]]
"""Gold item -> how its sources differ from what they were."""


def stale_spans(case: Case, waiting: Collection[Mark]) -> dict[str, list[Difference]]:
    """The gold spans that rest on what a source no longer says; ``waiting`` are the open marks.

    An agreed span is stale when somebody who agreed no longer holds it. A decided one is stale when somebody who does
    not hold it took back what was judged in its place, or made there what nobody has judged.
    """
    found = {span.id: _of_span(case, span, waiting) for span in case.gold.ordered_spans()}
    return {id: differences for id, differences in found.items() if differences}


def stale_relations(case: Case, links: Links) -> dict[str, list[Difference]]:
    """The same for relations."""
    found = {one.id: _of_relation(case, one, links) for one in case.gold.ordered_relations()}
    return {id: differences for id, differences in found.items() if differences}


def _of_span(case: Case, span: Span, waiting: Collection[Mark]) -> list[Difference]:
    origin, mark = case.provenance.get(("span", span.id)), case.mark(span)
    absent = [owner for owner in _heard(case, origin) if owner not in case.held.get(mark, {})]
    decision = case.decision_of("span", span.id)
    if decision is None or (origin and origin.how != "decided"):
        return [Difference(owner, [span], _there(case, owner, span)) for owner in absent]
    return [found for owner in absent if (found := _redecided(case, span, owner, decision, waiting))]


def _redecided(case: Case, span: Span, owner: str, decision: Decision, waiting: Collection[Mark]) -> Difference | None:
    side = decision.versions.get(owner)
    judged = [one for one in side.spans if one.overlaps(span)] if side else []
    gone = any(owner not in case.held.get(case.mark(one), {}) for one in judged)
    now = _there(case, owner, span)
    fresh = any(case.mark(one) in waiting and _nearest(case, owner, one) == span.id for one in now)
    return Difference(owner, judged, now) if gone or fresh else None


def _nearest(case: Case, owner: str, span: Span) -> str | None:
    """The gold span in whose place an owner's span stands."""
    free = (one for one in case.gold.ordered_spans() if owner not in case.held.get(case.mark(one), {}))
    found = counterpart(span, free)
    return found.id if found else None


def _there(case: Case, owner: str, span: Span) -> list[Span]:
    """What an owner has in a gold span's place: what overlaps it and is not in gold as it stands."""
    spans = case.sources[owner].ordered_spans()
    return [one for one in spans if one.overlaps(span) and case.mark(one) not in case.gold_marks]


def _of_relation(case: Case, relation: Relation, links: Links) -> list[Difference]:
    origin, link = case.provenance.get(("relation", relation.id)), case.link(relation)
    absent = [owner for owner in _heard(case, origin) if owner not in links.held.get(link, {})]
    decision = case.decision_of("relation", relation.id)
    if decision is None or (origin and origin.how != "decided"):
        return [Difference(owner, [relation], _between(links, owner, link)) for owner in absent]
    return [found for owner in absent if (found := _relinked(case, link, owner, decision, links))]


def _relinked(case: Case, link: Link, owner: str, decision: Decision, links: Links) -> Difference | None:
    side = decision.versions.get(owner)
    judged = [one for one in side.relations if case.link(one).pair == link.pair] if side else []
    gone = any(owner not in links.held.get(case.link(one), {}) for one in judged)
    now = _between(links, owner, link)
    fresh = any(
        one.pair == link.pair and owner in holders and one not in case.judged_links
        for one, holders in links.held.items()
    )
    return Difference(owner, judged, now) if gone or fresh else None


def _between(links: Links, owner: str, link: Link) -> list[Relation]:
    """The relations of an owner between the two gold spans of a link."""
    return [holders[owner] for one, holders in links.held.items() if one.pair == link.pair and owner in holders]


def _heard(case: Case, origin: Provenance | None) -> list[str]:
    """The sources that a gold item rests on and that are still on the desk."""
    return [owner for owner in origin.sources if owner != GOLD and owner in case.sources] if origin else []
