"""The lines of a ``.ann`` file: what brat's documentation says they are, and where each part stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from workbench.formats.problems import BadValue
from workbench.formats.units import Counting, Measure, Ruler, Unit

_ID: Final = re.compile(r"([A-Za-z]+|#[A-Za-z]*)([0-9]+)(.*)")
_EXTENTS: Final = re.compile(r"\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*")

SPAN, RELATION, EVENT, ATTRIBUTE, OLD_ATTRIBUTE, LINK, NOTE, EQUIV = "T", "R", "E", "A", "M", "N", "#", "*"
KINDS: Final = (SPAN, RELATION, EVENT, ATTRIBUTE, OLD_ATTRIBUTE, LINK, NOTE, EQUIV)
TARGETS: Final = (SPAN, RELATION, EVENT, ATTRIBUTE, LINK)
"""What an attribute, a link or a note may be about."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its id and what kind that makes it, the words of its second field, and the rest."""

    where: str
    id: str
    kind: str
    words: tuple[str, ...]
    tail: str | None

    def broken(self, expected: str) -> BadValue:
        """The problem with a line that is not what its kind must be."""
        got = f"is “{self.id} {' '.join(self.words)}”"
        return BadValue(where=self.where, at=f"line of {self.id}", got=got, expected=expected)


class Fragment(NamedTuple):
    """One stretch of a span, as the file counts it, with its surface if the line says it."""

    start: int
    end: int
    surface: str | None


def parse(text: str, where: str) -> Line:
    """A line that is not blank. Raises `BadValue` if it has no id of brat's, or no second field."""
    id, _, rest = text.partition("\t")
    data, tab, tail = rest.partition("\t")
    found = _ID.fullmatch(id)
    if id != EQUIV and (not found or found.group(3)):
        raise BadValue(where=f"{where}:1", at="id", got=f"is “{id}”", expected="T1, R1, A1, N1, #1, E1 or *, and a TAB")
    kind = id if id == EQUIV or not found else found.group(1)
    words = tuple(data.split(" ")) if data.strip() else ()
    kind = NOTE if kind.startswith(NOTE) else ATTRIBUTE if kind == OLD_ATTRIBUTE else kind
    line = Line(f"{where}:{len(id) + 2}", id, kind, words, tail if tab else None)
    if not words:
        raise line.broken("what is annotated, after a TAB")
    return line


def fragments(line: Line) -> list[Fragment]:
    """The stretches of a span line, ``Type start end[;start end…]``. Raises `BadValue` if it is not."""
    given = " ".join(line.words[1:])
    if not line.words[0] or not _EXTENTS.fullmatch(given):
        raise line.broken("Type start end, or several “start end” parted by “;”")
    extents = [tuple(map(int, one.split(" "))) for one in given.split(";")]
    ends = 0
    for start, end in extents:
        if not ends <= start < end:
            raise line.broken("stretches that are not empty, in the order of the text, apart")
        ends = end
    return [Fragment(*one) for one in _with_surfaces(line, [(start, end) for start, end in extents])]


def _with_surfaces(line: Line, extents: list[tuple[int, int]]) -> Iterator[tuple[int, int, str | None]]:
    """Each stretch with its part of the text, which joins the parts by one space. Lengths may count UTF-16."""
    text = (line.tail or "").rstrip("\t")
    if not text:
        yield from ((start, end, None) for start, end in extents)
        return
    if len(extents) == 1:
        yield (*extents[0], text)
        return
    needed = sum(end - start for start, end in extents) + len(extents) - 1
    unit = next((u for u in (Unit.CODE_POINTS, Unit.UTF16) if Measure(text, u)(len(text)) == needed), None)
    if unit is None:
        raise line.broken("a text as long as its stretches, joined by one space")
    ruler, at = Ruler(text, Counting(unit)), 0
    for start, end in extents:
        cut = ruler.extent(at, at + end - start)
        if cut is None:
            raise line.broken("a text as long as its stretches, joined by one space")
        yield start, end, text[slice(*cut)]
        at += end - start + 1
