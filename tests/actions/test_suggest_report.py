"""What suggestions do, with figures by hand: effort, what is accepted, agreement; and patterns."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.fixtures import FIRST, Workspace, add_span
from workbench.actions import suggest
from workbench.model.errors import BadRequest, NotFound, Refusals, TooLarge
from workbench.model.people import Person
from workbench.storage.agreement import matching
from workbench.storage.suggestion_use import Taken

DONE = {"id": "done", "op": "set_status", "status": "done"}
NAMES = (add_span("بغداد", "GPE", "b"), add_span("واشنطن", "GPE", "w"))


def finish(workspace: Workspace, person: Person, *changes: Mapping[str, Any]) -> None:
    workspace.change(person, *changes, DONE)


def test_without_finished_work_everything_is_undefined(workspace):
    workspace.change(workspace.ali, *NAMES)
    found = suggest.use(workspace.db, workspace.salma)
    both = found.effort[""]
    assert [(one.articles, one.seconds_per_entity, one.keys_per_entity) for one in both] == [(0, None, None)] * 2
    assert [one.value for one in found.agreement] == [None, None]
    assert found.taken == []


def test_keys_are_counted_for_entities_with_and_without(workspace):
    finish(workspace, workspace.ali, NAMES[0] | {"keys": 2}, NAMES[1] | {"keys": 1})
    suggest.set_share_without(workspace.db, workspace.salma, 100)
    finish(workspace, workspace.zainab, NAMES[0] | {"keys": 5}, NAMES[1] | {"keys": 4})
    found = suggest.use(workspace.db, workspace.salma)
    assert [one.keys_per_entity for one in found.effort[""]] == [1.5, 4.5]
    assert [one.articles for one in found.effort["ali"]] == [1, 0]
    assert [one.articles for one in found.effort["zainab"]] == [0, 1]


def test_keys_that_are_not_all_known_are_undefined(workspace):
    finish(workspace, workspace.ali, NAMES[0] | {"keys": 2}, NAMES[1])
    [given, _] = suggest.use(workspace.db, workspace.salma).effort[""]
    assert (given.articles, given.counted, given.keys_per_entity) == (1, 0, None)


def test_time_leaves_pauses_out(workspace):
    finish(workspace, workspace.ali, *NAMES)
    workspace.db.execute("DROP TRIGGER change_log_only_grows_u")
    for revision, at in ((1, "10:00:00"), (2, "10:00:40"), (3, "10:30:00")):
        workspace.db.execute("UPDATE change SET at = ? WHERE revision = ?", [f"2026-11-21T{at}.000Z", revision])
    [given, _] = suggest.use(workspace.db, workspace.salma).effort["ali"]
    assert given.seconds == pytest.approx(40, abs=0.01)
    assert given.seconds_per_entity == pytest.approx(20, abs=0.01)


def test_what_becomes_of_suggestions_is_told_by_source_and_label(workspace):
    workspace.change(
        workspace.ali,
        NAMES[0] | {"source": "memory", "score": 0.5},
        NAMES[1] | {"source": "memory", "score": 0.5},
        add_span("سامر الحلبي", "PERSON", "p") | {"source": "ner"},
        {"id": "gone", "op": "delete_span", "span": {"id": "w"}},
    )
    refused = [
        {"key": "ghost GPE 1-3", "label": "GPE", "source": "memory"},
        {"key": "GPE name", "label": "GPE", "source": "memory", "name": "name"},
    ]
    suggest.reject(workspace.db, workspace.ali, "first", {"reject": refused})
    taken = suggest.use(workspace.db, workspace.salma).taken
    assert taken == [Taken("memory", "GPE", 2, 1, 1), Taken("ner", "PERSON", 1, 1, 0)]
    assert taken[0].rate == pytest.approx(2 / 3)


def test_agreement_is_told_apart_and_mixed_articles_count_nowhere(workspace):
    for person in (workspace.ali, workspace.zainab):
        finish(workspace, person, *NAMES)
    [given, lacking] = suggest.use(workspace.db, workspace.salma).agreement
    assert (given.value, given.articles, lacking.value, lacking.articles) == (1.0, 1, None, 0)
    suggest.set_share_without(workspace.db, workspace.salma, 100)
    finish(workspace, workspace.noor, NAMES[0])
    assert [one.articles for one in suggest.use(workspace.db, workspace.salma).agreement] == [0, 0]


def test_the_filter_of_the_agreement_report_goes_by_how_work_was_begun(workspace):
    def fitting(way: str, *owners: str) -> set[str] | None:
        return matching(workspace.db, documents=(), owners=owners, suggested=way)

    finish(workspace, workspace.ali, *NAMES)
    assert (fitting("with"), fitting("without")) == ({"first"}, set())
    suggest.set_share_without(workspace.db, workspace.salma, 100)
    finish(workspace, workspace.zainab, *NAMES)
    assert (fitting("with"), fitting("without")) == (set(), set())
    assert (fitting("with", "ali"), fitting("without", "zainab")) == ({"first"}, {"first"})
    workspace.db.execute("UPDATE annotation_set SET suggested = NULL WHERE owner = 'zainab'")
    assert (fitting("with"), fitting("without", "zainab")) == (set(), set())


def test_marks_from_suggestions_and_by_hand_are_told_apart(workspace):
    changed = {"id": "u", "op": "update_span", "span": {"id": "p", "label": "ORG"}}
    offered = [one | {"source": "memory", "score": 0.5} for one in (NAMES[0], add_span("سامر الحلبي", "PERSON", "p"))]
    finish(workspace, workspace.ali, *offered, NAMES[1], changed)
    workspace.change(workspace.noor, NAMES[0])
    assert [one.marks for one in suggest.use(workspace.db, workspace.salma).marks] == [0, 0]
    finish(workspace, workspace.zainab, NAMES[0], add_span("واشنطن", "GOV", "w"), add_span("سامر الحلبي", "ORG", "p"))
    accepted, by_hand = suggest.use(workspace.db, workspace.salma).marks
    assert (accepted.marks, accepted.alike, accepted.rate) == (1, 1, 1.0)
    assert (by_hand.marks, by_hand.alike) == (5, 3)


def test_the_report_is_json_with_null_for_what_is_undefined(workspace):
    told = json.loads(json.dumps(suggest.use(workspace.db, workspace.salma).as_dict()))
    assert told["effort"][0]["seconds_per_entity"] is None
    assert told["agreement"][1] == {"suggestions": False, "f1_exact": None, "interval": None, "articles": 0}


PATTERNS = "\n".join(
    json.dumps(one, ensure_ascii=False)
    for one in (
        {"label": "GPE", "pattern": "أميركا"},
        {"label": "GOV", "pattern": [{"TEXT": "وزارة"}, {"TEXT": {"REGEX": "^ال"}, "OP": "+"}]},
    )
)


def offered(workspace: Workspace, person: Person) -> set[tuple[str, str, str]]:
    found = suggest.offers(workspace.db, person, "first").spans
    return {(FIRST[one.start : one.end], one.label, one.source) for one in found}


def test_patterns_are_suggested_to_everybody_until_they_are_dropped(workspace):
    assert suggest.add_patterns(workspace.db, workspace.salma, "p.jsonl", PATTERNS) == 2
    expected = {("أميركا", "GPE", "patterns"), ("وزارة الدفاع العراقية", "GOV", "patterns")}
    assert offered(workspace, workspace.ali) == offered(workspace, workspace.noor) == expected
    [file] = suggest.pattern_files(workspace.db, workspace.salma)
    assert (file.name, file.patterns, file.labels) == ("p.jsonl", 2, ["GOV", "GPE"])
    suggest.add_patterns(workspace.db, workspace.salma, "p.jsonl", PATTERNS.splitlines()[0])
    assert len(offered(workspace, workspace.ali)) == 1
    suggest.drop_patterns(workspace.db, workspace.salma, "p.jsonl")
    assert offered(workspace, workspace.ali) == set()
    with pytest.raises(NotFound):
        suggest.drop_patterns(workspace.db, workspace.salma, "p.jsonl")


def test_a_file_of_patterns_with_a_fault_is_refused_whole(workspace):
    with pytest.raises(Refusals):
        suggest.add_patterns(workspace.db, workspace.salma, "p.jsonl", PATTERNS + "\n{}")
    with pytest.raises(TooLarge):
        suggest.add_patterns(workspace.db, workspace.salma, "p.jsonl", "\n" * 20_001)
    with pytest.raises(BadRequest):
        suggest.add_patterns(workspace.db, workspace.salma, "", PATTERNS)
    with pytest.raises(BadRequest):
        suggest.decoded(b"\xff", "p.jsonl")
    assert suggest.pattern_files(workspace.db, workspace.salma) == []
    assert suggest.decoded(b"\xef\xbb\xbfx", "p.jsonl") == "x"
