"""Offsets of other tools → code points of the text that is stored, and how to find out what a file counts in.

Tools count code points, UTF-16 code units (JavaScript, Java) or grapheme clusters; and a line end of Windows as two or
as one. Where a file says the surface of its spans, every way of counting is tried, and the one in which all surfaces
are found is taken.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final, NamedTuple

from workbench.formats.graphemes import starts
from workbench.formats.line_ends import Moved, plain_lines
from workbench.model.document import Extent
from workbench.model.schema import Words


class Unit(StrEnum):
    """What offsets count."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 code units"
    GRAPHEMES = "grapheme clusters"


class Counting(NamedTuple):
    """A way of counting: the unit, and whether CR LF counts as one line end (``lf``) or as the two that it is."""

    unit: Unit
    lf: bool = False

    def __str__(self) -> str:
        return self.words.en

    @property
    def words(self) -> Words:
        """What it is called on screen."""
        said = _CALLED[self.unit]
        return Words(f"{said.en}, CR LF as one", f"{said.ar} مع عدّ CR LF واحدًا") if self.lf else said


_CALLED: Final = {
    Unit.CODE_POINTS: Words(str(Unit.CODE_POINTS), "نقاط الترميز"),
    Unit.UTF16: Words(str(Unit.UTF16), "وحدات UTF-16"),
    Unit.GRAPHEMES: Words(str(Unit.GRAPHEMES), "الحروف كما تُرى"),
}


ALL: Final = (*(Counting(unit) for unit in Unit), Counting(Unit.CODE_POINTS, lf=True), Counting(Unit.UTF16, lf=True))
"""Every way of counting, the likeliest first. (A grapheme cluster holds CR LF whole, whatever one does.)"""


class Claim(NamedTuple):
    """A span as a file says it: offsets in the file's own unit, and the surface, None if it does not say."""

    start: int
    end: int
    surface: str | None = None


Alike = Callable[[str, str], bool]
"""Whether a stretch of the stored text (first) is the surface that a file says (second)."""


class Ruler:
    """Offsets of one text: from the file's way of counting to code points of the stored text, and back."""

    def __init__(self, raw: str, counting: Counting) -> None:
        counted = plain_lines(raw)[0] if counting.lf else raw
        self._to_stored: Callable[[int], int] = int if counting.lf or "\r" not in raw else Moved(raw)
        self._edges = _edges(counted, counting.unit)
        self.length = len(counted) if self._edges is None else len(self._edges) - 1

    def code_point(self, offset: int) -> int | None:
        """The place in the stored text; None if outside, or inside of what counts as more than one."""
        if self._edges is None:
            return self._to_stored(offset) if 0 <= offset <= self.length else None
        at = self._edges[offset] if 0 <= offset <= self.length else -1
        return None if at < 0 else self._to_stored(at)

    def extent(self, start: int, end: int) -> Extent | None:
        """The extent in the stored text, or None if either end has no place there."""
        first, last = self.code_point(start), self.code_point(end)
        return None if first is None or last is None else Extent(first, last)


class Measure:
    """Code points of a stored text → the unit that a file counts in, for writers."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._widths = None if _is_same(text, unit) else _widths(text, unit)

    def __call__(self, code_point: int) -> int:
        return code_point if self._widths is None else self._widths[code_point]


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found out: the way of counting, its ruler, and the extents of the claims in the stored text.

    ``also`` are other ways of counting that give the very same extents.
    """

    counting: Counting
    extents: Sequence[Extent]
    also: Sequence[Counting] = ()


class Unsettled(Exception):
    """No way of counting fits all claims (``fitting`` is empty), or several do and differ."""

    def __init__(self, fitting: Sequence[Settled], misfit: int = 0) -> None:
        super().__init__("no unit fits" if not fitting else "several units fit")
        self.fitting = fitting
        self.misfit = misfit
        """Index of the first claim that the likeliest way of counting cannot place."""


def as_it_stands(found: str, surface: str) -> bool:
    """Whether a stretch of the stored text is what a file says of it, line ends aside."""
    return found == plain_lines(surface)[0]


def settle(
    raw: str, claims: Sequence[Claim], candidates: Iterable[Counting] = ALL, alike: Alike = as_it_stands
) -> Settled:
    """The way in which these claims were counted, and where they lie. ``raw`` is the text as the file has it.

    A way fits if every claim lies in the text and shows the surface that the file says, or one that is ``alike``.
    Raises `Unsettled` if none fits, or several that place a claim differently.
    """
    stored, _ = plain_lines(raw)
    tried = [_try(raw, stored, claims, counting, alike) for counting in candidates]
    fitting = [one for one in tried if isinstance(one, Settled)]
    if not fitting:
        raise Unsettled([], max((one for one in tried if isinstance(one, int)), default=0))
    first, *others = fitting
    if any(other.extents != first.extents for other in others):
        raise Unsettled(fitting)
    return Settled(first.counting, first.extents, [other.counting for other in others])


def _try(raw: str, stored: str, claims: Sequence[Claim], counting: Counting, alike: Alike) -> Settled | int:
    """The claims counted in this way, or the index of the first that it cannot place."""
    ruler, extents = Ruler(raw, counting), []
    for index, claim in enumerate(claims):
        extent = ruler.extent(claim.start, claim.end)
        if extent is None or (claim.surface is not None and not alike(stored[slice(*extent)], claim.surface)):
            return index
        extents.append(extent)
    return Settled(counting, extents)


def _is_same(text: str, unit: Unit) -> bool:
    """Whether the unit counts this text as code points do."""
    return unit is Unit.CODE_POINTS or (unit is Unit.UTF16 and max(text, default="") < "\U00010000")


def _edges(text: str, unit: Unit) -> list[int] | None:
    """Offset → code point, -1 inside of a code point; None where the two are one and the same."""
    if _is_same(text, unit):
        return None
    if unit is Unit.GRAPHEMES:
        return [*starts(text), len(text)]
    edges: list[int] = []
    for at, character in enumerate(text):
        edges += [at, -1] if character > "\uffff" else [at]
    return [*edges, len(text)]


def _widths(text: str, unit: Unit) -> list[int]:
    """Code point → offset in the unit. Inside a grapheme cluster: that of its end."""
    if unit is Unit.UTF16:
        return [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
    edges = [*starts(text), len(text)]
    return [bisect_left(edges, at) for at in range(len(text) + 1)]
