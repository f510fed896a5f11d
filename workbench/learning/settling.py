"""Which marks may stand beside each other under a schema's nesting rules, and which give way. Knows no library."""

from collections.abc import Iterable
from typing import NamedTuple

from workbench.model.schema import Nesting


class Found(NamedTuple):
    """A stretch that may be an entity: start and end (half-open, in whatever unit) and label, and how sure that is."""

    start: int
    end: int
    label: str
    score: float = 1.0

    def order(self) -> tuple[int, int, str]:
        """In reading order, the outer before the inner."""
        return self.start, -self.end, self.label


def settle(found: Iterable[Found], nesting: Nesting) -> list[Found]:
    """Those that may stand together, in reading order: the surest go first, what breaks a rule with them gives way."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (-one.score, one.order())):
        if all(_fit(nesting, one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=Found.order)


def _fit(nesting: Nesting, one: Found, other: Found) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return True
    if one[:2] == other[:2]:
        return nesting.same_span and one.label != other.label
    if one.start <= other.start and other.end <= one.end:
        return nesting.allows(one.label, other.label)
    if other.start <= one.start and one.end <= other.end:
        return nesting.allows(other.label, one.label)
    return nesting.crossing
