"""doccano's files: of projects with and without relations, of members, of old servers; and what it takes from us."""

import json
from typing import Any

import pytest

from tests.formats.contract import written
from tests.formats.reading import Read, read, read_source
from tests.formats.test_contract import sample
from workbench.formats import guess
from workbench.formats.base import Format
from workbench.formats.doccano_jsonl import DOCCANO, DOCCANO_SPANS
from workbench.formats.problems import FormatUnclear, UnitUnclear
from workbench.formats.source import Source
from workbench.formats.units import Unit

TEXT = "وصل محمد إلى بغداد"
ENTITIES = [
    {"id": 41, "label": "شخص", "start_offset": 4, "end_offset": 8},
    {"id": 42, "label": "مكان", "start_offset": 13, "end_offset": 18},
]
RELATIONS = [{"id": 7, "from_id": 41, "to_id": 42, "type": "زار"}]
LINE: dict[str, Any] = {"id": 3, "text": TEXT, "entities": ENTITIES, "relations": RELATIONS, "Comments": []}


def lines(*given: dict[str, Any], name: str = "all.jsonl", unit: Unit | None = None) -> Read:
    """A file of these lines, read."""
    raw = "".join(json.dumps(line) + "\n" for line in given).encode()
    return read_source(DOCCANO, Source.of_bytes(raw, name, unit))


def test_an_export_with_relations_is_read_as_it_is() -> None:
    comments = [{"id": 1, "comment": "ملاحظة"}]
    (draft,) = lines({**LINE, "page": 4, "Comments": comments}).drafts
    assert (draft.id, draft.owner, draft.meta) == ("doccano-3", None, {"page": 4, "comments": ["ملاحظة"]})
    assert [(span.id, span.text, span.label) for span in draft.spans] == [
        ("s41", "محمد", "شخص"),
        ("s42", "بغداد", "مكان"),
    ]
    assert [(one.id, one.head, one.tail, one.label) for one in draft.relations] == [("r7", "s41", "s42", "زار")]
    (plain,) = lines(LINE).drafts
    assert plain.place("spans", 1) == f"all.jsonl:1:{json.dumps(LINE).index(json.dumps(ENTITIES[1])) + 1}"


@pytest.mark.parametrize("key", ["label", "labels"])
@pytest.mark.parametrize("text", ["text", "data"])
def test_a_project_without_relations_has_triples(key: str, text: str) -> None:
    found = lines({"id": 3, text: TEXT, key: [[4, 8, "PER"], {"start_offset": 13, "end_offset": 18, "label": "GPE"}]})
    assert found.problems == []
    assert [(span.text, span.label) for span in found.drafts[0].spans] == [("محمد", "PER"), ("بغداد", "GPE")]


def test_old_servers_say_who_made_each_span() -> None:
    old = [{"label": "PER", "start_offset": 4, "end_offset": 8, "user": 1},
           {"label": "GPE", "start_offset": 13, "end_offset": 18, "user": 2}]  # fmt: skip
    drafts = lines({"id": 3, "text": TEXT, "annotations": old, "meta": {"a": 1}, "annotation_approver": None}).drafts
    assert [(one.owner, [span.text for span in one.spans], one.meta) for one in drafts] == [
        ("annotator-1", ["محمد"], {"a": 1}), ("annotator-2", ["بغداد"], {"a": 1}),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"\n", b""])
def test_a_member_who_has_nothing_approved_has_a_blank_file_in_the_zip(content: bytes) -> None:
    """A real 1.8.4 writes one line end where only what is approved is exported."""
    source = Source.of_bytes(content, "export.zip/zainab.jsonl")
    assert guess(source).format is DOCCANO
    found = read_source(DOCCANO, source)
    assert (found.drafts, found.problems) == ([], [])
    with pytest.raises(FormatUnclear):
        guess(Source.of_bytes(content, "zainab.jsonl"))


