"""Which gold span stands for whose mark, and so between which gold spans everybody's relations run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.model.annotation import Relation, Span
from workbench.model.gold.case import Case, Link


@dataclass(frozen=True, slots=True)
class Links:
    """Everybody's relations between gold spans.

    ``held``: who says each, and as which relation of their own; ``images``: owner -> own span -> gold span;
    ``lost``: relations (owner, relation) whose ends have no two gold spans.
    """

    held: Mapping[Link, Mapping[str, Relation]]
    images: Mapping[str, Mapping[str, str]]
    lost: Sequence[tuple[str, Relation]]

    def voters(self, pair: frozenset[str]) -> list[str]:
        """Those who marked both of these gold spans, in whatever boundaries, and so could have linked them."""
        return [owner for owner, image in self.images.items() if pair <= set(image.values())]


def images(case: Case, owner: str) -> dict[str, str]:
    """For each span of an owner that gold has a place for: the id of the gold span that stands for it.

    That is the identical one; else, of the gold spans that overlap it and that the owner does not hold
    themselves, the one that shares most with it.
    """
    marks = {span.id: case.mark(span) for span in case.sources[owner].spans.values()}
    found = {id: case.gold_marks[mark].id for id, mark in marks.items() if mark in case.gold_marks}
    free = [span for span in case.gold.ordered_spans() if span.id not in set(found.values())]
    for id in marks.keys() - found.keys():
        nearest = counterpart(case.sources[owner].spans[id], free)
        if nearest:
            found[id] = nearest.id
    return found


def counterpart(span: Span, candidates: Iterable[Span]) -> Span | None:
    """The candidate that shares most letters with a span in proportion to both; None if none overlaps."""
    rated = [(share(span, one), one.label == span.label, -one.start, one) for one in candidates if one.overlaps(span)]
    return max(rated, key=lambda one: one[:3])[3] if rated else None


def share(one: Span, other: Span) -> float:
    """The letters that two spans share, by those that either covers (intersection over union)."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))


def links(case: Case) -> Links:
    """Everybody's relations, carried over to the gold spans that stand for their ends."""
    held: dict[Link, dict[str, Relation]] = {}
    lost = []
    found = {owner: images(case, owner) for owner in case.sources}
    for owner, said in case.sources.items():
        for relation in said.ordered_relations():
            carried = _carried(relation, found[owner])
            if carried:
                held.setdefault(case.link(carried), {})[owner] = relation
            else:
                lost.append((owner, relation))
    return Links(held, found, lost)


def _carried(relation: Relation, image: Mapping[str, str]) -> Relation | None:
    head, tail = image.get(relation.head), image.get(relation.tail)
    if head is None or tail is None or head == tail:
        return None
    return replace(relation, head=head, tail=tail)
