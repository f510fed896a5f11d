"""Offsets of other tools: every way of counting is found out by the surfaces, or the doubt is told."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.graphemes import starts
from workbench.formats.line_ends import plain_lines
from workbench.formats.units import ALL, Claim, Counting, Measure, Ruler, Unit, Unsettled, settle

FAMILY, FLAG, KEYCAP = "👩‍👩‍👧", "🇮🇶", "1\ufe0f\u20e3"
PIECES = ["بغداد", "مُقَرَّبة", "🙂", FAMILY, FLAG, "👩🏽‍🚀", "e\u0301", "\r\n", "\n", " ", "x", "\u200c", "ﷲ", "각"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)

CLUSTERS = [
    ("", []),
    ("بغداد", list("بغداد")),
    ("مُقَرَّب", ["مُ", "قَ", "رَّ", "ب"]),
    (FAMILY + FLAG + FLAG + "🇮", [FAMILY, FLAG, FLAG, "🇮"]),
    ("a\r\nb\r", ["a", "\r\n", "b", "\r"]),
    (f"{KEYCAP}2", [KEYCAP, "2"]),
    ("👍🏽x\u200dy", ["👍🏽", "x\u200d", "y"]),
    ("\u06dd12", ["\u06dd1", "2"]),
    ("\u1100\u1161\u11a8각", ["\u1100\u1161\u11a8", "각"]),
    ("\u200d🙂", ["\u200d", "🙂"]),
    ("\u200f\u0301ا", ["\u200f", "\u0301", "ا"]),
]


@pytest.mark.parametrize(("text", "clusters"), CLUSTERS, ids=lambda value: ascii(value)[:30])
def test_clusters_are_what_people_see_as_one_character(text, clusters) -> None:
    edges = [*starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(edges)] == clusters


def counted(text: str, counting: Counting, at: int) -> int:
    """The offset of a code point of a text as another tool would count it."""
    head = plain_lines(text[:at])[0] if counting.lf else text[:at]
    if counting.unit is Unit.UTF16:
        return len(head.encode("utf-16-le")) // 2
    return len(starts(head)) if counting.unit is Unit.GRAPHEMES else len(head)


@given(TEXTS, st.sampled_from(ALL), st.data())
def test_whatever_was_counted_comes_back_in_code_points(text, counting, data) -> None:
    """Edges on cluster edges and not inside a CR LF: there, every way of counting has a number."""
    edges = st.sampled_from([*starts(text), len(text)])
    start, end = sorted((data.draw(edges), data.draw(edges)))
    claim = Claim(counted(text, counting, start), counted(text, counting, end), text[start:end])
    extent = Ruler(text, counting).extent(claim.start, claim.end)
    stored = plain_lines(text)[0]
    assert extent
    assert stored[slice(*extent)] == plain_lines(text[start:end])[0]
    assert extent.start == len(plain_lines(text[:start])[0])
    assert settle(text, [claim], [counting]).extents == [extent]


@given(TEXTS, st.sampled_from(Unit))
def test_a_measure_is_the_inverse_of_a_ruler(text, unit) -> None:
    stored = plain_lines(text)[0]
    measure, ruler = Measure(stored, unit), Ruler(stored, Counting(unit))
    for at in [*starts(stored), len(stored)]:
        assert ruler.code_point(measure(at)) == at


RAW = f"قال 🙂 {FAMILY}\r\nسامر في بغداد"
SAMIR = RAW.index("سامر")


@pytest.mark.parametrize("counting", ALL, ids=str)
def test_the_unit_is_found_by_the_surfaces(counting) -> None:
    claims = [
        Claim(counted(RAW, counting, at), counted(RAW, counting, at + len(name)), name)
        for name in ("سامر", "بغداد")
        for at in [RAW.index(name)]
    ]
    found = settle(RAW, claims)
    assert (found.counting, found.also) == (counting, [])
    assert [plain_lines(RAW)[0][slice(*extent)] for extent in found.extents] == ["سامر", "بغداد"]


def test_units_that_agree_are_all_named() -> None:
    found = settle("سامر في بغداد", [Claim(0, 4, "سامر")])
    assert (found.counting, list(found.also)) == (ALL[0], list(ALL[1:]))


def test_offsets_that_fit_no_unit_are_refused_with_the_claim() -> None:
    for claim in (Claim(0, 3, "سامر"), Claim(0, 400, None), Claim(-1, 3, None)):
        with pytest.raises(Unsettled) as caught:
            settle("سامر في بغداد", [Claim(0, 4, "سامر"), claim])
        assert (caught.value.fitting, caught.value.misfit) == ([], 1)


def test_a_doubt_is_told_instead_of_a_guess() -> None:
    text = "🙂 aaaaaa"
    with pytest.raises(Unsettled) as caught:
        settle(text, [Claim(3, 5, "aa")])
    assert {one.counting.unit for one in caught.value.fitting} >= {Unit.CODE_POINTS, Unit.UTF16}
    with pytest.raises(Unsettled) as caught:
        settle("🙂 ab", [Claim(2, 3)])
    assert len({one.extents[0] for one in caught.value.fitting}) == 2


def test_a_place_inside_of_a_character_is_no_place() -> None:
    assert Ruler("🙂a", Counting(Unit.UTF16)).code_point(1) is None
    assert Ruler("🙂a", Counting(Unit.UTF16)).code_point(2) == 1
