"""A document and set as a row of the columns."""

import json
from collections.abc import Mapping
from typing import Any, Final

from workbench.formats.base import ExportOptions, LossReport
from workbench.formats.conll.rows import tag_columns
from workbench.formats.grid import Fit
from workbench.formats.native_line import line_fields
from workbench.formats.plan import Plan, columns_of
from workbench.formats.sheet import Sheet, make_sheet
from workbench.model.annotation import Relation

OUTSIDE: Final = ("id", "owner", "language", "text", "spans", "relations")
"""What native JSON says of a document that has a column of its own; the rest is JSON in the last one."""


def row_of(plan: Plan, options: ExportOptions, numbers: Mapping[str, int], loss: LossReport) -> dict[str, Any]:
    """The row of a plan; ``numbers`` are those of tags."""
    sheet = make_sheet(plan)
    document, grid = plan.document, sheet.grid
    depth = max(columns_of(plan.fits), default=0) + 1
    outer, *inner = [[numbers[tag] for tag in column] for column in tag_columns(sheet, options.scheme, depth)]
    fields = line_fields(document, plan.owned, options.schema)
    kept = {key: value for key, value in fields.items() if key not in OUTSIDE}
    order = {fit.span.id: index for index, fit in enumerate(plan.fits)}
    relations = [_relation(one, order) for one in plan.relations(loss)]
    return {
        "id": document.id,
        "owner": plan.owned.owner,
        "language": document.language,
        "text": document.text,
        "tokens": [document.text[start:end] for start, end in grid.tokens],
        "token_starts": grid.starts,
        "token_ends": grid.ends,
        "sentence_starts": [sentence.first for sentence in sheet.sentences],
        "ner_tags": outer,
        "ner_tags_inner": inner,
        "spans": [_span(fit, sheet) for fit in plan.fits],
        "relations": sorted(relations, key=lambda one: (one["head_index"], one["tail_index"], one["label"])),
        "workbench": json.dumps(kept, ensure_ascii=False),
    }


def _span(fit: Fit, sheet: Sheet) -> dict[str, Any]:
    first, last = sheet.grid.touched(*fit.extent)
    span, (start, end) = fit.span, fit.extent
    place = {"start": start, "end": end, "token_start": first, "token_end": last}
    said = {"label": span.label, "text": sheet.plan.document.text[start:end]}
    return {"id": span.id, **place, **said, **_item(span.attributes, span.note), "kb_id": span.kb_id}


def _relation(one: Relation, order: Mapping[str, int]) -> dict[str, Any]:
    ends = {"head": one.head, "tail": one.tail, "head_index": order[one.head], "tail_index": order[one.tail]}
    return {"id": one.id, **ends, "label": one.label, **_item(one.attributes, one.note)}


def _item(attributes: Mapping[str, Any], note: str) -> dict[str, str]:
    return {"attributes": json.dumps(dict(attributes), ensure_ascii=False), "note": note}
