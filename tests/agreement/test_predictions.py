"""Predictions against gold: cases counted by hand, nested ones and relations too."""

import numpy as np
import pytest

from tests.agreement.cases import SCHEMA, TEXT, at, words
from workbench.agreement.paired import paired
from workbench.agreement.predictions import score
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Document

Place = tuple[int, int, str]


def said(places: list[Place], *relations: tuple[str, int, int]) -> Annotations:
    spans = [Span(f"s{n}", *place, TEXT[place[0] : place[1]]) for n, place in enumerate(places)]
    links = (Relation(f"r{n}", f"s{head}", f"s{tail}", label) for n, (label, head, tail) in enumerate(relations))
    return Annotations.of(spans, links)


def document(id: str = "d") -> Document:
    return Document(id, TEXT, tokens=words(TEXT))


GOLD = [at(0, 2, "ORG"), at(2, 2, "LOC"), at(4, 5, "PER"), at(7, 7, "LOC"), at(9, 9, "LOC")]
FOUND = [at(0, 2, "ORG"), at(2, 2, "PER"), at(4, 4, "PER"), at(7, 8, "ORG"), at(3, 3, "PER")]
"""Right; nested with another label; too short; another label and too long; spurious. The last gold one is missed."""


def scored(found, gold=None, schema=SCHEMA, **more):
    return score([(document(), gold or said(GOLD))], {"d": found}, schema, **more)


def test_a_nested_case_counted_by_hand() -> None:
    found = scored(said(FOUND))
    assert {name: (one.system, one.gold, one.both) for name, one in found.entities.items()} == {
        "strict": (5, 5, 1),
        "boundary": (5, 5, 2),
        "type": (5, 5, 2),  # the right one, and the one too short
        "overlap": (5, 5, 4),
        "partial": (5, 5, 3),  # two in full, two by half
    }
    assert found.kinds == {"agree": 1, "label": 1, "boundary": 1, "both": 1, "only_a": 1, "only_b": 1}
    assert found.labels["PER"]["strict"].f1 == 0
    assert found.labels["LOC"]["strict"].precision is None
    assert found.labels["LOC"]["strict"].recall == 0
    assert found.labels["ORG"]["strict"] == found.labels["ORG"]["type"]
    assert (found.labels["ORG"]["strict"].precision, found.labels["ORG"]["strict"].recall) == (0.5, 1)


def test_relations_counted_by_hand() -> None:
    gold = said(GOLD, ("AT", 2, 3), ("AT", 0, 4), ("MEETS", 0, 2))
    found = said([*GOLD[:3], at(7, 8, "LOC")], ("AT", 2, 3), ("MEETS", 2, 0), ("AT", 0, 1))
    scores = scored(found, gold)
    counts = {name: (one.system, one.gold, one.both) for name, one in scores.relations.items()}
    assert counts["strict"] == (3, 3, 1)  # MEETS has no direction
    assert counts["overlap"] == (3, 3, 2)  # the tail of AT is too long
    assert counts["given_entities"] == (2, 1, 1)
    assert scores.relation_kinds["argument"] + scores.relation_kinds["only_b"] == 2
    assert scores.types["MEETS"]["strict"].f1 == 1


def test_a_relation_the_wrong_way_round_is_named_so() -> None:
    gold = said([at(0, 0, "PER"), at(2, 2, "PER")], ("AT", 0, 1))
    turned = said([at(0, 0, "PER"), at(2, 2, "PER")], ("AT", 1, 0))
    scores = scored(turned, gold)
    assert scores.relation_kinds["direction"] == 1
    assert scores.relations["strict"].both == 0
    assert scores.relations["undirected"].both == 1


def test_a_document_without_predictions_counts_as_nothing_found() -> None:
    found = score([(document("d"), said(GOLD)), (document("e"), said(GOLD))], {"d": said(GOLD)}, SCHEMA)
    assert found.entities["strict"].recall == 0.5
    assert found.per_document["entities"].tolist() == [[5, 5, 5], [0, 5, 0]]


def test_intervals_come_with_five_documents_and_their_draws_are_repeatable() -> None:
    gold = [(document(f"d{n}"), said(GOLD)) for n in range(6)]
    some = {f"d{n}": said(GOLD[: n % 5]) for n in range(6)}
    one, other = (score(gold, some, SCHEMA, samples=200, seed=3).entities["strict"] for _ in range(2))
    assert one == other
    assert one.interval
    assert one.interval.low < (one.f1 or 0) < one.interval.high
    assert score(gold[:4], some, SCHEMA).entities["strict"].interval is None


def counts(*rows: tuple[int, int, int]):
    return np.array(rows, dtype=float)


def test_the_paired_test_on_a_case_that_can_be_enumerated() -> None:
    """In 4 documents the first finds all, the second nothing: 2 of the 16 exchanges are as great."""
    found = paired(counts(*[(1, 1, 1)] * 4), counts(*[(1, 1, 0)] * 4), samples=20000, seed=1)
    assert found.difference == 1
    assert found.p == pytest.approx(2 / 16, abs=0.01)
    assert found.interval is None


def test_the_same_system_does_not_differ_from_itself() -> None:
    rows = counts(*[(3, 4, 2), (5, 5, 5), (1, 0, 0), (2, 2, 1), (0, 3, 0)])
    found = paired(rows, rows, samples=500, seed=1)
    assert (found.difference, found.p) == (0, 1)
    assert found.interval
    assert (found.interval.low, found.interval.high) == (0, 0)


def test_a_consistent_difference_is_found_and_a_chance_one_is_not() -> None:
    better, worse = counts(*[(4, 4, 4)] * 20), counts(*[(4, 4, 3)] * 20)
    clear = paired(better, worse, samples=2000, seed=1)
    mixed = paired(np.vstack([better[:10], worse[:10]]), np.vstack([worse[:10], better[:10]]), samples=2000, seed=1)
    assert clear.p is not None
    assert clear.p < 0.001
    assert mixed.p is not None
    assert mixed.p > 0.5


def test_where_nothing_is_marked_there_is_no_difference() -> None:
    nothing = counts(*[(0, 0, 0)] * 6)
    assert paired(nothing, nothing, samples=100, seed=1).difference is None
