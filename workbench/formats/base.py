"""What all formats share: drafts on the way in, pairs and a loss report on the way out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section
from workbench.model.errors import WorkbenchError
from workbench.model.schema import Words

Place = Callable[..., str]
"""Where something stands in the file that was read: ``place("spans", 3, "start")`` → ``file:line:column``."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as a file says it, before it is cut, checked and stored.

    ``sections``, ``tokens`` and ``sentences`` are None where the file leaves them to us; ``owner`` is None for a
    document without annotations.
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
    notes: Sequence[str] = ()


@dataclass(slots=True)
class Reading:
    """What a reader found in a file: drafts, and every problem with its place."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[WorkbenchError] = field(default_factory=list)


Pair = tuple[Document, AnnotationSet | None]
Pairs = Callable[[], Iterator[Pair]]
"""Gives a fresh pass over what is exported; a document without annotations comes with None."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How token formats are written (`docs/formats.md` says what each choice costs), and under which schema.

    ``schema`` is how the schema is named in a file: name, version, sha256.
    """

    scheme: str = "BIO"  # or IOBES
    tokens: str = "clitic"  # or gold, word
    residual: str = "split"  # or expand, error: what becomes of a span whose edge falls inside a token
    layers: str = "nested"  # or outermost, innermost: flat
    schema: Mapping[str, str] = field(default_factory=dict)


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
    remarks: list[Words] = field(default_factory=list)

    def count(self, annotations: AnnotationSet) -> None:
        """Note what goes in."""
        self.spans += len(annotations.annotations.spans)
        self.relations += len(annotations.annotations.relations)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON: counts first, then every item with its ids."""
        lost = (self.changed_spans, self.dropped_spans, self.dropped_relations, self.cut_tokens)
        changed, dropped, relations, cut = ([_fields(item) for item in items] for items in lost)
        return {
            "documents": self.documents,
            "spans": _tally(self.spans, changed, dropped),
            "relations": _tally(self.relations, [], relations),
            "cut_tokens": {"count": len(cut), "items": cut},
            "remarks": [remark.en for remark in self.remarks],
            "remarks_ar": [remark.ar for remark in self.remarks],
        }


Chunks = Iterator[tuple[str, str]]
"""Pieces of the files a writer makes: (suffix of the file, text to append)."""

Reader = Callable[[str, str], Reading]
"""Reads the text of a file; the second argument is its name."""

Writer = Callable[[Pairs, ExportOptions, LossReport], Chunks]


@dataclass(frozen=True, slots=True)
class Format:
    """An entry of the table of formats. ``carries`` lists what survives a round trip without loss."""

    name: str
    title: str
    suffix: str
    media_type: str
    carries: frozenset[str]
    read: Reader | None = None
    write: Writer | None = None


CARRIES = ("spans", "nested", "crossing", "relations", "attributes", "notes", "kb_ids", "owners", "sections")
"""What a format may carry; the contract tests walk these."""


def _tally(count: int, changed: list[dict[str, Any]], dropped: list[dict[str, Any]]) -> dict[str, Any]:
    exact = count - len(changed) - len(dropped)
    numbers = {"in": count, "exact": exact, "changed": len(changed), "dropped": len(dropped)}
    return numbers | {"changed_items": changed, "dropped_items": dropped}


def _fields(item: Lost) -> dict[str, Any]:
    names = ("document", "owner", "id", "label", "text", "became")
    fields = {name: getattr(item, name) for name in names}
    return fields | {"reason": item.reason.en, "reason_ar": item.reason.ar}
