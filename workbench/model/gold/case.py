"""The values of adjudication: what is compared, the rule, a decision, where a gold item comes from, a conflict."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.rules import in_order
from workbench.model.schema import Attribute, Schema

RULES: Final = ("all", "majority", "trusted")
WHATS: Final = ("taken", "merged", "edited", "nothing")
"""What is decided of a conflict: one side as it is, everything of all sides, something else, or nothing at all."""

CATEGORIES: Final = ("boundary", "particle", "type", "missed", "spurious", "relation", "other")
"""What kind of error a decision put right."""

Values = tuple[tuple[str, str], ...]


class Mark(NamedTuple):
    """A span as far as two people can say the same: code points, half-open, label, attributes without defaults."""

    start: int
    end: int
    label: str
    attributes: Values = ()

    def overlaps(self, other: "Mark") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Link(NamedTuple):
    """A relation between two gold spans, by their ids, as far as two people can say the same."""

    label: str
    head: str
    tail: str
    attributes: Values = ()

    @property
    def pair(self) -> frozenset[str]:
        """The two gold spans, whatever the direction."""
        return frozenset((self.head, self.tail))


@dataclass(frozen=True, slots=True)
class Rule:
    """Which identical items go into gold by themselves: those of ``all``, of the ``majority``, or of one person."""

    name: str = "all"
    trusted: str | None = None

    def accepts(self, holders: Collection[str], voters: Collection[str]) -> bool:
        """Whether what these ``holders`` say goes in, when all ``voters`` could have said it."""
        if self.name == "trusted":
            return self.trusted in holders
        needed = len(voters) if self.name == "all" else len(voters) // 2 + 1
        return len(holders) >= needed


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a conflict: spans of a set, or relations between gold spans."""

    spans: Sequence[Span] = ()
    relations: Sequence[Relation] = ()


Versions = Mapping[str, Version]
"""Owner -> their side; ``gold`` is a side where an item that is in gold is in question."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a supervisor is asked. ``key`` depends on the document and the compared items alone, never on order.

    ``kind`` is ``spans`` or ``relations``; ``touching`` are, for spans, the relations of each owner that start or end
    at theirs. ``stale`` are the gold items that lost what they rest on.
    """

    key: str
    kind: str
    start: int
    end: int
    versions: Versions
    touching: Mapping[str, Sequence[Relation]] = field(default_factory=dict)
    stale: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a gold item comes from: ``imported``, ``agreed`` under a rule, ``followed`` a side taken, or ``decided``.

    ``sources`` are those who say the same (agreed, followed) or who were heard (decided), each at a revision.
    """

    kind: str
    item: str
    how: str
    rule: str
    decision: int | None
    sources: Mapping[str, int]
    person: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a conflict, by whom (empty: at the shell), why; ``take`` names the side that was taken.

    ``sources`` says at which revision each owner was. ``replaced`` are the gold items that gave way, ``origins`` where
    they and those that stand came from until then: what undoing the decision brings back.
    """

    id: int
    document: str
    key: str
    kind: str
    start: int
    end: int
    what: str
    take: str
    sources: Mapping[str, int]
    versions: Versions
    chosen: Version
    replaced: Version = Version()
    origins: Sequence[Provenance] = ()
    category: str = ""
    gap: bool = False
    reason: str = ""
    person: str = ""
    at: str = ""
    undone_at: str | None = None


@dataclass(frozen=True)
class Case:
    """A document on the desk: everybody's annotations, the decisions in force, and gold as it is now."""

    document: str
    schema: Schema
    sources: Mapping[str, Annotations]
    gold: Annotations = field(default_factory=Annotations)
    rule: Rule = field(default_factory=Rule)
    decisions: Sequence[Decision] = ()
    provenance: Mapping[tuple[str, str], Provenance] = field(default_factory=dict)

    def mark(self, span: Span) -> Mark:
        """A span as it is compared."""
        kind = self.schema.entities.get(span.label)
        return Mark(span.start, span.end, span.label, _told(span.attributes, kind.attributes if kind else {}))

    def link(self, relation: Relation) -> Link:
        """A relation whose ends are gold spans, as it is compared; without direction, the earlier end is the head."""
        turned = in_order(relation, self.gold.spans, self.schema)
        kind = self.schema.relations.get(relation.label)
        return Link(turned.label, turned.head, turned.tail, _told(turned.attributes, kind.attributes if kind else {}))

    @cached_property
    def held(self) -> Mapping[Mark, Mapping[str, Span]]:
        """Everybody's marks, each with who holds it and as which span."""
        found: dict[Mark, dict[str, Span]] = {}
        for owner, said in self.sources.items():
            for span in said.ordered_spans():
                found.setdefault(self.mark(span), {})[owner] = span
        return found

    @cached_property
    def gold_marks(self) -> Mapping[Mark, Span]:
        """The spans of gold by how they are compared."""
        return {self.mark(span): span for span in self.gold.ordered_spans()}

    @cached_property
    def judged_marks(self) -> frozenset[Mark]:
        """Marks that were on the table when something was decided: nobody is asked about them again."""
        sides = (side for one in self.decisions for side in (*one.versions.values(), one.chosen))
        return frozenset(self.mark(span) for side in sides for span in side.spans)

    @cached_property
    def judged_links(self) -> frozenset[Link]:
        """The same for relations."""
        sides = (side for one in self.decisions for side in (*one.versions.values(), one.chosen))
        return frozenset(self.link(relation) for side in sides for relation in side.relations)

    def decision_of(self, kind: str, item: str) -> Decision | None:
        """The decision that made a gold item what it is, or None."""
        origin = self.provenance.get((kind, item))
        return next((one for one in self.decisions if origin and one.id == origin.decision), None)


def key_of(document: str, kind: str, sides: Mapping[str, Collection[Mark] | Collection[Link]]) -> str:
    """The identity of a conflict: twelve hexadecimal digits of a digest over what is compared."""
    said = [[owner, sorted(map(list, items))] for owner, items in sorted(sides.items())]
    return hashlib.sha256(json.dumps([document, kind, said]).encode()).hexdigest()[:12]


def _told(given: Mapping[str, str], known: Mapping[str, Attribute]) -> Values:
    """Attributes without those that only say the default."""
    said = ((name, value) for name, value in given.items() if name not in known or value != known[name].default)
    return tuple(sorted(said))
