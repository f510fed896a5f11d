"""One person's marks of one document held against gold: precision, recall, F1, and every difference."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.agreement.alignment import Difference, align
from workbench.agreement.finished import Link, Mark, judgement
from workbench.agreement.relations import align_relations
from workbench.model.annotation import AnnotationSet


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items a person has, how many gold has, and how many of them are identical."""

    mine: int
    gold: int
    both: int

    @property
    def precision(self) -> float | None:
        """Identical ones over the person's; None if there are none."""
        return self.both / self.mine if self.mine else None

    @property
    def recall(self) -> float | None:
        """Identical ones over gold's; None if there are none."""
        return self.both / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2 both / (mine + gold); None if neither has any."""
        return 2 * self.both / (self.mine + self.gold) if self.mine + self.gold else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entities and relations (strict: type and both marked ends), counted and line by line; a is the person, b gold."""

    entities: Tally
    relations: Tally
    marks: Sequence[Difference[Mark]]
    links: Sequence[Difference[Link]]


def against(mine: AnnotationSet, gold: AnnotationSet, symmetric: Collection[str]) -> Comparison:
    """Hold a person's set against the gold of the same document; ``symmetric`` are the undirected relation types."""
    own, reference = judgement(mine, symmetric), judgement(gold, symmetric)
    return Comparison(
        Tally(len(own.marks), len(reference.marks), len(own.marks & reference.marks)),
        Tally(len(own.links), len(reference.links), len(own.links & reference.links)),
        align(own.marks, reference.marks),
        align_relations(own.links, reference.links),
    )
