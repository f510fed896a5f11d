"""What the tables are, and how documents become rows and rows documents."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from workbench.formats.base import Draft, Findings
from workbench.formats.json_text import loads
from workbench.formats.line_ends import plain_lines
from workbench.formats.native import read_record
from workbench.formats.native_line import line_fields
from workbench.formats.tables.pile import KINDS, Pile, Row
from workbench.formats.units import Claim, Counting, Unit, Unsettled, settle
from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document

TABLES: Final[Mapping[str, Sequence[str]]] = {
    "documents": ("document", "language", "text", "meta", "sections", "tokens", "sentences"),
    "sets": ("document", "owner", "status", "completed_at"),
    "spans": ("document", "owner", "id", "start", "end", "label", "text", "attributes", "note", "kb_id"),
    "relations": (
        "document", "owner", "id", "label", "head", "tail", "attributes", "note",
        "head_label", "head_text", "tail_label", "tail_text",
    ),
}  # fmt: skip
"""Table → its columns. ``start`` and ``end`` are code points, half-open; the last four of relations are there to be
read by people, and are not read back."""

_FOR_PEOPLE: Final = ("head_label", "head_text", "tail_label", "tail_text")
_JSON: Final = ("meta", "sections", "tokens", "sentences", "attributes")
_NUMBERS: Final = ("start", "end")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}")
_KEYS: Final = ("document", "owner")

Cells = list[Any]


def rows_of(document: Document, owned: AnnotationSet | None, *, again: bool) -> Iterator[tuple[str, Cells]]:
    """The rows of a document and set, each with its table; ``again`` if the document has its row already."""
    if not again:
        fields = line_fields(document, None, {})
        yield "documents", [document.id, *(_cell(fields[name]) for name in TABLES["documents"][1:])]
    if owned is None:
        return
    key = [document.id, owned.owner]
    yield "sets", [*key, owned.status, owned.completed_at]
    items = owned.annotations
    for span in items.ordered_spans():
        yield "spans", [*key, *(_cell(getattr(span, name)) for name in TABLES["spans"][2:])]
    for relation in items.ordered_relations():
        yield "relations", [*key, *_relation_cells(relation, items.spans)]


def drafts_of(tables: Mapping[str, Iterable[Row]], findings: Findings) -> Iterator[Draft]:
    """The drafts that these rows make up, documents in the order of theirs; every fault with its row."""
    pile = Pile(tables)
    for row in tables["documents"]:
        fields, waiting = _values(row, findings), pile.take(row.cells.get("document"))
        if fields is not None:
            for owner, items in (waiting or {None: {kind: [] for kind in KINDS}}).items():
                draft = _Reader(row, items, findings).draft(fields, owner)
                if draft:
                    yield draft
    for document, stranger in pile.rest():  # nothing may be lost without a word
        findings.wrong(stranger.where, "document", document, "an id of the table of documents")


Placed = tuple[Row, dict[str, Any]]


class _Reader:
    """Reads what one owner says of a document: the row of that, and the rows of their set, spans and relations."""

    def __init__(self, row: Row, items: Mapping[str, Sequence[Row]], findings: Findings) -> None:
        self.row, self.findings = row, findings
        self.items: dict[str, list[Placed]] = {kind: [] for kind in items}
        for kind, one in ((kind, one) for kind, rows in items.items() for one in rows):
            fields = _values(one, findings)
            if fields is not None:
                self.items[kind].append((one, fields))

    def draft(self, fields: dict[str, Any], owner: str | None) -> Draft | None:
        """The draft of the document whose own fields these are."""
        items = self.items
        unfolded = self._unfolded(fields, items["spans"])
        if unfolded is None:
            return None
        state = items["sets"][0][1] if items["sets"] else {}
        listed = {kind: [found for _, found in items[kind]] for kind in ("spans", "relations")}
        given = {"id": self.row.cells.get("document"), **unfolded, "owner": owner, **state, **listed}
        return read_record(given, self._place, self.findings)

    def _place(self, *path: str | int) -> str:
        match path:
            case (str(kind), int(at), *_) if at < len(self.items.get(kind, [])):
                return self.items[kind][at][0].where
        return self.row.where

    def _unfolded(self, fields: dict[str, Any], spans: Sequence[Placed]) -> dict[str, Any] | None:
        """The fields with the line ends that offsets count: a program that wrote CR LF into a text may have left them
        as they were. None, and a problem, if the surfaces of the spans do not tell."""
        text, said = fields.get("text") or "", [one for _, one in spans if {"start", "end"} <= one.keys()]
        if "\r" not in text or not said:
            return fields
        claims = [Claim(one["start"], one["end"], one.get("text")) for one in said]
        try:
            settled = settle(text, claims, (Counting(Unit.CODE_POINTS), Counting(Unit.CODE_POINTS, lf=True)))
        except Unsettled as unsettled:
            expected = "spans that show their text: CR LF may count as one or as two"
            self.findings.wrong(self._place("spans", unsettled.misfit), "start, end", "unclear", expected)
            return None
        if settled.counting.lf:
            for one in (fields, *said):
                one["text"] = plain_lines(one.get("text") or "")[0] or None
        return fields


def _values(row: Row, findings: Findings) -> dict[str, Any] | None:
    """The cells of a row as native JSON has them, without its keys; None if one cannot be read."""
    found: dict[str, Any] = {}
    for name, cell in row.cells.items():
        if name in _KEYS or name in _FOR_PEOPLE or cell is None:
            continue
        try:
            found[name] = _value(name, cell)
        except ValueError:
            findings.wrong(row.where, name, cell, "a whole number" if name in _NUMBERS else "JSON")
            return None
    return found


def _value(name: str, cell: str) -> Any:
    if name in _JSON:
        return loads(cell)
    if name in _NUMBERS and not _NUMBER.fullmatch(cell):
        raise ValueError(cell)
    return int(cell) if name in _NUMBERS else cell


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, str | int):
        return value
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)


def _relation_cells(relation: Relation, spans: Mapping[str, Span]) -> Iterator[Any]:
    yield from (relation.id, relation.label, relation.head, relation.tail, _cell(relation.attributes))
    yield relation.note
    for end in (spans[relation.head], spans[relation.tail]):
        yield from (end.label, end.text)
