"""Weeks of several people: every pair's documents of the week together, with an interval where there are enough."""

import pytest

from tests.agreement.cases import at, case, report, said

MARKS = [at(0, 0, "PER"), at(2, 3, "LOC")]


def test_a_week_of_a_group_pools_all_its_pairs() -> None:
    cases = []
    for number in range(6):
        day = f"2026-11-{9 + 7 * (number == 5):02}T10:00:00Z"
        short = said(MARKS[: 1 + number % 2], completed=day)
        cases.append(case(f"d{number}", ann1=said(MARKS, completed=day), ann2=short, ann3=said(MARKS, completed=day)))
    found = report(*cases, owners=("ann1", "ann2", "ann3"))
    scope = {"group": ["ann1", "ann2", "ann3"]}
    weeks = {
        one.scope["week"]: one for one in found.measures if one.measure == "f1_exact_pooled_pairs"
        and {*one.scope} == {"group", "week"}
    }  # fmt: skip
    assert list(weeks) == ["2026-W46", "2026-W47"]
    # three of five documents lack one of two marks of one person: two pairs of each share 1 of 2 + 1
    both, marks = 3 * (2 + 1 + 1) + 2 * 6, 3 * (4 + 3 + 3) + 2 * 12
    first = weeks["2026-W46"]
    assert isinstance(first.value, float)
    assert first.value == pytest.approx(2 * both / marks)
    assert first.interval is not None
    assert first.interval.low <= first.value <= first.interval.high
    assert weeks["2026-W47"].interval is None
    label = found.find("f1_exact_pooled_pairs", **scope, label="LOC", week="2026-W46")
    assert label.value == pytest.approx(2 * (3 + 2 * 3) / (3 * 4 + 2 * 6))
    with pytest.raises(LookupError):
        found.find("f1_exact_pooled_pairs", **scope, label="ORG", week="2026-W46")
