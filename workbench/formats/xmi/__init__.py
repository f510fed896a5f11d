"""UIMA CAS XMI, for INCEpTION and everything on UIMA: a file per document and owner, and the type system.

Offsets in the files are UTF-16 code units, which dkpro-cassis counts. XML has no control characters: they are
spaces there, and what they were is kept beside.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from workbench.formats.base import CARRIES, Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.inception import path_of
from workbench.formats.native_line import line_fields
from workbench.formats.plan import unannotated
from workbench.formats.units import Unit
from workbench.formats.xmi.reader import SUFFIX, beside, read, sniff
from workbench.formats.xmi.types import FILE, KEPT, META, RELATION, SENTENCE, SPAN, TOKEN, our_types
from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OUTSIDE: Final = ("text", "tokens", "sentences", "spans", "relations")


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A file for every pair that has a set."""
    types, bare = our_types(), []
    yield FILE, types.to_xml() or ""
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        cas = _cas(types, document, owned, options)
        yield path_of(document.id, owned.owner, SUFFIX), cas.to_xmi(pretty_print=True) or ""
    loss.remarks += unannotated(bare)


def _cas(types: "TypeSystem", document: Document, owned: AnnotationSet, options: ExportOptions) -> "Cas":
    from cassis import Cas

    cas = Cas(typesystem=types, sofa_string=_clean(document.text), sofa_mime="text/plain")
    whole = Extent(0, len(document.text))
    title = _clean(document.title)
    _add(cas, META, whole, language=document.language, documentId=_clean(document.id), documentTitle=title)
    _add(cas, KEPT, whole, json=_kept(document, owned, options))
    for sentence in document.sentences:
        _add(cas, SENTENCE, sentence)
    for token in document.tokens:
        _add(cas, TOKEN, token)
    items = owned.annotations
    spans = {one.id: _add(cas, SPAN, Extent(one.start, one.end), **_item(one))
             for one in items.ordered_spans()}  # fmt: skip
    for one in items.ordered_relations():
        head, tail = spans[one.head], spans[one.tail]
        _add(cas, RELATION, Extent(tail.begin, tail.end), Governor=head, Dependent=tail, **_item(one))
    return cas


def _add(cas: "Cas", type: str, extent: Extent, **features: Any) -> Any:
    made = cas.typesystem.get_type(type)(begin=extent.start, end=extent.end, **features)
    cas.add(made)
    return made


def _item(one: Span | Relation) -> dict[str, str | None]:
    """The features of an item; ``exact`` holds, as JSON, those that XML cannot hold as they are."""
    kb_id = {"identifier": one.kb_id} if isinstance(one, Span) else {}
    said = {"label": one.label, "id": one.id, "note": one.note or None, **kb_id}
    shown = {key: _clean(value) for key, value in said.items()}
    exact = {key: value for key, value in said.items() if value != shown[key]}
    attributes = json.dumps(dict(one.attributes)) if one.attributes else None
    return {**shown, "attributes": attributes, "exact": json.dumps(exact) if exact else None}


def _kept(document: Document, owned: AnnotationSet, options: ExportOptions) -> str:
    """What has no type of its own, as JSON; ``replaced`` are the characters of the text that XML cannot hold."""
    fields: Mapping[str, Any] = line_fields(document, owned, options.schema)
    kept = {key: value for key, value in fields.items() if key not in _OUTSIDE}
    replaced: Sequence[tuple[int, str]] = [(found.start(), found[0]) for found in _NOT_XML.finditer(document.text)]
    return json.dumps({**kept, "replaced": replaced})


def _clean(value: str | None) -> str | None:
    return None if value is None else _NOT_XML.sub(" ", value)


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
