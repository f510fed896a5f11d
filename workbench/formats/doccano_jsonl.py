"""doccano's JSONL, of projects with relations and without, as it exports and as it imports.

The files do not say in what their offsets count: UTF-16, as doccano's page does, or grapheme clusters, in a project
that was set to. Ours say it under a key of their own, which doccano keeps among the meta data, with document and owner.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Any, Final, NamedTuple

from workbench.formats.base import (
    Chunks,
    Draft,
    ExportOptions,
    Findings,
    Format,
    LossReport,
    Pair,
    Pairs,
    Sign,
    Sureness,
)  # fmt: skip
from workbench.formats.evidence import told_by_words
from workbench.formats.files import document_id
from workbench.formats.line_ends import plain_lines
from workbench.formats.notes import Remark
from workbench.formats.offsets import Offsets
from workbench.formats.problems import BadValue, FileProblem
from workbench.formats.records import Item, Path, each_draft, each_record, native_draft
from workbench.formats.source import Head, Source
from workbench.formats.units import Claim, Counting, Measure, Unit
from workbench.model.annotation import Annotations, AnnotationSet
from workbench.model.document import Document
from workbench.model.items import shown
from workbench.model.schema import Words

DOCUMENT, OWNER, UNIT = "workbench_document", "workbench_owner", "workbench_unit"
_CONTENT: Final = ("text", "data", "entities", "relations", "label", "labels", "annotations", "Comments", "meta")
_MARKED: Final = ("entities", "annotations", "label", "labels")
"""Where a line may hold its spans; of several shapes each has one."""

_OURS: Final = (DOCUMENT, OWNER, UNIT)
_TAKEN: Final = (*_CONTENT, "id", "filename", "upload_name", "example_uuid", "#line_number", "annotation_approver")
"""Keys that mean something to doccano, or that its export overwrites."""

_UNITS: Final[tuple[Unit, ...]] = (Unit.UTF16, Unit.CODE_POINTS, Unit.GRAPHEMES)
_SHARED: Final = "all"
"""The file of a project whose members work on one set."""


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The lines of an export, each a document; the lines of `all.jsonl` name nobody."""
    if _is_idle(source.head()):
        return
    reader = _Reader(source, findings)
    yield from each_draft(source, findings, reader.drafts)


class _Mark(NamedTuple):
    """A span as a line has it. ``user`` is who made it, in the files of old servers."""

    id: str
    start: int
    end: int
    label: str
    path: Path
    user: str | None = None


