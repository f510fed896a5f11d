"""Native JSONL, line by line: what is taken as given, what is adapted with a note, every fault with its column."""

import json
from dataclasses import replace

import pytest

from tests.formats import reading
from tests.formats.reading import notes_of
from workbench.formats import ExportOptions, LossReport
from workbench.formats.native import KEYS, NATIVE, write
from workbench.formats.native_line import VERSION, line_fields
from workbench.model.annotation import Annotations, AnnotationSet, Span
from workbench.model.document import Document, Extent, PackedExtents, Section

TEXT = "سامر في بغداد 🙂"
NO_MORE: dict[str, object] = {"attributes": {}, "note": "", "kb_id": None}
LINE = {
    "format": VERSION,
    "id": "d1",
    "text": TEXT,
    "language": "ar",
    "meta": {"source": "ours"},
    "sections": [[0, 15, "body"]],
    "tokens": [[0, 4], [5, 7], [8, 13]],
    "sentences": [[0, 15]],
    "schema": {"name": "x", "version": "1", "sha256": "0"},
    "owner": "ali",
    "status": "done",
    "completed_at": "2026-11-21T20:00:00Z",
    "spans": [
        {"id": "s1", "start": 0, "end": 4, "label": "PERSON", "text": "سامر"} | NO_MORE,
        {"id": "s2", "start": 8, "end": 13, "label": "GPE", "text": "بغداد"}
        | NO_MORE
        | {"note": "ن", "kb_id": "Q1530"},
    ],
    "relations": [
        {"id": "r1", "head": "s1", "tail": "s2", "label": "PRESENT_IN", "attributes": {"modality": "negated"}},
    ],
}


def read(*lines):
    """What the reader makes of some lines, given as objects or as text."""
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    return reading.read(NATIVE, "\n".join(texts), "f.jsonl")


def problem(**changed):
    """The one problem of the sample line with something changed, as ``column: message``; and its line of JSON."""
    line = json.dumps(LINE | changed, ensure_ascii=False)
    found = read(line)
    assert found.drafts == []
    (one,) = found.problems
    name, number, column = one.where.split(":")
    assert (name, number) == ("f.jsonl", "1")
    return one, line[int(column) - 1 :]


def test_everything_of_a_line_is_taken_as_given() -> None:
    (draft,) = read(LINE).drafts
    assert (draft.id, draft.text, draft.language, draft.meta) == ("d1", TEXT, "ar", {"source": "ours"})
    assert (draft.owner, draft.status, draft.completed_at) == ("ali", "done", "2026-11-21T20:00:00Z")
    assert draft.sections == [Section(0, 15, "body")]
    assert draft.tokens == [Extent(0, 4), Extent(5, 7), Extent(8, 13)]
    assert draft.spans[1] == Span("s2", 8, 13, "GPE", "بغداد", {}, "ن", "Q1530")
    assert draft.relations[0].attributes == {"modality": "negated"}
    assert draft.notes == []


def test_the_sample_line_holds_every_key_there_is() -> None:
    assert tuple(LINE) == KEYS


def test_id_and_text_are_enough() -> None:
    (draft,) = read({"id": "d1", "text": "نص"}).drafts
    assert (draft.owner, draft.status, draft.language) == (None, "new", "ar")
    assert (draft.sections, draft.tokens, draft.sentences) == (None, None, None)
    assert (draft.spans, draft.relations, draft.meta) == ([], [], {})


def test_null_means_left_out() -> None:
    (draft,) = read({"id": "d1", "text": "نص"} | dict.fromkeys(KEYS[3:])).drafts
    assert (draft.owner, draft.sections, draft.spans, draft.meta) == (None, None, [], {})


def test_unknown_keys_go_to_meta_with_a_note() -> None:
    (draft,) = read(LINE | {"author": "رنا", "tags": [1, {"a": None}]}).drafts
    assert draft.meta == {"source": "ours", "author": "رنا", "tags": [1, {"a": None}]}
    assert notes_of(draft) == ["unknown key “author” kept in meta", "unknown key “tags” kept in meta"]


def test_what_the_api_says_beside_a_line_is_not_kept() -> None:
    (draft,) = read(LINE | {"revision": 7, "direction": "rtl"}).drafts
    assert (draft.meta, draft.notes) == ({"source": "ours"}, [])


def test_a_span_without_its_surface_takes_it_from_the_text() -> None:
    span = {"id": "s", "start": 14, "end": 15, "label": "GPE"}
    (draft,) = read({"id": "d", "text": TEXT, "owner": "a", "spans": [span]}).drafts
    assert draft.spans[0].text == "🙂"


def test_blank_lines_and_crlf_between_lines_are_nothing() -> None:
    found = read("", json.dumps(LINE) + "\r", "  ", json.dumps(LINE | {"id": "d2"}))
    assert [draft.id for draft in found.drafts] == ["d1", "d2"]


def test_offsets_move_with_line_ends_that_change() -> None:
    raw = "سامر\r\nفي\r\nبغداد\rهنا"
    spans = [
        {"id": "a", "start": 0, "end": 4, "label": "PERSON", "text": "سامر"},
        {"id": "b", "start": 0, "end": 8, "label": "ORG", "text": "سامر\r\nفي"},
        {"id": "c", "start": 10, "end": 15, "label": "GPE"},
        {"id": "d", "start": 16, "end": 19, "label": "LOC", "text": "هنا"},
    ]
    given = {"spans": spans, "sections": [[0, 4, "title"], [10, 15, "body"]], "tokens": [[6, 8]], "owner": "a"}
    (draft,) = read({"id": "d", "text": raw} | given).drafts
    assert draft.text == "سامر\nفي\nبغداد\nهنا"
    assert all(draft.text[span.start : span.end] == span.text for span in draft.spans)
    assert [span.text for span in draft.spans] == ["سامر", "سامر\nفي", "بغداد", "هنا"]
    assert [draft.text[s.start : s.end] for s in draft.sections or ()] == ["سامر", "بغداد"]
    assert [draft.text[a:b] for a, b in draft.tokens or ()] == ["في"]


