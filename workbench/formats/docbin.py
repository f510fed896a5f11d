"""spaCy's DocBin (``.spacy``): documents as `spacy train` and ``DocBin().from_disk`` read them.

``doc.ents`` holds the outermost spans, ``doc.spans["sc"]`` all of them, ``doc._.relations`` the relations. The tokens
are those of the token policies, so that a model trained on them sees the same boundaries as every other export. What
spaCy has no place for travels in ``doc.user_data``.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from tempfile import TemporaryFile, gettempdir
from typing import TYPE_CHECKING, Any, Final

from workbench.formats.base import (
    CARRIES,
    Chunks,
    Draft,
    ExportOptions,
    Findings,
    Format,
    LossReport,
    Pairs,
    Sign,
    Sureness,
)
from workbench.formats.docbin_file import AT_ONCE, Parts, spooling
from workbench.formats.files import document_id
from workbench.formats.grid import Token
from workbench.formats.json_text import loads
from workbench.formats.native import read_record
from workbench.formats.native_line import line_fields
from workbench.formats.notes import Remark
from workbench.formats.plan import Plan, make_plan, outermost, unannotated
from workbench.formats.problems import FileProblem, NotReadable
from workbench.formats.source import Head, Source
from workbench.model.annotation import Relation
from workbench.model.errors import DiskFailed
from workbench.model.items import relation_fields
from workbench.model.schema import Words
from workbench.text import spelled_out

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.tokens import Span as SpacySpan
    from spacy.vocab import Vocab

GROUP: Final = "sc"
"""The span group that spaCy's span categorizer reads by default."""

_KEPT: Final = "workbench"
_ATTRS: Final = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
_OUTSIDE: Final = ("text", "spans", "relations")
_SPAN_EXTRAS: Final = ("attributes", "note")


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """One DocBin of every pair that has a set."""
    bare: list[str] = []
    docs = _docs(pairs, options, loss, bare)
    with spooling() as spool:
        while some := list(islice(docs, AT_ONCE)):
            spool.take(_bin_of(some))
        loss.remarks += unannotated(bare)
        if spool.count:
            yield from ((DOCBIN.suffix, piece) for piece in spool.pieces())


def _docs(pairs: Pairs, options: ExportOptions, loss: LossReport, bare: list[str]) -> Iterator["Doc"]:
    from spacy.vocab import Vocab

    _know_relations()
    vocab = Vocab()
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        plan = make_plan(document, owned, options, with_boilerplate=True)
        plan.report(loss)
        yield _doc(plan, options, vocab, loss)


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a DocBin; those that others made get ids of the file's name and a counter."""
    stem = document_id(source.base.removesuffix(DOCBIN.suffix))
    over: set[str] = set()
    for number, count, doc in _numbered(source):
        where = f"{source.name}:{number}"
        if not len(doc):  # spaCy's converter makes one of a blank line
            findings.notes.append(Remark.EMPTY_OVER(where=where))
            continue
        over.update(_passed_over(doc))
        try:
            draft = _draft(doc, f"{stem}-{number}" if count > 1 else stem, where, findings)
        except Exception as error:  # labels and ids are looked up only here: of damaged ones there may be none
            raise NotReadable(where=where, reason=f"damaged DocBin: {type(error).__name__}") from None
        if draft:
            yield draft
    if over:
        findings.notes.append(Remark.USER_DATA_OVER(keys=", ".join(sorted(over))))


def _numbered(source: Source) -> Iterator[tuple[int, int, "Doc"]]:
    """The documents of a file, each with its number and how many there are. Raises a `FileProblem`."""
    from spacy.vocab import Vocab

    _know_relations()
    vocab = Vocab()
    try:
        with TemporaryFile() as file:
            parts = Parts(source.pieces(), source.name, file)
            docs = chain.from_iterable(_bin_of().from_bytes(some).get_docs(vocab) for some in parts.bins())
            yield from ((number, parts.count, doc) for number, doc in enumerate(docs, 1))
    except FileProblem:
        raise
    except OSError as error:
        raise DiskFailed(path=gettempdir(), reason=error.strerror or "") from error
    except Exception as error:  # whatever the libraries trip over: the bytes are damaged, or no DocBin
        raise NotReadable(where=source.name, reason=f"no DocBin: {type(error).__name__}") from None


def _passed_over(doc: "Doc") -> Iterator[str]:
    """The names of what somebody keeps with a document that is not read here."""
    keys: Iterable[Any] = doc.user_data  # of extensions, tuples
    for key in keys:
        name = key[1] if isinstance(key, tuple) and len(key) > 1 else key
        if name not in (_KEPT, "relations"):
            yield str(name)


