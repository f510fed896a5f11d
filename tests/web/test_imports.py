"""The import pages: upload, look, choose labels, import."""

import io
import json

from workbench.model.annotation import Span
from workbench.web.drawing import LONGEST, Piece, pieces

TEXT = "وصل سامر إلى بغداد 🙂"
LINE = {
    "id": "new-1",
    "text": TEXT,
    "owner": "ali",
    "spans": [
        {"id": "a", "start": 4, "end": 8, "label": "شخص"},
        {"id": "b", "start": 13, "end": 18, "label": "GPE"},
    ],
}


def uploaded(reader, *files, **choices):
    """The address of the preview of an upload."""
    given = [(io.BytesIO(content.encode()), name) for name, content in files]
    answer = reader.post("/imports", {"files": given, "format": "auto"} | choices, 303)
    return answer.location


def test_files_are_looked_at_mapped_and_imported(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", json.dumps(LINE)))
    page = salma.get(address).text
    assert "Native JSONL" in page
    assert "سامر</mark>" in page
    assert 'name="entities:شخص"' in page
    assert 'value="PERSON" selected' in page
    kept = salma.post(address, {"wish": "mapping", "entities:شخص": "PERSON"}, 200)
    assert kept.text == '[entities]\n"شخص" = "PERSON"\n\n[relations]\n'
    done = salma.post(address, {"wish": "import", "entities:شخص": "PERSON"}, 200).text
    assert "1 new article" in done
    assert salma.get("/review/articles/new-1").status_code == 200
    salma.get(address, 404)


def test_notes_are_read_in_the_language_of_the_reader(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", json.dumps(LINE | {"author": "x"})))
    assert '<code dir="ltr">new-1</code>: unknown key “author” kept in meta' in salma.get(address).text
    salma.post("/language", {"language": "ar"}, 303)
    said = '<code dir="ltr">new-1</code>: المفتاح المجهول «author» حُفظ في meta'
    assert said in salma.get(address).text
    assert said in salma.post(address, {"wish": "import", "entities:شخص": "PERSON"}, 200).text


EMOJI = json.dumps({"id": 7, "text": "🙂 زار محمد باريس أمس", "label": [[7, 11, "شخص"]]})


def test_an_upload_can_be_read_otherwise(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", EMOJI))
    page = salma.get(address).text
    assert "What do the offsets count?" in page
    assert "🙂 زار <mark>محمد</mark> باريس" in page
    assert "🙂 زار م<mark>حمد </mark>باريس" in page
    asked = {"format": "auto", "owner": "", "unit": "UTF-16 code units"}
    page = salma.post(address, {"wish": "look"} | asked, 200).text
    assert "What do the offsets count?" not in page
    assert "has annotations but no owner" in page
    page = salma.post(address, {"wish": "look"} | asked | {"owner": "ali"}, 200).text
    assert "محمد</mark>" in page
    assert 'value="PERSON" selected' in page
    assert "1 new article" in salma.post(address, {"wish": "import", "entities:شخص": "PERSON"}, 200).text


def test_a_wrong_choice_on_the_preview_is_refused_and_forgotten(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", json.dumps(LINE)))
    for wrong in ({"unit": "bytes"}, {"owner": "a:b"}):
        page = salma.post(address, {"wish": "look", "format": "auto", "owner": "", "unit": ""} | wrong, 400).text
        assert 'role="alert"' in page
    assert "Annotations by: <strong" in salma.get(address).text


def test_problems_are_named_and_nothing_can_be_imported(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", '{"id": "x", "text": "y"}\n{"id": 5}\n'))
    page = salma.get(address).text
    assert "f.jsonl:2:8" in page
    assert 'value="import"' not in page
    assert 'role="alert"' in salma.post(address, {"wish": "import"}, 422).text


def test_a_label_that_is_not_ours_is_refused_and_an_upload_can_be_left(read):
    salma = read("salma")
    address = uploaded(salma, ("f.jsonl", json.dumps(LINE)))
    salma.post(address, {"wish": "import", "entities:شخص": "PERSOON"}, 422)
    assert salma.post(address, {"wish": "leave"}, 303).location == "/imports"
    salma.get(address, 404)


def test_a_text_is_cut_at_every_edge():
    spans = [Span("o", 0, 7, "A", ""), Span("i", 2, 4, "B", ""), Span("c", 3, 9, "C", ""), Span("x", 5, 999, "D", "")]
    assert pieces("0123456789", spans) == [
        Piece("01", ("A",), ()),
        Piece("2", ("A", "B"), ()),
        Piece("3", ("A", "B", "C"), ("B",)),
        Piece("456", ("A", "C"), ("A",)),
        Piece("78", ("C",), ("C",)),
        Piece("9", (), ()),
    ]
    assert "".join(piece.text for piece in pieces("x" * 5000, [])) == "x" * LONGEST
    assert pieces("", []) == []
