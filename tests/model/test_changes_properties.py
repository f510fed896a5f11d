"""The edit algebra under random use: inverses undo, undo and redo agree with a simple model, logs replay."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.model.scenes import TEXT, Stage, relation, span
from workbench.model.annotation import Annotations, AnnotationSet
from workbench.model.changes import EDITS, OPS, apply, inverse
from workbench.model.errors import WorkbenchError
from workbench.model.rules import set_problems

PLACES = st.sampled_from(
    [(0, 4), (0, 2), (2, 4), (5, 7), (8, 13), (8, 10), (14, 15), (17, 20), (18, 20), (0, 13), (3, 9)]
)
SPAN_IDS = st.sampled_from(["a", "b", "c", "d"])
RELATION_IDS = st.sampled_from(["r", "q", "t"])
LABELS = st.sampled_from(["PER", "LOC", "ORG"])
NOTES = st.sampled_from([{}, {"note": "ملاحظة"}, {"kb_id": "Q1"}, {"kb_id": None}])


def _span(id: str, place: tuple[int, int], label: str, more: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "span", dict(span(id, *place, label, **more))


def _relation(id: str, head: str, tail: str, label: str) -> tuple[str, dict[str, Any]]:
    return "relation", dict(relation(id, head, tail, label))


SPANS = st.builds(_span, SPAN_IDS, PLACES, LABELS, NOTES)
RELATIONS = st.builds(_relation, RELATION_IDS, SPAN_IDS, SPAN_IDS, st.sampled_from(["AT", "MEETS", "ALIAS"]))
EDIT = st.one_of(
    st.tuples(st.sampled_from(["add_span", "update_span", "delete_span"]), SPANS),
    st.tuples(st.sampled_from(["add_relation", "update_relation", "delete_relation"]), RELATIONS),
)
OTHER = st.tuples(
    st.sampled_from(["undo", "redo", "undo", "redo", "set_status"]),
    st.sampled_from([("status", "done"), ("status", "in_progress"), ("status", "in_progress")]),
)
SEQUENCES = st.lists(st.one_of(EDIT, EDIT, OTHER), max_size=40)


@dataclass
class Model:
    """Undo as everybody imagines it: a pile of earlier states and a pile of later ones."""

    now: Annotations = field(default_factory=Annotations)
    earlier: list[Annotations] = field(default_factory=list)
    later: list[Annotations] = field(default_factory=list)

    def edited(self, result: Annotations) -> None:
        """An edit led to this."""
        self.earlier.append(self.now)
        self.now, self.later = result, []

    def moved(self, op: str) -> bool:
        """Undo or redo; whether it was possible."""
        source, target = (self.earlier, self.later) if op == "undo" else (self.later, self.earlier)
        if not source:
            return False
        target.append(self.now)
        self.now = source.pop()
        return True


def attempted(stage: Stage, op: str, payload: tuple[str, Any]) -> bool:
    """Do a change; whether it was accepted."""
    key, value = payload
    try:
        stage.do(op, **{key: value})
    except WorkbenchError:
        return False
    return True


def test_every_op_of_the_algebra_is_played_here() -> None:
    played = {"add_span", "update_span", "delete_span", "add_relation", "update_relation", "delete_relation"}
    assert played == set(EDITS)
    assert set(OPS) == played | {"undo", "redo", "set_status", "set_remark"}


@given(SEQUENCES)
def test_the_inverse_of_every_change_undoes_it(sequence) -> None:
    stage = Stage()
    for op, payload in sequence:
        before = stage.current
        if attempted(stage, op, payload):
            effects = stage.log[-1].effects
            assert apply(inverse(effects), stage.current) == before
            assert apply(effects, before) == stage.current
            assert inverse(inverse(effects)) == list(effects)


@given(SEQUENCES)
def test_undo_and_redo_do_what_everybody_imagines(sequence) -> None:
    stage, model = Stage(), Model()
    for op, payload in sequence:
        closed = stage.current.status == "done"
        accepted = attempted(stage, op, payload)
        if op in ("undo", "redo"):
            assert accepted is (not closed and model.moved(op))
        elif op in EDITS and accepted:
            model.edited(stage.current.annotations)
        assert stage.current.annotations == model.now


@given(SEQUENCES)
def test_a_log_replayed_from_nothing_gives_the_state(sequence) -> None:
    stage = Stage()
    for op, payload in sequence:
        attempted(stage, op, payload)
    replayed = AnnotationSet("d", "ali")
    for entry in stage.log:
        replayed = apply(entry.effects, replayed)
    assert replayed == stage.current


@given(SEQUENCES)
def test_whatever_is_accepted_leaves_a_set_without_problems(sequence) -> None:
    stage = Stage()
    for op, payload in sequence:
        attempted(stage, op, payload)
        assert set_problems(stage.current.annotations, TEXT, (), stage.schema) == []
