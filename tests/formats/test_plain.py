"""Plain text and the guess at a format."""

import pytest

from tests.formats import reading
from tests.formats.reading import notes_of
from workbench.formats import FORMATS, Source, format_named, guess
from workbench.formats.conll import CONLL
from workbench.formats.native import NATIVE
from workbench.formats.plain import TEXT
from workbench.model.errors import UnknownName


def test_a_text_file_is_one_document_named_after_the_file() -> None:
    found = reading.read(TEXT, "سطر\r\nآخر\r\n", "folder/مقال.txt")
    (draft,) = found.drafts
    assert (draft.id, draft.text, draft.owner, found.problems) == ("مقال", "سطر\nآخر\n", None, [])
    assert notes_of(draft) == ["2 line ends changed from CR or CRLF to LF"]
    assert draft.place("text") == "folder/مقال.txt:1:1"


def test_the_format_of_a_file_is_told_by_how_it_begins() -> None:
    for text, format in (('  \n{"id": 1}', NATIVE), ("وصل سامر", TEXT), ("a O\nb B-X\n\n", CONLL)):
        assert guess(Source.of_bytes(text.encode(), "f")).format is format


def test_an_unknown_format_is_refused_with_near_matches() -> None:
    with pytest.raises(UnknownName, match="josnl") as caught:
        format_named("josnl")
    assert "jsonl" in caught.value.hint()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_the_table_can_do_something_and_has_a_suffix(name) -> None:
    format = FORMATS[name]
    assert format_named(name) is format
    assert format.read or format.write
    assert format.suffix.startswith(".")
    assert format.title
