"""What happened to an item, and what an owner says to the supervisor."""

import pytest

from tests.fixtures import add_span
from workbench.actions import annotate, review
from workbench.actions.workspace import check
from workbench.model.errors import BadRequest, Forbidden, NotFound, Refusals

SAMIR = add_span("سامر الحلبي", "PERSON", "samir")


def remark(words, id="r"):
    return {"id": id, "op": "set_remark", "remark": words}


def test_an_item_tells_what_happened_to_it_newest_first(workspace) -> None:
    workspace.change(workspace.ali, SAMIR, add_span("بغداد", "GPE", "baghdad"))
    workspace.change(workspace.ali, {"id": "l", "op": "update_span", "span": {"id": "samir", "label": "ORG"}})
    workspace.change(workspace.ali, {"id": "d", "op": "delete_span", "span": {"id": "samir"}})
    found = annotate.history(workspace.db, workspace.ali, "first", "samir")
    assert [(entry.op, entry.revision, entry.person) for entry in found] == [
        ("delete_span", 4, "ali"), ("update_span", 3, "ali"), ("add_span", 1, "ali"),
    ]  # fmt: skip
    labels = [tuple(side and side["label"] for side in (entry.before, entry.after)) for entry in found]
    assert labels == [("ORG", None), ("PERSON", "ORG"), (None, "PERSON")]
    assert all(entry.at.endswith("Z") for entry in found)


def test_a_history_is_that_of_ones_own_set(workspace) -> None:
    workspace.change(workspace.ali, SAMIR)
    assert annotate.history(workspace.db, workspace.zainab, "first", "samir") == []
    assert annotate.history(workspace.db, workspace.ali, "first", "nothing") == []
    assert len(annotate.history(workspace.db, workspace.salma, "first", "samir", "ali")) == 1
    with pytest.raises(Forbidden):
        annotate.history(workspace.db, workspace.zainab, "first", "samir", "ali")
    with pytest.raises(NotFound):
        annotate.history(workspace.db, workspace.ali, "none", "samir")


def test_a_remark_is_kept_with_the_set_and_shown_to_the_supervisor(workspace) -> None:
    workspace.change(workspace.ali, remark("أي جسر؟"))
    [row] = review.lines(workspace.db, workspace.salma, "first").sets
    assert (row.owner, row.remark, row.status) == ("ali", "أي جسر؟", "new")
    assert annotate.open_document(workspace.db, workspace.ali, "first").current.remark == "أي جسر؟"
    assert list(check(workspace.db)) == []


def test_a_remark_can_be_written_on_finished_work_and_is_not_undone(workspace) -> None:
    done = {"id": "s", "op": "set_status", "status": "done"}
    workspace.change(workspace.ali, SAMIR, done, remark("تم"), remark("تم", "again"))
    workspace.change(workspace.ali, {"id": "o", "op": "set_status", "status": "in_progress"})
    workspace.change(workspace.ali, {"id": "u", "op": "undo"})
    current = annotate.open_document(workspace.db, workspace.ali, "first").current
    assert (current.remark, dict(current.annotations.spans)) == ("تم", {})
    assert list(check(workspace.db)) == []


@pytest.mark.parametrize("words", [None, 3, "x" * 10_001])
def test_a_remark_is_text_of_some_length(workspace, words) -> None:
    with pytest.raises((BadRequest, Refusals)):
        workspace.change(workspace.ali, remark(words))


def test_a_remark_that_is_not_what_the_log_says_is_found(workspace) -> None:
    workspace.change(workspace.ali, remark("واحد"))
    workspace.db.execute("UPDATE annotation_set SET remark = 'اثنان'")
    assert [fault.what for fault in check(workspace.db)] == ["the remark is not what the change log says"]
