"""JSON of other tools: records one by one, however they are laid out, each value with its place."""

import json
import tracemalloc

import pytest

from workbench.formats.base import Findings
from workbench.formats.problems import FileProblem
from workbench.formats.records import Item, records
from workbench.formats.source import Source

ROWS = [{"a": 1, "b": [{"c": "x"}]}, {"a": 2, "b": [{"c": "y\n"}]}]


def taken(text: str) -> tuple[list[Item], Findings]:
    """The records of a file of this text."""
    findings = Findings()
    found: list[Item] = []
    try:
        found += records(Source.of_bytes(text.encode(), "f"), findings)
    except FileProblem as problem:
        findings.problems.append(problem)
    return found, findings


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (json.dumps(ROWS[0]) + "\n\n" + json.dumps(ROWS[1]), ["f:1:22", "f:3:22"]),
        (json.dumps(ROWS), [f"f:1:{json.dumps(ROWS).index(one) + 1}" for one in ('"x"', '"y')]),
        (json.dumps(ROWS, indent=1), ["f:6:10", "f:14:10"]),
        ("[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]\n", ["f:2:22", "f:3:22"]),
        ("\n".join(json.dumps(row, indent=2) for row in ROWS), ["f:5:12", "f:13:12"]),
    ],
)
def test_records_are_found_in_every_layout_with_their_places(text: str, places: list[str]) -> None:
    found, findings = taken(text)
    assert findings.problems == []
    assert [dict(one.fields) for one in found] == ROWS
    for item, place in zip(found, places, strict=True):
        assert item.items("b")[0].where("c") == place
        row, column = map(int, place.split(":")[1:])
        assert text.split("\n")[row - 1][column - 1 :].startswith(('"x"', '"y\\n"'))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[{"a": 1},\n{"a": }]', "f:2:7"),
        ('[{"a": 1}', "f:2:1"),
        ('[{"a": 1} {"a": 2}]', "f:1:11"),
        ('[{"a": 1}] x', "f:1:12"),
        ('{"a": 1}\n{"a": \n', "f:2:7"),
        ('{"a": 1} 2', "f:1:10"),
        ("[NaN]", "f:1:1"),
        ('{"a": 1e999}', "f:1:1"),
        ("[" * 100_000, "f:1:2"),
        (f"[{'1' * 5000}]", "f:1:2"),
        ("[7]", "f:1:2"),
    ],
)
def test_what_is_broken_has_a_place(text: str, where: str) -> None:
    _, findings = taken(text)
    (problem,) = findings.problems
    assert problem.where == where


def test_a_broken_line_does_not_hide_the_next() -> None:
    found, findings = taken('{"a": 1}\n{"a"\n{"a": 3}\n{"a"\n')
    assert [one.fields["a"] for one in found] == [1, 3]
    assert [problem.where for problem in findings.problems] == ["f:2:5", "f:4:5"]


@pytest.mark.parametrize(
    ("key", "how"),
    [("s", "number"), ("n", "string"), ("no", "string"), ("minus", "number"), ("s", "values"), ("true", "number"),
     ("l", "items"), ("half", "string"), ("l", "item"), ("true", "name")],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused_with_their_place(key: str, how: str) -> None:
    fields = {"s": "x", "n": 1, "minus": -1, "l": [1], "true": True, "half": "\ud800"}
    item = Item(fields, lambda *path: "f:" + ".".join(map(str, path)), ("top", 2))
    with pytest.raises(FileProblem) as caught:
        getattr(item, how)(key)
    assert caught.value.where.startswith(f"f:top.2.{key}")


def test_a_long_list_is_not_held_in_memory() -> None:
    row = json.dumps({"text": "x" * 1000}, indent=1)
    source = Source.of_bytes(("[" + ",\n".join([row] * 8000) + "]").encode(), "f")
    tracemalloc.start()
    try:
        assert sum(1 for _ in records(source, Findings())) == 8000
        assert tracemalloc.get_traced_memory()[1] < 25_000_000  # the bytes and a piece of them, decoded
    finally:
        tracemalloc.stop()
