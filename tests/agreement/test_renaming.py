"""A report under other names is the report that people of these names would have got."""

import pytest

from tests.agreement.cases import at, case, close, report, said
from workbench.agreement import renamed
from workbench.agreement.report import measure_json

FIRST = said([at(0, 0, "PER"), at(2, 3, "LOC"), at(5, 5, "ORG")], [("AT", 0, 1)])
SECOND = said([at(0, 0, "PER"), at(2, 2, "LOC"), at(5, 5, "PER"), at(8, 8, "LOC")], [("AT", 0, 1), ("MEETS", 0, 2)])
GOLD = said([at(0, 0, "PER")])


@pytest.mark.parametrize("names", [{"ann1": "p-b", "ann2": "p-a"}, {"ann1": "p-a", "ann2": "p-b"}])
def test_a_renamed_report_is_that_of_people_with_these_names(names):
    cases = [case(f"d{number}", ann1=FIRST, ann2=SECOND, gold=GOLD) for number in range(6)]
    others = [case(f"d{number}", **{names["ann1"]: FIRST, names["ann2"]: SECOND, "gold": GOLD}) for number in range(6)]
    found = renamed(report(*cases), lambda owner: names.get(owner, owner))
    wanted = report(*others, owners=sorted(names.values()))
    assert found.scope == wanted.scope
    assert len(found.measures) == len(wanted.measures)
    for one in wanted.measures:
        told, told_of = measure_json(found.find(one.measure, **one.scope)), measure_json(one)
        value = told_of.pop("value")
        assert told.pop("value") == (close(value) if isinstance(value, float) else value), one
        assert told == told_of
