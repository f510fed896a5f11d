"""What is suggested to a person, where it comes from, and how sure its source is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

HERE: Final = "document"
MEMORY: Final = "memory"
PATTERNS: Final = "patterns"
LEAST_SCORE: Final = 0.3
"""A name that bears no label more often than this is not offered: three rejections outweigh one acceptance."""

_PLACE: Final = re.compile(r"ghost \S+ (\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class End:
    """A stretch of text with its label: one end of a suggested relation. Code points, half-open."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class SpanOffer:
    """A span that nobody has said yet: ``score`` from 0 to 1, or None where the source gives none.

    ``labels`` are all labels that the name has borne, with how often; more than one: the name is ambiguous.
    """

    start: int
    end: int
    label: str
    source: str
    score: float | None = None
    labels: Mapping[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """By what a rejection of it is known, in the canvas too."""
        return place_key(self.label, self.start, self.end)

    def as_dict(self, text: str) -> dict[str, Any]:
        """The suggestion as JSON, with its surface in the document's text."""
        extent = {"start": self.start, "end": self.end, "text": text[self.start : self.end]}
        told = {"label": self.label, "source": self.source, "score": self.score, "labels": dict(self.labels)}
        return extent | told


@dataclass(frozen=True, slots=True)
class RelationOffer:
    """A relation that nobody has said yet, between two places: it can be accepted once both are spans."""

    head: End
    tail: End
    label: str
    source: str
    score: float | None = None

    @property
    def key(self) -> str:
        """By what a rejection of it is known, in the canvas too."""
        return " ".join(place_key(self.label, one.start, one.end) for one in (self.head, self.tail))

    def as_dict(self) -> dict[str, Any]:
        """The suggestion as JSON."""
        ends = {
            name: {"start": one.start, "end": one.end, "label": one.label}
            for name, one in (("head", self.head), ("tail", self.tail))
        }
        return {"label": self.label, **ends, "source": self.source, "score": self.score}


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a name: how often it bore each label, how often each was rejected for it.

    And how often it was ``passed`` over: stood unmarked in finished work. ``akin``: all this is not known of the
    name itself, but of names like it.
    """

    labels: Mapping[str, int]
    rejected: Mapping[str, int] = field(default_factory=dict)
    passed: int = 0
    akin: bool = False

    def best(self) -> tuple[str, float]:
        """The likeliest label with its score: n / (all mentions + places passed over + rejections of that label + 1).

        The 1 stands for the next reader, who may see it differently; so a name seen once scores one half. Likeness is
        another doubt: then it is 2.
        """
        against = sum(self.labels.values()) + self.passed + (2 if self.akin else 1)
        scores = {label: count / (against + self.rejected.get(label, 0)) for label, count in self.labels.items()}
        return max(scores.items(), key=lambda one: (one[1], one[0]))


def place_key(label: str, start: int, end: int) -> str:
    """One place under a label, as a key of rejections."""
    return f"ghost {label} {start}-{end}"


def place_of(key: str) -> tuple[int, int] | None:
    """The place of a span that a key of rejections speaks of; None for other keys."""
    found = _PLACE.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


def name_rejection(label: str, name: str) -> str:
    """All places of a name under a label, as a key of rejections."""
    return f"{label} {name}"
