"""The lines of one document of brat's, put together: spans, relations, and what is said of them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import Any, Final

from workbench.formats.base import Findings, Place
from workbench.formats.brat import lines as brat
from workbench.formats.brat.lines import Fragment, Line
from workbench.formats.notes import Note, Remark
from workbench.formats.problems import EmptyFile, FileProblem
from workbench.formats.source import Source
from workbench.formats.units import Claim
from workbench.model.document import Extent
from workbench.model.schema import Words

NO_DB: Final = "_:"
"""What stands before a knowledge-base id of ours that names no knowledge base."""

NOTES: Final = "AnnotatorNotes"
LINK: Final = "Reference"

_BREAKS: Final = re.compile(r"[^\S\n\t]*[\n\t]\s*")
_ARGUMENT: Final = re.compile(r"([^\s:]+):([^\s:]+)")
_NOT_HELD: Final = {brat.EVENT: Words("events", "أحداث"), brat.EQUIV: Words("equivalences", "تكافؤات")}
_PIECES: Final = Words("spans in several pieces", "كيانات من قطع عدة")
_HANGING: Final = Words("relations of what was left out", "علاقات بما استُبعد")
_OF_NOTHING: Final = Words("remarks on what was left out", "ملاحظات على ما استُبعد")
_OTHER_KIND: Final = Words("remarks of other kinds", "ملاحظات من أنواع أخرى")
_SECOND: Final = Words("remarks beyond the first", "ملاحظات بعد الأولى")


class Page:
    """Takes the lines of a document and gives its items as native JSON has them.

    ``roles`` are those of relation types that name them otherwise than Arg1 and Arg2. ``broken`` says whether the
    findings took a problem.
    """

    def __init__(self, findings: Findings, roles: Mapping[str, tuple[str, str]]) -> None:
        self.findings = findings
        self.roles = roles
        self.broken = False
        self.lines: dict[str, Line] = {}
        self.spans: dict[str, list[Fragment]] = {}
        self.rest: dict[str, list[Line]] = defaultdict(list)
        self.left_out: dict[Words, list[Line]] = defaultdict(list)

    def take(self, source: Source) -> None:
        """All lines of a file."""
        with suppress(EmptyFile):  # nothing annotated
            for number, text in source.lines():
                if text.strip():
                    with self._reported():
                        self._take(brat.parse(text.removesuffix("\r"), f"{source.name}:{number}"))

    def claims(self) -> list[Claim]:
        """The stretches of all spans, one after the other."""
        return [Claim(*part) for parts in self.spans.values() for part in parts]

    def place_of_claim(self, index: int) -> str:
        """The line of a stretch."""
        ids = [id for id, parts in self.spans.items() for _ in parts]
        return self.lines[ids[index]].where

    def items(self, text: str, extents: Sequence[Extent]) -> dict[str, list[dict[str, Any]]]:
        """Spans and relations, with their attributes, notes and knowledge-base ids."""
        spans = dict(self._whole_spans(text, extents))
        relations = dict(self._relations(spans))
        known = {**spans, **relations}
        for line in (*self.rest[brat.ATTRIBUTE], *self.rest[brat.LINK], *self.rest[brat.NOTE]):
            with self._reported():
                self._say(line, known)
        for kind in _NOT_HELD:
            self.left_out[_NOT_HELD[kind]] += self.rest[kind]
        self.order = {"spans": list(spans), "relations": list(relations)}
        return {"spans": list(spans.values()), "relations": list(relations.values())}

    def notes(self) -> list[Note]:
        """What was left out, with its lines."""
        return [
            Remark.NOT_HELD(count=len(lines), what=what, places=", ".join(line.where for line in lines))
            for what, lines in self.left_out.items()
            if lines
        ]

    def place(self, name: str, text: str) -> Place:
        """Places of the items in the file of this name, and of the text in its own."""

        def found(*path: str | int) -> str:
            match path:
                case (str(kind), int(at), *_) if at < len(self.order.get(kind, ())):
                    return self.lines[self.order[kind][at]].where
                case ("text", *_):
                    return f"{text}:1:1"
            return f"{name}:1:1"

        return found

    def _take(self, line: Line) -> None:
        if line.id in self.lines:
            raise line.broken(f"an id of its own; {line.id} stands at {self.lines[line.id].where} too")
        if line.kind == brat.SPAN:
            self.spans[line.id] = brat.fragments(line)
        elif line.kind in brat.KINDS:
            self.rest[line.kind].append(line)
        else:
            raise line.broken(f"an id that begins with one of {' '.join(brat.KINDS)}")
        if line.id != brat.EQUIV:
            self.lines[line.id] = line

    def _whole_spans(self, text: str, extents: Sequence[Extent]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The spans whose stretches are parted by line breaks only: brat cuts there what is one."""
        given = iter(extents)
        for id, parts in self.spans.items():
            found = [next(given) for _ in parts]
            gaps = [text[a.end : b.start] for a, b in pairwise(found)]
            if all(_BREAKS.fullmatch(gap) for gap in gaps):
                label = self.lines[id].words[0]
                yield id, {"id": id, "start": found[0].start, "end": found[-1].end, "label": label}
            else:
                self.left_out[_PIECES].append(self.lines[id])

    def _relations(self, spans: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        for line in self.rest[brat.RELATION]:
            with self._reported():
                label, (head, tail) = line.words[0], self._ends(line)
                if {head, tail} <= set(spans):
                    yield line.id, {"id": line.id, "head": head, "tail": tail, "label": label}
                else:
                    self.left_out[_HANGING].append(line)

    def _ends(self, line: Line) -> tuple[str, str]:
        """Ids of head and tail: Arg1 and Arg2, the roles that the configuration names, else as they stand."""
        found = [_ARGUMENT.fullmatch(word) for word in line.words[1:] if word]
        ends = {one.group(1): one.group(2) for one in found if one}
        if len(found) != 2 or len(ends) != 2:
            raise line.broken("Type Arg1:T1 Arg2:T2, with two different roles")
        for id in ends.values():
            self._known(line, id, (brat.SPAN, brat.EVENT))
        first, second = self.roles.get(line.words[0], ("Arg1", "Arg2"))
        head, tail = (first, second) if {first, second} == set(ends) else tuple(ends)
        return ends[head], ends[tail]

    def _known(self, line: Line, id: str, kinds: Sequence[str]) -> None:
        if id not in self.lines or self.lines[id].kind not in kinds:
            raise line.broken(f"the id of a line of {' or '.join(kinds)}; there is no {id}")

    def _say(self, line: Line, items: Mapping[str, dict[str, Any]]) -> None:
        """Add an attribute, note or knowledge-base id to its item."""
        target = line.words[1] if len(line.words) > 1 else ""
        self._known(line, target, brat.TARGETS)
        item = items.get(target)
        said = _SAYINGS[line.kind](line)
        if item is None or said is None:
            self.left_out[_OF_NOTHING if item is None else _OTHER_KIND].append(line)
        elif line.kind == brat.NOTE and "note" in item:
            item["note"] += f"\n{said}"
        elif line.kind == brat.NOTE:
            item["note"] = said
        elif line.kind == brat.ATTRIBUTE and line.words[0] not in item.get("attributes", {}):
            item.setdefault("attributes", {})[line.words[0]] = said
        elif line.kind == brat.LINK and target.startswith(brat.SPAN) and "kb_id" not in item:
            item["kb_id"] = said
        else:
            self.left_out[_SECOND].append(line)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Problems go into the findings, and the reading goes on."""
        try:
            yield
        except FileProblem as problem:
            self.broken = True
            self.findings.problems.append(problem)


def _attribute(line: Line) -> str:
    """The value; one without a value just holds."""
    return " ".join(line.words[2:]) or "true"


def _link(line: Line) -> str | None:
    database, colon, entry = (line.words[2] if len(line.words) == 3 else "").partition(":")
    if not (database and colon and entry):
        raise line.broken("Reference T1 DATABASE:ID")
    return None if line.words[0] != LINK else line.words[2].removeprefix(NO_DB)


def _note(line: Line) -> str | None:
    return (line.tail or "") if line.words[0] == NOTES else None


_SAYINGS: Final = {brat.ATTRIBUTE: _attribute, brat.LINK: _link, brat.NOTE: _note}
