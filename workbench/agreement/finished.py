"""What people finished: the only data agreement is computed from.

Missing is not empty: a set that is not done is missing, a done set without marks is a judgement (zero marks).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document, Extent
from workbench.model.schema import Schema

UNFINISHED: Final = ("in_progress", "returned")
"""The statuses of work that was begun and is missing."""


class Mark(NamedTuple):
    """A span as far as agreement is concerned: code points, half-open, and a label. Ids and notes do not count."""

    start: int
    end: int
    label: str


class Link(NamedTuple):
    """A relation as far as agreement is concerned: its type and its two marked ends."""

    label: str
    head: Mark
    tail: Mark


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one owner says of a document she finished. Sets: identical duplicates of one owner count once."""

    marks: frozenset[Mark]
    links: frozenset[Link]
    completed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """One document and the judgements on it, by owner; those who did not finish it are absent."""

    document: str
    text: str
    tokens: Sequence[Extent]
    judgements: Mapping[str, Judgement]

    @property
    def length(self) -> int:
        """Code points of the text."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a report is computed from.

    ``cases`` are the documents with the annotation sets on them, of whatever owners and statuses; it is read once, so
    that a generator may stream a corpus. ``owners`` are the people to compare (gold is never one of them: everybody is
    held against it); ``as_of`` says when the data was read (UTC, ISO 8601) and is only passed on.
    """

    cases: Iterable[tuple[Document, Sequence[AnnotationSet]]]
    schema: Schema
    owners: Sequence[str]
    as_of: str


def finished(
    document: Document, sets: Iterable[AnnotationSet], owners: Collection[str], symmetric: Collection[str]
) -> Finished:
    """What those of ``owners`` who finished a document say of it; ``symmetric`` are the undirected relation types."""
    done = {one.owner: judgement(one, symmetric) for one in sets if one.owner in owners and one.status == "done"}
    return Finished(document.id, document.text, document.tokens, done)


def begun_by(sets: Iterable[AnnotationSet]) -> list[str]:
    """Who has begun a document and not finished it."""
    return [one.owner for one in sets if one.status in UNFINISHED]


def judgement(one: AnnotationSet, symmetric: Collection[str]) -> Judgement:
    """An annotation set, reduced to what is compared."""
    spans = ((id, span.start, span.end, span.label) for id, span in one.annotations.spans.items())
    relations = ((one.label, one.head, one.tail) for one in one.annotations.relations.values())
    return judgement_of(spans, relations, one.completed_at, symmetric)


def judgement_of(
    spans: Iterable[tuple[str, int, int, str]],
    relations: Iterable[tuple[str, str, str]],
    completed_at: str | None,
    symmetric: Collection[str],
) -> Judgement:
    """A judgement from spans ``(id, start, end, label)`` and relations ``(type, head id, tail id)``."""
    marks = {id: Mark(start, end, label) for id, start, end, label in spans}
    links = (Link(label, marks[head], marks[tail]) for label, head, tail in relations)
    return Judgement(
        frozenset(marks.values()), frozenset(ordered(link, symmetric) for link in links), _moment(completed_at)
    )


def ordered(link: Link, symmetric: Collection[str]) -> Link:
    """The link, the earlier end first if its type has no direction."""
    if link.label in symmetric and link.tail < link.head:
        return Link(link.label, link.tail, link.head)
    return link


def week_of(one: Judgement, other: Judgement) -> str:
    """The ISO week (``2026-W47``, UTC) in which the later of two people finished; empty if a time is unknown."""
    if one.completed is None or other.completed is None:
        return ""
    year, week, _ = max(one.completed, other.completed).isocalendar()
    return f"{year}-W{week:02}"


def _moment(iso: str | None) -> datetime | None:
    if iso is None:
        return None
    moment = datetime.fromisoformat(iso)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
