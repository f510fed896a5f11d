"""Tables whose rows are summed by any of their keys."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement import table as tables
from workbench.agreement.table import Codes, Table

rows = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300), st.integers(-9, 9)), max_size=30)


def table(keys: Sequence[str], columns: Sequence[str], rows: Sequence[tuple[Sequence[int], Sequence[float]]]) -> Table:
    """A table of rows of keys and values."""
    numbers = np.array([one for one, _ in rows], dtype=np.int32).reshape(-1, len(keys))
    return Table(keys, columns, numbers, np.array([one for _, one in rows], dtype=np.float64).reshape(-1, len(columns)))


@pytest.mark.parametrize("dense", [10**9, 0])
@given(rows)
def test_sums_by_keys_are_the_sums_of_the_rows(dense: int, rows: list[tuple[int, int, int]]) -> None:
    found = table(("first", "second"), ("value", "double"), [((one, other), (n, 2 * n)) for one, other, n in rows])
    expected: defaultdict[tuple[int, int], float] = defaultdict(float)
    for first, second, value in rows:
        expected[second, first] += value
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "DENSE", dense)
        sums = found.sums("second", "first")
    assert {key: tuple(values) for key, values in sums.items()} == {k: (v, 2 * v) for k, v in expected.items()}


def test_rows_can_be_picked_weighted_and_read_by_name() -> None:
    found = table(("document",), ("a", "b"), [((number,), (number, 10)) for number in range(3)])
    assert found.where(found.key("document") > 0).sum() == {"a": 3, "b": 20}
    assert found.weighted(np.array([0, 0, 2.0])).sum() == {"a": 4, "b": 20}
    assert list(found.rows())[2] == {"a": 2, "b": 10}
    assert found.column("a").tolist() == [0, 1, 2]


def test_codes_number_names_in_the_order_of_their_first_use() -> None:
    codes = Codes([""])
    assert [codes[name] for name in ("b", "a", "b", "")] == [1, 2, 1, 0]
    assert list(codes) == ["", "b", "a"]
