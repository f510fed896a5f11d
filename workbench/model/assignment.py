"""Assignments: who is to annotate what, how that came to be, and what became of it."""

from dataclasses import dataclass
from typing import Final

from workbench.model.annotation import STATUSES

RULES: Final = ("round-robin", "random", "by-batch")
"""How documents are dealt to people: the least loaded in turn; drawn with a stored seed; a whole batch to the same."""

KINDS: Final = ("ordinary", "practice", "gold-check")
"""What a document is to somebody: work; practice, with feedback against gold; a check against gold, unseen by them."""

WORK_STATES: Final = (*STATUSES, "skipped")
"""What a piece of work (one document of one person) can be."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One document of one person.

    ``state``: ``given``; ``reserved`` (taken from the pool, until ``reserved_until`` unless something is marked);
    ``skipped``, with the ``reason``; ``withdrawn``. ``held``: whether it is theirs now; ``status``: how far they are.
    """

    document: str
    person: str
    state: str
    kind: str
    reserved_until: str | None
    reason: str
    assigned_at: str
    held: bool
    status: str


@dataclass(frozen=True, slots=True)
class Run:
    """One act of assigning: by whom (empty: at the shell), by which rule and seed, to whom, how much it gave."""

    at: str
    by: str
    rule: str
    seed: int | None
    overlap: int
    kind: str
    batch: str
    people: tuple[str, ...]
    documents: int
    given: int
