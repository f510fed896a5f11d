"""The relations beside the columns: one a row, with the extents at which their ends are exported."""

import json
from collections.abc import Iterator, Mapping

from workbench.formats.base import LossReport
from workbench.formats.grid import Fit
from workbench.formats.sheet import Sheet
from workbench.model.annotation import Relation

COLUMNS = (
    *("document", "owner", "id", "label"),
    *("head", "head_start", "head_end", "head_label"),
    *("tail", "tail_start", "tail_end", "tail_label"),
    *("cross_sentence", "attributes", "note", "head_text", "tail_text"),
)
"""``attributes`` and ``note`` are JSON; the texts are for the eye, white space in them is one space."""

HEADER = "\t".join(COLUMNS) + "\n"
_dumps = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def relation_rows(sheet: Sheet, loss: LossReport) -> str:
    """The rows of one document; a relation one of whose ends was not exported is listed in the report instead."""
    fits = {fit.span.id: fit for fit in sheet.plan.fits}
    return "".join("\t".join(_cells(sheet, one, fits)) + "\n" for one in sheet.plan.relations(loss))


def _cells(sheet: Sheet, relation: Relation, fits: Mapping[str, Fit]) -> Iterator[str]:
    head, tail = fits[relation.head], fits[relation.tail]
    sentences = {sheet.sentence_of(end.extent.start) for end in (head, tail)}
    yield from (sheet.plan.document.id, sheet.plan.owned.owner, relation.id, relation.label)
    for end in (head, tail):
        yield from (end.span.id, str(end.extent.start), str(end.extent.end), end.span.label)
    yield "true" if len(sentences) > 1 else "false"
    yield _dumps(dict(relation.attributes))
    yield _dumps(relation.note)
    for end in (head, tail):
        yield " ".join(sheet.plan.document.text[slice(*end.extent)].split())
