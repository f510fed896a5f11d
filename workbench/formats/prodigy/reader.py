"""Prodigy's tasks → drafts. Only what was accepted is somebody's work; of a review, every version too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.formats.base import Draft, Findings
from workbench.formats.files import document_id
from workbench.formats.line_ends import plain_lines
from workbench.formats.notes import Note, Remark
from workbench.formats.offsets import Offsets
from workbench.formats.problems import BadValue
from workbench.formats.prodigy.writer import OURS
from workbench.formats.records import Item, Path, each_draft, native_draft
from workbench.formats.source import Source
from workbench.formats.units import Claim, Unit
from workbench.model.document import Extent

UNITS: Final = (Unit.CODE_POINTS, Unit.UTF16)
_NOT_TAKEN: Final = ("reject", "ignore")
_ANSWERS: Final = ("accept", *_NOT_TAKEN)
_UNNAMED: Final = re.compile(r"(.*-)?\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")
"""A session that nobody gave a name is called by its time."""

_SPAN: Final = ("attributes", "note", "kb_id")
_KNOWN: Final = ("text", "meta", "tokens", "spans", "relations", "versions", "answer", "sessions", "options", "html")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a task has it: counted as the file counts, with its last token if it says so."""

    item: Item
    start: int
    end: int
    last: int | None

    def fields(self, number: int, extent: Extent) -> dict[str, Any]:
        """The span as native JSON has it."""
        id = self.item.fields.get("id")
        known = {name: self.item.fields[name] for name in _SPAN if self.item.fields.get(name)}
        place = {"start": extent.start, "end": extent.end, "label": self.item.string("label")}
        return {"id": id if isinstance(id, str) else f"s{number}", **place, **known}


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The tasks of a file."""
    reader = _Reader(source, findings)
    yield from each_draft(source, findings, reader.drafts)


class _Reader:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.findings = findings
        self.stem = document_id(source.base.removesuffix(".jsonl"))
        self.offsets = Offsets(source, findings, UNITS)

    def drafts(self, task: Item, number: int) -> Iterator[Draft | None]:
        """What was accepted, each version of a review, or the document alone."""
        answer = _answer(task)
        if answer in _NOT_TAKEN:
            yield self._draft(task, number, None, None, [Remark.NOT_TAKEN(answer=answer)])
        else:
            yield self._draft(task, number, task, _owner(task) if answer else None, [])
        for version in task.items("versions"):
            if _answer(version) in _NOT_TAKEN:
                self.findings.notes.append(Remark.VERSION_LEFT(version.where(), answer=_answer(version)))
                continue
            for session in version.values("sessions"):
                if not isinstance(session, str):
                    raise version.wrong("sessions", "a list of names")
                yield self._draft(task, number, version, session, [])

    def _draft(
        self, task: Item, number: int, work: Item | None, owner: str | None, notes: Sequence[Note]
    ) -> Draft | None:
        """What ``work`` (the task itself, or a version of it) says of the task's text."""
        raw = task.string("text", "the text of the task")
        text, line_ends = plain_lines(raw)
        tokens = _tokens(task)
        marks, rejected = _marks(work, tokens) if work else ([], 0)
        spans = self._spans(raw, marks, tokens)
        fields = {"id": self._id(task, number), "text": text, "language": _language(task), "meta": _meta(task),
                  "owner": owner, "spans": spans}  # fmt: skip
        paths: dict[str, list[Path]] = {"spans": [mark.item.path for mark in marks]}
        if work:
            relations = work.items("relations")
            fields["relations"] = [_relation(one, at, marks, spans) for at, one in enumerate(relations, 1)]
            paths["relations"] = [one.path for one in relations]
        draft = native_draft(fields, task, paths, self.findings)
        said = [*line_ends, *notes, *([Remark.REJECTED_SPANS(count=rejected)] if rejected else [])]
        return replace(draft, notes=[*draft.notes, *said]) if draft else None

    def _spans(self, raw: str, marks: Sequence[Mark], tokens: Sequence[Item]) -> list[dict[str, Any]]:
        claims = [Claim(mark.start, mark.end, mark.item.optional("text")) for mark in marks]
        if "\r" in raw or max(raw, default="") > "\uffff":  # here units differ, and tokens tell them apart
            claims += [Claim(one.number("start"), one.number("end"), one.string("text")) for one in tokens]
        items = [*(mark.item for mark in marks), *tokens]
        extents = self.offsets.extents(raw, claims, lambda at: items[at].where())
        return [mark.fields(at, extent) for at, (mark, extent) in enumerate(zip(marks, extents, strict=False), 1)]

    def _id(self, task: Item, number: int) -> str:
        """Ours, or one that all tasks with the same text have in common."""
        ours = task.fields.get(OURS)
        if isinstance(ours, dict):
            return task.item(OURS).string("document")
        found = task.fields.get("_input_hash")
        return f"prodigy-{found & 0xFFFFFFFF:08x}" if type(found) is int else f"{self.stem}-{number}"


