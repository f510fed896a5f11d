"""W3C Web annotations: what the data model asks of ours, and the shapes in which others write theirs."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.contract import Files, written
from tests.formats.reading import Read, notes_of, read_folder
from tests.formats.test_contract import corpora, sample, seeds
from workbench.formats.base import Pair
from workbench.formats.web_annotation import WEB_ANNOTATION
from workbench.formats.web_annotation.writer import CONTEXT

TEXT = "🙂 وصل محمد إلى بغداد، وبغداد كبيرة."
PURPOSES = {"tagging", "linking", "describing", "commenting", "identifying"}


def complaints(files: Files) -> list[str]:
    """What the data model says against these pages: required keys, known kinds, selectors that agree with the text."""
    found = []
    for name, content in files.items():
        if not name.endswith(".jsonld"):
            continue
        page, text = json.loads(content), str(files[name.removesuffix(".jsonld") + ".txt"]).removeprefix("\ufeff")
        if (page.get("@context"), page.get("type")) != (CONTEXT, "AnnotationPage"):
            found.append(f"{name}: no page")
        ids = [one["id"] for one in page["items"]]
        found += [f"{name}: {id} twice" for id in ids if ids.count(id) > 1]
        for one in page["items"]:
            found += [f"{name}: {one['id']}: {what}" for what in _complaints(one, text, ids)]
    return found


def _complaints(one: dict[str, Any], text: str, ids: list[str]) -> list[str]:
    found = (
        [] if one["type"] == "Annotation" and one["target"] and one["creator"]["name"] else ["lacks what it must have"]
    )
    found += [f"purpose {body['purpose']}" for body in one["body"] if body["purpose"] not in PURPOSES]
    if isinstance(one["target"], list):
        return found + [f"{end} is not there" for end in one["target"] if end not in ids]
    quoted, position = one["target"]["selector"]
    start, end = position["start"], position["end"]
    if not 0 <= start < end <= len(text) or text[start:end] != quoted["exact"]:
        found.append(f"{start} to {end} is not {quoted['exact']!r}")
    before, after = quoted["prefix"], quoted["suffix"]
    if not text[:start].endswith(before) or not text[end:].startswith(after):
        found.append("other text stands around it")
    return found


def test_the_seeds_and_the_sample_are_as_the_data_model_has_it() -> None:
    for pairs in (seeds(), sample()):
        assert complaints(written(WEB_ANNOTATION, pairs)[0]) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora())
def test_so_is_any_document(pairs: list[Pair]) -> None:
    assert complaints(written(WEB_ANNOTATION, pairs)[0]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [('"start": 9', '"start": 8'), ('"AnnotationPage"', '"Page"'), ('"tagging"', '"shouting"'), ('"#s3"\n', '"#s9"\n')],
)
def test_the_check_can_complain(old: str, new: str) -> None:
    files, _ = written(WEB_ANNOTATION, sample())
    name = "owner=ali/d-1.jsonld"
    page = str(files[name])
    start = json.loads(page)["items"][0]["target"]["selector"][1]["start"]
    old = old.replace("9", str(start)) if "start" in old else old
    assert old in page
    assert complaints({**files, name: page.replace(old, new)})


def mark(id: str, start: int | None, exact: str | None, label: str = "GPE", **more: Any) -> dict[str, Any]:
    """An annotation of a stretch of text."""
    quoted = [{"type": "TextQuoteSelector", "exact": exact}] if exact else []
    at = (
        [{"type": "TextPositionSelector", "start": start, "end": start + len(exact or "x")}]
        if start is not None
        else []
    )
    selector: Any = [*quoted, *at] if len([*quoted, *at]) > 1 else [*quoted, *at][0]
    body = {"type": "TextualBody", "purpose": "tagging", "value": label}
    return {"id": id, "type": "Annotation", "body": body, "target": {"source": "d.txt", "selector": selector}, **more}


def link(head: str, tail: str, label: str = "NEAR") -> dict[str, Any]:
    """An annotation that links two others."""
    body = {"type": "TextualBody", "value": label}
    return {"id": "#r", "type": "Annotation", "motivation": "linking", "body": [body], "target": [head, tail]}


def page(*items: Any, text: str = TEXT, **files: str) -> Read:
    """A page of these annotations, and its text."""
    content = json.dumps({"@context": CONTEXT, "type": "AnnotationPage", "items": items}, ensure_ascii=False)
    return read_folder(WEB_ANNOTATION, {"d.jsonld": content, "d.txt": text, **files}, "d.jsonld")


BROKEN = {"purpose": "describing", "format": "application/json"}
BAGHDAD = mark("http://example.org/1", 15, "بغداد")


def test_marks_links_and_what_is_said_of_them() -> None:
    more = [
        {"type": "TextualBody", "purpose": "tagging", "value": "PERSON"},
        {"type": "TextualBody", "purpose": "commenting", "value": "من هو؟"},
        {"type": "SpecificResource", "purpose": "identifying", "source": "http://www.wikidata.org/entity/Q1"},
        {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": '{"sure": "no"}'},
    ]
    found = page(mark("#a", 6, "محمد", body=more), BAGHDAD, link("#a", "http://example.org/1"))
    assert found.problems == []
    (draft,) = found.drafts
    man, city = draft.spans
    assert (man.id, man.label, man.note, man.attributes) == ("a", "PERSON", "من هو؟", {"sure": "no"})
    assert (man.kb_id, city.id, city.text) == ("http://www.wikidata.org/entity/Q1", "http://example.org/1", "بغداد")
    assert [(one.head, one.tail, one.label) for one in draft.relations] == [("a", "http://example.org/1", "NEAR")]
    assert draft.place("spans", 1).startswith("d.jsonld:1:")


def test_offsets_that_count_utf_16_against_the_specification_are_found_out() -> None:
    found = page(mark("#a", 16, "بغداد"))
    assert found.drafts[0].spans[0].start == 15
    assert found.notes == ["offsets count UTF-16 code units"]


def test_a_quote_alone_is_enough_if_it_stands_there_once() -> None:
    assert page(mark("#a", None, "محمد")).drafts[0].spans[0].start == 6
    (problem,) = page(mark("#a", None, "بغداد")).problems
    assert "once" in problem.hint()
    around = mark("#a", None, "بغداد")
    around["target"]["selector"] |= {"prefix": "و", "suffix": " كبيرة"}
    assert page(around).drafts[0].spans[0].start == TEXT.rindex("بغداد")


def test_several_creators_are_several_owners_and_software_suggests() -> None:
    creators: list[Any] = [
        {"type": "Person", "name": "zainab"}, {"type": ["Software"], "name": "ner 2"},
        "mailto:ali", None, [{"nickname": "huda"}],
    ]  # fmt: skip
    found = page(*(mark(f"#{at}", 15, "بغداد", creator=one) for at, one in enumerate(creators)))
    assert [one.owner for one in found.drafts] == ["zainab", "suggestion:ner 2", "mailto-ali", None, "huda"]


def test_one_annotation_a_graph_a_collection_and_a_text_of_another_name() -> None:
    other = {**BAGHDAD, "target": {**BAGHDAD["target"], "source": "http://example.org/texts/my%20text.txt"}}
    for content in (other, {"@graph": [other]}, {"type": "AnnotationCollection", "first": {"items": [other]}}, [other]):
        files: Files = {"x.jsonld": json.dumps(content, indent=2), "my text.txt": TEXT}
        (draft,) = read_folder(WEB_ANNOTATION, files, "x.jsonld").drafts
        assert (draft.id, draft.spans[0].text) == ("my-text", "بغداد")


def test_what_says_nothing_of_a_type_is_left_out_and_said() -> None:
    comment = mark("#c", 15, "بغداد", body={"type": "TextualBody", "value": "جميلة"})
    image = mark("#i", 6, "محمد", body=[BAGHDAD["body"], "http://example.org/face.png"])
    (draft,) = page(comment, image).drafts
    assert [span.id for span in draft.spans] == ["i"]
    assert notes_of(draft) == ["2 bodies or annotations of other kinds left out"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (mark("#a", 14, "بغداد"), "does not stand"),
        (mark("#a", 99, None), "no stretch"),
        ({**BAGHDAD, "target": "d.txt"}, "one stretch"),
        ({**BAGHDAD, "target": {"source": "d.txt"}}, "TextPositionSelector"),
        ({**BAGHDAD, "target": {"selector": {}}}, "the file of the text"),
        (link("#a", "#b"), "by the same creator"),
        (mark("#a", 15, "بغداد", body={"purpose": "tagging", "value": 3}), "a string"),
        (mark("#a", 15, "بغداد", body={**BROKEN, "value": "{"}), "JSON object"),
        (7, "an object"),
    ],
)  # fmt: skip
def test_what_is_broken_is_refused_with_its_place(item: Any, words: str) -> None:
    found = page(item)
    assert found.drafts == []
    (problem,) = found.problems
    assert problem.where.startswith("d.jsonld:1:")
    assert words in problem.message() + problem.hint()


def test_a_page_without_its_text_is_refused() -> None:
    (problem,) = read_folder(WEB_ANNOTATION, {"d.jsonld": json.dumps(BAGHDAD)}, "d.jsonld").problems
    assert "“d.txt” is not beside it" in problem.message()


def test_a_quote_alone_has_no_unit() -> None:
    """Positions in UTF-16, after an emoji, and a quote beside them."""
    found = page(mark("#1", 16, "بغداد"), mark("#2", None, "محمد", "PERSON"))
    (draft,) = found.drafts
    assert sorted((span.start, span.text) for span in draft.spans) == [(6, "محمد"), (15, "بغداد")]
    (draft,) = page(mark("#2", None, "محمد"), text="سطر\r\nمحمد").drafts
    assert [(span.start, span.text) for span in draft.spans] == [(4, "محمد")]


def test_a_link_may_stand_before_what_it_links() -> None:
    (draft,) = page(link("#1", "#2"), mark("#1", 15, "بغداد"), mark("#2", 6, "محمد")).drafts
    assert [(one.head, one.tail) for one in draft.relations] == [("1", "2")]


@pytest.mark.parametrize("change", [{"refinedBy": {"type": "TextPositionSelector", "start": 0, "end": 1}}, None])
def test_selectors_that_say_more_than_one_place_are_refused(change: dict[str, Any] | None) -> None:
    one = mark("#1", None, "محمد")
    quote = {"type": "TextQuoteSelector", "exact": "محمد"}
    one["target"]["selector"] = [{**quote, **change}] if change else [quote, {**quote, "exact": "كبيرة"}]
    (problem,) = page(one).problems
    assert "selector" in problem.message()
