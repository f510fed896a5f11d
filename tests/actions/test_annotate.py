"""Annotating: a batch is all or nothing, happens once, and is in the log; the queue shows what is one's own."""

import pytest

from tests.fixtures import FIRST, PEOPLE, SECOND, add_relation, add_span, dump
from workbench.actions import annotate, review
from workbench.actions.workspace import check
from workbench.model.errors import (
    BadRequest,
    Forbidden,
    InvalidInput,
    NotFound,
    Refusals,
    SetDone,
    TooLarge,
    UnknownName,
)
from workbench.model.people import SHELL
from workbench.model.rules import ItemUnknown
from workbench.storage import annotations

SAMIR = add_span("سامر الحلبي", "PERSON", "samir")
BAGHDAD = add_span("بغداد", "GPE", "baghdad")
MINISTRY = add_span("وزارة الدفاع العراقية", "GOV", "ministry")
WORKS = add_relation("samir", "ministry", "WORKS_FOR", "works")


def test_a_batch_is_applied_and_answered_with_everything_that_happened(workspace) -> None:
    receipt = workspace.change(workspace.ali, SAMIR, BAGHDAD).as_dict()
    assert list(receipt) == ["revision", "status", "applied", "repeated", "effects"]
    assert (receipt["revision"], receipt["status"]) == (2, "in_progress")
    assert (receipt["applied"], receipt["repeated"]) == (["c-samir", "c-baghdad"], [])
    assert [(e["change"], e["kind"], e["id"]) for e in receipt["effects"]] == [
        ("c-samir", "span", "samir"), ("c-samir", "status", ""), ("c-baghdad", "span", "baghdad"),
    ]  # fmt: skip
    assert receipt["effects"][0]["before"] is None
    assert receipt["effects"][0]["after"]["text"] == "سامر الحلبي"


def test_what_was_changed_is_there_when_the_document_is_opened_again(workspace) -> None:
    workspace.change(workspace.ali, SAMIR, MINISTRY, WORKS)
    line = workspace.said(workspace.ali)
    assert [span["id"] for span in line["spans"]] == ["samir", "ministry"]
    assert line["relations"][0]["head"] == "samir"
    assert (line["revision"], line["direction"], line["owner"], line["status"]) == (3, "rtl", "ali", "in_progress")


def test_a_change_sent_twice_is_applied_once(workspace) -> None:
    workspace.change(workspace.ali, SAMIR)
    before = dump(workspace.db)
    again = workspace.change(workspace.ali, SAMIR)
    assert (again.applied, again.repeated, again.revision) == ([], ["c-samir"], 1)
    assert dump(workspace.db) == before
    mixed = workspace.change(workspace.ali, SAMIR, BAGHDAD, BAGHDAD)
    assert (mixed.applied, mixed.repeated) == (["c-baghdad"], ["c-samir", "c-baghdad"])


def test_who_sends_a_change_again_hears_what_it_did(workspace) -> None:
    first = workspace.change(workspace.ali, SAMIR)
    again = workspace.change(workspace.ali, BAGHDAD, SAMIR)
    assert [effect for effect in again.effects if effect[0] == "c-samir"] == first.effects
    undone = {"id": "u", "op": "undo"}
    assert workspace.change(workspace.ali, undone).effects == workspace.change(workspace.ali, undone).effects


def test_a_batch_with_one_bad_change_does_nothing(workspace) -> None:
    before = dump(workspace.db)
    with pytest.raises(Refusals) as caught:
        workspace.change(workspace.ali, SAMIR, BAGHDAD, add_span("بغداد", "FAC", "again"))
    assert [(e.code, e.change) for e in caught.value.errors] == [("span-twice", "c-again")]
    assert dump(workspace.db) == before


@pytest.mark.parametrize(
    "payload", [None, [], {}, {"changes": {}}, {"changes": [5]}, {"changes": [{}]}, {"changes": [{"id": "c"}]}]
)
def test_a_malformed_batch_is_refused(workspace, payload) -> None:
    with pytest.raises((BadRequest, Refusals)):
        annotate.change(workspace.db, workspace.ali, "first", payload)


