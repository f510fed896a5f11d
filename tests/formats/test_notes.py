"""Notes of an import: words in both languages, from one table."""

import pickle
import string

import pytest

from workbench.formats.notes import Remark
from workbench.model.schema import Words


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("remark", Remark, ids=lambda remark: remark.code)
def test_both_languages_say_the_same_fields(remark) -> None:
    assert placeholders(remark.words.en) == placeholders(remark.words.ar)
    assert remark.words.en.isascii() or "“" in remark.words.en
    assert any("\u0600" <= letter <= "\u06ff" for letter in remark.words.ar)


def test_no_two_remarks_have_the_same_words() -> None:
    assert list(Remark.__members__) == [remark.name for remark in Remark]


def test_a_note_says_where_and_what_in_either_language() -> None:
    note = Remark.NOT_HELD("a.ann:3", count=2, what=Words("events", "أحداث"), places="a.ann:3").of("first")
    assert str(note) == "first: a.ann:3: 2 events left out: we cannot hold them (a.ann:3)"
    assert note.message("ar") == "first: a.ann:3: أحداث استُبعدت لأنه لا مكان لها هنا: 2 (a.ann:3)"
    assert str(Remark.BOM_DROPPED().of("first")) == "first: byte-order mark dropped"


def test_a_note_travels_between_processes() -> None:
    note = Remark.LINE_ENDS(count=2)
    assert pickle.loads(pickle.dumps(note)) == note
