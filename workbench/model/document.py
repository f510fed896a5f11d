"""Documents: immutable text with the sections, sentences and tokens that were frozen at import.

All offsets are Unicode code points into `Document.text`, half-open. Nothing here is ever normalised.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain
from operator import sub
from typing import Any, Final, NamedTuple, overload

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv", "arc", "syr"})


class Extent(NamedTuple):
    """A stretch of text: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int


_extent: Final = partial[Extent](tuple.__new__, Extent)  # in half the time of `Extent._make`, which counts the values


def steps_of(extents: Iterable[tuple[int, int]]) -> list[int]:
    """Extents in order as steps: how far each begins behind the end of the one before, and its length, in turn."""
    edges = list(chain.from_iterable(extents))
    return list(map(sub, edges, chain((0,), edges)))


def packed(extents: Iterable[tuple[int, int]]) -> str:
    """Extents in order as `PackedExtents` takes them."""
    return f"[{','.join(map(str, steps_of(extents)))}]"


class PackedExtents(Sequence[Extent]):
    """Extents that came as steps in JSON (``[0,5,1,3]`` are 0–5 and 6–9), parsed when somebody first looks at one.

    Steps are short, and can be joined from those of parts. Most formats need no tokens.
    """

    __slots__ = ("_found", "_packed")

    def __init__(self, packed: str) -> None:
        self._packed: Final = packed
        self._found: list[Extent] | None = None

    @property
    def edges(self) -> tuple[int, ...]:
        """Start and end of each extent in turn."""
        return tuple(accumulate(json.loads(self._packed)))

    @property
    def unpacked(self) -> list[Extent]:
        """The extents."""
        if self._found is None:
            edges = iter(self.edges)
            self._found = list(map(_extent, zip(edges, edges, strict=True)))
        return self._found

    @overload
    def __getitem__(self, place: int) -> Extent: ...
    @overload
    def __getitem__(self, place: slice) -> list[Extent]: ...
    def __getitem__(self, place: int | slice) -> Extent | list[Extent]:
        return self.unpacked[place]

    def __len__(self) -> int:
        return len(self.unpacked)

    def __iter__(self) -> Iterator[Extent]:
        return iter(self.unpacked)

    def __eq__(self, other: object) -> bool:
        return self.unpacked == (other.unpacked if isinstance(other, PackedExtents) else other)


class Section(NamedTuple):
    """One line of the text (without its newline) and what it is in the article."""

    start: int
    end: int
    kind: str


SECTION_KINDS: Final = (
    "title",
    "deck",
    "date",
    "byline",
    "caption",
    "summary",
    "heading",
    "body",
    "boilerplate",
)


@dataclass(frozen=True, slots=True)
class Document:
    """An article as imported. ``text`` never changes; ``notes`` say what import had to adapt."""

    id: str
    text: str
    language: str = "ar"
    source: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    sections: Sequence[Section] = ()
    sentences: Sequence[Extent] = ()
    tokens: Sequence[Extent] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 bytes of the text."""
        return digest(self.text)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, from the language."""
        return direction_of(self.language)

    @property
    def title(self) -> str:
        """The title line, else the first line that is not boilerplate, else the id."""
        return title_of(self.text, self.sections) or self.id


def digest(text: str) -> str:
    """Hex SHA-256 of the UTF-8 bytes of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def direction_of(language: str) -> str:
    """Writing direction of a BCP 47 language tag: ``rtl`` or ``ltr``."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def title_of(text: str, sections: Sequence[Section]) -> str:
    """The title line of a text, at most 200 code points; empty if no line has content."""
    candidates = [s for s in sections if s.kind == "title"] or [s for s in sections if s.kind != "boilerplate"]
    lines = (text[s.start : s.end].strip() for s in candidates)
    return next((line for line in lines if line), "")[:200]
