"""Sentences inside lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import sentences, tokenize

texts = st.text() | st.text(alphabet='ادمب .!؟…"”»)\n\u00a0\u200f1A،:')


def split(text: str) -> list[str]:
    """The sentences of a text, as strings."""
    return [text[start:end] for start, end in sentences(text, tokenize(text))]


CASES = [
    ("", []),
    (" \n\u00a0\n", []),
    ("هطل المطر. فرح الناس! لماذا؟ نعم۔ انتهى", ["هطل المطر.", "فرح الناس!", "لماذا؟", "نعم۔", "انتهى"]),
    ("عنوان قصير\nهطل المطر", ["عنوان قصير", "هطل المطر"]),
    ("قال: هطل المطر، ثم توقف؛ حقا… نعم", ["قال: هطل المطر، ثم توقف؛ حقا… نعم"]),
    ("قال «هطل المطر.» ثم سكت.", ["قال «هطل المطر.»", "ثم سكت."]),
    ('قال "هطل المطر". ثم سكت', ['قال "هطل المطر".', "ثم سكت"]),
    ("قال (هطل المطر؟)” ثم", ["قال (هطل المطر؟)”", "ثم"]),
    ("أحقا؟! نعم", ["أحقا؟!", "نعم"]),
    ("أحقا ؟ نعم", ["أحقا ؟", "نعم"]),
    ("زار د. سمير و أ. منى المتحف", ["زار د. سمير و أ. منى المتحف"]),
    ("رقم ب . ثم", ["رقم ب .", "ثم"]),
    ("سنة 300 ق.م. بنيت", ["سنة 300 ق.م. بنيت"]),
    ("the U.S. team met Dr. Lee. Then", ["the U.S. team met Dr. Lee.", "Then"]),
    ("1. القمح 2. الشعير", ["1. القمح 2.", "الشعير"]),
    ("بلغ العدد 40. ثم زاد", ["بلغ العدد 40.", "ثم زاد"]),
    ("بلغ 3.5 بالمئة", ["بلغ 3.5 بالمئة"]),
    ("ربما... أو لا", ["ربما... أو لا"]),
    ("هطل المطر.\u200f ثم توقف", ["هطل المطر.\u200f", "ثم توقف"]),
    ("\u00a0 هطل المطر \u00a0", ["هطل المطر"]),
    ("هطل المطر.فرح", ["هطل المطر.فرح"]),
    ('هطل المطر. " ثم', ["هطل المطر.", '" ثم']),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(texts)
def test_sentences_lie_inside_lines_and_cover_every_token(text: str) -> None:
    tokens = tokenize(text)
    found = sentences(text, tokens)
    assert all("\n" not in text[start:end] for start, end in found)
    covered = [token for start, end in found for token in tokens if start <= token[0] and token[1] <= end]
    assert covered == tokens


@given(texts)
def test_sentences_are_trimmed_and_never_empty(text: str) -> None:
    assert all(sentence == sentence.strip() != "" for sentence in split(text))
