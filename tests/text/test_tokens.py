"""Words and tokens."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import tokenize, vocabulary, words

ARABIC = "ابتجدرسعغفقكلمنهويةىءأإآلوبفك"
MARKS = "\u064b\u064f\u0651\u0670ـ"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2067\u2069\ufeff\u00ad"
SIGNS = '.,،؛:؟!"“”’‘«»()[]-–…/%#*_@+'
EMOJI = "😀👩🏽❤\ufe0f\u20e3🇮🇶💻"
texts = st.text() | st.text(alphabet=ARABIC + MARKS + INVISIBLE + SIGNS + EMOJI + "0127٣ \u00a0\n\tabcXY")


def cut(text: str) -> list[str]:
    """The tokens of a text, as strings."""
    return [text[start:end] for start, end in tokenize(text)]


WORDS = [
    ("", []),
    (" \u00a0\n\t", []),
    ("زار الوزير مأرب", ["زار", "الوزير", "مأرب"]),
    ("نهر\u00a0دجلة", ["نهر", "دجلة"]),
    ("نعم؛ ربما، لا؟!", ["نعم", "؛", "ربما", "،", "لا", "؟", "!"]),
    ("«مرحى»", ["«", "مرحى", "»"]),
    ('”قيل“ ’كذا‘ "هنا".', ["”", "قيل", "“", "’", "كذا", "‘", '"', "هنا", '"', "."]),
    ("(رويترز)/[خاص]", ["(", "رويترز", ")", "/", "[", "خاص", "]"]),
    ("2,500 و3.5 1٬000 3٫5", ["2,500", "و3.5", "1٬000", "3٫5"]),
    ("سنة 1999.", ["سنة", "1999", "."]),
    ("12-5-1987", ["12", "-", "5", "-", "1987"]),
    ("15%", ["15", "%"]),
    ("مسقط-عمان", ["مسقط", "-", "عمان"]),
    ("#نهر_النيل", ["#", "نهر", "_", "النيل"]),
    ("شُكْرًا", ["شُكْرًا"]),
    ("جميـــل", ["جميـــل"]),
    ("الـ7 ـ7", ["الـ", "7", "ـ", "7"]),
    ("لـ«نيل»", ["لـ", "«", "نيل", "»"]),
    ("إف16", ["إف16"]),
    ("می\u200cخواهم", ["می\u200cخواهم"]),
    ("\u200fنيل\u200f", ["\u200f", "نيل", "\u200f"]),
    ("نيل\u200c دجلة", ["نيل", "\u200c", "دجلة"]),
    ("نيل\u200b\u200c دجلة", ["نيل", "\u200b\u200c", "دجلة"]),
    ("\ufeffنيل", ["\ufeff", "نيل"]),
    ("😀😀", ["😀", "😀"]),
    ("👩🏽\u200d💻نعم", ["👩🏽\u200d💻", "نعم"]),
    ("❤\ufe0f\u200d🔥", ["❤\ufe0f\u200d🔥"]),
    ("🇮🇶🇱🇧", ["🇮🇶", "🇱🇧"]),
    ("🏴\U000e0067\U000e0062\U000e007f", ["🏴\U000e0067\U000e0062\U000e007f"]),
    ("#\ufe0f\u20e3 1\ufe0f\u20e3", ["#\ufe0f\u20e3", "1\ufe0f\u20e3"]),
    ("\u064b\ud800\x00", ["\u064b", "\ud800", "\x00"]),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_are_runs_of_letters_and_single_signs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


TOKENS = [
    ("عمان ومسقط", ["عمان", "و", "مسقط"]),
    ("وبالقاهرة", ["و", "ب", "القاهرة"]),
    ("للسودان", ["ل", "لسودان"]),
    ("وللإمارات", ["و", "ل", "لإمارات"]),
    ("وَبِالقاهرة", ["وَ", "بِ", "القاهرة"]),
    ("بين 7 و9", ["بين", "7", "و", "9"]),
    ("وللـ12", ["و", "ل", "لـ", "12"]),
    ("لـتونس", ["لـ", "تونس"]),
    ("ولـ«النهار»", ["و", "لـ", "«", "النهار", "»"]),
    ("بـبطء", ["بـ", "بطء"]),
    ("وزير لبنان", ["وزير", "لبنان"]),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens_are_words_without_their_proclitics(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_word_that_stands_free_in_the_text_is_known_after_a_proclitic() -> None:
    assert cut("وزمردخان") == ["وزمردخان"]
    assert cut("زمردخان وزمردخان") == ["زمردخان", "و", "زمردخان"]
    assert cut("الزمردخان وزمردخان") == ["الزمردخان", "و", "زمردخان"]


def test_a_word_that_takes_the_article_in_the_text_keeps_its_first_letter() -> None:
    assert cut("لارنكا ارنكا") == ["ل", "ارنكا", "ارنكا"]
    assert cut("لارنكا ارنكا اللارنكا") == ["لارنكا", "ارنكا", "اللارنكا"]


def test_the_vocabulary_can_come_from_elsewhere() -> None:
    known = vocabulary("عن زمردخان وحدها")
    assert "زمردخان" in known
    assert "عن" not in known
    assert tokenize("وزمردخان", known) == [(0, 1), (1, 8)]
    assert tokenize("زمردخان وزمردخان", frozenset()) == [(0, 7), (8, 16)]


@given(texts)
def test_words_and_tokens_tile_everything_but_white_space(text: str) -> None:
    inked = [place for place, character in enumerate(text) if not character.isspace()]
    for extents in (words(text), tokenize(text)):
        assert [place for start, end in extents for place in range(start, end)] == inked


@given(texts)
def test_tokens_are_sorted_disjoint_and_refine_words(text: str) -> None:
    tokens = tokenize(text)
    assert all(start < end for start, end in tokens)
    assert all(before[1] <= after[0] for before, after in pairwise(tokens))
    assert {start for start, _ in words(text)} <= {start for start, _ in tokens}
    assert tokenize(text) == tokens


HOSTILE = ["و", "ـ", "1.", '."', ".", "\u200d", "😀\u200d", "\u200c" * 999 + "ا", "وبل ", "\n", "للـ1"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_long_line_of_anything_is_cut_to_its_end(unit: str) -> None:
    """Also a guard against rules that take quadratic time: this would not end."""
    line = unit * (400_000 // len(unit))
    tokens = tokenize(line)
    assert (tokens[-1][1] if tokens else 0) == len(line.rstrip())
