"""Native JSONL, the lossless format: one line per document and owner (``docs/formats.md``)."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from operator import le, lt
from typing import Any, Final

from workbench.formats.base import (
    CARRIES,
    Chunks,
    Draft,
    ExportOptions,
    Findings,
    Format,
    LossReport,
    Pairs,
    Place,
    Sign,
    Sureness,
)  # fmt: skip
from workbench.formats.json_places import column
from workbench.formats.json_text import DEEPEST, is_shallow, loads, not_json
from workbench.formats.line_ends import Moved, plain_lines
from workbench.formats.native_line import VERSION, json_line
from workbench.formats.notes import Remark
from workbench.formats.problems import BadJson, BadValue
from workbench.formats.source import Head, Source
from workbench.model.annotation import STATUSES, Relation, Span
from workbench.model.document import SECTION_KINDS, Extent, Section
from workbench.model.errors import BadRequest, WorkbenchError
from workbench.model.items import is_text, read_id, read_relation, read_span, shown
from workbench.model.schema import Schema, Words

KEYS: Final = (
    "format", "id", "text", "language", "meta", "sections", "tokens", "sentences", "schema",
    "owner", "status", "completed_at", "spans", "relations",
)  # fmt: skip
_OF_THE_API: Final = ("revision", "direction")  # said by GET /api/v1/documents/<id> beside the native keys


def schema_stamp(schema: Schema) -> dict[str, str]:
    """How a line names the schema it was made under."""
    return {"name": schema.name, "version": schema.version, "sha256": schema.sha256}


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """Every pair as a line. Loses nothing, whatever the options say."""
    for document, current in pairs():
        loss.documents += 1
        if current:
            loss.count(current)
        yield ".jsonl", json_line(document, current, options.schema) + "\n"


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The lines of a file as drafts; every problem with its line and column."""
    for number, line in source.lines():
        if line.strip():
            draft = _read_line(line.removesuffix("\r"), _Where(source.name, number, line), findings)
            if draft:
                yield draft


def sniff(head: Head) -> Sign | None:
    """Lines of JSON that name our format, or have at least an id and a text."""
    if head.is_list or not head.text.lstrip().startswith("{"):
        return None
    if head.record.get("format") == VERSION or f'"{VERSION}"' in head.text[:200]:
        return Sign(Sureness.SURE, Words(f"its lines say “{VERSION}”", f"في سطوره «{VERSION}»"))
    if {"id", "text"} <= head.keys:
        return Sign(Sureness.POSSIBLE, Words("lines of JSON with “id” and “text”", "سطور JSON فيها id وtext"))
    return Sign(Sureness.POSSIBLE, Words("lines of JSON", "سطور JSON"))


class _Where:
    """Places within one line of a file."""

    def __init__(self, name: str, number: int, line: str) -> None:
        self.start = f"{name}:{number}"
        self.line = line

    def __call__(self, *path: str | int) -> str:
        return f"{self.start}:{column(self.line, path)}"


def _read_line(line: str, place: _Where, findings: Findings) -> Draft | None:
    try:
        given = loads(line)
    except json.JSONDecodeError as error:
        findings.problems.append(not_json(f"{place.start}:{error.colno}", error))
        return None
    if not isinstance(given, dict):
        findings.problems.append(BadJson(where=place(), reason=f"found {shown(given)}"))
        return None
    return read_record(given, place, findings)


def read_record(given: dict[str, Any], place: Place, findings: Findings) -> Draft | None:
    """The draft of one object of native JSON, however it came; None if there are problems with it."""
    record = _Record(given, place)
    draft = record.draft()
    findings.problems += record.problems
    return draft if not record.problems else None


