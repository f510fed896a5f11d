"""The staged alignment of two people's marks."""

from collections import Counter

import numpy as np
from hypothesis import example, given
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from tests.agreement.cases import mark_sets
from workbench.agreement.alignment import KINDS, Difference, align
from workbench.agreement.finished import Mark
from workbench.agreement.matching import Overlap, heaviest, overlaps


def lines(first: list[tuple[int, int, str]], second: list[tuple[int, int, str]]) -> list[tuple[object, ...]]:
    """The alignment, marks as plain tuples."""
    found = align([Mark(*one) for one in first], [Mark(*one) for one in second])
    return [(line.kind, line.first and tuple(line.first), line.second and tuple(line.second)) for line in found]


def test_identical_marks_agree() -> None:
    assert lines([(0, 5, "X")], [(0, 5, "X")]) == [("agree", (0, 5, "X"), (0, 5, "X"))]


def test_same_boundaries_with_another_label_differ_in_the_label() -> None:
    assert lines([(0, 5, "X")], [(0, 5, "Y")]) == [("label", (0, 5, "X"), (0, 5, "Y"))]


def test_an_overlap_with_the_same_label_differs_in_the_boundary_else_in_both() -> None:
    assert lines([(0, 5, "X")], [(4, 9, "X")]) == [("boundary", (0, 5, "X"), (4, 9, "X"))]
    assert lines([(0, 5, "X")], [(4, 9, "Y")]) == [("both", (0, 5, "X"), (4, 9, "Y"))]


def test_marks_that_only_touch_have_no_partner() -> None:
    assert lines([(0, 5, "X")], [(5, 9, "X")]) == [("only_a", (0, 5, "X"), None), ("only_b", None, (5, 9, "X"))]


def test_one_mark_over_two_has_one_partner_the_closer_one() -> None:
    found = lines([(0, 10, "X")], [(0, 3, "X"), (4, 10, "X")])
    assert found == [("boundary", (0, 10, "X"), (4, 10, "X")), ("only_b", None, (0, 3, "X"))]


def test_nested_marks_find_their_own_twins() -> None:
    nested = [(0, 10, "X"), (0, 4, "Y")]
    assert [line[0] for line in lines(nested, nested)] == ["agree", "agree"]


def test_an_identical_twin_comes_before_a_greater_total_overlap() -> None:
    found = lines([(0, 6, "X"), (4, 10, "X")], [(4, 10, "X"), (8, 14, "X")])
    assert found[0] == ("agree", (4, 10, "X"), (4, 10, "X"))
    assert [line[0] for line in found] == ["agree", "only_a", "only_b"]


def test_same_boundaries_come_before_a_greater_overlap_of_the_same_label() -> None:
    found = lines([(0, 10, "X")], [(0, 10, "Y"), (0, 9, "X")])
    assert found == [("label", (0, 10, "X"), (0, 10, "Y")), ("only_b", None, (0, 9, "X"))]


def test_the_total_overlap_counts_not_the_best_single_one() -> None:
    # first-come greed would take (2, 12)-(3, 11), IoU 0.8, and leave the others unpaired
    found = lines([(2, 12, "X"), (0, 4, "X")], [(3, 11, "X"), (10, 13, "X")])
    assert {line[1:] for line in found if line[0] == "boundary"} == {((2, 12, "X"), (3, 11, "X"))}
    found = lines([(0, 10, "X"), (10, 16, "X")], [(4, 16, "X"), (0, 5, "X")])
    assert {line[1:] for line in found} == {((0, 10, "X"), (0, 5, "X")), ((10, 16, "X"), (4, 16, "X"))}


def test_equal_labels_decide_between_equal_overlaps() -> None:
    found = lines([(0, 10, "X")], [(0, 5, "Y"), (5, 10, "X")])
    assert found[0] == ("boundary", (0, 10, "X"), (5, 10, "X"))


def test_three_labels_on_one_stretch_pair_one_to_one() -> None:
    found = lines([(0, 5, "X"), (0, 5, "Y")], [(0, 5, "Z")])
    assert found == [("label", (0, 5, "X"), (0, 5, "Z")), ("only_a", (0, 5, "Y"), None)]


