"""Every error of the program speaks both languages, fills all its words, and has a code of its own."""

import re
from collections import Counter

import pytest

from tests.errors import classes, own, placeholders, raised
from workbench.model.errors import (
    BadRequest,
    Conflict,
    Refusals,
    TooManyTries,
    UnknownName,
    WorkbenchError,
    one_of,
)

CLASSES = classes()
MADE_BY_FIELDS = {kind.__name__: kind for kind in CLASSES if "__init__" not in vars(kind)}
"""Errors that get the fields of their words from whoever makes them."""


@pytest.mark.parametrize("kind", CLASSES)
def test_an_error_has_words_in_english_and_in_arabic(kind) -> None:
    assert re.search("[A-Za-z{]", kind.en.what)
    assert re.search("[\u0600-\u06ff{]", kind.ar.what)
    assert bool(kind.en.hint) == bool(kind.ar.hint)
    assert kind.__doc__


@pytest.mark.parametrize("kind", CLASSES)
def test_the_words_of_both_languages_have_the_same_places(kind) -> None:
    assert placeholders(kind.en) == placeholders(kind.ar)


@pytest.mark.parametrize("kind", CLASSES)
def test_words_are_not_translated_by_halves(kind) -> None:
    assert ("en" in vars(kind)) == ("ar" in vars(kind))


def test_no_two_errors_have_the_same_code() -> None:
    codes = Counter(kind.code for kind in CLASSES if own(kind))
    assert [code for code, count in codes.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)


def test_wherever_an_error_is_made_all_its_places_are_filled() -> None:
    kinds = MADE_BY_FIELDS
    calls = list(raised(set(kinds)))
    wanting = [
        f"{place}: {name} without {placeholders(kinds[name].en) - given}"
        for place, name, given in calls
        if not placeholders(kinds[name].en) <= given
    ]
    assert wanting == []
    assert len(calls) > 60


def test_a_base_class_whose_words_say_nothing_is_never_raised() -> None:
    vague = {kind.__name__ for kind in CLASSES[1:] if kind.en is WorkbenchError.en}
    assert "FileProblem" in vague
    assert list(raised(vague)) == []


def test_a_place_stands_before_the_message() -> None:
    error = BadRequest(where="a.jsonl:3:7", at="span.start", got="is missing", expected="a number")
    assert error.message() == "a.jsonl:3:7: span.start: is missing."
    assert error.message("ar").startswith("a.jsonl:3:7: ")
    assert error.hint("ar") == "المتوقَّع: a number."
    assert str(error) == error.message()


def test_the_one_shape_of_the_api_holds_the_change_only_within_a_batch() -> None:
    assert list(TooManyTries(seconds=3).as_dict()) == ["code", "message", "hint"]
    assert BadRequest(at="a", got="b", expected="c", change="c-1").as_dict("ar")["change"] == "c-1"


def test_braces_in_a_field_are_only_text() -> None:
    assert "{0} {x}" in UnknownName("label", "{0} {x}", ["A"]).message()


def test_refusals_count_what_they_hold() -> None:
    refusals = Refusals([TooManyTries(seconds=1), TooManyTries(seconds=2)])
    assert refusals.message() == "2 problems; nothing was changed."
    assert len(refusals.errors) == 2


def test_an_unknown_name_says_what_is_known_and_what_is_near() -> None:
    error = UnknownName("label", "gpe", ["GPE", "NORP"])
    assert error.hint() == "Did you mean GPE? Known: GPE, NORP."
    assert UnknownName("label", "xyz", ["GPE"]).hint() == "Known: GPE."
    assert UnknownName("attribute", "size", []).hint() == "Known: –."


def test_near_matches_do_not_look_at_letter_case() -> None:
    assert one_of("located_in", ["LOCATED_IN", "MET_WITH"]) == "one of LOCATED_IN, MET_WITH (did you mean LOCATED_IN?)"
    assert one_of("zzz", ["LOCATED_IN"]) == "one of LOCATED_IN"


def test_a_conflict_is_one_of_its_kinds() -> None:
    assert {kind.code for kind in Conflict.__subclasses__()} >= {"document-done", "last-admin", "name-taken"}
