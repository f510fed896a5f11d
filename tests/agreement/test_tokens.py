"""The token view: categories, and the coefficients over them."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.cases import TEXT, at, case, mark_sets, reason, report, said, value, words
from workbench.agreement.contingency import by_label
from workbench.agreement.finished import Mark
from workbench.agreement.tokens import categories, token_cells

TOKENS = words(TEXT)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], {}),
        ([(0, 2, "X")], {0: "X"}),
        ([(1, 4, "X")], {0: "X", 1: "X"}),
        ([(2, 3, "X")], {}),
        ([(4, 5, "X")], {1: "X"}),
        ([(0, 8, "X"), (3, 5, "A")], {0: "X", 1: "A|X", 2: "X"}),
        ([(0, 2, "X"), (0, 2, "X"), (1, 2, "X")], {0: "X"}),
        ([(27, 29, "X")], {9: "X"}),
        ([(0, 2, label) for label in "GECADBF"], {0: "A|B|C|D|E|F|G"}),
    ],
)
def test_a_token_has_the_labels_it_shares_a_character_with(
    marks: list[tuple[int, int, str]], expected: dict[int, str]
) -> None:
    assert categories(TOKENS, [Mark(*mark) for mark in marks]) == expected


@given(mark_sets())
def test_categories_are_those_of_the_definition(marks: frozenset[Mark]) -> None:
    found = categories(TOKENS, marks)
    for number, (start, end) in enumerate(TOKENS):
        labels = {mark.label for mark in marks if mark.start < end and start < mark.end}
        assert found.get(number, "") == "|".join(sorted(labels))


@given(mark_sets(), mark_sets())
def test_every_token_is_counted_once(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    cells = token_cells(categories(TOKENS, first), categories(TOKENS, second), len(TOKENS))
    assert sum(cells.values()) == len(TOKENS)
    assert all(count > 0 for count in cells.values())


def test_kappa_and_pi_by_hand() -> None:
    # ten tokens: PER-PER, PER-O, O-LOC and seven O-O
    first, second = said([at(0, 1, "PER")]), said([at(0, 0, "PER"), at(2, 2, "LOC")])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "kappa_tokens_all") == pytest.approx((10 * 8 - (2 * 1 + 8 * 8)) / (100 - 66))
    assert value(found, "scott_pi") == pytest.approx((400 * 0.8 - (9 + 256 + 1)) / (400 - 266))
    # the three that somebody marked: PER-PER, PER-O, O-LOC
    assert value(found, "kappa_tokens_annotated") == pytest.approx((3 * 1 - (2 * 1 + 1 * 1)) / (9 - 3))
    one = found.find("kappa_tokens_all", pair=["ann1", "ann2"])
    assert one.n == {"documents": 1, "items": 10, "raw_agreement": 0.8}


def test_alpha_of_one_label_asks_only_for_that_label() -> None:
    # LOC nested in ORG: alpha of LOC sees one agreement and one miss among twenty values
    first = said([at(0, 3, "ORG"), at(1, 1, "LOC"), at(5, 5, "LOC")])
    second = said([at(0, 3, "ORG"), at(1, 1, "LOC")])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "alpha_tokens_label", label="ORG") == 1
    assert value(found, "alpha_tokens_label", label="LOC") == pytest.approx(1 - 19 * 2 / (400 - 9 - 289))
    assert reason(found, "alpha_tokens_label", label="PER") == "not used in the documents compared"


def test_one_category_leaves_kappa_undefined_and_shows_the_raw_agreement() -> None:
    found = report(case("d", ann1=said(), ann2=said()))
    one = found.find("kappa_tokens_all", pair=["ann1", "ann2"])
    assert (one.value, one.reason) == (None, "only one category was used")
    assert one.n["raw_agreement"] == 1
    assert reason(found, "kappa_tokens_annotated") == "nothing was marked in the documents compared"


def test_rounding_makes_no_second_category() -> None:
    table = {("X", "X"): 0.1, ("X", "Y"): 0.2, ("Y", "X"): 0.3, ("X|Y", "X"): 0.7}
    for order in permutations(table):
        assert by_label({pair: table[pair] for pair in order}, "O")["X"].get(("O", "O"), 0) == 0


@given(st.dictionaries(st.tuples(*[st.sampled_from(("O", "A", "B", "A|B"))] * 2), st.integers(1, 9)))
def test_the_table_of_a_label_counts_everything(table: dict[tuple[str, str], float]) -> None:
    for label, cells in by_label(table, "O").items():
        assert sum(cells.values()) == sum(table.values())
        assert set(cells) <= {(label, label), (label, "O"), ("O", label), ("O", "O")}
        had = sum(count for (first, _), count in table.items() if label in first.split("|"))
        assert cells.get((label, label), 0) + cells.get((label, "O"), 0) == had
