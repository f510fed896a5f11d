"""Prodigy: its tasks with their inclusive token ends, answers, sessions and reviews; and what it gets from us."""

import json
from typing import Any

import pytest

from tests.formats.contract import written
from tests.formats.reading import Read, notes_of, read
from tests.formats.test_contract import sample
from workbench.formats import guess
from workbench.formats.prodigy import PRODIGY
from workbench.formats.source import Source

TEXT = "San Jose in Silicon Valley"


def token(id: int, start: int, text: str) -> dict[str, Any]:
    """A token as Prodigy has it."""
    return {"text": text, "start": start, "end": start + len(text), "id": id, "ws": True}


def span(start: int, end: int, first: int, last: int, label: str, **more: Any) -> dict[str, Any]:
    """A span as Prodigy has it."""
    return {"start": start, "end": end, "token_start": first, "token_end": last, "label": label, **more}


TOKENS = [token(at, TEXT.index(word), word) for at, word in enumerate(TEXT.split())]
CITY, VALLEY = span(0, 8, 0, 1, "GPE"), span(12, 26, 3, 4, "LOC")
LINK = {"head": 1, "child": 4, "label": "LOCATED_IN"}
TASK: dict[str, Any] = {
    "text": TEXT, "tokens": TOKENS, "spans": [CITY, VALLEY], "relations": [LINK], "answer": "accept",
    "_input_hash": -5, "_task_hash": 7, "_session_id": "zainab", "_view_id": "relations", "meta": {"page": 4},
}  # fmt: skip


def tasks(**change: Any) -> Read:
    """A file of one task, changed so."""
    return read(PRODIGY, json.dumps({**TASK, **change}), "t.jsonl")


def test_an_accepted_task_is_somebody_s_work() -> None:
    (draft,) = tasks().drafts
    assert (draft.id, draft.owner, draft.meta) == ("prodigy-fffffffb", "zainab", {"page": 4})
    assert [(one.id, one.text, one.label) for one in draft.spans] == [
        ("s1", "San Jose", "GPE"),
        ("s2", "Silicon Valley", "LOC"),
    ]
    assert [(one.head, one.tail, one.label) for one in draft.relations] == [("s1", "s2", "LOCATED_IN")]


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_what_was_not_accepted_is_a_document_without_annotations(answer: str) -> None:
    (draft,) = tasks(answer=answer).drafts
    assert (draft.owner, draft.spans, draft.text) == (None, [], TEXT)
    assert answer in notes_of(draft)[0]


def test_a_rejected_span_is_left_out() -> None:
    (draft,) = tasks(spans=[CITY, {**VALLEY, "answer": "reject"}], relations=[]).drafts
    assert [one.text for one in draft.spans] == ["San Jose"]
    assert notes_of(draft) == ["1 rejected spans left out"]


@pytest.mark.parametrize(
    ("names", "owner"),
    [
        ({"_session_id": "news-2026-11-22_03-00-00"}, None),
        ({"_session_id": None}, None),
        ({"_annotator_id": "yusuf"}, "yusuf"),
        ({"answer": None}, None),
    ],
)
def test_who_it_was(names: dict[str, Any], owner: str | None) -> None:
    (draft,) = tasks(**names).drafts
    assert (draft.owner, len(draft.spans)) == (owner, 2)


def test_a_review_holds_the_versions_of_several_people() -> None:
    versions = [{"spans": [CITY], "sessions": ["ali", "huda"]}, {"spans": [], "sessions": ["yusuf"]}]
    drafts = tasks(versions=versions).drafts
    assert [(one.owner, len(one.spans)) for one in drafts] == [("zainab", 2), ("ali", 1), ("huda", 1), ("yusuf", 0)]
    assert len({one.id for one in drafts}) == 1


def test_spans_may_be_given_by_tokens_whose_end_is_inclusive() -> None:
    bare = {"token_start": 3, "token_end": 4, "label": "LOC"}
    assert [one.text for one in tasks(spans=[bare], relations=[]).drafts[0].spans] == ["Silicon Valley"]


