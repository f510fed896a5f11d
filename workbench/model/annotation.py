"""Annotations: spans, relations between them, and the set in which one owner says them of a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

STATUSES: Final = ("new", "in_progress", "done", "returned")
GOLD: Final = "gold"
SUGGESTION: Final = "suggestion:"


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of text, code points, half-open; ``text`` is the surface it covers."""

    id: str
    start: int
    end: int
    label: str
    text: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    kb_id: str | None = None

    def order(self) -> tuple[int, int, str, str]:
        """Sort key: in reading order, the outer of two nested spans first."""
        return self.start, -self.end, self.label, self.id

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies inside (equal extents included)."""
        return self.start <= other.start and other.end <= self.end

    def crosses(self, other: "Span") -> bool:
        """Whether the two overlap without one containing the other."""
        return self.overlaps(other) and not self.contains(other) and not other.contains(self)

    def same_extent(self, other: "Span") -> bool:
        """Whether both cover exactly the same text."""
        return self.start == other.start and self.end == other.end


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled link from the span ``head`` to the span ``tail`` (ids within the same set)."""

    id: str
    head: str
    tail: str
    label: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def reversed(self) -> "Relation":
        """The same link seen from the other end."""
        return replace(self, head=self.tail, tail=self.head)


@dataclass(frozen=True, slots=True)
class Annotations:
    """The spans and relations of one owner in one document, by id. A value: edits make new ones."""

    spans: Mapping[str, Span] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)

    @classmethod
    def of(cls, spans: Iterable[Span], relations: Iterable[Relation] = ()) -> "Annotations":
        """Annotations holding these items (the last of two with one id wins)."""
        return cls({s.id: s for s in spans}, {r.id: r for r in relations})

    def ordered_spans(self) -> list[Span]:
        """Spans in reading order, outer before inner."""
        return sorted(self.spans.values(), key=Span.order)

    def ordered_relations(self) -> list[Relation]:
        """Relations by the places of their heads and tails in the text, then label and id."""
        if not self.relations:
            return []
        place = {span.id: at for at, span in enumerate(self.ordered_spans())}
        return sorted(self.relations.values(), key=lambda r: (place[r.head], place[r.tail], r.label, r.id))

    def relations_of(self, span: str) -> list[Relation]:
        """The relations that start or end at this span."""
        return [r for r in self.relations.values() if span in (r.head, r.tail)]


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """What one owner (a person, ``gold`` or ``suggestion:NAME``) says about one document.

    ``revision`` counts the changes ever applied; ``completed_at`` is when it was last finished (UTC,
    ISO 8601), or None; ``comment`` is the reason given when it was returned, ``remark`` what the owner wants to
    say to the supervisor about the document.
    """

    document: str
    owner: str
    status: str = "new"
    revision: int = 0
    completed_at: str | None = None
    comment: str = ""
    annotations: Annotations = field(default_factory=Annotations)
    remark: str = ""


def is_person(owner: str) -> bool:
    """Whether an owner's name stands for a person (not gold, not a source of suggestions)."""
    return owner != GOLD and not owner.startswith(SUGGESTION)
