"""The F1 family of spans, worked out by hand and held against the definitions."""

import pytest
from hypothesis import given

from tests.agreement.cases import at, case, mark_sets, report, said, value
from workbench.agreement.alignment import KINDS, align
from workbench.agreement.finished import Mark
from workbench.agreement.relations import RELATION_COLUMNS
from workbench.agreement.spans import SPAN_COLUMNS, SPAN_F1, span_rows
from workbench.agreement.unitizing import Units

EMOJI = "🇮🇶 سامر 🙂 في بغداد"
"""Words of one, two and more code points beyond the Basic Multilingual Plane, among Arabic."""


def row(first: frozenset[Mark], second: frozenset[Mark]) -> dict[str, float]:
    """The counts of all labels together."""
    rows = span_rows(Units.of(first), Units.of(second), align(first, second), 100)
    return dict(zip(SPAN_COLUMNS, rows[""], strict=True))


def test_no_column_has_two_meanings() -> None:
    assert len(set(SPAN_COLUMNS)) == len(SPAN_COLUMNS)
    assert len(set(RELATION_COLUMNS)) == len(RELATION_COLUMNS)


def test_the_family_by_hand() -> None:
    # agree; another label; half of it; longer with another label; alone
    first = said([at(0, 0, "PER"), at(1, 1, "PER"), at(2, 3, "LOC"), at(4, 4, "ORG"), at(8, 8, "PER")])
    second = said([at(0, 0, "PER"), at(1, 1, "LOC"), at(2, 2, "LOC"), at(4, 5, "PER")])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "f1_exact") == pytest.approx(2 * 1 / 9)
    assert value(found, "f1_boundary") == pytest.approx(2 * 2 / 9)
    assert value(found, "f1_label_overlap") == pytest.approx(2 * 2 / 9)
    assert value(found, "f1_partial") == pytest.approx(2 * (1 + 1 + 0.5 + 0.5) / 9)
    assert value(found, "f1_iou") == pytest.approx(2 * (1 + 2 / 5) / 9)
    counts = {"agree": 1, "label": 1, "boundary": 1, "both": 1, "only_a": 1, "only_b": 0}
    assert value(found, "disagreement_counts") == counts
    assert value(found, "mark_lengths") == {
        side: sum(span.end - span.start for span in one.annotations.spans.values())
        for side, one in (("a", first), ("b", second))
    }
    assert value(found, "confusion") == {
        "LOC -> LOC": 1,
        "ORG -> PER": 1,
        "PER -> (none)": 1,
        "PER -> LOC": 1,
        "PER -> PER": 1,
    }
    assert found.find("f1_exact", pair=["ann1", "ann2"]).n == {"documents": 1, "a": 5, "b": 4, "tp": 1}


def test_one_long_mark_over_two_short_ones_matches_once() -> None:
    found = report(case("d", ann1=said([at(0, 3, "PER")]), ann2=said([at(0, 1, "PER"), at(2, 3, "PER")])))
    assert value(found, "f1_label_overlap") == pytest.approx(2 / 3)
    assert value(found, "f1_partial") == pytest.approx(1 / 3)


def test_as_many_marks_are_matched_as_can_be() -> None:
    # the long mark of one overlaps both of the other; the short one only the first
    found = report(
        case("d", ann1=said([at(0, 3, "PER"), at(0, 0, "PER")]), ann2=said([at(0, 1, "PER"), at(2, 3, "PER")]))
    )
    assert value(found, "f1_label_overlap") == 1


def test_touching_marks_do_not_overlap() -> None:
    found = report(
        case("d", "abcdef", ann1=said([(0, 3, "PER")], text="abcdef"), ann2=said([(3, 6, "PER")], text="abcdef"))
    )
    assert value(found, "f1_label_overlap") == 0
    assert value(found, "f1_partial") == 0


