"""What a file counts in, told by its words."""

import json
from typing import Any

import pytest

from tests.formats.reading import Read, read
from workbench.formats.doccano_jsonl import DOCCANO
from workbench.formats.evidence import Rival, told_by_words
from workbench.formats.problems import UnitUnclear
from workbench.formats.units import Claim, Measure, Unit

UNITS = (Unit.UTF16, Unit.CODE_POINTS, Unit.GRAPHEMES)
SMILING = "🙂 وصل محمد 👍🏽 إلى بغداد وبيروت شكرًا لكم في الموصل. انتهى الخبر"
NAMES = ("محمد", "بغداد", "بيروت", "الموصل")


def counted(text: str, unit: Unit, names: tuple[str, ...] = NAMES) -> list[Claim]:
    """Names of a text, counted in a unit."""
    at = Measure(text, unit)
    return [Claim(at(text.index(name)), at(text.index(name) + len(name))) for name in names]


def triples(text: str, unit: Unit, names: tuple[str, ...] = NAMES) -> dict[str, Any]:
    """A line of doccano's."""
    return {"text": text, "label": [[start, end, "X"] for start, end, _ in counted(text, unit, names)]}


def lines(*given: dict[str, Any]) -> Read:
    return read(DOCCANO, "".join(json.dumps(line) + "\n" for line in given), "all.jsonl")


@pytest.mark.parametrize("unit", UNITS)
def test_words_tell_the_unit_of_the_whole_file(unit: Unit) -> None:
    found = lines({"text": "نص بلا علامات", "label": [[0, 2, "X"]]}, triples(SMILING, unit), triples(SMILING, unit))
    assert found.problems == []
    assert [[span.text for span in draft.spans] for draft in found.drafts] == [["نص"], [*NAMES], [*NAMES]]
    assert len([note for note in found.notes if "lie on words" in note]) == 2


def test_the_note_says_the_numbers() -> None:
    verdict = told_by_words([(SMILING, counted(SMILING, Unit.UTF16))] * 3, UNITS)
    assert verdict
    assert verdict.unit is Unit.UTF16
    assert verdict.rivals == [Rival(Unit.CODE_POINTS, 12, 12), Rival(Unit.GRAPHEMES, 12, 12)]
    notes = lines(triples(SMILING, Unit.UTF16)).notes
    assert "offsets are read as UTF-16 code units: all 4 spans in question then lie on words" in notes[0]


@pytest.mark.parametrize(
    ("text", "unit", "names"),
    [
        ("شكرًا محمد وزار باريس أمس", Unit.UTF16, ("محمد", "باريس")),  # no emoji, but grapheme clusters differ
        ("قال مرحبًا لمحمد، وزار ليبيا أمس", Unit.GRAPHEMES, ("محمد", "ليبيا")),
    ],
)
def test_a_vowel_sign_alone_makes_a_difference(text: str, unit: Unit, names: tuple[str, ...]) -> None:
    found = lines(triples(text, unit, names))
    assert found.problems == []
    assert [span.text for span in found.drafts[0].spans] == [*names]


def unclear(*given: dict[str, Any]) -> None:
    found = lines(*given)
    assert {type(problem) for problem in found.problems} == {UnitUnclear}


def test_one_span_is_too_little_to_tell() -> None:
    unclear(triples("🙂 زار محمد أمس", Unit.UTF16, ("محمد",)))


def test_one_span_that_lies_on_no_word_leaves_it_open() -> None:
    text = SMILING
    cut = {"text": text, "label": [*triples(text, Unit.UTF16)["label"], [3, 5, "X"]]}
    unclear(cut, triples(text, Unit.UTF16))


def test_units_that_both_lie_on_words_leave_it_open() -> None:
    text = "🙂 " + "ا " * 10  # every reading is one letter, or one space
    places = [[at, at + 1, "X"] for at in range(3, 9)]
    unclear({"text": text, "label": places})
    assert told_by_words([(text, [Claim(at, at + 1) for at in (3, 5)])], UNITS[:2])
    assert not told_by_words([("🙂 اب اب" * 3, [])], UNITS)


def test_a_unit_must_fail_visibly() -> None:
    line = triples("🙂 !!!!!!!!! زار محمد باريس أمس", Unit.UTF16, ("محمد", "باريس"))
    unclear({**line, "label": [*line["label"], *([at, at + 1, "X"] for at in range(5, 10))]})


def test_a_file_counted_in_two_ways_is_not_decided() -> None:
    unclear(triples(SMILING, Unit.UTF16), triples(SMILING, Unit.CODE_POINTS))


def test_what_a_file_says_itself_needs_no_evidence() -> None:
    given = {**triples("🙂 زار محمد أمس", Unit.UTF16, ("محمد",)), "workbench_unit": "utf16"}
    assert lines(given).drafts[0].spans[0].text == "محمد"
