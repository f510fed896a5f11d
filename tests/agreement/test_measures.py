"""The coefficients against textbooks, and against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.cases import close
from workbench.agreement import measures
from workbench.agreement.unitizing import alpha_of

FLEISS_1971 = """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
    00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""30 patients, 6 psychiatrists, 5 diagnoses: how many chose each (table 1)."""

labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


def spread(*cells: tuple[str, str, int]) -> tuple[list[str], list[str]]:
    """Two label sequences from a table of counts."""
    pairs = [(first, second) for first, second, count in cells for _ in range(count)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def test_cohen_1968_prints_492_for_his_three_diagnoses() -> None:
    rows = {"personality": (88, 10, 2), "neurosis": (14, 40, 6), "psychosis": (18, 10, 12)}
    cells = [(row, column, n) for row, counts in rows.items() for column, n in zip(rows, counts, strict=True)]
    first, second = spread(*cells)
    assert measures.raw_agreement(first, second) == pytest.approx(0.70)
    assert measures.cohen_kappa(first, second) == pytest.approx(0.492, abs=5e-4)


def test_artstein_and_poesio_2008_print_341_for_pi_and_348_for_kappa() -> None:
    first, second = spread(("stat", "stat", 20), ("stat", "ireq", 20), ("ireq", "stat", 10), ("ireq", "ireq", 50))
    assert measures.raw_agreement(first, second) == pytest.approx(0.7)
    assert measures.scott_pi(first, second) == pytest.approx(0.341, abs=5e-4)
    assert measures.cohen_kappa(first, second) == pytest.approx(0.348, abs=5e-4)


def test_fleiss_1971_prints_430() -> None:
    table = [[int(count) for count in unit] for unit in FLEISS_1971.split()]
    assert measures.fleiss_kappa(table) == pytest.approx(0.430, abs=5e-4)


def test_krippendorff_2011_prints_095_for_two_coders_and_two_values() -> None:
    assert measures.alpha_nominal(["0100000010", "1110010000"]) == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_2011_prints_692_for_two_coders_and_five_values() -> None:
    assert measures.alpha_nominal(["aabbdcccedda", "babbbccceddd"]) == pytest.approx(0.692, abs=5e-4)


def test_krippendorff_2011_prints_743_for_four_coders_with_missing_values() -> None:
    rows = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
    table = [[None if one == "." else one for one in row] for row in rows]
    assert measures.alpha_nominal(table) == pytest.approx(0.743, abs=5e-4)


def test_hripcsak_and_rothschild_2005_kappa_goes_to_f1_as_negatives_grow() -> None:
    both, only_first, only_second = 30, 10, 5
    f1 = measures.f1(both, both + only_first, both + only_second)
    assert f1 == pytest.approx(0.8)
    cells = (("+", "+", both), ("+", "-", only_first), ("-", "+", only_second))
    few, many = (measures.cohen_kappa(*spread(*cells, ("-", "-", n))) for n in (50, 100_000))
    assert few is not None
    assert few < 0.7
    assert many == pytest.approx(0.8, abs=1e-3)


def test_negative_agreement_is_possible() -> None:
    assert measures.cohen_kappa("abab", "baba") == pytest.approx(-1)
    assert measures.alpha_nominal(["abab", "baba"]) == pytest.approx(1 - 7 * 8 / 32)


@pytest.mark.parametrize("name", ["cohen_kappa", "scott_pi"])
def test_a_coefficient_is_undefined_without_data_and_with_one_category(name: str) -> None:
    coefficient = getattr(measures, name)
    assert coefficient([], []) is None
    assert coefficient("aaa", "aaa") is None
    assert measures.raw_agreement("aaa", "aaa") == 1


def test_kappa_is_defined_if_only_one_person_varies() -> None:
    assert measures.cohen_kappa("aaaa", "aaab") == pytest.approx(0)


def test_fleiss_and_alpha_are_undefined_without_pairs_and_with_one_category() -> None:
    assert measures.fleiss_kappa([]) is None
    assert measures.fleiss_kappa([[1, 0], [0, 1]]) is None
    assert measures.fleiss_kappa([[3, 0], [3, 0]]) is None
    assert measures.alpha_nominal([]) is None
    assert measures.alpha_nominal([["a", None], [None, "b"]]) is None
    assert measures.alpha_nominal(["aa", "aa"]) is None


def test_fleiss_refuses_units_with_different_numbers_of_raters() -> None:
    with pytest.raises(ValueError, match="same number of raters"):
        measures.fleiss_kappa([[2, 0], [2, 1]])


@pytest.mark.parametrize("name", ["raw_agreement", "cohen_kappa", "scott_pi"])
def test_sequences_of_different_lengths_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        getattr(measures, name)("ab", "a")


def test_units_with_fewer_than_two_values_are_dropped_by_alpha() -> None:
    assert measures.alpha_nominal(["abcab", "abcbb"]) == measures.alpha_nominal(["abcabc", [*"abcbb", None]])


def test_f1_is_undefined_where_neither_marked_anything() -> None:
    assert measures.f1(0, 0, 0) is None
    assert measures.f1(0, 3, 0) == 0
    assert measures.f1(2, 3, 5) == 0.5


@given(labels)
def test_pi_is_fleiss_of_two_raters_and_close_to_alpha(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    table = [[(a == c) + (b == c) for c in "abc"] for a, b in pairs]
    pi, alpha = measures.scott_pi(first, second), measures.alpha_nominal([first, second])
    assert measures.fleiss_kappa(table) == close(pi)
    if pi is not None:
        # Krippendorff 2011: alpha corrects for the sample size, 1 - alpha = (1 - pi)(N - 1)/N with N = 2 units
        assert alpha == pytest.approx(1 - (1 - pi) * (2 * len(pairs) - 1) / (2 * len(pairs)))


@given(labels)
def test_coefficients_are_symmetric_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    for coefficient in (measures.cohen_kappa, measures.scott_pi, lambda a, b: measures.alpha_nominal([a, b])):
        forwards, backwards = coefficient(first, second), coefficient(second, first)
        assert forwards == close(backwards)
        assert forwards is None or forwards <= 1


def test_u_alpha_of_a_published_script_is_met() -> None:
    """The example of a public package (three coders, one value), whose gaps leave out a character at each border."""
    coders = [
        [(0, 2, ""), (3, 14, "k"), (15, 21, ""), (22, 52, "k"), (53, 55, "")],
        [(0, 2, ""), (3, 9, "k"), (10, 21, ""), (22, 52, "k"), (53, 55, "")],
        [(0, 21, ""), (22, 45, "k"), (46, 55, "")],
    ]
    cells = dict.fromkeys((("k", "k"), ("k", ""), ("", "k"), ("", "")), 0.0)
    for i, j in ((0, 1), (0, 2), (1, 2)):
        for start, end, label in coders[i]:
            for other_start, other_end, other in coders[j]:
                cells[label, other] += max(0, min(end, other_end) - max(start, other_start)) / 2
    units = [unit for coder in coders for unit in coder]
    correction = sum((end - start) ** 2 if label else end - start for start, end, label in units)
    assert alpha_of(cells, correction) == pytest.approx(0.5671992508994135, abs=1e-15)
