"""What every format owes, as functions: files of pairs, drafts of files, and what of one must be in the other."""

import posixpath
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from tests.formats.reading import folder_source, read_source
from workbench import text as cutting
from workbench.formats.base import Draft, ExportOptions, Format, LossReport, Pair
from workbench.formats.line_ends import plain_lines
from workbench.formats.native import schema_stamp
from workbench.formats.source import Source
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section
from workbench.model.schema import Schema
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE

SCHEMA: Schema = read_schema(SCHEMA_FILE)
OPTIONS = ExportOptions(tokens="gold", schema=schema_stamp(SCHEMA), types=SCHEMA)

Files = dict[str, str | bytes]


def written(format: Format, pairs: Sequence[Pair]) -> tuple[Files, LossReport]:
    """The files of an export, by name, and its loss report."""
    assert format.write
    parts: dict[str, list[str | bytes]] = {}
    loss = LossReport()
    for file, piece in format.write(lambda: iter(pairs), OPTIONS, loss):
        parts.setdefault(file if format.folder else f"export{file}", []).append(piece)
    return {name: _joined(pieces) for name, pieces in parts.items()}, loss


def main_sources(format: Format, files: Files) -> list[Source]:
    """The files of an export that an import would read by themselves, in the order of their names."""
    ours = [PurePosixPath(name) for name in files if name.endswith(format.endings)]
    companions = {posixpath.normpath(path.parent / other) for path in ours for other in format.beside(path.name)}
    return [folder_source(files, n) for n in sorted(files) if n.endswith(format.endings) and n not in companions]


def drafts_of(format: Format, files: Files) -> list[Draft]:
    """What reading the files gives. They must be free of problems."""
    found = [read_source(format, source) for source in main_sources(format, files)]
    assert [problem.message() for one in found for problem in one.problems] == []
    return [draft for one in found for draft in one.drafts]


def pairs_of(drafts: Iterable[Draft]) -> list[Pair]:
    """Drafts as an import would store them."""
    return [_pair(draft) for draft in drafts]


def _pair(draft: Draft) -> Pair:
    text = draft.text
    tokens = draft.tokens if draft.tokens is not None else [Extent(*t) for t in cutting.tokenize(text)]
    sentences = draft.sentences
    if sentences is None:
        sentences = [Extent(*s) for s in cutting.sentences(text, list(tokens))]
    sections = draft.sections if draft.sections is not None else [Section(*s) for s in cutting.sections(text)]
    document = Document(draft.id, text, draft.language, "", draft.meta, (), sections, sentences, tokens)
    if draft.owner is None and not draft.spans:
        return document, None
    items = Annotations.of(draft.spans, draft.relations)
    owner = draft.owner or "ali"
    return document, AnnotationSet(draft.id, owner, draft.status, 1, draft.completed_at, "", items)


def shorn(pairs: Iterable[Pair], format: Format) -> list[Pair]:
    """The pairs without whatever the format does not carry: these must come back whole."""
    found, seen = [], set()
    for document, owned in pairs:
        if "owners" not in format.carries and document.id in seen:
            continue
        seen.add(document.id)
        if "meta" not in format.carries:
            document = replace(document, meta={}, language="ar")
        if "sections" not in format.carries:
            document = replace(document, sections=[Section(*s) for s in cutting.sections(document.text)])
        if "tokens" not in format.carries:
            tokens = [Extent(*t) for t in cutting.tokenize(document.text)]
            sentences = [Extent(*s) for s in cutting.sentences(document.text, tokens)]
            document = replace(document, tokens=tokens, sentences=sentences)
        found.append((document, _shorn(owned, format) if owned else None))
    return found


def _shorn(owned: AnnotationSet, format: Format) -> AnnotationSet:
    has = format.carries.__contains__
    spans, relations = list(owned.annotations.ordered_spans()), owned.annotations.ordered_relations()
    if not has("nested"):
        spans = [s for s in spans if not any(s is not o and s.overlaps(o) and s.order() > o.order() for o in spans)]
    if not has("attributes"):
        spans, relations = [replace(s, attributes={}) for s in spans], [replace(r, attributes={}) for r in relations]
    if not has("notes"):
        spans, relations = [replace(s, note="") for s in spans], [replace(r, note="") for r in relations]
    if not has("kb_ids"):
        spans = [replace(s, kb_id=None) for s in spans]
    if not has("ids"):
        spans, relations = _renumbered(spans, relations)
    ids = {span.id for span in spans}
    kept = [r for r in relations if has("relations") and {r.head, r.tail} <= ids]
    shorn = replace(owned, annotations=Annotations.of(spans, kept))
    shorn = shorn if has("status") else replace(shorn, status="in_progress", completed_at=None)
    return shorn if has("owners") else replace(shorn, owner="ali")