def test_members_files_in_a_zip_name_their_owner_and_empty_lines_say_nothing() -> None:
    empty = {**LINE, "id": 4, "entities": [], "relations": []}
    found = lines(LINE, empty, name="export.zip/zainab.jsonl").drafts
    assert [(one.id, one.owner) for one in found] == [("doccano-3", "zainab"), ("doccano-4", None)]
    assert [one.owner for one in lines(LINE, name="export.zip/all.jsonl").drafts] == [None]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"label": ["entities"], "entities": None}, "all.jsonl:1:", "an object"),
        ({"entities": [{**ENTITIES[0], "label": 5}]}, "all.jsonl:1:", "not its number"),
        ({"entities": [{**ENTITIES[0], "end_offset": 99}], "relations": []}, "all.jsonl:1:", "no stretch"),
        ({"text": None}, "all.jsonl:1:", "the text"),
        ({"relations": [{"id": 1, "from_id": 41, "to_id": 42}]}, "all.jsonl:1:", "a string"),
        ({"workbench_unit": "bytes"}, "all.jsonl:1:", "utf16"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(change: dict[str, Any], place: str, words: str) -> None:
    given = {**LINE, **change}
    if change.get("label"):
        given = {"id": 1, "text": TEXT, **change}
        del given["entities"]
        words = "[start, end, label]"
    found = lines(given)
    assert found.drafts == []
    (problem,) = found.problems
    assert problem.where.startswith(place)
    assert words in problem.message() + problem.hint()


def test_after_an_emoji_the_unit_must_be_said_for_no_file_does() -> None:
    line = {"id": 1, "text": "🙂 ab ab", "label": [[3, 5, "X"]]}
    (problem,) = lines(line).problems
    assert isinstance(problem, UnitUnclear)
    assert "“ab”" in problem.message()
    assert "“b ”" in problem.message()
    read_as = {unit: lines(line, unit=unit).drafts[0].spans[0].start for unit in (Unit.UTF16, Unit.CODE_POINTS)}
    assert read_as == {Unit.UTF16: 2, Unit.CODE_POINTS: 3}
    (draft,) = lines({"id": 1, "text": "a\r\nbc", "label": [[3, 5, "X"]]}).drafts
    assert (draft.text, draft.spans[0].text) == ("a\nbc", "bc")


def test_the_server_gets_ascii_local_ids_and_no_key_that_it_would_trip_over() -> None:
    pairs = sample()
    document, owned = pairs[0]
    meta = {"text": 1, "id": 2, "filename": "x", "Comments": [], "page": 3}
    object.__setattr__(document, "meta", meta)
    files, _ = written(DOCCANO, [(document, owned)])
    raw = files["export.doccano.jsonl"]
    assert isinstance(raw, str)
    assert raw.isascii()
    line = json.loads(raw)
    assert {"text_": 1, "id_": 2, "filename_": "x", "Comments_": [], "page": 3}.items() <= line.items()
    assert "id" not in line
    assert [one["id"] for one in line["entities"]] == [1, 2, 3, 4]
    crossing = next(one for one in line["entities"] if one["label"] == "ORG")
    assert crossing["end_offset"] - crossing["start_offset"] == len("السوري 🙂") + 1  # UTF-16
    assert {line["relations"][0][end] for end in ("from_id", "to_id")} <= {1, 2, 3, 4}


@pytest.mark.parametrize("format", [DOCCANO, DOCCANO_SPANS])
def test_what_doccano_exports_is_known_by_its_keys(format: Format) -> None:
    row = LINE if format is DOCCANO else {"id": 1, "text": TEXT, "label": [[4, 8, "PER"]], "Comments": []}
    assert guess(Source.of_bytes(json.dumps(row).encode(), "all.jsonl")).format is format
    assert read(format, json.dumps(row), "all.jsonl").problems == []


def test_a_line_has_its_spans_in_one_place() -> None:
    """A list that is empty says nothing; of two that are not, neither is passed over."""
    triple = [[4, 8, "شخص"]]
    (draft,) = lines({**LINE, "entities": [], "relations": [], "label": triple}).drafts
    assert [span.text for span in draft.spans] == ["محمد"]
    (problem,) = lines({**LINE, "label": triple}).problems
    assert problem.where.startswith("all.jsonl:1:")
    assert "label" in problem.message()


def test_meta_data_that_is_no_object_is_kept() -> None:
    (draft,) = lines({**LINE, "meta": ["صحيفة"]}).drafts
    assert draft.meta == {"meta": ["صحيفة"]}