def test_of_spans_that_end_in_one_token_the_one_beside_the_relation_is_meant() -> None:
    word = span(20, 26, 4, 4, "WORD")
    beside = {**LINK, "child_span": {**word}}
    (draft,) = tasks(spans=[CITY, VALLEY, word], relations=[beside]).drafts
    assert [(one.head, one.tail) for one in draft.relations] == [("s1", "s3")]
    (problem,) = tasks(spans=[CITY, VALLEY, word]).problems
    assert "of one only" in problem.hint()
    line = json.dumps({**TASK, "spans": [CITY, VALLEY, word]})
    assert problem.where == f"t.jsonl:1:{line.index('4, ' + json.dumps('label') + ': ' + json.dumps('LOCATED_IN')) + 1}"


def test_tokens_tell_the_unit_after_an_emoji() -> None:
    for shift, notes in ((0, []), (1, ["offsets count UTF-16 code units"])):
        mark = {"start": 2 + shift, "end": 4 + shift, "label": "X"}
        words = [token(0, 2 + shift, "ab")]
        found = tasks(text="🙂 ab ab", tokens=words, spans=[mark], relations=[])
        assert [one.start for one in found.drafts[0].spans] == [2]
        assert found.notes == notes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answer": "maybe"}, "accept, reject, ignore"),
        ({"spans": [{**VALLEY, "token_end": 5}]}, "last token"),
        ({"spans": [{**VALLEY, "token_end": 3}]}, "inclusive"),
        ({"spans": [{**VALLEY, "text": "Valley Silicon"}]}, "does not stand"),
        ({"spans": [{**VALLEY, "start": None, "token_start": None}]}, "a whole number"),
        ({"spans": [CITY], "relations": [LINK]}, "last token of a span"),
        ({"relations": [{"head": "x", "child": 4, "label": "A"}]}, "the place of a token"),
        ({"versions": [{"sessions": [3]}]}, "a list of names"),
        ({"text": 3}, "the text of the task"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(change: dict[str, Any], words: str) -> None:
    (problem,) = tasks(**change).problems
    assert problem.where.startswith("t.jsonl:1:")
    assert words in problem.message() + problem.hint()


def test_what_prodigy_gets_has_inclusive_token_ends_and_the_same_hashes_for_the_same_content() -> None:
    exports = [str(written(PRODIGY, sample())[0]["export.prodigy.jsonl"]).splitlines() for _ in range(2)]
    (first, second), (again, _) = ([json.loads(line) for line in lines] for lines in exports)
    assert first == again
    assert first["_input_hash"] == second["_input_hash"]
    assert first["_task_hash"] != second["_task_hash"]
    tokens = first["tokens"]
    for one in first["spans"]:
        assert (tokens[one["token_start"]]["start"], tokens[one["token_end"]]["end"]) == (one["start"], one["end"])
    (relation,) = first["relations"]
    assert tokens[relation["head"]]["end"] == relation["head_span"]["end"]
    assert relation["attributes"] == {"modality": "negated"}


def test_a_version_that_was_rejected_is_nobody_s_work() -> None:
    versions = [{"spans": [CITY], "sessions": ["ali"], "answer": answer} for answer in ("accept", "reject", "ignore")]
    found = tasks(versions=versions)
    assert [draft.owner for draft in found.drafts] == ["zainab", "ali"]
    assert [note.partition(": ")[2] for note in found.notes] == [
        "a version answered “reject” left out",
        "a version answered “ignore” left out",
    ]
    (problem,) = tasks(versions=[{**versions[0], "answer": "maybe"}]).problems
    assert problem.where.startswith("t.jsonl:1:")


def test_tasks_without_answers_hashes_or_tokens_are_known_by_their_spans() -> None:
    task = {"text": TEXT, "spans": [{"start": 0, "end": 8, "label": "GPE"}]}
    assert guess(Source.of_bytes(json.dumps(task).encode(), "t.jsonl")).format is PRODIGY
    native = {"id": "d", **task}
    assert guess(Source.of_bytes(json.dumps(native).encode(), "t.jsonl")).format.name == "jsonl"
