"""Documents: immutable text with the sections, sentences and tokens that were frozen at import.

All offsets are Unicode code points into `Document.text`, half-open. Nothing here is ever normalised.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "ckb", "ps", "sd", "ug", "yi", "dv", "arc", "syr"})


class Extent(NamedTuple):
    """A stretch of text: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int


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
