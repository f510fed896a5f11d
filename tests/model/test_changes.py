"""The edit algebra, op by op."""

import pytest

from tests.model.scenes import DOCUMENT, TEXT, Stage, full_stage, ids, relation, span
from workbench.model.changes import NothingToUndo
from workbench.model.errors import Refusals, SetDone, UnknownName, WorkbenchError
from workbench.model.rules import IdTaken, ItemUnknown


def codes(stage, op, **payload):
    """The codes with which a change is refused; the set must not have changed."""
    before = stage.current
    with pytest.raises(WorkbenchError) as caught:
        stage.do(op, **payload)
    assert stage.current == before
    error = caught.value
    return [one.code for one in (error.errors if isinstance(error, Refusals) else (error,))]


def test_the_first_edit_of_a_new_set_begins_it() -> None:
    stage = Stage()
    effects = stage.do("add_span", span=span("s", 0, 4, "PER"))
    assert [(e.kind, e.before, e.after) for e in effects[1:]] == [("status", "new", "in_progress")]
    assert len(stage.do("add_span", span=span("t", 8, 13, "LOC"))) == 1


def test_a_span_takes_its_surface_from_the_text_in_code_points() -> None:
    stage = Stage()
    stage.do("add_span", span=span("s", 17, 20, "PER"))
    assert stage.current.annotations.spans["s"].text == "رنا"


def test_a_surface_that_is_sent_along_must_be_right() -> None:
    assert codes(Stage(), "add_span", span=span("s", 0, 4, "PER", text="رنا")) == ["span-surface"]


def test_a_moved_span_takes_its_new_surface() -> None:
    stage = full_stage()
    stage.do("update_span", span={"id": "samir", "end": 3})
    assert stage.current.annotations.spans["samir"].text == TEXT[:3]


def test_an_update_keeps_what_it_does_not_name() -> None:
    stage = full_stage()
    stage.do("update_span", span={"id": "baghdad", "note": "مدينة"})
    found = stage.current.annotations.spans["baghdad"]
    assert (found.note, found.kb_id, found.start, found.end, found.label) == ("مدينة", "Q1530", 8, 13, "LOC")
    stage.do("update_relation", relation={"id": "at", "note": "؟"})
    assert dict(stage.current.annotations.relations["at"].attributes) == {"modality": "negated"}


def test_deleting_a_span_deletes_its_relations_first_and_says_which() -> None:
    effects = full_stage().do("delete_span", span={"id": "samir"})
    assert ids(effects) == ["at", "meets", "samir"]
    assert all(effect.after is None for effect in effects)


def test_undo_brings_back_a_deleted_span_with_its_relations() -> None:
    stage = full_stage()
    before = stage.current
    stage.do("delete_span", span="samir")
    assert ids(stage.do("undo")) == ["samir", "meets", "at"]  # ends first: the database holds relations to them
    assert stage.current == before


def test_a_symmetric_relation_is_stored_with_the_earlier_span_as_head() -> None:
    stage = full_stage()
    stage.do("delete_relation", relation={"id": "meets"})
    stage.do("add_relation", relation=relation("again", "rana", "samir", "MEETS"))
    found = stage.current.annotations.relations["again"]
    assert (found.head, found.tail) == ("samir", "rana")


def test_a_directed_relation_keeps_its_direction() -> None:
    stage = full_stage()
    stage.do("update_span", span={"id": "samir", "start": 0, "end": 2})
    stage.do("add_relation", relation=relation("second", "rana", "baghdad", "AT"))
    found = stage.current.annotations.relations["second"]
    assert (found.head, found.tail) == ("rana", "baghdad")


def test_moving_a_span_past_another_turns_their_symmetric_relation() -> None:
    stage = full_stage()
    stage.do("delete_span", span="baghdad")
    effects = stage.do("update_span", span={"id": "rana", "start": 5, "end": 7})
    assert ids(effects) == ["rana"]
    effects = stage.do("update_span", span={"id": "samir", "start": 8, "end": 13})
    assert ids(effects) == ["samir", "meets"]
    found = stage.current.annotations.relations["meets"]
    assert (found.head, found.tail) == ("rana", "samir")


def test_a_new_label_under_which_a_relation_would_be_illegal_is_refused() -> None:
    assert codes(full_stage(), "update_span", span={"id": "baghdad", "label": "ORG"}) == ["relation-arguments"]


