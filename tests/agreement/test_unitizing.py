"""The u-alpha family: by hand, and against the definition written out in full."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.cases import at, case, close, disjoint_marks, mark_sets, reason, report, said, value
from workbench.agreement.finished import Mark
from workbench.agreement.measures import bar_u_alpha, cu_alpha, u_alpha
from workbench.agreement.unitizing import Units, merged

WIDTH = 40
Coders = Sequence[Sequence[Mark]]
continua = st.integers(2, 4).flatmap(
    lambda people: st.lists(st.tuples(*[disjoint_marks(WIDTH)] * people), min_size=1, max_size=3)
)


def test_u_alpha_by_hand() -> None:
    # ten characters; ann1 marks [0, 4), ann2 [2, 4): l_xx = 2·2, l_gg = 2·6, l_xg = 2; lengths x 6, gap 14
    # correction: 4² + 2² for units, 6 + 8 for gaps; e = 2·6·14 / (20 - 34/20)
    continuum = (10, [[(0, 4, "X")], [(2, 4, "X")]])
    assert u_alpha([continuum]) == pytest.approx(1 - 4 / (2 * 6 * 14 / (20 - 34 / 20)))
    assert bar_u_alpha([continuum]) == u_alpha([continuum])
    assert cu_alpha([continuum]) is None


def test_cu_alpha_by_hand() -> None:
    # both mark [0, 6) in two units, labels X Y against X X: on the intersections l_xx 2·3, l_yx 3
    continuum = (10, [[(0, 3, "X"), (3, 6, "Y")], [(0, 3, "X"), (3, 6, "X")]])
    expected = 2 * 9 * 3 / (12 - 36 / 12)
    assert cu_alpha([continuum]) == pytest.approx(1 - 6 / expected)
    assert bar_u_alpha([continuum]) == 1


def test_perfect_agreement_is_one_and_opposition_is_negative() -> None:
    same = [(0, 4, "X"), (6, 8, "Y")]
    assert u_alpha([(10, [same, same])]) == 1
    found = u_alpha([(10, [[(0, 5, "X")], [(5, 10, "X")]])])
    assert found is not None
    assert found < 0


def test_nothing_marked_or_everything_alike_is_undefined() -> None:
    assert u_alpha([(10, [[], []])]) is None
    assert u_alpha([(10, [[(0, 10, "X")], [(0, 10, "X")]])]) is None


def test_units_of_one_person_must_not_overlap() -> None:
    assert u_alpha([(10, [[(0, 4, "X"), (2, 6, "Y")], []])]) is None


def test_continua_of_one_person_or_of_different_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="same number"):
        u_alpha([(10, [[(0, 4, "X")]])])
    with pytest.raises(ValueError, match="same number"):
        u_alpha([(10, [[], []]), (10, [[], [], []])])


def test_cu_alpha_is_left_undefined_for_three() -> None:
    same = [(0, 4, "X"), (6, 8, "Y")]
    assert cu_alpha([(10, [same, same])]) == 1
    assert cu_alpha([(10, [same, same, same])]) is None


@given(continua)
def test_the_definition_written_out_gives_the_same(documents: list[Coders]) -> None:
    given_continua = [(WIDTH, [list(map(tuple, coder)) for coder in coders]) for coders in documents]
    whole, marked = written_out(documents)
    assert u_alpha(given_continua) == close(whole)  # type: ignore[arg-type]
    assert bar_u_alpha(given_continua) == close(marked)  # type: ignore[arg-type]


def written_out(documents: Sequence[Coders]) -> tuple[float | None, float | None]:
    """u-alpha and |u-alpha from explicit units and gaps, pair by pair and unit by unit."""
    length: defaultdict[tuple[str, str], float] = defaultdict(float)
    correction: Counter[str] = Counter()
    for coders in documents:
        parts = [with_gaps(coder) for coder in coders]
        for start, end, label in (unit for part in parts for unit in part):
            correction[label] += (end - start) ** 2 if label else end - start
        for one, other in ((a, b) for i, a in enumerate(parts) for j, b in enumerate(parts) if i != j):
            for start, end, label in one:
                for other_start, other_end, other_label in other:
                    shared = min(end, other_end) - max(start, other_start)
                    length[label, other_label] += max(0, shared) / (len(parts) - 1)
    labels = sorted({label for pair in length for label in pair})
    margin = {c: sum(length[c, k] for k in labels) for c in labels}
    total = sum(margin.values())
    scale = total - sum(correction.values()) / total
    expected = {(c, k): (margin[c] * margin[k] - (c == k) * correction[c]) / scale for c in labels for k in labels}
    whole = off_diagonal(length, labels), off_diagonal(expected, labels)
    gap = [sum(table.get(("", k), 0) for k in labels if k) for table in (length, expected)]
    return tuple(1 - o / e if e > 1e-9 else None for o, e in (whole, gap))  # type: ignore[return-value]


def off_diagonal(table: dict[tuple[str, str], float], labels: Sequence[str]) -> float:
    """The sum of what is not on the diagonal."""
    return sum(table.get((c, k), 0) for c in labels for k in labels if c != k)


def with_gaps(marks: Sequence[Mark]) -> list[tuple[int, int, str]]:
    """Units and the gaps between them, covering the whole width."""
    found, cursor = [], 0
    for start, end, label in marks:
        found += [(cursor, start, "")] * (start > cursor) + [(start, end, label)]
        cursor = end
    return found + [(cursor, WIDTH, "")] * (cursor < WIDTH)


@given(mark_sets())
def test_merged_units_cover_the_same_text_and_do_not_overlap(marks: frozenset[Mark]) -> None:
    units = sorted(Mark(start, end, "X") for start, end, _ in marks)
    found = merged(units)
    covered = {place for start, end, _ in marks for place in range(start, end)}
    assert {place for start, end, _ in found for place in range(start, end)} == covered
    assert sum(end - start for start, end, _ in found) == len(covered)
    assert Units.of(found).overlapping is False


def test_touching_units_stay_two() -> None:
    assert len(merged([Mark(0, 2, "X"), Mark(2, 4, "X")])) == 2


def test_a_report_says_that_nested_marks_leave_u_alpha_undefined_and_gives_it_by_label() -> None:
    nested = said([at(0, 3, "ORG"), at(1, 1, "LOC")])
    found = report(case("d", ann1=nested, ann2=nested))
    for measure in ("u_alpha", "bar_u_alpha", "cu_alpha", "cu_coverage"):
        assert reason(found, measure) == "marks of one person overlap each other; see the values by label"
    assert value(found, "u_alpha", label="ORG") == 1
    assert value(found, "u_alpha", label="LOC") == 1


def test_a_report_says_what_the_measures_say_of_plain_sequences() -> None:
    places = [at(0, 1, "PER"), at(4, 5, "LOC")], [at(0, 0, "PER"), at(4, 5, "ORG"), at(7, 7, "LOC")]
    found = report(case("d", ann1=said(places[0]), ann2=said(places[1])))
    continuum = [(29, places)]
    assert value(found, "u_alpha") == pytest.approx(u_alpha(continuum))
    assert value(found, "bar_u_alpha") == pytest.approx(bar_u_alpha(continuum))
    assert value(found, "cu_alpha") == pytest.approx(cu_alpha(continuum))
    assert value(found, "cu_coverage") == pytest.approx(2 * (2 + 5) / (5 + 5 + 2 + 5 + 2))
    loc = [(29, [[at(4, 5, "LOC")], [at(7, 7, "LOC")]])]
    assert value(found, "u_alpha", label="LOC") == pytest.approx(u_alpha(loc))
