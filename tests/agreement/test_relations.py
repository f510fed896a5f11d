"""The ladder of relation agreement, worked out by hand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.cases import SYMMETRIC, at, case, link_sets, mark_sets, reason, report, said, value
from workbench.agreement import Report
from workbench.agreement.finished import Judgement, Link, Mark
from workbench.agreement.relations import (
    RELATION_COLUMNS,
    RELATION_F1,
    RELATION_KINDS,
    Pair,
    align_relations,
    candidate_cells,
    relation_rows,
)

FOUR = [at(0, 0, "PER"), at(2, 2, "LOC"), at(4, 4, "ORG"), at(6, 6, "LOC")]
PER, LOC, ORG, PLACE = (Mark(*place) for place in FOUR)


def both(first: list[tuple[str, int, int]], second: list[tuple[str, int, int]]) -> Report:
    """The report of relations between the same four marks."""
    return report(case("d", ann1=said(FOUR, first), ann2=said(FOUR, second)))


def ladder(found: Report) -> dict[str, float]:
    """All rungs, without their prefix."""
    return {name.removeprefix("rel_f1_"): value(found, name) for name in RELATION_F1}


def test_the_same_relations_are_perfect_on_every_rung() -> None:
    found = both([("AT", 0, 1), ("MEETS", 0, 2)], [("AT", 0, 1), ("MEETS", 0, 2)])
    assert set(ladder(found).values()) == {1}
    assert value(found, "rel_given_entities_coverage") == 1


def test_another_type_is_lost_but_linking_is_seen() -> None:
    found = both([("AT", 0, 1)], [("ALIAS", 0, 1)])
    assert ladder(found) == {
        "strict": 0,
        "boundaries": 0,
        "overlap": 0,
        "untyped": 1,
        "undirected": 0,
        "given_entities": 0,
    }
    assert value(found, "rel_type_accuracy") == 0
    assert value(found, "rel_disagreement_counts")["type"] == 1
    assert value(found, "rel_confusion") == {"AT -> ALIAS": 1}


def test_another_direction_is_lost_but_undirected_is_seen() -> None:
    found = both([("AT", 0, 1)], [("AT", 1, 0)])
    rungs = ladder(found)
    assert rungs["undirected"] == 1
    assert rungs["strict"] == rungs["untyped"] == 0
    assert value(found, "rel_disagreement_counts")["direction"] == 1


def test_the_ends_of_undirected_types_have_no_order() -> None:
    found = both([("MEETS", 0, 2)], [("MEETS", 2, 0)])
    assert set(ladder(found).values()) == {1}
    assert value(found, "rel_disagreement_counts")["agree"] == 1


def test_labels_of_the_ends_count_for_strict_and_not_for_boundaries() -> None:
    relabelled = [at(0, 0, "ORG"), *FOUR[1:]]
    found = report(case("d", ann1=said(FOUR, [("AT", 0, 1)]), ann2=said(relabelled, [("AT", 0, 1)])))
    assert value(found, "rel_f1_strict") == 0
    assert value(found, "rel_f1_boundaries") == 1
    assert value(found, "rel_f1_overlap") == 0


def test_ends_that_only_overlap_count_for_overlap() -> None:
    longer = [at(0, 1, "PER"), *FOUR[1:]]
    found = report(case("d", ann1=said(FOUR, [("AT", 0, 1)]), ann2=said(longer, [("AT", 0, 1)])))
    assert value(found, "rel_f1_strict") == value(found, "rel_f1_boundaries") == 0
    assert value(found, "rel_f1_overlap") == 1


def test_the_ends_of_an_undirected_type_are_ordered_again_after_translation() -> None:
    # the later PER of ann1 overlaps ann2's PER that starts before the ORG both marked
    first = [at(1, 1, "ORG"), at(2, 3, "PER")]
    second = [at(0, 3, "PER"), at(1, 1, "ORG")]
    found = report(case("d", ann1=said(first, [("MEETS", 0, 1)]), ann2=said(second, [("MEETS", 0, 1)])))
    assert value(found, "rel_f1_overlap") == 1


def test_given_entities_looks_at_relations_whose_ends_both_marked() -> None:
    # of five relations, ann1's second and ann2's second hang on a mark the other does not have
    first = said([*FOUR, at(8, 8, "PER")], [("AT", 0, 1), ("AT", 4, 1), ("AT", 2, 3)])
    second = said([*FOUR, at(9, 9, "PER")], [("AT", 0, 1), ("AT", 4, 1)])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "rel_f1_strict") == pytest.approx(2 / 5)
    assert value(found, "rel_f1_given_entities") == pytest.approx(2 / 3)
    assert value(found, "rel_given_entities_coverage") == pytest.approx(3 / 5)
    assert found.find("rel_f1_given_entities", pair=["ann1", "ann2"]).n["coverage"] == pytest.approx(3 / 5)


def test_kappa_over_candidates_by_hand() -> None:
    # four agreed marks, twelve ordered pairs: AT-AT, AT-NONE, and ten NONE-NONE
    found = both([("AT", 0, 1), ("AT", 2, 3)], [("AT", 0, 1)])
    one = found.find("rel_kappa_candidates", pair=["ann1", "ann2"])
    assert one.n["candidates"] == 12
    chance = (2 * 1 + 10 * 11) / 144
    assert one.value == pytest.approx((11 / 12 - chance) / (1 - chance))
    assert value(found, "rel_type_accuracy") == 1


def test_two_types_between_the_same_marks_are_one_category() -> None:
    found = both([("AT", 0, 1), ("ALIAS", 0, 1)], [("ALIAS", 0, 1)])
    assert value(found, "rel_type_accuracy") == 0
    assert value(found, "rel_f1_strict") == pytest.approx(2 / 3)


def test_undefined_relation_measures_say_why() -> None:
    found = both([], [])
    assert reason(found, "rel_f1_strict") == "no relations were marked in the documents compared"
    assert reason(found, "rel_kappa_candidates") == "only one category was used"
    assert reason(found, "rel_type_accuracy") == "no two entities were linked by both"
    nothing_agreed = report(case("d", ann1=said(FOUR[:2], [("AT", 0, 1)]), ann2=said()))
    assert value(nothing_agreed, "rel_f1_strict") == 0
    assert reason(nothing_agreed, "rel_f1_given_entities") == "no relation has two ends that both marked identically"
    assert reason(nothing_agreed, "rel_kappa_candidates") == "no document has two entities that both marked identically"
    assert value(nothing_agreed, "rel_given_entities_coverage") == 0


def test_types_are_reported_alone() -> None:
    found = both([("AT", 0, 1), ("MEETS", 0, 2)], [("AT", 0, 1)])
    assert value(found, "rel_f1_strict", label="AT") == 1
    assert value(found, "rel_f1_strict", label="MEETS") == 0
    assert reason(found, "rel_f1_strict", label="ALIAS") == "not used in the documents compared"


def test_relations_with_one_end_in_common_are_paired_as_argument() -> None:
    first, second = [Link("AT", PER, LOC)], [Link("AT", PER, PLACE)]
    assert [line.kind for line in align_relations(first, second)] == ["argument"]
    assert [line.kind for line in align_relations(first, [Link("AT", ORG, LOC)])] == ["argument"]
    kinds = [line.kind for line in align_relations(first, [Link("ALIAS", PER, PLACE)])]
    assert kinds == ["only_a", "only_b"]


judged = mark_sets().flatmap(lambda marks: link_sets(marks).map(lambda links: Judgement(marks, links)))
pairs = st.tuples(judged, judged) | mark_sets().flatmap(
    lambda marks: st.tuples(*(link_sets(marks).map(lambda links: Judgement(marks, links)) for _ in range(2)))
)


def counts(first: Judgement, second: Judgement) -> dict[str, float]:
    """The counts of all types together."""
    rows = relation_rows(Pair.of(first, second, SYMMETRIC), align_relations(first.links, second.links))
    return dict(zip(RELATION_COLUMNS, rows[""], strict=True))


@given(pairs)
def test_the_definitions_hold_on_any_relations(pair: tuple[Judgement, Judgement]) -> None:
    first, second = pair
    found, swapped = counts(first, second), counts(second, first)
    for n_a, n_b, shared in RELATION_F1.values():
        assert 0 <= 2 * found[shared] <= found[n_a] + found[n_b]
        assert found[n_a] == swapped[n_b]
        if shared != "overlap_both":  # of two equally good partners either may be taken
            assert found[shared] == swapped[shared]
    assert found["strict_both"] == found["agree"] == found["given_entities_both"] == len(first.links & second.links)
    assert found["strict_both"] <= found["overlap_both"]


@given(pairs)
def test_every_relation_stands_in_exactly_one_line(pair: tuple[Judgement, Judgement]) -> None:
    first, second = pair
    lines = align_relations(first.links, second.links)
    assert Counter(line.first for line in lines if line.first) == Counter(first.links)
    assert Counter(line.second for line in lines if line.second) == Counter(second.links)
    assert {line.kind for line in lines} <= set(RELATION_KINDS)


@given(pairs)
def test_candidates_are_all_ordered_pairs_of_agreed_marks(pair: tuple[Judgement, Judgement]) -> None:
    first, second = pair
    agreed = len(first.marks & second.marks)
    cells = candidate_cells(Pair.of(first, second, SYMMETRIC))
    assert sum(cells.values()) == agreed * (agreed - 1)