def _renumbered(spans: list[Span], relations: list[Relation]) -> tuple[list[Span], list[Relation]]:
    new = {span.id: f"s{number}" for number, span in enumerate(spans, 1)}
    moved = [
        replace(r, id=f"r{number}", head=new[r.head], tail=new[r.tail])
        for number, r in enumerate((r for r in relations if r.head in new and r.tail in new), 1)
    ]
    return [replace(span, id=new[span.id]) for span in spans], moved


def promised(pairs: Iterable[Pair], loss: LossReport) -> list[Pair]:
    """The pairs less what the loss report says was lost."""
    gone = {(one.document, one.owner, one.id) for one in (*loss.dropped_spans, *loss.dropped_relations)}
    became = {(one.document, one.owner, one.id): one.became for one in loss.changed_spans}
    found: list[Pair] = []
    for document, owned in pairs:
        if owned is None:
            found.append((document, owned))
            continue
        at = (document.id, owned.owner)
        items = owned.annotations
        spans = [
            _moved(one, became.get((*at, one.id)), document)
            for one in items.spans.values()
            if (*at, one.id) not in gone
        ]
        relations = [one for one in items.relations.values() if (*at, one.id) not in gone]
        found.append((document, replace(owned, annotations=Annotations.of(spans, relations))))
    return found


def _moved(span: Span, became: Extent | None, document: Document) -> Span:
    if became is None:
        return span
    return replace(span, start=became.start, end=became.end, text=document.text[became.start : became.end])


View = Callable[[Pair, Format], Hashable]


def _where(span: Span, format: Format) -> tuple[Any, ...]:
    """How a span is known again: by its place, or by its letters where the text comes back with other white space."""
    if "text" in format.carries:
        return span.start, span.end, span.label
    return "".join(span.text.split()), span.label


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=repr))


def _spans(pair: Pair, format: Format) -> Hashable:
    return _sorted(_where(one, format) for one in (pair[1].annotations.spans.values() if pair[1] else ()))


def _relations(pair: Pair, format: Format) -> Hashable:
    items = pair[1].annotations if pair[1] else Annotations()
    ends = {id: _where(span, format) for id, span in items.spans.items()}
    return _sorted((ends[one.head], ends[one.tail], one.label) for one in items.relations.values())


def _fields(*names: str) -> View:
    def view(pair: Pair, format: Format) -> Hashable:
        items = pair[1].annotations if pair[1] else Annotations()
        known: Sequence[Span | Relation] = [*items.spans.values()]
        known = [*known, *items.relations.values()] if "relations" in format.carries else known
        return _sorted((one.label, repr([_plain(getattr(one, name, None)) for name in names])) for one in known)

    return view


def _plain(value: Any) -> Any:
    """A field, with line ends as they are stored in a text: formats of lines have no others."""
    return (plain_lines(value)[0] if isinstance(value, str) else value) or None


VIEWS: Mapping[str, View] = {
    "text": lambda pair, format: (pair[0].id, pair[0].text),
    "spans": _spans,
    "nested": _spans,
    "crossing": _spans,
    "relations": _relations,
    "attributes": _fields("attributes"),
    "notes": _fields("note"),
    "kb_ids": _fields("kb_id"),
    "ids": _fields("id", "head", "tail"),
    "owners": lambda pair, format: pair[1].owner if pair[1] else None,
    "status": lambda pair, format: (pair[1].status, pair[1].completed_at) if pair[1] else None,
    "sections": lambda pair, format: tuple(pair[0].sections),
    "meta": lambda pair, format: (pair[0].language, repr(dict(pair[0].meta))),
    "unannotated": lambda pair, format: pair[1] is None,
    "tokens": lambda pair, format: (tuple(pair[0].tokens), tuple(pair[0].sentences)),
}
"""What a format may carry → how to see it in a pair."""


def _joined(pieces: list[str | bytes]) -> str | bytes:
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(map(str, pieces))
    return b"".join(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
