"""What the tables are, and how documents become rows and rows documents."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from workbench.formats.base import Draft, Findings, Place
from workbench.formats.files import plain_lines
from workbench.formats.json_text import loads
from workbench.formats.native import read_record
from workbench.formats.native_line import line_fields
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


class Row(NamedTuple):
    """A row that was read: where it stands, and its cells by column; None is an empty cell."""

    where: str
    cells: Mapping[str, str | None]


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
    pile = _Pile(tables, findings)
    for row in tables["documents"]:
        fields = _values(row, findings)
        if fields is not None:
            for owner in pile.owners.pop(row.cells.get("document"), None) or [None]:
                draft = pile.draft(row, fields, owner)
                if draft:
                    yield draft
    pile.report_strangers()


Placed = tuple[Row, dict[str, Any]]


class _Pile:
    """The rows of sets, spans and relations by document and owner, until their document comes.

    A set without a row of its own is one that has rows of spans or relations.
    """

    def __init__(self, tables: Mapping[str, Iterable[Row]], findings: Findings) -> None:
        self.findings = findings
        self.owners: dict[Any, dict[Any, None]] = defaultdict(dict)
        self.rows: dict[tuple[str, Any, Any], list[Placed]] = defaultdict(list)
        for kind in ("sets", "spans", "relations"):
            for row in tables[kind]:
                self._take(kind, row)

    def draft(self, row: Row, fields: dict[str, Any], owner: str | None) -> Draft | None:
        """The draft of one owner of a document, of which ``row`` and ``fields`` are given."""
        id = row.cells.get("document")
        items = {kind: self.rows.pop((kind, id, owner), []) for kind in ("sets", "spans", "relations")}

        def place(*path: str | int) -> str:
            match path:
                case (str(kind), int(at), *_) if at < len(items.get(kind, [])):
                    return items[kind][at][0].where
            return row.where

        unfolded = self._unfolded(fields, items["spans"], place)
        if unfolded is None:
            return None
        state = items["sets"][0][1] if items["sets"] else {}
        listed = {kind: [found for _, found in items[kind]] for kind in ("spans", "relations")}
        return read_record({"id": id, **unfolded, "owner": owner, **state, **listed}, place, self.findings)

    def _unfolded(self, fields: dict[str, Any], spans: Sequence[Placed], place: Place) -> dict[str, Any] | None:
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
            self.findings.wrong(place("spans", unsettled.misfit), "start, end", "unclear", expected)
            return None
        if settled.counting.lf:
            for one in (fields, *said):
                one["text"] = plain_lines(one.get("text") or "")[0] or None
        return fields

    def report_strangers(self) -> None:
        """Note the rows whose document never came: nothing may be lost without a word."""
        for (_, document, _), rows in self.rows.items():
            for row, _ in rows:
                self.findings.wrong(row.where, "document", document, "an id of the table of documents")

    def _take(self, kind: str, row: Row) -> None:
        fields = _values(row, self.findings)
        if fields is not None:
            document, owner = row.cells.get("document"), row.cells.get("owner") or None
            self.owners[document][owner] = None
            self.rows[kind, document, owner].append((row, fields))


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
