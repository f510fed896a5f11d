"""The way out: for every pair the text, and beside it a page of annotations: one for each span and relation."""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from workbench.formats.base import Chunks, ExportOptions, LossReport, Pairs
from workbench.formats.file_names import file_stem, folder_of
from workbench.model.annotation import SUGGESTION, AnnotationSet, Relation, Span
from workbench.model.document import Document

SUFFIX: Final = ".jsonld"
CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
JSON: Final = "application/json"
_BOM: Final = "\ufeff"
_AROUND: Final = 32
"""Code points of text before and after a span, by which it may be found in another version of the text."""


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A text and a page for every pair, those of each owner in a folder; offsets count code points, as they must."""
    for document, owned in pairs():
        loss.documents += 1
        stem = file_stem(document.id)
        path = folder_of(owned.owner if owned else None) + stem
        # A mark at the head of a text is part of it; readers take the first of two off.
        yield f"{path}.txt", (_BOM if document.text.startswith(_BOM) else "") + document.text
        items: list[dict[str, Any]] = []
        if owned:
            loss.count(owned)
            items = list(_items(document, owned, f"{stem}.txt"))
        page = {"@context": CONTEXT, "id": f"{stem}{SUFFIX}", "type": "AnnotationPage", "items": items}
        yield f"{path}{SUFFIX}", json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _items(document: Document, owned: AnnotationSet, source: str) -> Iterator[dict[str, Any]]:
    for span in owned.annotations.ordered_spans():
        target = {"source": source, "selector": _selectors(document.text, span)}
        yield _annotation(span, owned.owner, "tagging", target)
    for one in owned.annotations.ordered_relations():
        yield _annotation(one, owned.owner, "linking", [_iri(one.head), _iri(one.tail)])


def _annotation(item: Span | Relation, owner: str, purpose: str, target: Any) -> dict[str, Any]:
    return {
        "id": _iri(item.id),
        "type": "Annotation",
        "motivation": purpose,
        "creator": _creator(owner),
        "body": [_text(item.label, purpose), *_more(item)],
        "target": target,
    }


def _more(item: Span | Relation) -> Iterator[dict[str, Any]]:
    """What is said of an item beside its label."""
    if item.attributes:
        yield _text(json.dumps(dict(item.attributes), ensure_ascii=False), "describing") | {"format": JSON}
    if item.note:
        yield _text(item.note, "commenting")
    if isinstance(item, Span) and item.kb_id is not None:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": item.kb_id}


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    before, after = text[max(span.start - _AROUND, 0) : span.start], text[span.end : span.end + _AROUND]
    quoted = {"type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": after}
    return [quoted, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]


def _creator(owner: str) -> dict[str, str]:
    """A person (or gold) by name, a source of suggestions as software."""
    if owner.startswith(SUGGESTION):
        return {"type": "Software", "name": owner.removeprefix(SUGGESTION)}
    return {"type": "Person", "name": owner}


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _iri(id: str) -> str:
    """An item of this page."""
    return f"#{quote(id, safe='')}"
