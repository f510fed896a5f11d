"""Label Studio: its tasks with all their quirks, and the interface that our schema becomes."""

import json
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from tests.formats.conll_cases import annotated, document
from tests.formats.contract import SCHEMA, written
from tests.formats.reading import Read, notes_of, read, read_source
from tests.formats.test_contract import sample
from workbench.formats import guess
from workbench.formats.label_studio import LABEL_STUDIO
from workbench.formats.source import Source
from workbench.model.annotation import Relation

TEXT = "🙂 وصل محمد إلى بغداد"


def region(id: str, start: int, text: str, *labels: str, kind: str = "labels") -> dict[str, Any]:
    """A result for a span, as the pages of old stored it: UTF-16."""
    value = {"start": start, "end": start + len(text), "text": text, "labels": list(labels)}
    return {"id": id, "from_name": "label", "to_name": "text", "type": kind, "value": value, "origin": "manual"}


def link(head: str, tail: str, *labels: str, direction: str = "right") -> dict[str, Any]:
    """A result for a relation: no id, no names."""
    return {"type": "relation", "from_id": head, "to_id": tail, "direction": direction, "labels": list(labels)}


MEN, CITY = region("aB1", 7, "محمد", "PERSON"), region("cD2", 16, "بغداد", "GPE")


def tasks(*results: Any, text: str = TEXT, **more: Any) -> Read:
    """A file of one task with one annotation of these results."""
    annotation = {"id": 5, "completed_by": {"id": 2, "email": "zainab@example.org"}, "result": list(results)}
    task = {"id": 11, "data": {"text": text, "page": 4}, "annotations": [annotation], "predictions": [], **more}
    return read(LABEL_STUDIO, json.dumps([task], ensure_ascii=False), "export.json")


def links(found: Read) -> list[tuple[str, str, str]]:
    """The relations of the only draft."""
    (draft,) = found.drafts
    return [(one.head, one.tail, one.label) for one in draft.relations]


def test_offsets_count_utf_16_and_those_of_scripts_code_points() -> None:
    (draft,) = tasks(MEN, CITY).drafts
    assert (draft.id, draft.owner, draft.meta) == ("task-11", "zainab@example.org", {"page": 4})
    assert [(span.id, span.start, span.text) for span in draft.spans] == [("aB1", 6, "محمد"), ("cD2", 15, "بغداد")]
    script = tasks(region("x", 15, "بغداد", "GPE"))
    assert script.drafts[0].spans[0].start == 15
    assert script.notes == []
    assert tasks(MEN).notes == ["offsets count UTF-16 code units"]


def test_the_copy_of_the_text_is_a_witness_but_its_white_space_is_not() -> None:
    two = region("x", 0, "a\\nb", "GPE")
    two["value"]["end"] = 3
    assert tasks(two, text="a\nb c").drafts[0].spans[0].text == "a\nb"
    loose = region("x", 3, "وصل  محمد", "GPE")
    loose["value"]["end"] = 11
    assert tasks(loose).drafts[0].spans[0].text == "وصل محمد"
    (problem,) = tasks(region("x", 3, "وقف", "GPE")).problems
    assert problem.where.startswith("export.json:1:")
    assert "does not stand" in problem.message()


def test_without_copies_of_the_words_the_person_must_say_the_unit_where_it_matters() -> None:
    """Pages count code points since 1.4 and counted UTF-16 before; a file does not say who made it."""
    mute = {**MEN, "value": {"start": 7, "end": 11, "labels": ["PERSON"]}}
    (problem,) = tasks(mute).problems
    assert problem.code == "unit-unclear"
    assert problem.where.startswith("export.json:1:")
    assert tasks(mute, text="السيد محمد هنا").drafts[0].spans[0].text == "حمد "
    assert tasks(mute, CITY).drafts[0].spans[0].text == "محمد"


def test_a_task_that_both_ways_of_counting_had_in_hand_is_told_by_the_copies() -> None:
    now = {**region("n", 15, "بغداد", "GPE")}
    spans = tasks(MEN, now).drafts[0].spans
    assert [(span.start, span.text) for span in spans] == [(6, "محمد"), (15, "بغداد")]
    mute = {**MEN, "value": {"start": 7, "end": 11, "labels": ["PERSON"]}}
    assert [one.code for one in tasks(MEN, now, mute).problems] == ["unit-unclear"]


