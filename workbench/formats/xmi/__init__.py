"""UIMA CAS XMI, for INCEpTION and everything on UIMA: a file per document and owner, and the type system.

Offsets in the files are UTF-16 code units. XML has no control characters: they are
spaces there, and what they were is kept beside.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from workbench.formats.base import CARRIES, Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.inception import path_of
from workbench.formats.native_line import line_fields
from workbench.formats.plan import unannotated
from workbench.formats.units import Unit
from workbench.formats.xmi.page import Page
from workbench.formats.xmi.reader import SUFFIX, beside, read, sniff
from workbench.formats.xmi.types import FEATURES, FILE, KEPT, META, RELATION, SENTENCE, SPAN, TOKEN, our_types
from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OUTSIDE: Final = ("text", "tokens", "sentences", "spans", "relations")


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A file for every pair that has a set."""
    bare = []
    yield FILE, our_types().to_xml() or ""
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        yield path_of(document.id, owned.owner, SUFFIX), _page(document, owned, options).text()
    loss.remarks += unannotated(bare)


def _page(document: Document, owned: AnnotationSet, options: ExportOptions) -> Page:
    page, whole = Page(document.text, _clean(document.text)), Extent(0, len(document.text))
    meta = {"documentTitle": _clean(document.title), "documentId": _clean(document.id)}
    page.add(META, whole, {"language": document.language, **meta})
    page.add(KEPT, whole, {"json": _kept(document, owned, options)})
    for sentence in document.sentences:
        page.add(SENTENCE, sentence)
    for token in document.tokens:
        page.add(TOKEN, token)
    items = owned.annotations
    spans = {one.id: page.add(SPAN, Extent(one.start, one.end), _item(one)) for one in items.ordered_spans()}
    for one in items.ordered_relations():
        tail, ends = items.spans[one.tail], {"Governor": str(spans[one.head]), "Dependent": str(spans[one.tail])}
        page.add(RELATION, Extent(tail.start, tail.end), {**_item(one), **ends})
    return page


def _item(one: Span | Relation) -> dict[str, str | None]:
    """The features of an item; ``exact`` holds, as JSON, those that XML cannot hold as they are."""
    said = {"label": one.label, "id": one.id, "note": one.note or None}
    said |= {"identifier": one.kb_id} if isinstance(one, Span) else {}
    shown = {key: _clean(value) if value is not None else None for key, value in said.items()}
    exact = {key: value for key, value in said.items() if value != shown[key]}
    shown["attributes"] = json.dumps(dict(one.attributes)) if one.attributes else None
    shown["exact"] = json.dumps(exact) if exact else None
    return {key: shown[key] for key in FEATURES if key in shown}


def _kept(document: Document, owned: AnnotationSet, options: ExportOptions) -> str:
    """What has no type of its own, as JSON; ``replaced`` are the characters of the text that XML cannot hold."""
    fields: Mapping[str, Any] = line_fields(document, owned, options.schema)
    kept = {key: value for key, value in fields.items() if key not in _OUTSIDE}
    replaced: Sequence[tuple[int, str]] = [(found.start(), found[0]) for found in _NOT_XML.finditer(document.text)]
    return json.dumps({**kept, "replaced": replaced})


def _clean(value: str) -> str:
    return _NOT_XML.sub(" ", value)


XMI: Final = Format(
    name="xmi",
    title="UIMA CAS XMI",
    suffix=".xmi.zip",
    media_type="application/zip",
    carries=frozenset(CARRIES) - {"unannotated"},
    read=read,
    write=write,
    units=(Unit.UTF16,),
    sniff=sniff,
    suffixes=(SUFFIX,),
    beside=beside,
    folder=True,
)