def test_ids_are_not_taken_twice() -> None:
    stage = full_stage()
    assert codes(stage, "add_span", span=span("samir", 5, 7, "PER")) == ["id-taken"]
    assert codes(stage, "add_relation", relation=relation("at", "rana", "baghdad", "AT")) == ["id-taken"]
    assert IdTaken.code == "id-taken"


@pytest.mark.parametrize("op", ["update_span", "delete_span", "update_relation", "delete_relation"])
def test_what_is_not_there_cannot_be_changed(op) -> None:
    kind = op.partition("_")[2]
    assert codes(full_stage(), op, **{kind: {"id": "nobody"}}) == [ItemUnknown.code]


@pytest.mark.parametrize(
    ("op", "payload"),
    [
        ("add_span", {}),
        ("add_span", {"span": "s1"}),
        ("add_span", {"span": span("s", 0, 4, "PER", colour="red")}),
        ("add_span", {"span": span("s", True, 4, "PER")}),
        ("add_span", {"span": span("s", 0.0, 4, "PER")}),
        ("add_span", {"span": span("s", 0, 2**60, "PER")}),
        ("add_span", {"span": span("", 0, 4, "PER")}),
        ("add_span", {"span": span("a\nb", 0, 4, "PER")}),
        ("add_span", {"span": span("s" * 201, 0, 4, "PER")}),
        ("add_span", {"span": span("s", 0, 4, "PER", note="x" * 10_001)}),
        ("add_span", {"span": span("s", 0, 4, "PER", note="\ud800")}),
        ("add_span", {"span": span("s", 0, 4, "PER", attributes={"kind": 1})}),
        ("add_span", {"span": span("s", 0, 4, "PER", kb_id=5)}),
        ("update_span", {"span": "samir"}),
        ("update_span", {"span": {"id": "samir", "label": None}}),
        ("add_relation", {"relation": {"id": "r", "head": "samir", "tail": "rana"}}),
        ("update_relation", {}),
        ("delete_span", {}),
        ("delete_relation", {"relation": {}}),
    ],
)
def test_malformed_changes_are_bad_requests(op, payload) -> None:
    assert codes(full_stage(), op, **payload) == ["bad-request"]


def test_an_unknown_op_is_refused_with_a_near_match() -> None:
    with pytest.raises(UnknownName) as caught:
        Stage().play("ad_span")
    assert "add_span" in caught.value.hint()


def test_a_refusal_names_its_change() -> None:
    with pytest.raises(Refusals) as caught:
        Stage().play("add_span", span=span("s", 0, 99, "PER"))
    assert [error.change for error in caught.value.errors] == ["c0"]


def test_a_finished_set_is_closed_to_everything_but_a_new_status() -> None:
    stage = full_stage()
    stage.finish()
    for op in ("add_span", "update_span", "delete_span", "add_relation", "delete_relation", "undo", "redo"):
        with pytest.raises(SetDone):
            stage.play(op)
    stage.do("set_status", status="in_progress")
    stage.do("undo")


@pytest.mark.parametrize("status", ["new", "returned", "finished", None, 3])
def test_only_two_statuses_can_be_set(status) -> None:
    assert codes(full_stage(), "set_status", status=status) == ["unknown-name"]


def test_setting_the_same_status_again_does_nothing() -> None:
    assert full_stage().play("set_status", status="in_progress") == []


def test_statuses_are_not_undone() -> None:
    stage = full_stage()
    stage.do("set_status", status="done")
    stage.do("set_status", status="in_progress")
    assert ids(stage.do("undo")) == ["meets"]
    assert stage.current.status == "in_progress"


def test_a_new_edit_empties_the_redo_stack() -> None:
    stage = full_stage()
    stage.do("undo")
    stage.do("delete_span", span="rana")
    with pytest.raises(NothingToUndo):
        stage.play("redo")


def test_undo_stops_at_an_import() -> None:
    stage = full_stage()
    stage.log = [stage.log[0].__class__("import", stage.log[0].effects)]
    with pytest.raises(NothingToUndo):
        stage.play("undo")


def test_nothing_can_be_undone_or_redone_in_an_empty_set() -> None:
    for op in ("undo", "redo"):
        with pytest.raises(NothingToUndo):
            Stage().play(op)


def test_the_text_of_the_stage_is_what_the_tests_say_of_it() -> None:
    assert [DOCUMENT.text[a:b] for a, b in ((0, 4), (8, 13), (21, 25))] == ["سامر", "بغداد", "شارك"]
