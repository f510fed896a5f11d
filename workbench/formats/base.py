"""What all formats share: drafts on the way in, pairs and a loss report on the way out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final, NamedTuple

from workbench.formats.notes import Note
from workbench.formats.problems import BadValue
from workbench.formats.source import Head, Source
from workbench.formats.units import Unit
from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section
from workbench.model.errors import WorkbenchError
from workbench.model.items import shown
from workbench.model.schema import Schema, Words

Place = Callable[..., str]
"""Where something stands in the file that was read: ``place("spans", 3, "start")`` → ``file:line:column``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as a file says it, before it is cut, checked and stored.

    ``sections``, ``tokens`` and ``sentences`` are None where the file leaves them to us; ``owner`` is None for a
    document without annotations, or with annotations that name nobody. Several owners of one document are several
    drafts, one after the other, with one id and one text; what a machine predicted is owned by ``suggestion:NAME``.
    Offsets are code points of ``text``, whose line ends are LF. Labels are those of the file: unknown ones may be
    mapped later. ``notes`` say what was adapted.
    """

    id: str
    text: str
    place: Place
    language: str = "ar"
    meta: Mapping[str, Any] = field(default_factory=dict)
    sections: Sequence[Section] | None = None
    tokens: Sequence[Extent] | None = None
    sentences: Sequence[Extent] | None = None
    owner: str | None = None
    status: str = "new"
    completed_at: str | None = None
    spans: Sequence[Span] = ()
    relations: Sequence[Relation] = ()
    schema: Mapping[str, Any] | None = None
    notes: Sequence[Note] = ()


@dataclass(slots=True)
class Findings:
    """What a reader says beside its drafts. One problem, and nothing of the file is imported.

    ``notes`` are remarks on the file as a whole, such as the unit that its offsets were found to have.
    """

    problems: list[WorkbenchError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def wrong(self, where: str, at: str, found: object, expected: str) -> None:
        """Note a value that is not what it should be; ``at`` names it. None reads as missing."""
        got = "is missing" if found is None else f"is {shown(found)}"
        self.problems.append(BadValue(where=where, at=at, got=got, expected=expected))


Pair = tuple[Document, AnnotationSet | None]
Pairs = Callable[[], Iterator[Pair]]
"""Gives a fresh pass over what is exported; a document without annotations comes with None."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How token formats are written (`docs/formats.md` says what each choice costs), and under which schema.

    ``schema`` is how the schema is named in a file: name, version, sha256. ``types`` is the schema itself, in the
    labels that are exported, for formats that write a configuration of types; None in a few tests only.
    """

    scheme: str = "BIO"  # or IOBES
    tokens: str = "clitic"  # or gold, word
    residual: str = "split"  # or expand, error: what becomes of a span whose edge falls inside a token
    layers: str = "nested"  # or outermost, innermost: flat
    schema: Mapping[str, str] = field(default_factory=dict)
    types: Schema | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """An item that left other than it came, and why. ``became`` is its new extent, None if it was dropped."""

    document: str
    owner: str
    id: str
    label: str
    text: str
    reason: Words
    became: Extent | None = None


@dataclass(slots=True)
class LossReport:
    """What went in and what came out: in = exact + changed + dropped, for spans and for relations."""

    documents: int = 0
    spans: int = 0
    relations: int = 0
    changed_spans: list[Lost] = field(default_factory=list)
    dropped_spans: list[Lost] = field(default_factory=list)
    dropped_relations: list[Lost] = field(default_factory=list)
    cut_tokens: list[Lost] = field(default_factory=list)  # exact spans, but a token was cut for them
    stripped: list[Lost] = field(default_factory=list)  # exact items, but without some of their fields
    remarks: list[Words] = field(default_factory=list)

    def count(self, annotations: AnnotationSet) -> None:
        """Note what goes in."""
        self.spans += len(annotations.annotations.spans)
        self.relations += len(annotations.annotations.relations)

    def strip(self, owned: AnnotationSet, carries: frozenset[str]) -> None:
        """List what of a set a format cannot carry: fields of its items, or its relations altogether."""
        self.strip_spans(owned, carries)
        items = owned.annotations
        for relation in items.relations.values():
            text = " → ".join(items.spans[end].text for end in (relation.head, relation.tail))
            if "relations" in carries:
                self._strip(owned, relation, text, carries)
            else:
                self.dropped_relations.append(lost(owned, relation, text, NO_RELATIONS))

    def strip_spans(self, owned: AnnotationSet, carries: frozenset[str]) -> None:
        """List the attributes, notes and knowledge-base ids of spans that a format cannot carry."""
        for span in owned.annotations.spans.values():
            self._strip(owned, span, span.text, carries)

    def _strip(self, owned: AnnotationSet, item: Span | Relation, text: str, carries: frozenset[str]) -> None:
        kb_id = item.kb_id if isinstance(item, Span) else None
        had = {"attributes": bool(item.attributes), "notes": bool(item.note), "kb_ids": kb_id is not None}
        gone = [_FIELDS[name] for name, present in had.items() if present and name not in carries]
        if gone:
            en, ar = ", ".join(one.en for one in gone), "، ".join(one.ar for one in gone)
            self.stripped.append(lost(owned, item, text, Words(f"left without: {en}", f"خرج من دون: {ar}")))

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON: counts first, then every item with its ids."""
        lists = (self.changed_spans, self.dropped_spans, self.dropped_relations, self.cut_tokens, self.stripped)
        changed, dropped, relations, cut, stripped = ([_fields(item) for item in items] for items in lists)
        return {
            "documents": self.documents,
            "spans": _tally(self.spans, changed, dropped),
            "relations": _tally(self.relations, [], relations),
            "cut_tokens": {"count": len(cut), "items": cut},
            "stripped": {"count": len(stripped), "items": stripped},
            "remarks": [remark.en for remark in self.remarks],
            "remarks_ar": [remark.ar for remark in self.remarks],
        }