FAULTS = [
    ({"id": None}, "null", "is missing"),
    ({"id": 5}, "5", "is 5"),
    ({"id": ""}, '""', "is ''"),
    ({"id": "a\nb"}, '"a\\nb"', "printable"),
    ({"text": None}, "null", "is missing"),
    ({"text": " \n"}, '" \\n"', "is empty"),
    ({"text": 5}, "5", "is 5"),
    ({"text": "a\0b"}, '"a\\u0000b"', "without NUL"),
    ({"language": 5}, "5", "is 5"),
    ({"meta": []}, "[]", "an object"),
    ({"sections": 5}, "5", "a list"),
    ({"sections": [[0, 15, "advert"]]}, '[0, 15, "advert"]', "boilerplate"),
    ({"sections": [[0, 15]]}, "[0, 15]", "[start, end, one of"),
    ({"sections": [[0, 9, "body"], [8, 15, "body"]]}, '[8, 15, "body"]', "in order, apart"),
    ({"sections": [[0, 16, "body"]]}, '[0, 16, "body"]', "within 0 to 15"),
    ({"tokens": [[0, 4], [4]]}, "[4]", "[start, end]"),
    ({"tokens": [[0, True]]}, "[0, true]", "[start, end]"),
    ({"tokens": [[4, 4]]}, "[4, 4]", "in order"),
    ({"tokens": [[-1, 4]]}, "[-1, 4]", "within 0"),
    ({"tokens": [[0, 4], [5, 99]]}, "[5, 99]", "within 0"),
    ({"tokens": [[0, 4], [3, 5]]}, "[3, 5]", "in order"),
    ({"tokens": [[0, 4], 5]}, "5", "[start, end]"),
    ({"sentences": [[0, 15], [3, 9]]}, "[3, 9]", "in order"),
    ({"owner": 5}, "5", "is 5"),
    ({"status": "finished"}, '"finished"', "one of new, in_progress, done, returned"),
    ({"completed_at": 5}, "5", "is 5"),
    ({"spans": {}}, "{}", "a list"),
    ({"spans": [5]}, "5", "an object"),
    ({"spans": [{"id": "s", "start": 0, "end": 4}]}, '{"id": "s"', "spans[0].label"),
    ({"relations": [{"id": "r", "head": "s1"}]}, '{"id": "r"', "relations[0].tail"),
]


@pytest.mark.parametrize(("changed", "there", "said"), FAULTS, ids=lambda value: ascii(value)[:40])
def test_a_fault_is_told_with_its_column(changed, there, said) -> None:
    one, rest = problem(**changed)
    assert rest.startswith(there)
    assert said in f"{one.message()} {one.hint()}"
    assert one.code == "value"


def test_every_fault_of_every_line_is_told() -> None:
    bad = LINE | {"status": "x", "tokens": [[9, 1]], "spans": [{"id": "s"}, {"id": 4}]}
    found = read(LINE, bad, "{", [1], LINE | {"id": 7})
    assert [problem.where.split(":")[1] for problem in found.problems] == ["2", "2", "2", "2", "3", "4", "5"]
    assert [draft.id for draft in found.drafts] == ["d1"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("{", "f.jsonl:1:2"),
        ('{"id": "a",}', "f.jsonl:1:1"),
        ('{"id": NaN}', "f.jsonl:1:"),
        ('{"id": Infinity}', "f.jsonl:1:"),
        ("[" * 100_000, "f.jsonl:1:1"),
        ('{"id": "a", "text": "b", "n": ' + "1" * 5000 + "}", "f.jsonl:1:"),
        ('{"id": "a", "text": "b", "size": 1e999}', "f.jsonl:1:"),
        ("5", "f.jsonl:1:1"),
        ('  "text"', "f.jsonl:1:3"),
    ],
    ids=lambda value: value[:34],
)
def test_a_line_that_is_no_json_object_is_told_with_its_column(line, place) -> None:
    (one,) = read(line).problems
    assert one.code == "json-broken"
    assert one.where.startswith(place)


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude42\\ud83d"])
def test_half_an_emoji_cannot_be_stored_and_is_refused(half) -> None:
    line = json.dumps(LINE)
    for old in ('"owner": "ali"', '"source": "ours"', '"note": ""', '"negated"'):
        (one,) = read(line.replace(old, old[:-1] + half + '"', 1)).problems
        assert one.code == "value"


def test_a_document_leaves_the_same_whether_its_extents_are_packed_or_not() -> None:
    tokens, stamp = [Extent(0, 4), Extent(5, 7), Extent(8, 13)], {"sha256": "0"}
    items = Annotations.of([Span("s1", 0, 4, "PERSON", "سامر", {"modality": "negated"}, 'ن"', "Q1")])
    said = AnnotationSet("d1", "ali", "done", annotations=items)
    plain = Document("d1", TEXT, meta={"a": [1, "ب"]}, sections=[Section(0, 15, "body")], tokens=tokens)
    packed = replace(plain, tokens=PackedExtents("[0,4,1,2,1,5]"), sentences=PackedExtents("[]"))
    for current in (said, None):
        (expected,) = _written(plain, current, stamp)
        assert expected == (".jsonl", json.dumps(line_fields(plain, current, stamp), ensure_ascii=False) + "\n")
        assert _written(packed, current, stamp) == [expected]


def _written(document, current, stamp):
    return list(write(lambda: iter([(document, current)]), ExportOptions(schema=stamp), LossReport()))