def test_what_a_page_makes_of_a_selection_is_a_copy() -> None:
    """Stored by a real 1.23.2 when a mouse marked these words: lines' ends as \\n, two for that of Windows, white space
    folded; offsets in code points, the line end of Windows being two."""
    text = "سطر أول 🙂\r\nثم  محمد \\n هنا"

    def marked(start: int, end: int, copy: str) -> str:
        value = {"start": start, "end": end, "text": copy, "labels": ["GPE"]}
        (draft,) = tasks({**CITY, "value": value}, text=text).drafts
        return draft.spans[0].text

    assert marked(4, 13, "أول 🙂\\n\\nثم") == "أول 🙂\nثم"
    assert marked(11, 19, "ثم محمد") == "ثم  محمد"
    assert marked(15, 26, "محمد \\n هنا") == "محمد \\n هنا"


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("right", [("aB1", "cD2", "VISITED"), ("aB1", "cD2", "NEAR")]),
        ("left", [("cD2", "aB1", "VISITED"), ("cD2", "aB1", "NEAR")]),
        ("bi", [("aB1", "cD2", "VISITED"), ("cD2", "aB1", "VISITED"), ("aB1", "cD2", "NEAR"), ("cD2", "aB1", "NEAR")]),
    ],
)
def test_relations_go_the_way_they_say_one_for_each_label(direction: str, expected: list[tuple[str, str, str]]) -> None:
    assert links(tasks(MEN, CITY, link("aB1", "cD2", "VISITED", "NEAR", direction=direction))) == expected


def test_a_region_with_two_labels_is_two_spans() -> None:
    (draft,) = tasks(region("x", 16, "بغداد", "GPE", "LOC")).drafts
    assert [(span.id, span.label) for span in draft.spans] == [("x", "GPE"), ("x~2", "LOC")]


def test_several_annotators_are_several_owners_models_suggest_and_skipped_work_is_no_work() -> None:
    annotations = [
        {"completed_by": 1, "result": [MEN]},
        {"completed_by": 2, "result": [CITY], "was_cancelled": True},
        {"completed_by": {"id": 3}, "result": [CITY]},
        {"result": []},
    ]
    predictions = [{"model_version": "ner:v2", "result": [MEN]}, {"result": []}, {"result": [CITY]}]
    found = tasks(annotations=annotations, predictions=predictions, drafts=[{"result": [MEN]}])
    assert [(one.owner, len(one.spans)) for one in found.drafts] == [
        ("annotator-1", 1), ("annotator-3", 1), ("annotator-3", 0),
        ("suggestion:ner-v2", 1), ("suggestion:label-studio", 0), ("suggestion:label-studio-2", 1),
    ]  # fmt: skip
    assert notes_of(found.drafts[0]) == ["1 skipped annotations left out", "1 drafts left out"]


def test_predictions_that_a_server_only_counts_are_left_out_and_said() -> None:
    """Its usual export gives their numbers in its database."""
    (draft,) = tasks(CITY, predictions=[31, 32]).drafts
    assert (draft.owner, len(draft.spans)) == ("zainab@example.org", 1)
    assert notes_of(draft) == ["2 predictions left out: the file gives their numbers only"]
    (problem,) = tasks(CITY, predictions=[31, "x"]).problems
    assert "predictions.0" in problem.message()


def test_owners_come_back_through_a_server_by_the_numbers_that_it_keeps() -> None:
    """It drops our key and says that whoever imported the file completed everything."""
    files, _ = written(LABEL_STUDIO, sample())
    (task,) = json.loads(str(files["export.label-studio.json"]))
    task["annotations"] = [
        {"id": 70 + at, "import_id": one["id"], "completed_by": 1, "result": one["result"]}
        for at, one in enumerate(task["annotations"])
    ]
    task["annotations"].append({"id": 9, "import_id": None, "completed_by": 1, "result": []})
    people = [pair[1].owner for pair in sample() if pair[1] and not pair[1].owner.startswith("suggestion:")]
    drafts = read(LABEL_STUDIO, json.dumps([task]), "x.json").drafts
    assert [one.owner for one in drafts][: len(people) + 1] == [*people, "annotator-1"]
    assert not any("workbench_owners" in one.meta for one in drafts)


def test_one_annotation_of_nobody_has_no_owner_and_a_task_without_any_is_a_document() -> None:
    assert [one.owner for one in tasks(annotations=[{"result": [MEN]}]).drafts] == [None]
    (draft,) = tasks(annotations=[]).drafts
    assert (draft.owner, draft.spans, draft.text) == (None, [], TEXT)


