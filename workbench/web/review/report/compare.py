"""One document as two people finished it, side by side: every line of its text, and where they differ in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from workbench.model.document import Document
from workbench.web.review.report.lines import drawn, strokes_of

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.actions.agreement import Row


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of the text, its kind (title, body …), how it is drawn, and the differences that begin in it.

    Each difference has its number in the document, from 1.
    """

    kind: str
    text: Markup
    differences: Sequence[tuple[int, "Row"]]


def compared(document: Document, rows: Sequence["Row"]) -> list[ComparedLine]:
    """The lines of a document that have text; ``rows`` are all lines of the alignment of two people in it."""
    marks = [row for row in rows if row.layer == "span"]  # relations stand beside the text only
    strokes = [one for row in marks for one in strokes_of(row, "agreed" if row.kind == "agree" else "differs")]
    differing = sorted((row for row in rows if row.kind != "agree"), key=_begins)
    numbered = list(enumerate(differing, 1))
    found = []
    for section in document.sections:
        text = document.text[section.start : section.end]
        if text.strip():
            inside = [one for one in strokes if one.start < section.end and one.end > section.start]
            here = [(n, row) for n, row in numbered if section.start <= _begins(row) < section.end]
            found.append(ComparedLine(section.kind, drawn(text, inside, section.start), here))
    return found


def _begins(row: "Row") -> int:
    return min(_starts(row))


def _starts(row: "Row") -> Iterator[int]:
    for version in (row.first, row.second):
        if version is not None:
            yield from (place.start for place in version.places)
