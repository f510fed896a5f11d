"""What suggestions save, by the simulated annotator of `tests.bench_suggestions`."""

import pytest

from tests.bench_suggestions import REFERENCE, SEEDS, rows, second_half


@pytest.mark.parametrize(("path", "most"), [(REFERENCE, 0.5), (SEEDS, 0.6)], ids=["originals", "seeds"])
def test_memory_saves_keys_in_the_second_half_and_nothing_rejected_returns(path, most, workspace):
    if not path.exists():
        pytest.skip(f"{path} is absent: what suggestions save on the original articles is not looked at")
    found = list(rows(path, workspace))
    helped, alone = second_half(found)
    assert helped <= most * alone
    assert sum(row.wrong for row in found) > 0
    assert sum(row.returned for row in found) == 0