def test_pages_are_read_by_their_global_offsets_only() -> None:
    page = region("x", 0, "محمد", "PERSON", kind="hypertextlabels")
    page["value"] |= {"hypertextlabels": ["PERSON"], "start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]"}
    assert "paths into a page" in tasks(page).problems[0].hint()
    page["value"]["globalOffsets"] = {"start": 7, "end": 11}
    assert tasks(page).drafts[0].spans[0].text == "محمد"


def test_what_we_cannot_hold_is_left_out_and_said() -> None:
    choice = {"id": "c", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["calm"]}}
    found = tasks(MEN, choice, link("aB1", "c", "X"), link("aB1", "aB1"))
    assert found.problems == []
    assert links(found) == []
    notes = notes_of(found.drafts[0])
    assert notes[0] == "1 results of type choices left out: we cannot hold them"
    assert notes[1].startswith("export.json:1:")
    assert notes[1].endswith("a relation without a label left out")


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (link("aB1", "zzz", "X"), "id of a region"),
        (link("aB1", "aB1", "X", direction="up"), "right, left, bi"),
        ({**MEN, "value": {"start": 8, "end": 99, "labels": ["X"]}}, "no stretch"),
        ({**MEN, "value": {"start": "8", "end": 9, "labels": ["X"]}}, "a whole number"),
        ({**MEN, "value": {"start": 8, "end": 9, "labels": []}}, "a list of labels"),
        ({**MEN, "value": 7}, "an object"),
        ({"id": "x"}, "a string"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(result: dict[str, Any], words: str) -> None:
    found = tasks(MEN, result)
    assert found.drafts == []
    (problem,) = found.problems
    assert problem.where.startswith("export.json:1:")
    assert words in problem.message() + problem.hint()


def test_the_text_may_have_another_name_if_it_is_the_only_one() -> None:
    task: dict[str, Any] = {"data": {"article": TEXT, "n": 1}, "annotations": []}
    assert read(LABEL_STUDIO, json.dumps([task]), "e.json").drafts[0].text == TEXT
    task["data"]["title"] = "x"
    (problem,) = read(LABEL_STUDIO, json.dumps([task]), "e.json").problems
    assert "the text of the task" in problem.hint()


def test_parallel_relations_leave_as_one_item_with_both_labels() -> None:
    relations = [Relation("r1", "s1", "s2", "A"), Relation("r2", "s1", "s2", "B"), Relation("r3", "s2", "s1", "C")]
    pair = annotated(document(TEXT), [(6, 10, "PERSON"), (15, 20, "GPE")], relations)
    (task,) = json.loads(str(written(LABEL_STUDIO, [pair])[0]["export.label-studio.json"]))
    (annotation,) = task["annotations"]
    assert [one["value"]["start"] for one in annotation["result"][:2]] == [6, 15]
    assert annotation["result"][2:] == [link("s1", "s2", "A", "B"), link("s2", "s1", "C")]


def test_gold_is_marked_suggestions_are_predictions_and_documents_come_once() -> None:
    files, _ = written(LABEL_STUDIO, sample())
    (task,) = json.loads(str(files["export.label-studio.json"]))
    assert [one["ground_truth"] for one in task["annotations"]] == [False, True]
    assert task["id"] == 1  # without it, the converter of its SDK stops
    assert written(LABEL_STUDIO, [])[0]["export.label-studio.json"] == "[]\n"


def test_the_interface_offers_every_type_of_the_schema() -> None:
    files, _ = written(LABEL_STUDIO, sample())
    view = Xml.fromstring(str(files["export.label-studio.xml"]))
    assert [one.get("value") for one in view.iter("Label")] == list(SCHEMA.entities)
    assert [one.get("value") for one in view.iter("Relation")] == list(SCHEMA.relations)
    assert all(one.get("background") for one in view.iter("Label"))
    labels, text = view.find("Labels"), view.find("Text")
    assert labels is not None
    assert text is not None
    assert (labels.get("toName"), text.get("value")) == (text.get("name"), "$text")


def test_a_region_of_several_controls_is_a_span_for_each() -> None:
    (draft,) = tasks(MEN, {**MEN, "from_name": "kind", "value": {**MEN["value"], "labels": ["ROLE"]}}).drafts
    assert [(span.id, span.label) for span in draft.spans] == [("aB1", "PERSON"), ("aB1~2", "ROLE")]


def test_what_somebody_wrote_beside_a_region_is_its_note() -> None:
    (draft,) = tasks({**MEN, "meta": {"text": ["منصبه؟", "اسأل"]}}, {**CITY, "meta": {"text": "مدينة"}}).drafts
    assert [span.note for span in draft.spans] == ["منصبه؟\nاسأل", "مدينة"]
    (problem,) = tasks({**MEN, "meta": {"text": [1]}}).problems
    assert problem.where.startswith("export.json:1:")


def test_offsets_of_a_page_with_tags_need_a_witness() -> None:
    """They count the text that a browser shows; in the file stands the page."""
    value = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "globalOffsets": {"start": 4, "end": 8},
             "hypertextlabels": ["PERSON"]}  # fmt: skip
    result = {"id": "a", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": value}
    (problem,) = tasks(result, text="<p>زار سامر</p>").problems
    assert "<p>" in problem.message()
    assert [span.text for span in tasks(result, text="زار سامر").drafts[0].spans] == ["سامر"]


def short(annotator: object = 7, **change: Any) -> dict[str, Any]:
    """A record of the short JSON."""
    said = {"id": 11, "text": TEXT, "page": 4, "label": [MEN["value"], CITY["value"]], "annotator": annotator}
    return {**said, "annotation_id": 5, "created_at": "2026-11-22", "lead_time": 3.5, **change}


def test_the_short_json_is_read_without_the_relations_that_it_has_not() -> None:
    raw = json.dumps([short(), short("ali@example.org", label=[])], ensure_ascii=False)
    assert guess(Source.of_bytes(raw.encode(), "x.json")).format is LABEL_STUDIO
    ours = json.dumps([short(workbench_document="d-1")])
    assert guess(Source.of_bytes(ours.encode(), "x.json")).format is LABEL_STUDIO, "a list of labels, as doccano has it"
    found = read(LABEL_STUDIO, raw, "x.json")
    assert [(one.id, one.owner, one.meta) for one in found.drafts] == [
        ("task-11", "annotator-7", {"page": 4}), ("task-11", "ali@example.org", {"page": 4, "label": []}),
    ]  # fmt: skip
    assert [(span.text, span.label) for span in found.drafts[0].spans] == [("محمد", "PERSON"), ("بغداد", "GPE")]
    assert "no relations" in found.notes[0]


def test_a_fault_of_the_short_json_has_its_place() -> None:
    raw = json.dumps([short(label=[{**MEN["value"], "start": "x"}])], indent=1)
    (problem,) = read(LABEL_STUDIO, raw, "x.json").problems
    line = next(at for at, one in enumerate(raw.splitlines(), 1) if '"start"' in one)
    assert problem.where.startswith(f"x.json:{line}:")


@pytest.mark.parametrize("comma", [",", "\t"])
def test_its_tables_are_refused_with_a_word_on_what_is_read(comma: str) -> None:
    header = comma.join(f'"{one}"' for one in ("annotation_id", "annotator", "id", "label", "lead_time", "text"))
    source = Source.of_bytes(f"{header}\n".encode(), "export.tsv")
    assert guess(source).format is LABEL_STUDIO
    (problem,) = read_source(LABEL_STUDIO, source).problems
    assert "its JSON is read" in problem.message()


def test_an_annotation_of_a_target_storage_has_its_task_inside() -> None:
    task = {"id": 11, "data": {"text": TEXT}, "total_annotations": 1}
    person = {"id": 2, "first_name": "", "email": "zainab@example.org"}
    record = {"id": 5, "result": [MEN, CITY, link("aB1", "cD2", "X")], "completed_by": person, "task": task}
    raw = json.dumps(record, indent=1)
    assert guess(Source.of_bytes(raw.encode(), "5.json")).format is LABEL_STUDIO
    found = read(LABEL_STUDIO, raw, "5.json")
    (draft,) = found.drafts
    assert (draft.id, draft.owner, len(draft.spans)) == ("task-11", "zainab@example.org", 2)
    assert links(found) == [("aB1", "cD2", "X")]
    line = next(at for at, one in enumerate(raw.splitlines(), 1) if '"start": 16' in one)
    broken = raw.replace('"start": 16', '"start": "x"')
    assert read(LABEL_STUDIO, broken, "5.json").problems[0].where.startswith(f"5.json:{line}:")
    nothing = json.dumps({**record, "task": {"id": 11, "data": {}}})
    assert "data.text" in read(LABEL_STUDIO, nothing, "5.json").problems[0].message()
