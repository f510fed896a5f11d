"""The search key and its map back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import fold

texts = st.text() | st.text(alphabet="اأإآٱىيةهؤئکی\u064b\u0651ـ\u200f\u200d ﻻﷺﹰ\u00a0\n\tAaßİ٣۴3🇮")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أحمد إلى آخر ٱلنهر", "احمد الي اخر النهر"),
        ("مدينةٌ جميـــلة", "مدينه جميله"),
        ("فى المستشفى", "في المستشفي"),
        ("شؤون بيئة", "شؤون بيئة".replace("ة", "ه")),
        ("NATO Straße", "nato strasse"),
        ("٢٠٢٤ ۱۴", "2024 14"),
        ("کتابی", "كتابي"),
        ("ﻻ ﺳﻼم", "لا سلام"),
        ("نهر\u00a0 \tدجلة\n\nهنا", "نهر دجله\n\nهنا"),
        ("\u200fنهر\u200b", "نهر"),
        ("نهر\ufe70ا", "نهرا"),
        ("", ""),
    ],
)
def test_spelling_variants_fold_together(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_match_is_found_again_in_the_original() -> None:
    text = "قرب المُسَيَّبـة\u200f، شرقا"
    folded = fold(text)
    start = folded.text.index("المسيبه")
    assert text[slice(*folded.extent(start, start + 7))] == "المُسَيَّبـة"
    assert folded.offset(0) == 0
    assert folded.offset(len(folded.text)) == len(text)
    assert folded.extent(2, 2) == (2, 2)


def test_a_last_vowel_sign_belongs_to_its_letter_and_a_direction_mark_does_not() -> None:
    assert fold("نهرٌ\u200f ").extent(0, 3) == (0, 4)
    assert fold("نهر\u200fٌ ").extent(0, 3) == (0, 3)


@pytest.mark.parametrize("index", [-1, 4])
def test_an_offset_outside_the_folded_text_is_an_error(index: int) -> None:
    with pytest.raises(IndexError):
        fold("نهر").offset(index)


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded


@given(texts)
def test_the_map_is_monotone_and_in_range(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) + 1 == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)
    assert folded.starts[-1] == len(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=False))


@given(texts, st.data())
def test_folding_the_original_of_a_match_gives_the_match(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    assert folded.text[start:end] in fold(text[slice(*folded.extent(start, end))]).text