def test_nobody_marked_anything() -> None:
    assert lines([], []) == []


@given(mark_sets(), mark_sets())
def test_every_mark_stands_in_exactly_one_line(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    found = align(first, second)
    assert Counter(line.first for line in found if line.first) == Counter(first)
    assert Counter(line.second for line in found if line.second) == Counter(second)


@given(mark_sets(), mark_sets())
def test_kinds_say_what_is_the_same(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    for line in align(first, second):
        assert line.kind == kind_of(line)
        assert line.kind in KINDS
        if line.first and line.second:
            assert line.first.start < line.second.end
            assert line.second.start < line.first.end


def kind_of(line: Difference[Mark]) -> str:
    """The kind, from the two marks alone."""
    if line.first is None or line.second is None:
        return "only_b" if line.first is None else "only_a"
    same = line.first[:2] == line.second[:2], line.first.label == line.second.label
    return {(True, True): "agree", (True, False): "label", (False, True): "boundary", (False, False): "both"}[same]


@given(mark_sets(), mark_sets())
def test_agreeing_lines_are_the_intersection_and_nobody_overlaps_unpaired(
    first: frozenset[Mark], second: frozenset[Mark]
) -> None:
    found = align(first, second)
    assert {line.first for line in found if line.kind == "agree"} == first & second
    only_a = [line.first for line in found if line.first and not line.second]
    only_b = [line.second for line in found if line.second and not line.first]
    assert overlaps(only_a, sorted(only_b)) == []


@given(mark_sets(), mark_sets())
def test_overlaps_are_all_pairs_that_share_text(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    found = {(one.first, one.second): one.shared for one in overlaps(sorted(first), sorted(second))}
    shared = {(a, b): min(a.end, b.end) - max(a.start, b.start) for a in first for b in second}
    assert found == {pair: length for pair, length in shared.items() if length > 0}


@given(mark_sets(5), mark_sets(5))
def test_the_heaviest_choice_is_the_best_of_all_choices(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    edges = [(one, one.iou) for one in overlaps(sorted(first), sorted(second))]
    chosen = heaviest(edges)
    assert len({one.first for one, _ in chosen}) == len({one.second for one, _ in chosen}) == len(chosen)
    assert abs(sum(weight for _, weight in chosen) - best_by_trying(edges)) < 1e-9


def best_by_trying(edges: list[tuple[Overlap, float]]) -> float:
    """The greatest total weight of a one-to-one choice, by taking or leaving each edge."""
    if not edges:
        return 0.0
    (one, weight), rest = edges[0], edges[1:]
    left = [edge for edge in rest if edge[0].first != one.first and edge[0].second != one.second]
    return max(best_by_trying(rest), weight + best_by_trying(left))


def obvious(first: frozenset[Mark], second: frozenset[Mark]) -> set[tuple[Mark, Mark]]:
    """The third stage as anybody would write it: one matrix of all that is left, sorted, and scipy's assignment."""
    same = {line[1:] for line in align(first, second) if line.kind in ("agree", "label")}
    left = sorted(first - {one for one, _ in same})
    right = sorted(second - {other for _, other in same})
    scores = np.zeros((len(left), len(right)))
    for edge in overlaps(left, right):
        scores[left.index(edge.first), right.index(edge.second)] = edge.iou + 0.001 * edge.same_label
    rows, columns = linear_sum_assignment(-scores)
    return {(left[row], right[column]) for row, column in zip(rows, columns, strict=True) if scores[row, column] > 0}


@given(mark_sets(), mark_sets())
@example(
    frozenset({Mark(1, 5, "Y"), Mark(7, 8, "X"), Mark(12, 17, "Y")}),
    frozenset({Mark(5, 10, "Z"), Mark(6, 11, "Y"), Mark(16, 19, "X")}),
)
def test_among_equally_good_choices_it_takes_the_one_anybody_would_get(
    first: frozenset[Mark], second: frozenset[Mark]
) -> None:
    moved = {
        (one, other) for kind, one, other in align(first, second) if kind in ("boundary", "both") and one and other
    }
    assert moved == obvious(first, second)
