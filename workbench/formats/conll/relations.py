"""The relations beside the columns: one a row, with the extents at which their ends are exported."""

import json
from collections.abc import Iterator, Mapping

from workbench.formats.base import LossReport, Lost
from workbench.formats.grid import Fit
from workbench.formats.sheet import Sheet
from workbench.model.annotation import Relation
from workbench.model.schema import Words

COLUMNS = (
    *("document", "owner", "id", "label"),
    *("head", "head_start", "head_end", "head_label"),
    *("tail", "tail_start", "tail_end", "tail_label"),
    *("cross_sentence", "attributes", "note", "head_text", "tail_text"),
)
"""``attributes`` and ``note`` are JSON; the texts are for the eye, white space in them is one space."""

HEADER = "\t".join(COLUMNS) + "\n"


def relation_rows(sheet: Sheet, loss: LossReport) -> str:
    """The rows of one document; a relation one of whose ends was not exported is listed in the report instead."""
    fits = {fit.span.id: fit for fit in sheet.plan.fits}
    rows = []
    for relation in sheet.plan.owned.annotations.ordered_relations():
        missing = [end for end in (relation.head, relation.tail) if end not in fits]
        if missing:
            loss.dropped_relations.append(_lost(sheet, relation, missing))
        else:
            rows.append("\t".join(_cells(sheet, relation, fits)) + "\n")
    return "".join(rows)


def _cells(sheet: Sheet, relation: Relation, fits: Mapping[str, Fit]) -> Iterator[str]:
    head, tail = fits[relation.head], fits[relation.tail]
    sentences = {sheet.sentence_of(end.extent.start) for end in (head, tail)}
    yield from (sheet.plan.document.id, sheet.plan.owned.owner, relation.id, relation.label)
    for end in (head, tail):
        yield from (end.span.id, str(end.extent.start), str(end.extent.end), end.span.label)
    yield "true" if len(sentences) > 1 else "false"
    yield json.dumps(dict(relation.attributes), ensure_ascii=False, sort_keys=True)
    yield json.dumps(relation.note, ensure_ascii=False)
    for end in (head, tail):
        yield " ".join(sheet.plan.document.text[slice(*end.extent)].split())


def _lost(sheet: Sheet, relation: Relation, missing: list[str]) -> Lost:
    spans = sheet.plan.owned.annotations.spans
    text = f"{spans[relation.head].text} → {spans[relation.tail].text}"
    ends, ar = " and ".join(missing), " و".join(missing)
    reason = Words(f"{ends} left no span in the columns", f"لم يبقَ في الأعمدة كيان للطرف {ar}")
    return Lost(sheet.plan.document.id, sheet.plan.owned.owner, relation.id, relation.label, text, reason)