class _Reader:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.source, self.findings = source, findings
        self.units = _UNITS
        self.stem = document_id(source.base.removesuffix(".jsonl").removesuffix(".json"))
        shared = not _in_archive(source) or self.stem == _SHARED
        self.member = None if shared else source.base.removesuffix(".jsonl")

    def drafts(self, line: Item, number: int) -> Iterator[Draft | None]:
        """A draft for everybody who says something on this line."""
        raw = _text(line)
        text, notes = plain_lines(raw)
        marks = list(_marks(line))
        claims = [Claim(mark.start, mark.end) for mark in marks]
        extents = self._offsets(line).extents(raw, claims, lambda at: line.where(*marks[at].path))
        document = {"id": self._id(line, number), "text": text, "meta": _meta(line)}
        relations = [_relation(one) for one in line.items("relations")]
        for user in dict.fromkeys(mark.user for mark in marks) or [None]:
            mine = [(mark, extent) for mark, extent in zip(marks, extents, strict=True) if mark.user == user]
            spans = [{"id": m.id, "start": e.start, "end": e.end, "label": m.label} for m, e in mine]
            fields = {**document, "owner": self._owner(line, user, marks), "spans": spans, "relations": relations}
            paths = {"spans": [mark.path for mark, _ in mine]}
            draft = native_draft(fields, line, paths, self.findings)
            yield replace(draft, notes=[*notes, *draft.notes]) if draft else None

    def _offsets(self, line: Item) -> Offsets:
        unit = line.optional(UNIT)
        if unit is not None and unit.upper() not in Unit.__members__:
            raise line.wrong(UNIT, f"one of {', '.join(Unit.__members__).lower()}")
        units = (Unit[unit.upper()],) if unit else self.units
        return Offsets(self.source, self.findings, units, lambda: self._verdict)

    @cached_property
    def _verdict(self) -> Unit | None:
        """What the words say that the file counts in, once they are asked; noted with the numbers."""
        verdict = told_by_words(self._marked(), _UNITS)
        if verdict is None:
            return None
        for rival in verdict.rivals:
            unit, other = (Counting(one).words for one in (verdict.unit, rival.unit))
            self.findings.notes.append(
                Remark.UNIT_BY_WORDS(unit=unit, other=other, count=rival.spans, misplaced=rival.misplaced)
            )
        self.units = (verdict.unit,)
        return verdict.unit

    def _marked(self) -> Iterator[tuple[str, list[Claim]]]:
        """Every text of the file with its spans, but where a line says its unit, or cannot be read."""
        for line in each_record(self.source):
            with suppress(FileProblem):
                if UNIT not in line.fields:
                    yield _text(line), [Claim(mark.start, mark.end) for mark in _marks(line)]

    def _id(self, line: Item, number: int) -> str:
        """Ours, theirs, or the file's name and the number of the line. Theirs are numbers, of the whole server."""
        if DOCUMENT in line.fields:
            return line.string(DOCUMENT)
        if line.fields.get("id") is None:
            return f"{self.stem}-{number}"
        id = line.name("id")
        return f"doccano-{id}" if id.isdecimal() else id

    def _owner(self, line: Item, user: str | None, marks: Sequence[_Mark]) -> str | None:
        """An empty line of a member's file says nothing: it holds the texts of the others too."""
        if OWNER in line.fields:
            return line.optional(OWNER) or None
        return f"annotator-{user}" if user else self.member if marks else None


def _in_archive(source: Source) -> bool:
    return source.path is None and "/" in source.name


def _is_idle(head: Head) -> bool:
    """Whether this is the file of a member who has nothing approved, in an export of what is: one blank line."""
    return _in_archive(head.source) and head.source.base.endswith(".jsonl") and not head.text.strip()


def _text(line: Item) -> str:
    return line.string("data" if "text" not in line.fields and "data" in line.fields else "text", "the text")


def _marks(line: Item) -> Iterator[_Mark]:
    said = [key for key in _MARKED if line.fields.get(key)]
    if len(said) > 1:
        raise line.wrong(said[1], f"no second list of spans beside “{said[0]}”")
    if "entities" in said or ("entities" in line.fields and not said):
        for one in line.items("entities"):
            yield _mark(one, f"s{one.name('id')}")
    elif "annotations" in said:
        for number, one in enumerate(line.items("annotations"), 1):
            user = None if one.fields.get("user") is None else one.name("user")
            yield _mark(one, f"s{number}", user)
    else:
        key = said[0] if said else "label"
        for at, one in enumerate(line.values(key)):
            yield _triple(line, key, at, one)


def _mark(one: Item, id: str, user: str | None = None) -> _Mark:
    start, end = one.number("start_offset"), one.number("end_offset")
    return _Mark(id, start, end, one.string("label", "the name of a label, not its number"), one.path, user)


def _triple(line: Item, key: str, at: int, found: object) -> _Mark:
    """A span as ``[start, end, label]`` or as an object."""
    if isinstance(found, dict):
        return _mark(Item(found, line.place, (key, at)), f"s{at + 1}")
    if not isinstance(found, list) or list(map(type, found)) != [int, int, str]:
        expected = "[start, end, label]"
        raise BadValue(where=line.where(key, at), at=f"{key}.{at}", got=f"is {shown(found)}", expected=expected)
    start, end, label = found
    return _Mark(f"s{at + 1}", start, end, label, (key, at))


def _relation(one: Item) -> dict[str, Any]:
    ends = {"head": f"s{one.name('from_id')}", "tail": f"s{one.name('to_id')}"}
    return {"id": f"r{one.name('id')}", **ends, "label": one.string("type")}


