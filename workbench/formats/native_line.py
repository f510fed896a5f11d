"""A line of native JSONL, as it is written (``docs/formats.md``)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document, Extent, PackedExtents
from workbench.model.items import relation_fields, relation_json, span_fields, span_json

VERSION: Final = "workbench/1"
_dumps: Final = json.JSONEncoder(ensure_ascii=False).encode


def line_fields(document: Document, current: AnnotationSet | None, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A line as a JSON object, keys in their documented order; without a set, the document alone."""
    fields = _document_fields(document) | {"tokens": [*document.tokens], "sentences": [*document.sentences]}
    if current is None:
        return fields
    items = {
        "spans": [span_fields(span) for span in current.annotations.ordered_spans()],
        "relations": [relation_fields(relation) for relation in current.annotations.ordered_relations()],
    }
    return fields | _set_fields(current, schema) | items


def json_line(document: Document, current: AnnotationSet | None, schema: Mapping[str, Any]) -> str:
    """The JSON of `line_fields`, put together from pieces: a document has a dozen times more tokens than spans."""
    said = _dumps(_document_fields(document))[:-1]
    cut = f'{said}, "tokens": {_written(document.tokens)}, "sentences": {_written(document.sentences)}'
    if current is None:
        return f"{cut}}}"
    spans = ", ".join(map(span_json, current.annotations.ordered_spans()))
    relations = ", ".join(map(relation_json, current.annotations.ordered_relations()))
    return f'{cut}, {_dumps(_set_fields(current, schema))[1:-1]}, "spans": [{spans}], "relations": [{relations}]}}'


def _document_fields(document: Document) -> dict[str, Any]:
    return {
        "format": VERSION,
        "id": document.id,
        "text": document.text,
        "language": document.language,
        "meta": dict(document.meta),
        "sections": document.sections,
    }


def _set_fields(current: AnnotationSet, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "schema": schema,
        "owner": current.owner,
        "status": current.status,
        "completed_at": current.completed_at,
    }


def _written(extents: Sequence[Extent]) -> str:
    """Extents as JSON; what is packed in a third of the time."""
    if not isinstance(extents, PackedExtents):
        return _dumps(extents)
    edges = extents.edges
    return f"[{', '.join(['[%d, %d]'] * (len(edges) // 2))}]" % edges