def test_nested_marks_count_each() -> None:
    nested = said([at(0, 3, "ORG"), at(1, 1, "LOC")])
    found = report(case("d", ann1=nested, ann2=said([at(0, 3, "ORG")])))
    assert value(found, "f1_exact") == pytest.approx(2 / 3)
    assert value(found, "disagreement_counts")["only_a"] == 1


def test_identical_duplicates_of_one_person_count_once() -> None:
    twice = said([at(0, 0, "PER"), at(0, 0, "PER")])
    found = report(case("d", ann1=twice, ann2=said([at(0, 0, "PER")])))
    assert value(found, "f1_exact") == 1
    assert found.find("f1_exact", pair=["ann1", "ann2"]).n["a"] == 1


def test_boundaries_of_a_stretch_with_two_labels_are_one_item() -> None:
    both = said([at(0, 0, "PER"), at(0, 0, "ORG")])
    found = report(case("d", ann1=both, ann2=said([at(0, 0, "PER")])))
    assert value(found, "f1_boundary") == 1
    assert value(found, "f1_exact") == pytest.approx(2 / 3)


def test_offsets_are_code_points_among_emoji_and_arabic() -> None:
    baghdad = EMOJI.index("بغداد")
    exact = (baghdad, baghdad + 5, "LOC")
    longer = (EMOJI.index("في"), baghdad + 5, "LOC")
    found = report(case("d", EMOJI, ann1=said([exact], text=EMOJI), ann2=said([longer], text=EMOJI)))
    assert value(found, "f1_iou") == pytest.approx(5 / 8)
    assert value(found, "kappa_tokens_all") == pytest.approx(6 / 11)  # O-O three times, LOC-LOC, O-LOC


def test_labels_are_reported_alone() -> None:
    first = said([at(0, 0, "PER"), at(1, 1, "PER"), at(2, 2, "LOC")])
    second = said([at(0, 0, "PER"), at(1, 1, "LOC"), at(2, 2, "LOC")])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "f1_exact", label="PER") == pytest.approx(2 / 3)
    assert value(found, "f1_exact", label="LOC") == pytest.approx(2 / 3)
    assert value(found, "disagreement_counts", label="LOC")["label"] == 1
    assert value(found, "f1_exact_macro_label") == pytest.approx(2 / 3)
    assert value(found, "kappa_labels") == pytest.approx((3 * 2 - 4) / (9 - 4))


def test_the_mean_over_labels_leaves_out_those_nobody_used() -> None:
    first, second = said([at(0, 0, "PER"), at(1, 1, "LOC")]), said([at(0, 0, "PER")])
    found = report(case("d", ann1=first, ann2=second))
    assert value(found, "f1_exact_macro_label") == pytest.approx((1 + 0) / 2)


@given(mark_sets(), mark_sets())
def test_the_definitions_hold_on_any_marks(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    counts, swapped = row(first, second), row(second, first)
    assert counts["exact"] == counts["agree"] == len(first & second)
    assert sum(counts[kind] for kind in KINDS) == len(first) + len(second) - sum(
        counts[kind] for kind in ("agree", "label", "boundary", "both")
    )
    for n_a, n_b, both in SPAN_F1.values():
        assert 0 <= 2 * counts[both] <= counts[n_a] + counts[n_b] + 1e-9
        assert counts[both] == pytest.approx(swapped[both])
    assert counts["exact"] <= counts["iou"] + 1e-9 <= counts["overlap"] + 2e-9
    assert counts["same_extent"] <= counts["partial"] + 1e-9


@given(mark_sets(), mark_sets())
def test_label_rows_add_up_to_the_whole(first: frozenset[Mark], second: frozenset[Mark]) -> None:
    rows = span_rows(Units.of(first), Units.of(second), align(first, second), 100)
    for name in ("a", "b", "chars_a", "chars_b", "exact", "overlap", "iou", "agree", "boundary", "only_a", "only_b"):
        column = SPAN_COLUMNS.index(name)
        assert rows[""][column] == pytest.approx(sum(values[column] for label, values in rows.items() if label))