def _meta(line: Item) -> dict[str, Any]:
    """All that doccano has no word for, and what people said to each other."""
    old = line.fields.get("meta") or {}
    meta = {
        **(old if isinstance(old, dict) else {"meta": old}),
        **line.rest(*_CONTENT, *_OURS, "id", "annotation_approver"),
    }
    said = [one.get("comment") if isinstance(one, dict) else one for one in line.values("Comments")]
    return {**meta, "comments": said} if said else meta


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A line for every pair, for a project with relations."""
    for document, owned in _counted(pairs, loss, DOCCANO.carries):
        line = _line(document, owned)
        items = owned.annotations if owned else Annotations()
        unit = Measure(document.text, Unit.UTF16)
        numbers = {span.id: number for number, span in enumerate(items.ordered_spans(), 1)}
        line["entities"] = [
            {"id": numbers[one.id], "label": one.label, "start_offset": unit(one.start), "end_offset": unit(one.end)}
            for one in items.ordered_spans()
        ]
        line["relations"] = [
            {"id": number, "from_id": numbers[one.head], "to_id": numbers[one.tail], "type": one.label}
            for number, one in enumerate(items.ordered_relations(), 1)
        ]
        yield DOCCANO.suffix, json.dumps(line) + "\n"  # in ASCII: the server guesses the encoding of what it is sent


def write_spans(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A line for every pair, for a project without relations."""
    for document, owned in _counted(pairs, loss, DOCCANO_SPANS.carries):
        unit = Measure(document.text, Unit.UTF16)
        spans = owned.annotations.ordered_spans() if owned else []
        marks = [[unit(one.start), unit(one.end), one.label] for one in spans]
        yield DOCCANO_SPANS.suffix, json.dumps({**_line(document, owned), "label": marks}) + "\n"


def _counted(pairs: Pairs, loss: LossReport, carries: frozenset[str]) -> Iterator[Pair]:
    for document, owned in pairs():
        loss.documents += 1
        if owned:
            loss.count(owned)
            loss.strip(owned, carries)
        yield document, owned


def _line(document: Document, owned: AnnotationSet | None) -> dict[str, Any]:
    """Text and meta data. A key that means something to doccano gets another name."""
    meta = {f"{key}_" if key in _TAKEN or key in _OURS else key: value for key, value in document.meta.items()}
    ours = {DOCUMENT: document.id, OWNER: owned.owner if owned else "", UNIT: Unit.UTF16.name.lower()}
    return {"text": document.text, **meta, **ours}


def sniff(head: Head) -> Sign | None:
    """Keys of an export with relations, or none where a member had nothing to export."""
    if _is_idle(head):
        return Sign(
            Sureness.LIKELY,
            Words("a member's file with nothing in it, as doccano has it", "ملف عضو فارغ كما في doccano"),
        )
    if {"entities", "relations"} <= head.keys and {"text", "data"} & head.keys:
        return Sign(
            Sureness.SURE, Words("entities and relations, as doccano has them", "كيانات وعلاقات كما في doccano")
        )
    return None


def sniff_spans(head: Head) -> Sign | None:
    """Keys of an export without relations."""
    lists = [head.record.get(key) for key in ("label", "labels", "annotations")]
    if {"text", "data"} & head.keys and any(isinstance(one, list) for one in lists):
        reason = Words("a text with a list of labels, as doccano has it", "نص معه قائمة وسوم كما في doccano")
        return Sign(Sureness.SURE if UNIT in head.keys else Sureness.LIKELY, reason)
    return None


_CARRIED: Final = frozenset({"text", "spans", "nested", "crossing", "relations", "owners", "unannotated"})
DOCCANO: Final = Format(
    name="doccano",
    title="doccano JSONL, with relations",
    suffix=".doccano.jsonl",
    media_type="application/jsonl",
    carries=_CARRIED,
    read=read,
    write=write,
    units=_UNITS,
    sniff=sniff,
    suffixes=(".jsonl", ".json"),
)
DOCCANO_SPANS: Final = Format(
    name="doccano-spans",
    title="doccano JSONL, without relations",
    suffix=".doccano-spans.jsonl",
    media_type="application/jsonl",
    carries=_CARRIED - {"relations"},
    read=read,
    write=write_spans,
    units=DOCCANO.units,
    sniff=sniff_spans,
    suffixes=DOCCANO.suffixes,
)
