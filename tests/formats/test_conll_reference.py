"""How well our tokens serve spans that a person marked: the reference annotation, which lies outside the project."""

import json
from pathlib import Path

import pytest

from tests.formats.conll_cases import document, export, read_columns
from workbench.formats.base import ExportOptions, Pair
from workbench.model.annotation import Annotations, AnnotationSet
from workbench.model.items import read_relation, read_span

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "reference.jsonl"


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    """The annotated articles, cut by our tokenizer."""
    if not REFERENCE.is_file():
        pytest.skip("NOT TESTED on real articles: ../shared/reference/reference.jsonl is not here")
    found: list[Pair] = []
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        doc = document(given["text"], given["id"])
        spans = [read_span(one, doc.text) for one in given["spans"]]
        relations = [read_relation(one) for one in given["relations"]]
        found.append((doc, AnnotationSet(doc.id, given["owner"], annotations=Annotations.of(spans, relations))))
    return found


def spans_of(pair: Pair) -> set[tuple[int, int, str]]:
    """The extents and labels of a set."""
    assert pair[1]
    return {(span.start, span.end, span.label) for span in pair[1].annotations.spans.values()}


def test_at_most_two_in_a_hundred_outermost_mentions_cut_a_clitic_token(pairs):
    _, _, loss = export(pairs, ExportOptions(layers="outermost"))
    outermost = loss.spans - len(loss.dropped_spans)
    assert outermost > 200
    assert len(loss.cut_tokens) + len(loss.changed_spans) <= 0.02 * outermost


def test_with_gold_tokens_nothing_is_lost_nested_mentions_included(pairs):
    columns, relations, loss = export(pairs, ExportOptions(tokens="gold"))
    tally = loss.as_dict()
    for kind in ("spans", "relations"):
        assert tally[kind]["in"] == tally[kind]["exact"] > 100
    assert relations.count("\n") == loss.relations + 1
    drafts = read_columns(columns, "gold.conll").drafts
    for pair, draft in zip(pairs, drafts, strict=True):
        assert {(span.start, span.end, span.label) for span in draft.spans} == spans_of(pair)
        assert {span.text for span in draft.spans} >= {
            s.text for s in pair[1].annotations.spans.values() if " " not in s.text
        }
