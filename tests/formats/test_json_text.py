"""JSON of strangers: what is too deep or too long for Python is a fault of the text, with its place."""

import json

import pytest

from tests.formats.reading import read
from workbench.formats import FORMATS
from workbench.formats.json_text import DEEPEST, KeyTwice, is_shallow, loads
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


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('{"a": 1, "a": 1}', 9),
        ('{"a": "a", "b": {"a": ["a"], "c" : {}, "c": "}"}}', 39),
        ('[{"a": 1}, {"a": 2}, {"\\u0061": "\\"a\\":", "b": 1, "a" :3}]', 50),
        ('[0, {"": [], "": 1}, {"z": 1, "z": 2}]', 13),
    ],
)
def test_a_key_that_an_object_has_twice_is_refused_with_its_place(text: str, at: int) -> None:
    with pytest.raises(KeyTwice) as caught:
        loads(text)
    assert (caught.value.pos, caught.value.end) == (at, len(text))


def test_the_same_key_in_different_objects_is_none_of_our_business() -> None:
    assert loads('{"a": {"a": [{"a": 1}, {"a": "a"}]}}') == {"a": {"a": [{"a": 1}, {"a": "a"}]}}


TWICE = '{"id": "d", "text": "نص", "spans": [], "text": "نص آخر"}'


@pytest.mark.parametrize(
    ("format", "text", "where"),
    [
        ("jsonl", f'{TWICE}\n{{"id": "e", "text": "نص"}}\n', "f:1:40"),
        ("doccano", '{"id": 1, "text": "نص", "entities": [],\n"relations": [],\n"text": "x"}', "f:3:1"),
        ("doccano", '{"text": "نص", "entities": [], "text": "x"}\n{"text": "نص", "entities": []}', "f:1:32"),
        ("label-studio", '[{"id": 1, "data": {"text": "نص",\n "text": "x"}, "annotations": []}]', "f:2:2"),
        ("prodigy", '{"text": "نص", "spans": [{"start": 0, "end": 2, "label": "A", "label": "B"}]}\n', "f:1:63"),
        ("docred", '[{"title": "a", "sents": [["x"]], "vertexSet": [], "title": "b"}]', "f:1:52"),
    ],
)
def test_every_json_format_refuses_it_with_its_place(format: str, text: str, where: str) -> None:
    (problem,) = read(FORMATS[format], text, "f").problems
    assert (problem.code, problem.where) == ("json-key-twice", where)


def test_the_records_beside_it_are_read() -> None:
    for text in (f'[{TWICE}, {{"id": "e", "text": "نص"}}]', f'{TWICE}\n{{"id": "e", "text": "نص"}}'):
        found = read(FORMATS["doccano"], text, "f")
        assert [draft.id for draft in found.drafts] == ["e"]
        assert len(found.problems) == 1


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