NO_RELATIONS: Final = Words("this format has no relations", "لا علاقات في هذه الصيغة")
_FIELDS: Final = {
    "attributes": Words("attributes", "السمات"),
    "notes": Words("note", "الملاحظة"),
    "kb_ids": Words("knowledge-base id", "المعرّف المعرفي"),
}


def lost(owned: AnnotationSet, item: Span | Relation, text: str, reason: Words, became: Extent | None = None) -> Lost:
    """An entry of the loss report for an item of a set."""
    return Lost(owned.document, owned.owner, item.id, item.label, text, reason, became)


class Sureness(IntEnum):
    """How much a sign of a format says."""

    POSSIBLE = 1  # it may well be something else: plain text, bare columns
    LIKELY = 2  # its keys, its layout
    SURE = 3  # it says so itself


class Sign(NamedTuple):
    """Why a file may be of a format."""

    sureness: Sureness
    reason: Words


Chunks = Iterator[tuple[str, str | bytes]]
"""Pieces of the files a writer makes: (which file, what to append). A file is named by its suffix, the main one by
that of the format; in a format that is a folder, by its path in there, and the pieces of a file come without another
file's between."""

Reader = Callable[[Source, Findings], Iterator[Draft]]
"""Reads a source document by document. Faults of content go to the findings, each with its place; the draft they are in
is left out and reading goes on. Where that is impossible, a `FileProblem` is raised."""

Writer = Callable[[Pairs, ExportOptions, LossReport], Chunks]
"""Writes pairs document by document, and into the report what did not leave as it was."""


def _no_sign(head: Head) -> Sign | None:
    return None


def _alone(name: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Format:
    """An entry of the table of formats.

    ``carries``: what survives a round trip without loss, some of `CARRIES`. ``units``: what its offsets may count;
    written is the first, and where there are several, a reader finds out. ``sniff``: the sign of the format at a
    file's head, if there is one. ``suffixes``: which files of a folder or archive it reads (by default those with
    its own suffix); ``beside``: names of the files that are read along with the one of this name. ``folder``: it
    writes many files, which leave as a folder or in a zip archive.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    carries: frozenset[str]
    read: Reader | None = None
    write: Writer | None = None
    units: tuple[Unit, ...] = (Unit.CODE_POINTS,)
    sniff: Callable[[Head], Sign | None] = _no_sign
    suffixes: tuple[str, ...] = ()
    beside: Callable[[str], Sequence[str]] = _alone
    folder: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """How the names of the files end that it reads."""
        return self.suffixes or (self.suffix,)


CARRIES = (
    "text", "spans", "nested", "crossing", "relations", "attributes", "notes", "kb_ids", "owners", "sections", "ids",
    "meta", "status", "tokens", "unannotated",
)  # fmt: skip
"""What a format may carry; the contract tests walk these. ``text``: every character of it, white space too; ``ids``:
those of spans and relations; ``unannotated``: documents without any set; ``attributes`` and ``notes``: those of spans
and, if it carries them, of relations."""


def _tally(count: int, changed: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> dict[str, Any]:
    exact = count - len(changed) - len(dropped)
    numbers = {"in": count, "exact": exact, "changed": len(changed), "dropped": len(dropped)}
    return numbers | {"changed_items": changed, "dropped_items": dropped}


def _fields(item: Lost) -> dict[str, Any]:
    names = ("document", "owner", "id", "label", "text", "became")
    fields = {name: getattr(item, name) for name in names}
    return fields | {"reason": item.reason.en, "reason_ar": item.reason.ar}
