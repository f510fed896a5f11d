"""The offsets of a file's spans as code points, or the problem with them; each document is counted in one way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.formats.base import Findings
from workbench.formats.notes import Remark
from workbench.formats.problems import FileProblem, NotThere, OutsideText, Reading, UnitUnclear
from workbench.formats.source import Source
from workbench.formats.units import Alike, Claim, Counting, Settled, Unit, Unsettled, as_it_stands, settle
from workbench.model.document import Extent

PlaceOf = Callable[[int], str]
"""Where the claim of an index stands in the file."""


_AROUND: Final = 24
"""So much of the text is shown on either side of a span in doubt."""


def _undecided() -> Unit | None:
    return None


@dataclass(frozen=True, slots=True)
class Offsets:
    """How the offsets of one file are read. ``units`` are those its tool may count in, the likeliest first.

    The unit that the person who imports has named counts alone. ``alike`` compares surfaces with the text. Where
    several units fit and differ, ``decide`` may know better, for the file as a whole.
    """

    source: Source
    findings: Findings
    units: tuple[Unit, ...] = tuple(Unit)
    decide: Callable[[], Unit | None] = _undecided
    alike: Alike = as_it_stands

    def extents(self, raw: str, claims: Sequence[Claim], place: PlaceOf) -> Sequence[Extent]:
        """Where the claims lie in the stored text. Raises a `FileProblem` with the place of a claim that fits nowhere,
        or that several ways of counting place differently."""
        units = (self.source.unit,) if self.source.unit else self.units
        ways = [Counting(unit) for unit in units]
        if "\r" in raw and any(claim.surface for claim in claims):  # a grapheme cluster holds CR LF whole as it is
            ways += [Counting(unit, lf=True) for unit in units if unit is not Unit.GRAPHEMES]
        try:
            settled = settle(raw, claims, ways, self.alike)
        except Unsettled as unsettled:
            decided = self.decide() if unsettled.fitting else None
            found = next((one for one in unsettled.fitting if one.counting.unit is decided), None)
            if found is None:
                raise _problem(unsettled, raw, claims, place) from None
            settled = found
        self._note(settled)
        return settled.extents

    def _note(self, settled: Settled) -> None:
        """Say once for the file how its offsets are counted, if it makes a difference."""
        counted = (settled.counting, *settled.also)
        note = Remark.UNIT(unit=settled.counting.words)
        if Counting(Unit.CODE_POINTS) not in counted and note not in self.findings.notes:
            self.findings.notes.append(note)


def _problem(unsettled: Unsettled, raw: str, claims: Sequence[Claim], place: PlaceOf) -> FileProblem:
    if not unsettled.fitting:
        start, end, surface = claims[unsettled.misfit]
        where = place(unsettled.misfit)
        if surface is None:
            return OutsideText(where=where, start=start, end=end)
        return NotThere(where=where, surface=surface, start=start, end=end)
    one, *others = unsettled.fitting
    other = next(found for found in others if found.extents != one.extents)
    at = next(i for i in range(len(claims)) if one.extents[i] != other.extents[i])
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    readings = [(found.counting, _reading(text, found.extents[at])) for found in unsettled.fitting]
    shown = [text[slice(*found.extents[at])] for found in (one, other)]
    problem = UnitUnclear(
        where=place(at), start=claims[at].start, end=claims[at].end,
        one=shown[0], other=shown[1], unit=one.counting.words, other_unit=other.counting.words,
    )  # fmt: skip
    problem.readings = readings
    return problem


def _reading(text: str, extent: Extent) -> Reading:
    start, end = extent
    return Reading(text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND])
