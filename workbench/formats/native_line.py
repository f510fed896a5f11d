"""A line of native JSONL, as it is written (``docs/formats.md``)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document, Extent, PackedExtents
from workbench.model.items import relation_fields, span_fields

VERSION: Final = "workbench/1"
_dumps: Final = json.JSONEncoder(ensure_ascii=False).encode


def line_fields(document: Document, current: AnnotationSet | None, schema: Mapping[str, Any]) -> dict[str, Any]:
    """A line as a JSON object, keys in their documented order; without a set, the document alone."""
    fields: dict[str, Any] = {
        "format": VERSION,
        "id": document.id,
        "text": document.text,
        "language": document.language,
        "meta": dict(document.meta),
        "sections": document.sections,
        "tokens": [*document.tokens],
        "sentences": [*document.sentences],
    }
    if current is None:
        return fields
    return fields | {
        "schema": schema,
        "owner": current.owner,
        "status": current.status,
        "completed_at": current.completed_at,
        "spans": [span_fields(span) for span in current.annotations.ordered_spans()],
        "relations": [relation_fields(relation) for relation in current.annotations.ordered_relations()],
    }


def json_line(document: Document, current: AnnotationSet | None, schema: Mapping[str, Any]) -> str:
    """The JSON of `line_fields`. What is packed goes as it is: a document has a dozen times more tokens than spans."""
    cut = {"tokens": _written(document.tokens), "sentences": _written(document.sentences)}
    fields = line_fields(replace(document, tokens=(), sentences=()), current, schema).items()
    return "{" + ", ".join(f'"{key}": {cut.get(key) or _dumps(found)}' for key, found in fields) + "}"


def _written(extents: Sequence[Extent]) -> str:
    return str(list(map(list, extents.pairs))) if isinstance(extents, PackedExtents) else _dumps(extents)
