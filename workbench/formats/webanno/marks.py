"""What the columns of WebAnno TSV say: spans over one or more rows, relations on the row of their target."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from workbench.formats.base import Findings
from workbench.formats.webanno.escapes import stacked, unescaped_value
from workbench.formats.webanno.layers import Layer, Layers
from workbench.formats.webanno.lines import Row

_VALUE: Final = re.compile(r"((?:[^\\\[\]]|\\.)*)(?:\[(\d{1,9})\])?", re.DOTALL)
_SOURCE: Final = re.compile(r"(\d+-\d+(?:\.\d+)?)(?:\[(\d{1,9})_(\d{1,9})\])?")


@dataclass(slots=True)
class Mark:
    """A span in the file's own offsets."""

    where: str
    start: int
    end: int
    label: str
    kb_id: str | None = None


class Link(NamedTuple):
    """A relation between two marks."""

    where: str
    label: str
    head: Mark
    tail: Mark


class _Waiting(NamedTuple):
    """A relation whose source may stand further below: its layer, its label, its row, what its column says."""

    layer: Layer
    label: str
    row: Row
    said: str


class Marks:
    """Takes the rows one by one; keeps problems instead of stopping."""

    def __init__(self, layers: Layers, findings: Findings) -> None:
        self.layers = layers
        self.findings = findings
        self.spans: list[Mark] = []
        self.relations: list[Link] = []
        self._numbered: dict[tuple[str, int], Mark] = {}
        self._at: dict[tuple[str, str], list[Mark]] = {}
        self._waiting: list[_Waiting] = []

    def take(self, row: Row) -> None:
        """Take the columns of a row."""
        cells = row.cells if row.cells[-1:] != [""] else row.cells[:-1]  # a row ends with a tab
        if len(cells) != self.layers.width:
            self.findings.wrong(row.where, "the number of columns", 3 + len(cells), f"{3 + self.layers.width}")
            return
        for layer in self.layers.spans:
            for values in self._stacks(layer, cells, row):
                self._span(layer, values, row)
        for layer in self.layers.relations:
            for values in self._stacks(layer, cells, row):
                label = _text(values.get(layer.label)) or layer.short
                self._waiting.append(_Waiting(layer, label, row, values.get(layer.source, "")))

    def link(self) -> None:
        """Find the ends of all relations, when every row has been taken."""
        for one in self._waiting:
            found = _SOURCE.fullmatch(one.said)
            base = one.layer.base or ""
            head = self._end(base, found[1], int(found[2] or 0)) if found else None
            tail = self._end(base, one.row.id, int(found[3] or 0)) if found else None
            if head and tail:
                self.relations.append(Link(one.row.where, one.label, head, tail))
            else:
                expected = "the row of a span, with the numbers of both ends where several spans are stacked"
                self.findings.wrong(one.row.where, "the source of a relation", one.said, expected)

    def _stacks(self, layer: Layer, cells: list[str], row: Row) -> list[dict[int | None, str]]:
        """What the columns of a layer say in a row, for each of the annotations that are stacked there."""
        said = {column: stacked(cells[column]) for column in layer.columns if cells[column] not in ("_", "")}
        if not said:  # most rows: a word without a mark
            return []
        count = max(map(len, said.values()), default=0)
        if any(len(values) != count for values in said.values()):
            self.findings.wrong(row.where, layer.name, row.cells, "as many values in each of its columns")
            return []
        return [{column: values[at] for column, values in said.items()} for at in range(count)]

    def _span(self, layer: Layer, values: dict[int | None, str], row: Row) -> None:
        """Begin a span, or go on with the one of the same number."""
        parts = {column: _VALUE.fullmatch(value) for column, value in values.items() if column not in layer.slots}
        numbers = {int(part[2]) for part in parts.values() if part and part[2]}
        if len(numbers) > 1 or not all(parts.values()):
            self.findings.wrong(
                row.where, layer.name, "|".join(values.values()), "a value, then one number in brackets"
            )
            return
        number = next(iter(numbers), 0)
        label, kb_id = _text(values.get(layer.label)) or layer.short, _text(values.get(layer.kb_id))
        mark = self._numbered.get((layer.name, number)) if number else None
        if mark is None:
            mark = Mark(row.where, row.start, row.end, label, kb_id)
            self.spans.append(mark)
        elif (mark.label, mark.kb_id) != (label, kb_id):
            self.findings.wrong(row.where, f"{layer.name} [{number}]", label, f"{mark.label}, as on its first row")
        mark.end = max(mark.end, row.end)
        if number:
            self._numbered[layer.name, number] = mark
        self._at.setdefault((layer.name, row.id), []).append(mark)

    def _end(self, layer: str, row: str, number: int) -> Mark | None:
        """The span of a number, else the only one of a row."""
        if number:
            return self._numbered.get((layer, number))
        here = self._at.get((layer, row), [])
        return here[0] if len(here) == 1 else None


def _text(value: str | None) -> str | None:
    """The value of a feature; None for ``*`` and ``_``, which say that there is none."""
    found = _VALUE.fullmatch(value) if value is not None else None
    bare = found[1] if found else ""
    return None if bare in ("", "*", "_") else unescaped_value(bare)
