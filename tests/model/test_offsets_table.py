"""The table that the browser's conversion of offsets is tested against says what Python says."""

import json
from pathlib import Path
from typing import Any

import pytest

TABLE = Path(__file__).parent.parent / "golden" / "offsets.json"
ROWS: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as a browser counts."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_code_point_has_its_code_unit(row):
    text = row["text"]
    assert row["edges"] == [[units(text[:point]), point] for point in range(len(text) + 1)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_other_code_unit_is_inside_a_pair(row):
    edges = {unit for unit, _ in row["edges"]}
    assert row["inside"] == [unit for unit in range(units(row["text"]) + 1) if unit not in edges]


def test_the_table_has_pairs_to_be_inside_of():
    assert sum(len(row["inside"]) for row in ROWS) >= 10
