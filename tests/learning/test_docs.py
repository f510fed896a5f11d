"""Documents as spaCy has them, and back."""

import pytest
from spacy.vocab import Vocab

from tests.learning.corpus import corpus, document
from workbench.learning.docs import GROUP, annotations_of, gold_doc, outermost, put_spans, scores_of
from workbench.learning.settling import Found, settle
from workbench.learning.spans import put_found
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.schema import Nesting

RULES = Nesting(forbid=frozenset({("GPE", "NORP")}))


def marks(found: Annotations) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.label) for one in found.ordered_spans()]


def links(found: Annotations) -> set[tuple[str, str, str]]:
    spans = found.spans
    return {(one.label, spans[one.head].text, spans[one.tail].text) for one in found.relations.values()}


def test_gold_goes_in_and_comes_out() -> None:
    for found, gold in corpus(8):
        back = annotations_of(gold_doc(Vocab(), found, gold))
        assert (marks(back), links(back)) == (marks(gold), links(gold))
    assert links(gold)


def test_how_sure_a_pipeline_was_goes_by_the_ids_of_what_it_marked() -> None:
    found, gold = next(one for one in corpus(8) if one[1].relations)
    doc = gold_doc(Vocab(), found, gold)
    assert scores_of(doc) == {}
    put_found(doc, [Found(0, 1, "GPE", 0.4), Found(1, 2, "GPE", 0.7)])
    doc._.relations = [{"label": "LOCATED_IN", "head_index": 0, "tail_index": 1, "score": 0.6}]
    marked = annotations_of(doc)
    assert scores_of(doc) == pytest.approx({"s1": 0.4, "s2": 0.7, "r1": 0.6})
    assert {*marked.spans, *marked.relations} == {"s1", "s2", "r1"}


def test_a_span_inside_a_token_is_kept_by_cutting_it_for_gold_only() -> None:
    text = "زيارة لهولندا"
    start = text.index("هولندا") + 2
    found = document("d", text)
    gold = Annotations.of([Span("s", start, len(text), "GPE", text[start:])])
    assert marks(annotations_of(gold_doc(Vocab(), found, gold))) == [(start, len(text), "GPE")]
    assert put_spans(gold_doc(Vocab(), found, Annotations()), gold) == {}


def test_a_span_that_ends_in_white_space_is_left_out_with_its_relations() -> None:
    text = "وصل سامر  إلى بغداد"
    spans = [Span("s1", 4, 9, "PERSON", text[4:9]), Span("s2", 14, 19, "GPE", text[14:19])]
    doc = gold_doc(Vocab(), document("d", text), Annotations.of(spans, [Relation("r", "s1", "s2", "PRESENT_IN")]))
    assert [one.text for one in doc.spans[GROUP]] == ["بغداد"]
    assert doc._.relations == []


def test_the_outermost_stand_beside_each_other() -> None:
    found, gold = next(one for one in corpus(8) if any(span.label == "GOV" for span in one[1].spans.values()))
    doc = gold_doc(Vocab(), found, gold)
    assert [one.label_ for one in outermost(doc.spans[GROUP])] == [one.label_ for one in doc.ents]
    assert "NORP" not in {one.label_ for one in doc.ents}


def test_what_breaks_a_rule_with_something_surer_gives_way() -> None:
    found = [
        Found(0, 3, "GOV", 0.9), Found(2, 3, "NORP", 0.8), Found(1, 4, "ORG", 0.7),  # crosses the first
        Found(0, 3, "ORG", 0.6),  # the same stretch
        Found(5, 7, "GPE", 0.9), Found(6, 7, "NORP", 0.5),  # forbidden in it
        Found(5, 6, "GPE", 0.4),  # in its own label
        Found(7, 8, "GPE", 0.1),
    ]  # fmt: skip
    assert [one[:3] for one in settle(found, RULES)] == [(0, 3, "GOV"), (2, 3, "NORP"), (5, 7, "GPE"), (7, 8, "GPE")]
    loose = Nesting(crossing=True, same_span=True, same_label=True)
    assert len(settle(found, loose)) == len(found)
