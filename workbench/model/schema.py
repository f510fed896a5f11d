"""The fixed schema: what may be marked, and how it is called. Values only; `schema_file` reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both interface languages."""

    en: str
    ar: str

    def __getitem__(self, language: str) -> str:
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Attribute:
    """A closed choice on a span or relation; what is not given means ``default``, the first value."""

    name: str
    values: Sequence[str]

    @property
    def default(self) -> str:
        """The value that an absent attribute stands for."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class AttributeWords:
    """What an attribute and its values are called on screen."""

    name: Words
    values: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence whose [bracketed] part is *not* of the type, and why not."""

    text: str
    why: Words


@dataclass(frozen=True, slots=True)
class EntityType:
    """A label for spans. ``key`` is a physical key, ``maps`` names the label in other schemes."""

    label: str
    family: str
    name: Words
    tag: Words
    key: str
    colour: str
    definition: Words
    examples: Sequence[str] = ()
    counter_examples: Sequence[CounterExample] = ()
    rulings: Sequence[Words] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A label for relations, and which spans it may link. ``template`` is the sentence it states."""

    label: str
    name: Words
    key: str
    definition: Words
    head: Sequence[str]
    tail: Sequence[str]
    template: Words
    symmetric: bool = False
    same_type: bool = False
    inverse: str | None = None
    cardinality: str = "N:M"
    examples: Sequence[str] = ()
    maps: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    def links(self, head: str, tail: str) -> bool:
        """Whether a relation of this type may go from a span labelled ``head`` to one labelled ``tail``."""
        if self.same_type and head != tail:
            return False
        forward = head in self.head and tail in self.tail
        return forward or (self.symmetric and tail in self.head and head in self.tail)


@dataclass(frozen=True, slots=True)
class Implication:
    """A relation that is offered where a span lies directly inside another.

    ``head`` says which of the two it starts from, ``"outer"`` or ``"inner"``. A suggestion for people, never a rule.
    """

    outer: str
    inner: str
    relation: str
    head: str = "outer"


@dataclass(frozen=True, slots=True)
class NeighbourRule:
    """A relation that is offered where a span labelled as one of ``second`` follows one labelled as one of ``first``.

    Between the two may stand what ``between`` lists, whole; white space, quotation marks and spelling variants do not
    count, so ``""`` is nothing at all. ``head`` says which of the two it starts from, ``"first"`` or ``"second"`` in
    reading order. A suggestion for people, never a rule.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    between: tuple[str, ...]
    relation: str
    head: str = "first"


@dataclass(frozen=True, slots=True)
class Adjacency:
    """Which relations neighbours suggest. What stands before the first of a row holds of all whom ``joins`` part."""

    joins: tuple[str, ...] = ()
    implies: tuple[NeighbourRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Nesting:
    """Which overlaps are legal, and which relations they suggest.

    ``forbid`` lists pairs (outer label, inner label), at any depth; ``implies`` is about direct nesting.
    """

    crossing: bool = False
    same_span: bool = False
    same_label: bool = False
    forbid: frozenset[tuple[str, str]] = frozenset()
    implies: tuple[Implication, ...] = ()

    def allows(self, outer: str, inner: str) -> bool:
        """Whether a span labelled ``inner`` may lie inside one labelled ``outer``."""
        return (outer != inner or self.same_label) and (outer, inner) not in self.forbid


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema file. ``sha256`` is that of its bytes; the order of types is their order on screen."""

    name: str
    version: str
    language: str
    title: Words
    sha256: str
    families: Mapping[str, Words]
    entities: Mapping[str, EntityType]
    relations: Mapping[str, RelationType]
    nesting: Nesting = Nesting()
    adjacency: Adjacency = Adjacency()
    attributes: Mapping[str, AttributeWords] = field(default_factory=dict)

    def legal_relations(self, head: str, tail: str) -> list[RelationType]:
        """The relation types that may link spans of these labels, in schema order."""
        return [kind for kind in self.relations.values() if kind.links(head, tail)]

    def symmetric(self) -> frozenset[str]:
        """The relation types that have no direction."""
        return frozenset(label for label, kind in self.relations.items() if kind.symmetric)
