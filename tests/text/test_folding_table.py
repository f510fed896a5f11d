"""The table that the browser's folding is tested against says what `fold` says."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.text import fold

TABLE = Path(__file__).parent.parent / "golden" / "folding.json"
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case["text"]))
def test_a_text_is_folded_as_the_table_says(case: dict[str, Any]) -> None:
    folded = fold(case["text"])
    assert folded.text == case["folded"]
    assert list(folded.starts) == case["starts"]
    assert list(folded.ends) == case["ends"]
