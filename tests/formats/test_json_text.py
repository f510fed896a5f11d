"""JSON of strangers: what is too deep or too long for Python is a fault of the text, with its place."""

import json

import pytest

from tests.formats.reading import read
from workbench.formats import FORMATS
from workbench.formats.json_text import DEEPEST, is_shallow, loads
from workbench.formats.native import NATIVE


@pytest.mark.parametrize(
    "text", ["", "[1", "NaN", "1e999", "[-Infinity]", "1 2", "9" * 5000, "[" * 100_000, '{"a":' * 100_000]
)
def test_what_is_no_json_is_said_to_be_none(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        loads(text)


def test_what_is_json_is_read() -> None:
    assert loads(' {"a": [1, 2.5, null]}\n') == {"a": [1, 2.5, None]}


def test_levels_are_counted() -> None:
    nested = loads("[" * DEEPEST + "]" * DEEPEST)
    assert is_shallow(nested)
    assert not is_shallow([nested, 1])
    assert not is_shallow({"a": [nested]})


@pytest.mark.parametrize("depth", [*range(100, 1000, 45), 5000, 100_000])
@pytest.mark.parametrize("key", ["text", "meta", "spans", "unknown"])
def test_no_depth_makes_the_native_reader_fail(depth: int, key: str) -> None:
    line = f'{{"id": "d", "text": "نص", "{key}": {{"a": {"[" * depth}{"]" * depth}}}}}\n'
    found = read(NATIVE, line)
    assert all(problem.where.startswith("file:1:") for problem in found.problems)
    assert found.problems or (key, found.drafts[0].text) == ("unknown", "نص")


def test_deep_json_in_a_cell_is_told_with_its_row() -> None:
    table = 'document,text,meta\nd,نص,"' + "[" * 50_000 + '"\n'
    (problem,) = read(FORMATS["csv"], table, "x.documents.csv").problems
    assert problem.where == "x.documents.csv:2"