def test_every_malformed_change_of_a_batch_is_told(workspace) -> None:
    changes = [SAMIR, 5, {"op": "undo"}, {"id": "c", "op": 5}]
    with pytest.raises(Refusals) as caught:
        annotate.read_changes({"changes": changes})
    assert [error.message().split(":")[0] for error in caught.value.errors] == [
        "changes[1]", "changes[2].id", "changes[3].op",
    ]  # fmt: skip
    assert caught.value.errors[2].change == "c"
    assert all(isinstance(error, InvalidInput) for error in caught.value.errors)


def test_a_batch_has_a_largest_size() -> None:
    with pytest.raises(TooLarge):
        annotate.read_changes({"changes": [{}] * (annotate.MOST_CHANGES + 1)})


def test_undo_within_a_batch_and_across_batches(workspace) -> None:
    workspace.change(workspace.ali, SAMIR, BAGHDAD, {"id": "u1", "op": "undo"})
    assert [s["id"] for s in workspace.said(workspace.ali)["spans"]] == ["samir"]
    workspace.change(workspace.ali, {"id": "u2", "op": "undo"}, {"id": "r1", "op": "redo"}, {"id": "r2", "op": "redo"})
    assert [s["id"] for s in workspace.said(workspace.ali)["spans"]] == ["samir", "baghdad"]
    assert list(check(workspace.db)) == []


def test_the_database_follows_every_op(workspace) -> None:
    steps = [
        SAMIR, BAGHDAD, MINISTRY, WORKS,
        {"id": "1", "op": "update_span", "span": {"id": "samir", "end": SAMIR["span"]["end"] - 7, "note": "؟"}},
        {"id": "2", "op": "update_relation", "relation": {"id": "works", "attributes": {"modality": "negated"}}},
        {"id": "3", "op": "delete_span", "span": {"id": "ministry"}},
        {"id": "4", "op": "undo"},
        {"id": "5", "op": "delete_relation", "relation": {"id": "works"}},
        {"id": "6", "op": "set_status", "status": "done"},
        {"id": "7", "op": "set_status", "status": "in_progress"},
        {"id": "8", "op": "undo"},
    ]  # fmt: skip
    for step in steps:
        workspace.change(workspace.ali, step)
        assert list(check(workspace.db)) == []
    assert len(workspace.said(workspace.ali)["relations"]) == 1


def test_a_finished_document_is_closed_until_it_is_reopened(workspace) -> None:
    workspace.change(workspace.ali, SAMIR, {"id": "d", "op": "set_status", "status": "done"})
    assert workspace.said(workspace.ali)["completed_at"]
    with pytest.raises(SetDone):
        workspace.change(workspace.ali, BAGHDAD)
    workspace.change(workspace.ali, {"id": "r", "op": "set_status", "status": "in_progress"}, BAGHDAD)
    line = workspace.said(workspace.ali)
    assert (line["status"], line["completed_at"]) == ("in_progress", None)


def test_people_do_not_see_or_touch_each_other_s_annotations(workspace) -> None:
    workspace.change(workspace.ali, SAMIR)
    workspace.change(workspace.zainab, BAGHDAD)
    assert [s["id"] for s in workspace.said(workspace.ali)["spans"]] == ["samir"]
    assert [s["id"] for s in workspace.said(workspace.zainab)["spans"]] == ["baghdad"]
    with pytest.raises(ItemUnknown):
        workspace.change(workspace.zainab, {"id": "c", "op": "delete_span", "span": "samir"})


def test_only_a_supervisor_reads_what_somebody_else_has_said(workspace) -> None:
    workspace.change(workspace.ali, SAMIR)
    opened = annotate.open_document(workspace.db, workspace.salma, "first", "ali")
    assert list(opened.current.annotations.spans) == ["samir"]
    with pytest.raises(Forbidden):
        annotate.open_document(workspace.db, workspace.zainab, "first", "ali")
    assert annotate.open_document(workspace.db, workspace.ali, "first", "ali").current.revision == 1


def test_the_shell_annotates_nothing(workspace) -> None:
    with pytest.raises(Forbidden):
        annotate.change(workspace.db, SHELL, "first", {"changes": [SAMIR]})


