"""The way out: a task for every pair, with the tokens of the token policy."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.formats.base import CARRIES, Chunks, ExportOptions, LossReport, Pairs
from workbench.formats.grid import Grid, whole
from workbench.formats.plan import Plan, make_plan
from workbench.model.annotation import Span
from workbench.model.document import Document

SUFFIX: Final = ".prodigy.jsonl"
CARRIED: Final = frozenset(CARRIES) - {"sections", "status", "tokens"}
OURS: Final = "workbench"
"""The key under which the document's id and language travel."""

_FIELDS: Final = ("attributes", "note", "kb_id")


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A line for every pair: an accepted task of its owner, or a task that nobody has answered."""
    for document, owned in pairs():
        loss.documents += 1
        if owned is None:
            task = _task(document, whole(document, options.tokens))
        else:
            loss.count(owned)
            plan = make_plan(document, owned, options, with_boilerplate=True)
            plan.report(loss)
            task = _answered(plan, loss)
        yield SUFFIX, json.dumps(task, ensure_ascii=False) + "\n"


def _task(document: Document, grid: Grid) -> dict[str, Any]:
    text = document.text
    tokens = [
        {"text": text[start:end], "start": start, "end": end, "id": at, "ws": text[end : end + 1].isspace()}
        for at, (start, end) in enumerate(grid.tokens)
    ]
    ours = {"document": document.id, "language": document.language}
    task = {"text": text, "meta": dict(document.meta), OURS: ours, "tokens": tokens}
    return task | {"_input_hash": _hash(text), "_task_hash": _hash(text, document.id)}


def _answered(plan: Plan, loss: LossReport) -> dict[str, Any]:
    grid = plan.grid.cut(edge for fit in plan.fits if fit.cuts for edge in fit.extent)
    task = _task(plan.document, grid)
    spans = {fit.span.id: _span(fit.span, fit.extent, grid) for fit in plan.fits}
    task["spans"] = list(spans.values())
    task["relations"] = list(_relations(plan, loss, spans))
    owner = plan.owned.owner
    marks = json.dumps([task["spans"], task["relations"]], ensure_ascii=False)
    task["_task_hash"] = _hash(plan.document.text, marks)
    return task | {"_view_id": "relations", "answer": "accept", "_annotator_id": owner, "_session_id": owner}


def _span(span: Span, extent: tuple[int, int], grid: Grid) -> dict[str, Any]:
    """A span with the places of its first and of its last token, both inclusive."""
    first, after = grid.touched(*extent)
    place = {"start": extent[0], "end": extent[1], "token_start": first, "token_end": after - 1, "label": span.label}
    return {"id": span.id, **place, **_said({name: getattr(span, name) for name in _FIELDS})}


def _relations(plan: Plan, loss: LossReport, spans: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Relations between the last tokens of spans, with the spans beside them, as several may end in one token."""
    order = {id: at for at, id in enumerate(spans)}
    for one in sorted(plan.relations(loss), key=lambda r: (order[r.head], order[r.tail], r.label)):
        head, child = spans[one.head], spans[one.tail]
        ends = {"head": head["token_end"], "child": child["token_end"], "label": one.label}
        beside = {f"{name}_span": _bare(span) for name, span in (("head", head), ("child", child))}
        yield {"id": one.id, **ends, **beside, **_said({"attributes": dict(one.attributes), "note": one.note})}


def _bare(span: Mapping[str, Any]) -> dict[str, Any]:
    return {key: span[key] for key in ("start", "end", "token_start", "token_end", "label")}


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def _hash(*parts: str) -> int:
    """A number of 32 bits with sign, as Prodigy's hashes are; the same content has the same one."""
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:4], "big", signed=True)