class _Record:
    """Reads one JSON object; collects problems instead of stopping at the first."""

    def __init__(self, given: dict[str, Any], place: Place) -> None:
        self.given = given
        self.place = place
        self.problems: list[WorkbenchError] = []

    def draft(self) -> Draft | None:
        """The draft, or None if even id or text cannot be read."""
        self._check_version()
        document, raw = self._id(), self._text()
        if self.problems:
            return None
        text, notes = plain_lines(raw)
        unknown = {key: value for key, value in self.given.items() if key not in KEYS + _OF_THE_API}
        remarks = [Remark.UNKNOWN_KEY(key=key) for key in unknown]
        moved = Moved(raw)
        return Draft(
            id=document,
            text=text,
            place=self.place,
            language=self._string("language", "ar"),
            meta={**self._object("meta"), **unknown},
            sections=self._sections(moved, len(text)),
            tokens=self._extents("tokens", moved, len(text)),
            sentences=self._extents("sentences", moved, len(text)),
            owner=self._owner(),
            status=self._status(),
            completed_at=self._completed_at(),
            spans=[moved.span(span) for span in self._spans(raw)],
            relations=self._relations(),
            schema=self._object("schema") or None,
            notes=[*notes, *remarks],
        )

    def _id(self) -> str:
        try:
            return read_id(self.given, "id", "line")
        except BadRequest as error:
            self._keep(error, "id")
            return ""

    def _text(self) -> str:
        found = self.given.get("text")
        if found is None or (isinstance(found, str) and not found.strip()):
            self._wrong("is missing" if found is None else "is empty", "the text of the article", "text")
        return self._string("text", "")

    def _check_version(self) -> None:
        found = self.given.get("format", VERSION)
        if found != VERSION:
            self._wrong(f"is {shown(found)}", f"“{VERSION}”, the only one there is", "format")

    def _completed_at(self) -> str | None:
        given = self._string("completed_at", "")
        try:
            datetime.fromisoformat(given or "2026-11-21T20:00:00Z")
        except ValueError:
            self._wrong(f"is {shown(given)}", "a moment such as 2026-11-21T20:00:00Z", "completed_at")
        return given or None

    def _owner(self) -> str | None:
        return self._string("owner", "") or None

    def _status(self) -> str:
        begun = self.given.get("owner") or self.given.get("spans")
        status = self._string("status", "in_progress" if begun else "new")
        if status not in STATUSES:
            self._wrong(f"is {shown(status)}", f"one of {', '.join(STATUSES)}", "status")
        return status

    def _spans(self, raw: str) -> list[Span]:
        found = []
        for i, one in self._list("spans"):
            try:
                found.append(read_span(one, raw, f"spans[{i}]"))
            except BadRequest as error:
                self._keep(error, "spans", i)
        return found

    def _relations(self) -> list[Relation]:
        found = []
        for i, one in self._list("relations"):
            try:
                found.append(read_relation(one, f"relations[{i}]"))
            except BadRequest as error:
                self._keep(error, "relations", i)
        return found

    def _sections(self, moved: "Moved", length: int) -> list[Section] | None:
        if self.given.get("sections") is None:
            return None
        found = []
        for i, one in self._list("sections"):
            if not (isinstance(one, list) and len(one) == 3 and one[2] in SECTION_KINDS and _is_extent(one[:2])):
                self._wrong(f"is {shown(one)}", f"[start, end, one of {', '.join(SECTION_KINDS)}]", "sections", i)
            else:
                found.append(Section(moved(one[0]), moved(one[1]), one[2]))
        self._in_order(found, length, "sections")
        return found

    def _extents(self, key: str, moved: "Moved", length: int) -> list[Extent] | None:
        if self.given.get(key) is None:
            return None
        given = self.given[key]
        if moved.unchanged and _are_extents(given, length):
            return list(map(Extent._make, given))
        found = []
        for i, one in self._list(key):
            if not _is_extent(one):
                self._wrong(f"is {shown(one)}", "[start, end] in code points", key, i)
            else:
                found.append(Extent(moved(one[0]), moved(one[1])))
        self._in_order(found, length, key)
        return found

    def _in_order(self, found: Sequence[tuple[Any, ...]], length: int, key: str) -> None:
        end = 0
        for i, one in enumerate(found):
            if not end <= one[0] < one[1] <= length:
                self._wrong(f"is {list(one)}", f"extents in order, apart, within 0 to {length}", key, i)
                return
            end = one[1]

    def _list(self, key: str) -> list[tuple[int, Any]]:
        found = self.given.get(key)
        if found is not None and not isinstance(found, list):
            self._wrong(f"is {shown(found)}", "a list", key)
            return []
        return list(enumerate(found or []))

    def _object(self, key: str) -> dict[str, Any]:
        found = self.given.get(key)
        if found is None:
            return {}
        if not isinstance(found, dict) or not is_shallow(found):
            self._wrong(f"is {shown(found)}", f"an object of at most {DEEPEST} levels", key)
        elif not is_text(json.dumps(found, ensure_ascii=False)):
            self._wrong(f"is {shown(found)}", "an object without half characters", key)
        else:
            return found
        return {}

    def _string(self, key: str, default: str) -> str:
        found = self.given.get(key)
        if found is None:
            return default
        if not isinstance(found, str) or not is_text(found):
            self._wrong(f"is {shown(found)}", "a string without NUL or half characters", key)
            return default
        return found

    def _wrong(self, got: str, expected: str, *path: str | int) -> None:
        name = ".".join(map(str, path))
        self.problems.append(BadValue(where=self.place(*path), at=name, got=got, expected=expected))

    def _keep(self, error: BadRequest, *path: str | int) -> None:
        at, got, expected = (error.fields[name] for name in ("at", "got", "expected"))
        self.problems.append(BadValue(where=self.place(*path), at=at, got=got, expected=expected))


def _are_extents(found: object, length: int) -> bool:
    """Whether a value is extents in order, apart, within 0 to ``length``: asked of all at once, for there are many."""
    if not isinstance(found, list) or not found or {*map(type, found)} != {list} or {*map(len, found)} != {2}:
        return False
    edges = list(chain.from_iterable(found))
    if {*map(type, edges)} != {int}:
        return False
    starts, ends = edges[::2], edges[1::2]
    return edges[0] >= 0 and edges[-1] <= length and all(map(lt, starts, ends)) and all(map(le, ends, starts[1:]))


def _is_extent(found: object) -> bool:
    return isinstance(found, list) and len(found) == 2 and all(type(one) is int for one in found)


NATIVE = Format("jsonl", "Native JSONL", ".jsonl", "application/jsonl", frozenset(CARRIES), read, write, sniff=sniff)