def test_emoji_shift_nothing(workspace) -> None:
    change = add_span("أربيل", "GPE", "erbil", text=SECOND)
    workspace.change(workspace.ali, change, document="second")
    assert workspace.said(workspace.ali, "second")["spans"][0]["text"] == "أربيل"


@pytest.mark.parametrize("name", PEOPLE)
def test_a_document_without_assignment_is_open_to_all(workspace, name) -> None:
    person = workspace.person(name)
    assert [row.id for row in annotate.queue(workspace.db, person).rows] == ["first", "second"]
    assert workspace.change(person, SAMIR).revision == 1


def test_an_assigned_document_is_closed_to_others(workspace) -> None:
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    assert [row.id for row in annotate.queue(workspace.db, workspace.ali).rows] == ["first", "second"]
    assert [row.id for row in annotate.queue(workspace.db, workspace.noor).rows] == ["second"]
    for attempt in (
        lambda: annotate.open_document(workspace.db, workspace.noor, "first"),
        lambda: workspace.change(workspace.noor, SAMIR),
        lambda: annotate.open_document(workspace.db, workspace.noor, "no such document"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert workspace.change(workspace.ali, SAMIR).revision == 1
    assert annotate.open_document(workspace.db, workspace.salma, "first").document.text == FIRST


def test_the_queue_shows_one_s_own_progress(workspace) -> None:
    workspace.change(workspace.ali, SAMIR, MINISTRY, WORKS)
    first, second = annotate.queue(workspace.db, workspace.ali).rows
    assert (first.status, first.revision, first.spans, first.relations) == ("in_progress", 3, 2, 1)
    assert (second.status, second.revision, second.changed_at) == ("new", 0, None)
    assert first.characters == len(FIRST)
    assert annotate.queue(workspace.db, workspace.ali).counts == {"in_progress": 1, "new": 1}
    assert annotate.queue(workspace.db, workspace.zainab).counts == {"new": 2}


def test_the_queue_is_filtered_and_paged(workspace) -> None:
    workspace.change(workspace.ali, SAMIR)
    ids = lambda **options: [row.id for row in annotate.queue(workspace.db, workspace.ali, **options).rows]  # noqa: E731
    assert ids(status="new") == ["second"]
    assert ids(query="البصرة") == ["second"]
    assert ids(query="%") == []
    page = annotate.queue(workspace.db, workspace.ali, limit=1)
    assert ([row.id for row in page.rows], page.next) == (["first"], "1")
    last = annotate.queue(workspace.db, workspace.ali, limit=1, after=page.next)
    assert ([row.id for row in last.rows], last.next) == (["second"], None)


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "٣"])
def test_a_cursor_is_the_next_of_an_earlier_page(workspace, after) -> None:
    if after == "٣":
        assert annotate.cursor(after) == 3
        return
    with pytest.raises(BadRequest):
        annotate.queue(workspace.db, workspace.ali, after=after)


def test_neighbours_lie_in_one_s_own_queue(workspace) -> None:
    opened = annotate.open_document(workspace.db, workspace.ali, "first")
    assert (opened.previous, opened.next, opened.next_open) == (None, "second", "second")
    workspace.change(workspace.ali, {"id": "d", "op": "set_status", "status": "done"}, document="second")
    opened = annotate.open_document(workspace.db, workspace.ali, "first")
    assert (opened.next, opened.next_open) == ("second", None)
    review.assign(workspace.db, workspace.salma, ["zainab"], ["second"], 1)
    assert annotate.open_document(workspace.db, workspace.ali, "first").next is None


def test_the_schema_and_its_guidelines_are_there_in_both_languages(workspace) -> None:
    assert annotate.schema(workspace.db).name == "security-dialogue"
    for language in ("en", "ar"):
        assert annotate.guidelines(workspace.db, language).startswith("#")
    assert annotate.guidelines(workspace.db, "fr") == ""


def test_a_set_begins_with_its_first_change_not_with_looking(workspace) -> None:
    annotate.open_document(workspace.db, workspace.ali, "first")
    assert annotations.set_number(workspace.db, "first", "ali") is None
    with pytest.raises(UnknownName):
        workspace.change(workspace.ali, {"id": "c", "op": "destroy"})
    assert annotations.set_number(workspace.db, "first", "ali") is None
