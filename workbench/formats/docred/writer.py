"""The way out: sentences of tokens, an entity for every mention, relations with the sentences that state them."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from workbench.formats.base import Chunks, ExportOptions, LossReport, Pairs, lost
from workbench.formats.grid import Fit, Grid
from workbench.formats.plan import Plan, make_plan, unannotated
from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document
from workbench.model.schema import Words

SUFFIX: Final = ".docred.json"
CARRIED: Final = frozenset({"text", "spans", "nested", "crossing", "relations", "owners"})
OURS: Final = "workbench"
"""The key under which text, places of the tokens, document and owner travel; programs for DocRED pass over it."""

ACROSS: Final = Words("it runs over the end of a sentence", "يتجاوز نهاية الجملة")
ENDLESS: Final = Words("one of its ends did not leave", "لم يُصدَّر أحد طرفيها")


class Mention(NamedTuple):
    """Where a span stands: its sentence, and its tokens in there, half-open."""

    sentence: int
    first: int
    after: int


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """One list of documents, a line for every pair that has a set."""
    before, bare = "[\n", []
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        loss.strip(owned, CARRIED)
        plan = make_plan(document, owned, options, with_boilerplate=True)
        plan.report(loss)
        yield SUFFIX, before + json.dumps(_record(plan, loss), ensure_ascii=False)
        before = ",\n"
    loss.remarks += unannotated(bare)
    yield SUFFIX, "[]\n" if before == "[\n" else "\n]\n"


def _record(plan: Plan, loss: LossReport) -> dict[str, Any]:
    fits = list(_held(plan, loss))
    grid = _cut(plan, fits)
    sentences = list(_sentences(plan.document, grid))
    text = plan.document.text
    mentions = {fit.span.id: found for fit in fits if (found := _mention(fit, grid, sentences))}
    return {
        "title": plan.document.id,
        "sents": [[text[slice(*token)] for token in tokens] for tokens in sentences],
        "vertexSet": [[_vertex(fit, mentions[fit.span.id], text)] for fit in fits],
        "labels": list(_labels(plan, fits, mentions, loss)),
        OURS: {"document": plan.document.id, "owner": plan.owned.owner, "text": text, "ranges": sentences},
    }


def _sentences(document: Document, grid: Grid) -> Iterator[Sequence[tuple[int, int]]]:
    """The tokens of each frozen sentence, and of what lies between two of them; none is empty."""
    edges = [0, *(sentence.end for sentence in document.sentences), len(document.text)]
    places = [bisect_left(grid.starts, edge) for edge in edges]
    for first, after in pairwise(places):
        if first < after:
            yield grid.tokens[first:after]


def _held(plan: Plan, loss: LossReport) -> Iterator[Fit]:
    """The spans that lie in one sentence. For the others no token is cut, and the report says that they are dropped."""
    grid = _cut(plan, plan.fits)
    sentences = list(_sentences(plan.document, grid))
    for fit in plan.fits:
        if _mention(fit, grid, sentences):
            yield fit
        else:
            loss.changed_spans[:] = [one for one in loss.changed_spans if not _is(one, plan.owned, fit)]
            loss.cut_tokens[:] = [one for one in loss.cut_tokens if not _is(one, plan.owned, fit)]
            loss.dropped_spans.append(plan.lost(fit.span, ACROSS))


def _cut(plan: Plan, fits: Sequence[Fit]) -> Grid:
    return plan.grid.cut(edge for fit in fits if fit.cuts for edge in fit.extent)


def _mention(fit: Fit, grid: Grid, sentences: Sequence[Sequence[tuple[int, int]]]) -> Mention | None:
    """Where a span stands; None if it runs over the end of a sentence."""
    begins = [0, *accumulate(len(tokens) for tokens in sentences)]
    first, after = grid.touched(*fit.extent)
    sentence = bisect_right(begins, first) - 1
    inside = after <= begins[sentence + 1]
    return Mention(sentence, first - begins[sentence], after - begins[sentence]) if inside else None


def _is(item: Any, owned: AnnotationSet, fit: Fit) -> bool:
    return (item.document, item.owner, item.id) == (owned.document, owned.owner, fit.span.id)


def _vertex(fit: Fit, mention: Mention, text: str) -> dict[str, Any]:
    name = text[slice(*fit.extent)]
    pos = [mention.first, mention.after]
    return {"name": name, "sent_id": mention.sentence, "pos": pos, "type": fit.span.label}


def _labels(
    plan: Plan, fits: Sequence[Fit], mentions: Mapping[str, Mention], loss: LossReport
) -> Iterator[dict[str, Any]]:
    """Relations by the places of their ends in the list of entities; evidence is the sentences of the two."""
    places = {fit.span.id: at for at, fit in enumerate(fits)}
    spans = plan.owned.annotations.spans
    kept = []
    for one in plan.relations(loss):
        if {one.head, one.tail} <= places.keys():
            kept.append(one)
        else:
            text = " → ".join(spans[end].text for end in (one.head, one.tail))
            loss.dropped_relations.append(lost(plan.owned, one, text, ENDLESS))
    for one in sorted(kept, key=lambda one: (places[one.head], places[one.tail], one.label)):
        evidence = sorted({mentions[end].sentence for end in (one.head, one.tail)})
        yield {"h": places[one.head], "t": places[one.tail], "r": one.label, "evidence": evidence}
