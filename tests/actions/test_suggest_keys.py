"""What suggestions save, by the simulated annotator of `tests.bench_suggestions`."""

import pytest

from tests.bench_suggestions import BY_HAND, REFERENCE, SEEDS, articles, one_by_one, orders, rows, second_half

FILES = [(REFERENCE, 0.45, 0.5), (SEEDS / "rim.jsonl", 0.52, 0.55)]
"""With the share of keys that may be left on the page, and where only the API is known."""


@pytest.mark.parametrize(("path", "most", "singly"), FILES, ids=["originals", "seeds"])
def test_memory_saves_keys_in_the_second_half_and_nothing_rejected_returns(path, most, singly, workspace):
    if not path.exists():
        pytest.skip(f"{path} is absent: what suggestions save on the original articles is not looked at")
    found = list(rows(articles(path), workspace))
    helped, alone = second_half(found)
    assert helped <= most * alone
    assert sum(row.wrong for row in found) > 0
    assert sum(row.returned for row in found) == 0


@pytest.mark.parametrize(("path", "most", "singly"), FILES, ids=["originals", "seeds"])
def test_memory_saves_keys_in_another_order_and_one_suggestion_after_the_other(path, most, singly, workspace):
    if not path.exists():
        pytest.skip(f"{path} is absent: what suggestions save on the original articles is not looked at")
    assert one_by_one(orders(articles(path))[0], workspace) <= singly * BY_HAND
