"""brat's files → drafts.

The rule: what brat can hold and we cannot is left out, with a note that names its lines; what is broken is a problem.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from workbench.formats.base import Draft, Findings
from workbench.formats.brat.conf import roles_of
from workbench.formats.brat.page import Page
from workbench.formats.file_names import id_of, owner_of
from workbench.formats.line_ends import plain_lines
from workbench.formats.native import read_record
from workbench.formats.offsets import Offsets
from workbench.formats.problems import FileProblem, NotReadable
from workbench.formats.source import Source
from workbench.formats.units import Unit
from workbench.model.document import Extent

BESIDE_A1: Final = (".a2", ".co", ".rel")
"""Files that go on with ``X.a1``."""

ABOVE: Final = ("", "../", "../../", "../../../")
"""Where brat looks for the configuration of a collection: in its folder, then in those around it."""

_UNITS: Final = (Unit.CODE_POINTS, Unit.UTF16)


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The document of a ``.ann`` (or ``.a1``) file and of the ``.txt`` beside it."""
    stem, _, ending = source.base.rpartition(".")
    beside = source.sibling(f"{stem}.txt")
    if beside is None:
        raise NotReadable(where=source.name, reason=f"{stem}.txt is not beside it")
    decoded = beside.text()
    page = Page(findings, _roles(source))
    more = [source.sibling(stem + other) for other in BESIDE_A1] if ending == "a1" else []
    for one in (source, *more):
        if one:
            page.take(one)
    extents = _extents(page, decoded.text, Offsets(source, findings, _UNITS), bom=bool(decoded.notes))
    text, notes = plain_lines(decoded.text)
    fields = {"id": id_of(stem), "text": text, "owner": owner_of(source), **page.items(text, extents)}
    draft = read_record(fields, page.place(source.name, beside.name), findings) if not page.broken else None
    if draft:
        yield replace(draft, notes=[*decoded.notes, *notes, *page.notes()])


def _roles(source: Source) -> Mapping[str, tuple[str, str]]:
    conf = next(filter(None, (source.sibling(f"{above}annotation.conf") for above in ABOVE)), None)
    return roles_of(conf.read().decode("utf-8", errors="replace")) if conf else {}


def _extents(page: Page, text: str, offsets: Offsets, *, bom: bool) -> list[Extent]:
    """Where all stretches of the page lie in the stored text. brat counts a byte-order mark as a character."""
    claims, place = page.claims(), page.place_of_claim
    if bom:
        try:
            found = offsets.extents("\ufeff" + text, claims, place)
            return [Extent(start - 1, end - 1) for start, end in found]
        except FileProblem:
            pass  # made by a tool that does not count it
    return list(offsets.extents(text, claims, place))