def sniff(head: Head) -> Sign | None:
    """Compressed bytes that begin as spaCy's do."""
    try:
        start = zlib.decompressobj().decompress(head.raw, 64)
    except zlib.error:
        return None
    if b"\xa7version" in start and b"\xa5attrs" in start:
        return Sign(Sureness.SURE, Words("the bytes of a spaCy DocBin", "بايتات ملف DocBin من spaCy"))
    return None


def _know_relations() -> None:
    """Tell spaCy of the extension that holds relations."""
    from spacy.tokens import Doc

    if not Doc.has_extension("relations"):
        Doc.set_extension("relations", default=())


def _bin_of(docs: Iterable["Doc"] = ()) -> "DocBin":
    from spacy.tokens import DocBin

    return DocBin(attrs=_ATTRS, store_user_data=True, docs=docs)


def _doc(plan: Plan, options: ExportOptions, vocab: "Vocab", loss: LossReport) -> "Doc":
    from spacy.tokens import Doc

    text, grid = plan.document.text, plan.grid.cut(edge for fit in plan.fits if fit.cuts for edge in fit.extent)
    words, spaces = spelled_out(text, grid.tokens)
    doc = Doc(vocab, words=words, spaces=spaces)
    spans = {fit.span.id: _span(doc, fit.extent, fit.span) for fit in plan.fits}
    doc.spans[GROUP] = list(spans.values())
    doc.set_ents([spans[fit.span.id] for fit in outermost(plan.fits)], default="outside")
    kept = {span.id: span for span in plan.owned.annotations.spans.values()}
    order = {id: index for index, id in enumerate(spans)}
    relations = [_relation(one, order) for one in plan.relations(loss)]
    doc._.relations = sorted(relations, key=lambda one: (one["head_index"], one["tail_index"], one["label"]))
    fields = line_fields(plan.document, plan.owned, options.schema)
    kept_fields = {key: value for key, value in fields.items() if key not in _OUTSIDE}
    kept_fields["items"] = {id: {key: getattr(kept[id], key) for key in _SPAN_EXTRAS} for id in spans}
    doc.user_data[_KEPT] = json.dumps(kept_fields, ensure_ascii=False)
    return doc


def _span(doc: "Doc", extent: Token, span: Any) -> "SpacySpan":
    made = doc.char_span(*extent, label=span.label, kb_id=span.kb_id or "", span_id=span.id)
    assert made is not None, "the tokens were cut for it"
    return made


def _relation(relation: Relation, order: Mapping[str, int]) -> dict[str, Any]:
    """A relation with the places of its ends in the span group."""
    ends = {"head_index": order[relation.head], "tail_index": order[relation.tail]}
    return relation_fields(relation) | ends


def _draft(doc: "Doc", name: str, where: str, findings: Findings) -> Draft | None:
    """A document of ours from what it kept, or of others from their entities and span groups."""
    ours = _json_object(doc.user_data.get(_KEPT))
    extras = ours.pop("items", {})
    spans = [_span_fields(span, number, extras) for number, span in enumerate(_marked(doc), 1)]
    given = {"id": name, **ours, "text": doc.text, "spans": spans, "relations": _relations(doc)}
    return read_record(given, lambda *path: where, findings)


def _json_object(kept: object) -> dict[str, Any]:
    """What a document of ours kept; nothing for those of others, whatever they hold under our key."""
    try:
        found = loads(kept) if isinstance(kept, str) else {}
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


def _marked(doc: "Doc") -> list["SpacySpan"]:
    """All spans of a document once each, in reading order: those of every group, and the entities."""
    found: dict[tuple[int, int, str], SpacySpan] = {}
    for span in [*(span for group in doc.spans.values() for span in group), *doc.ents]:
        found.setdefault((span.start_char, -span.end_char, span.label_), span)
    return [found[key] for key in sorted(found)]


def _span_fields(span: "SpacySpan", number: int, extras: object) -> dict[str, Any]:
    id = span.id_ or f"s{number}"
    place = {"id": id, "start": span.start_char, "end": span.end_char, "label": span.label_}
    extra = extras.get(id) if isinstance(extras, dict) else None
    return {**place, **(extra if isinstance(extra, dict) else {}), "kb_id": span.kb_id_ or None}


def _relations(doc: "Doc") -> list[dict[str, Any]]:
    """Relations without the places that we add for those who read them with spaCy alone."""
    return [
        {key: value for key, value in one.items() if key not in ("head_index", "tail_index")}
        for one in doc._.relations
        if isinstance(one, dict)
    ]


DOCBIN: Final = Format(
    name="docbin",
    title="spaCy DocBin",
    suffix=".spacy",
    media_type="application/octet-stream",
    carries=frozenset(CARRIES) - {"unannotated"},
    read=read,
    write=write,
    sniff=sniff,
)
