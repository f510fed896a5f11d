"""What a doccano server says and is told, as plain values. Offsets count as doccano does: see `Project.graphemes`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Login:
    """Where a server is and who we are there. ``wait`` is how long its worker may take over one task, in seconds."""

    url: str
    user: str
    password: str
    wait: int = 300

    def __repr__(self) -> str:
        return f"Login({self.url!r}, {self.user!r})"  # a password has no place in a log


@dataclass(frozen=True, slots=True)
class Project:
    """A project. ``shared``: its members work on one and the same annotations, else each on their own.

    ``graphemes``: offsets count grapheme clusters, else UTF-16 code units, as its page does. ``lacks`` says in words
    why it cannot hold nested entities and relations; empty if it can.
    """

    id: int
    name: str
    shared: bool
    graphemes: bool
    lacks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LabelType:
    """A label as doccano shows it; ``key`` is a single digit or Latin letter, or None."""

    text: str
    colour: str
    text_colour: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text in a project."""

    id: int
    text: str
    meta: Mapping[str, Any]


class Mark(NamedTuple):
    """A span, offsets in doccano's unit."""

    id: int
    start: int
    end: int
    label: str


class Link(NamedTuple):
    """A relation between two marks, by their ids."""

    id: int
    head: int
    tail: int
    label: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one user, or in a shared project everybody, says of an example; ``meta`` is all else that its line says."""

    example: int
    text: str
    meta: Mapping[str, Any]
    marks: Sequence[Mark]
    links: Sequence[Link]
    comments: Sequence[str]
