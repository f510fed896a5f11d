"""Gamma: disorders by hand, the best alignment against trying all, and the sampler's bounds."""

from itertools import combinations, product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.cases import at, case, report, said
from workbench.agreement.gamma import Unit, dissimilarity, gamma_of, observed_disorder
from workbench.agreement.measures import gamma
from workbench.agreement.solver import cheapest_cover

SAME = [(0, 10, "X"), (20, 30, "Y"), (40, 50, "X"), (60, 70, "Y")]

units = st.lists(
    st.builds(lambda s, n, c: (s, s + n, c), st.integers(0, 30), st.integers(1, 10), st.sampled_from("XY")), max_size=3
)


def test_disorder_of_two_by_hand() -> None:
    # moved by 2 and 0, lengths 10 and 8: (2 / 18)²; another label costs 1
    assert observed_disorder([[(0, 10, "X")], [(2, 10, "X")]]) == pytest.approx((2 / 18) ** 2)
    assert observed_disorder([[(0, 10, "X")], [(0, 10, "Y")]]) == pytest.approx(1)


def test_a_missed_unit_costs_one_over_the_mean_number() -> None:
    assert observed_disorder([[(0, 10, "X"), (20, 30, "X")], [(0, 10, "X")]]) == pytest.approx(1 / 1.5)


def test_units_far_apart_are_left_alone() -> None:
    # aligned they would cost (40 / 10)² = 16, alone 1 each
    assert observed_disorder([[(0, 5, "X")], [(20, 25, "X")]]) == pytest.approx(2)


def test_disorder_of_three_by_hand() -> None:
    # one misses the unit: of three pairs, one is perfect and two have an empty side: 2/3; a mean of 2/3 units
    assert observed_disorder([[(0, 10, "X")], [(0, 10, "X")], []]) == pytest.approx((2 / 3) / (2 / 3))


def test_disorder_is_undefined_for_one_person_and_without_units() -> None:
    assert observed_disorder([SAME]) is None
    assert observed_disorder([[], []]) is None
    assert gamma([[], []]) is None


def test_perfect_agreement_has_gamma_one() -> None:
    assert gamma([SAME, SAME]) == 1
    assert gamma([SAME, SAME, SAME]) == 1


def test_gamma_depends_on_nothing_but_seed_and_samples() -> None:
    shifted = [(start + 3, end, label) for start, end, label in SAME]
    first = gamma([SAME, shifted], seed=1, samples=20)
    assert gamma([SAME, shifted], seed=1, samples=20) == first
    assert gamma([SAME, shifted], seed=2, samples=20) != first
    assert first is not None
    assert 0.5 < first < 1


def test_random_continua_agree_with_each_other_near_zero() -> None:
    chance = np.random.default_rng(7)

    def person() -> list[Unit]:
        ends = np.cumsum(chance.integers(10, 40, 25))
        return [(int(end) - 8, int(end), str(chance.choice(["X", "Y"]))) for end in ends]

    found = gamma_of([person(), person()], seed=1, samples=60)
    assert found is not None
    assert found.value == pytest.approx(0, abs=0.15)


@given(units, units)
def test_dissimilarity_is_the_published_formula(first: list[Unit], second: list[Unit]) -> None:
    rows = [np.array([(s, e, "XY".index(c)) for s, e, c in one], dtype=float).reshape(-1, 3) for one in (first, second)]
    costs = dissimilarity(*rows)
    for (i, (s, e, c)), (j, (t, f, k)) in product(enumerate(first), enumerate(second)):
        assert costs[i, j] == pytest.approx(((abs(s - t) + abs(e - f)) / (e - s + f - t)) ** 2 + (c != k))
    assert (costs[-1] == 1).all()
    assert (costs[:, -1] == 1).all()


@settings(max_examples=60)
@given(st.lists(units, min_size=2, max_size=3))
def test_the_best_alignment_is_the_best_of_all(people: list[list[Unit]]) -> None:
    total = sum(map(len, people))
    if total:
        assert observed_disorder(people) == pytest.approx(cheapest_by_trying(people) / (total / len(people)))


def cheapest_by_trying(people: list[list[Unit]]) -> float:
    """The least cost of all alignments: the first unit left goes with any choice of the others', then the rest."""
    left = next((i for i, one in enumerate(people) if one), None)
    if left is None:
        return 0.0
    choices = [[one[0]] if i == left else [None, *one] if i > left else [None] for i, one in enumerate(people)]
    return min(
        cost(chosen)
        + cheapest_by_trying([[u for u in one if u is not c] for one, c in zip(people, chosen, strict=True)])
        for chosen in product(*choices)
    )


def cost(chosen: tuple[Unit | None, ...]) -> float:
    """The cost of one unitary alignment: the mean over pairs."""
    return sum(between(a, b) for a, b in combinations(chosen, 2)) / comb(len(chosen), 2)


def between(one: Unit | None, other: Unit | None) -> float:
    """d of two units, 1 if one is empty."""
    if one is None or other is None:
        return 1.0
    moved = abs(one[0] - other[0]) + abs(one[1] - other[1])
    return (moved / (one[1] - one[0] + other[1] - other[0])) ** 2 + (one[2] != other[2])


def test_a_cover_that_is_impossible_is_an_error() -> None:
    with pytest.raises(ArithmeticError, match="no best alignment"):
        cheapest_cover(np.array([1.0]), [np.array([0])], items=2)


def test_a_report_has_gamma_of_each_document_and_pooled() -> None:
    agreed = said([at(0, 1, "PER"), at(4, 5, "LOC"), at(8, 8, "ORG")])
    apart = said([at(0, 0, "PER"), at(4, 5, "ORG")])
    cases = [case("same", ann1=agreed, ann2=agreed), case("apart", ann1=agreed, ann2=apart)]
    found = report(*cases, case("empty", ann1=said(), ann2=said()), case("one", ann1=agreed), gamma_samples=10)
    people = ["ann1", "ann2"]
    assert found.find("gamma", annotators=people, doc="same").value == 1
    assert found.find("gamma_observed_disorder", annotators=people, doc="same").value == 0
    assert found.find("gamma", annotators=people, doc="empty").reason == "nobody marked anything in this document"
    observed = found.find("gamma_observed_disorder", annotators=people, doc="apart")
    expected = [found.find("gamma", annotators=people, doc=doc).n["expected_disorder"] for doc in ("same", "apart")]
    pooled = found.find("gamma", group=people)
    assert pooled.value == pytest.approx(1 - 2.5 * observed.value / (3 * expected[0] + 2.5 * expected[1]))  # type: ignore[operator]
    with pytest.raises(LookupError):
        found.find("gamma", annotators=people, doc="one")


def test_gamma_is_left_out_beyond_so_many_documents() -> None:
    first, second = said([at(0, 1, "PER"), at(4, 5, "LOC")]), said([at(0, 0, "PER"), at(7, 9, "LOC")])
    cases = [case(f"d{number}", ann1=first, ann2=second) for number in range(3)]
    enough = report(*cases, gamma_samples=5, gamma_documents=3).find("gamma", group=["ann1", "ann2"])
    assert enough.value is not None
    left_out = report(*cases, gamma_samples=5, gamma_documents=2)
    reason = left_out.find("gamma", group=["ann1", "ann2"]).reason
    assert reason == "gamma was not computed: too many documents, or nothing was marked"
    assert not any("annotators" in one.scope for one in left_out.measures)
