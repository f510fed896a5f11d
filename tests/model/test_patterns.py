"""Patterns: every attribute and operator, the longest match, every fault named with its line."""

import json
from typing import Any

import pytest

from workbench.model.errors import BadRequest, Refusals
from workbench.model.patterns import parse, read_patterns


def longest(pattern: list[dict[str, Any]], text: str, first: int = 0) -> int | None:
    return parse({"label": "ORG", "pattern": pattern}).longest(text.split(), first)


@pytest.mark.parametrize(
    ("token", "fits", "fails"),
    [
        ({"TEXT": "NATO"}, "NATO", "nato"),
        ({"orth": "NATO"}, "NATO", "nato"),
        ({"lower": "nato"}, "NATO", "NATOs"),
        ({"REGEX": "^وز"}, "وزارة", "الوزارة"),
        ({"TEXT": {"REGEX": "ية$"}}, "العراقية", "العراق"),
        ({"LOWER": {"IN": ["nato", "un"]}}, "UN", "EU"),
        ({"TEXT": {"NOT_IN": ["EU"]}}, "UN", "EU"),
        ({"TEXT": {"REGEX": "^ا", "NOT_IN": ["العراق"]}}, "البصرة", "العراق"),
        ({"TEXT": "EU", "OP": "!"}, "UN", "EU"),
        ({}, "anything", None),
    ],
)
def test_a_token_is_tested(token, fits, fails):
    assert longest([token], fits) == 1
    assert fails is None or longest([token], fails) is None


def test_operators_take_what_they_can():
    a, b = {"TEXT": "a"}, {"TEXT": "b"}
    assert longest([a, b | {"OP": "?"}], "a b b") == 2
    assert longest([a, b | {"OP": "?"}], "a") == 1
    assert longest([a, b | {"OP": "+"}], "a b b a") == 3
    assert longest([a, b | {"OP": "+"}], "a a") is None
    assert longest([a, b | {"OP": "*"}, a], "a b b a") == 4
    assert longest([a | {"OP": "*"}], "b") is None, "nothing is no match"
    assert longest([a, {}, b], "x a x b", 1) == 4


def test_many_stars_take_no_time():
    stars = [{"TEXT": "a", "OP": "*"}] * 20
    assert longest([*stars[:19], {"TEXT": "z"}], "a " * 1000) is None


def test_a_name_is_kept_as_written():
    assert parse({"label": "GPE", "pattern": "بغداد", "id": "baghdad"}).words == "بغداد"


@pytest.mark.parametrize(
    "given",
    [
        {"pattern": "x"},
        {"label": "GPE"},
        {"label": "GPE", "pattern": " "},
        {"label": "GPE", "pattern": []},
        {"label": "GPE", "pattern": ["x"]},
        {"label": "GPE", "pattern": [{"LEMMA": "x"}]},
        {"label": "GPE", "pattern": [{"TEXT": 3}]},
        {"label": "GPE", "pattern": [{"TEXT": {}}]},
        {"label": "GPE", "pattern": [{"TEXT": {"FUZZY": "x"}}]},
        {"label": "GPE", "pattern": [{"TEXT": {"IN": "x"}}]},
        {"label": "GPE", "pattern": [{"REGEX": "("}]},
        {"label": "GPE", "pattern": [{"TEXT": "x", "OP": "{2}"}]},
    ],
)
def test_what_is_not_known_is_refused(given):
    with pytest.raises(BadRequest):
        parse(given)


def test_all_faults_of_a_file_are_told_with_their_lines():
    lines = [
        json.dumps({"label": "GPE", "pattern": "x"}),
        "",
        "nonsense",
        json.dumps({"label": "GEP", "pattern": "x"}),
        "3",
    ]
    with pytest.raises(Refusals) as caught:
        read_patterns(lines, "p.jsonl", ["GPE"])
    assert [error.where for error in caught.value.errors] == ["p.jsonl:3", "p.jsonl:4", "p.jsonl:5"]
    assert "GPE" in caught.value.errors[1].hint()
    assert read_patterns(lines[:2], "p.jsonl", ["GPE"]) == [{"label": "GPE", "pattern": "x"}]