def _answer(one: Item) -> str | None:
    answer = one.optional("answer")
    if answer is not None and answer not in _ANSWERS:
        raise one.wrong("answer", f"one of {', '.join(_ANSWERS)}")
    return answer


def _owner(task: Item) -> str | None:
    name = task.optional("_annotator_id") or task.optional("_session_id")
    return None if name is None or _UNNAMED.fullmatch(name) else name


def _language(task: Item) -> str:
    return task.item(OURS).optional("language") or "ar" if isinstance(task.fields.get(OURS), dict) else "ar"


def _meta(task: Item) -> dict[str, Any]:
    given = task.fields.get("meta")
    meta = given if isinstance(given, dict) else {} if given is None else {"meta": given}
    return {**meta, **{key: value for key, value in task.rest(*_KNOWN, OURS).items() if not key.startswith("_")}}


def _tokens(task: Item) -> list[Item]:
    return task.items("tokens")


def _marks(work: Item, tokens: Sequence[Item]) -> tuple[list[Mark], int]:
    """The spans, and how many there were that somebody rejected."""
    given = work.items("spans")
    kept = [one for one in given if one.fields.get("answer", "accept") == "accept"]
    return [_mark(one, tokens) for one in kept], len(given) - len(kept)


def _mark(one: Item, tokens: Sequence[Item]) -> Mark:
    """A span by its characters, else by its tokens, of which the last is inclusive; both must say the same."""
    first, last = (None if one.fields.get(key) is None else one.number(key) for key in ("token_start", "token_end"))
    by_token = None
    if first is not None and last is not None and tokens:
        if last >= len(tokens) or first > last:
            raise one.wrong("token_end", f"the place of the last token, {first} to {len(tokens) - 1}")
        by_token = tokens[first].number("start"), tokens[last].number("end")
    if one.fields.get("start") is None and by_token:
        return Mark(one, *by_token, last)
    start, end = one.number("start"), one.number("end")
    if by_token and by_token != (start, end):
        expected = f"the last token of {start} to {end} (token_end is inclusive)"
        raise one.wrong("token_end", expected)
    return Mark(one, start, end, last)


def _relation(one: Item, number: int, marks: Sequence[Mark], spans: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    head, tail = (spans[_end(one, key, marks)]["id"] for key in ("head", "child"))
    id = one.fields.get("id")
    known = {name: one.fields[name] for name in ("attributes", "note") if one.fields.get(name)}
    return {"id": id if isinstance(id, str) else f"r{number}", "head": head, "tail": tail,
            "label": one.string("label"), **known}  # fmt: skip


def _end(one: Item, key: str, marks: Sequence[Mark]) -> int:
    """The index of the span that a relation means: the one beside it, else the only one that ends in its token."""
    beside = f"{key}_span"
    if isinstance(one.fields.get(beside), dict):
        span = one.item(beside)
        wanted = (span.number("start"), span.number("end"), span.fields.get("label"))
        same = [at for at, m in enumerate(marks) if (m.start, m.end, m.item.fields.get("label")) == wanted]
        if same:
            return same[0]
    token = one.number(key, "the place of a token")
    found = [at for at, mark in enumerate(marks) if mark.last == token]
    if len(found) != 1:
        expected = "the last token of a span, and of one only, or a span beside it"
        raise BadValue(where=one.where(key), at=key, got=f"is {token}", expected=expected)
    return found[0]
