"""What somebody looks for across the corpus."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Kind = Literal["text", "entities", "relations"]
KINDS: Final[tuple[Kind, ...]] = ("text", "entities", "relations")
FIELDS: Final = ("label", "relation", "head", "tail", "attribute", "note", "owner", "status", "batch", "in")
"""What may be asked for beside words; ``in`` chooses the kind."""
ANY: Final = "*"
"""A type in a relation pattern that may be anything."""


class Trait(NamedTuple):
    """An attribute with its value; ``default`` says that items without the attribute have it too."""

    name: str
    value: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; what is empty does not matter.

    ``text`` is looked for in the articles or, where marks are looked for, in their surfaces; with ``whole`` as whole
    words. ``note`` is looked for in notes. ``symmetric`` are the relation types that hold either way round; with
    ``worked_on`` only documents count that the owner has gone through.
    """

    text: str = ""
    whole: bool = False
    label: str = ""
    relation: str = ""
    head: str = ""
    tail: str = ""
    attribute: Trait | None = None
    note: str = ""
    owner: str = ""
    status: str = ""
    batch: str = ""
    chosen: Kind | None = None
    symmetric: frozenset[str] = frozenset()
    worked_on: bool = False

    @property
    def kind(self) -> Kind:
        """What kind of things is looked for: as chosen, else as what is asked for demands."""
        if self.chosen:
            return self.chosen
        if self.relation or self.head or self.tail:
            return "relations"
        return "entities" if self.label or self.note or self.attribute else "text"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for yet."""
        wanted = (self.text, self.label, self.relation, self.head, self.tail, self.attribute, self.note)
        return not any(wanted) and self.kind == "text"
