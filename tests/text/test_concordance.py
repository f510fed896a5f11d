"""Places of a string whatever its spelling, whole words behind glued particles, and what stands around them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.text import Needle, context, fold, folded

LETTERS = st.text(alphabet="بتحعاأإىيةهلو ًّـ\n\u200f🙂Aa1١ﷲﻻ", max_size=40)


@given(LETTERS)
def test_the_folded_text_alone_is_that_of_the_fold(text: str) -> None:
    assert folded(text) == fold(text).text


@given(LETTERS, st.data())
def test_every_stretch_of_a_line_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(text.split("\n")))
    start = data.draw(st.integers(0, len(line)))
    wanted = line[start : data.draw(st.integers(start, len(line)))]
    needle = Needle(wanted)
    found = list(needle.places(text))
    assert bool(found) == bool(needle.key)
    for first, last in found:
        assert needle.key in folded(text[first:last])


@given(LETTERS, LETTERS)
@example("\ufdf2", "ل")
def test_places_are_in_order_and_apart(text: str, wanted: str) -> None:
    edges = [edge for place in Needle(wanted).places(text) for edge in place]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("امريكا", "أمريكا", "أمريكا"),
        ("أمريكا", "امريكا", "امريكا"),
        ("الحكومه", "الحكومة", "الحكومة"),
        ("علي", "على", "على"),
        ("المسلحة", "المسلَّحة", "المسلَّحة"),
        ("12", "١٢", "١٢"),
        ("وزارة الدفاع", "وزارة  الدفاع", "وزارة  الدفاع"),
        ("NATO", "nato", "nato"),
    ],
)
def test_spelling_variants_are_found_and_offsets_are_those_of_the_text(wanted: str, text: str, found: str) -> None:
    before = "🙂 قَالَ "
    ((start, end),) = Needle(wanted).places(f"سطر\n{before}{text}.")
    assert start == len("سطر\n" + before)
    assert f"سطر\n{before}{text}."[start:end] == found


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("بغداد", "من بغداد.", ["بغداد"]),
        ("بغداد", "وبغداد ولبغداد", ["بغداد", "بغداد"]),
        ("زير", "وزير", []),
        ("العراق", "والعراق بالعراق للعراق", ["العراق", "العراق", "لعراق"]),
        ("علي", "تعليم عليه علي", ["علي"]),
        ("وزارة الدفاع", "لوزارة الدفاع، وزارة الدفاعات", ["وزارة الدفاع"]),
    ],
)
def test_whole_words_are_found_behind_their_particles(wanted: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Needle(wanted, whole=True).places(text)] == found


def test_nothing_is_found_of_nothing() -> None:
    assert list(Needle(" \u200f").places("ا ب")) == []


def test_the_context_keeps_to_the_line_and_the_word_whole() -> None:
    text = "سطر أول\nقال وزيرها، ثم مضى\nسطر"
    start = text.index("زير")
    around = context(text, start, start + 3)
    assert (around.lead, around.text, around.trail) == ("و", "زير", "ها")
    assert (around.before, around.after) == ("قال ", "، ثم مضى")


def test_a_long_line_is_cut_at_blanks() -> None:
    text = " ".join(["كلمة"] * 50)
    around = context(text, 100, 104, width=12)
    assert around.before.startswith("كلمة")
    assert len(around.before) <= 12
    assert around.after.rstrip().endswith("كلمة")
