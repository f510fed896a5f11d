"""The edit algebra: a change asks for something, its effects are what happened, their inverse undoes it.

A `Change` comes from outside (``add_span`` …). `play` turns it into `Effect`s: single items before and
after. Effects are all that is stored and replayed: ``apply(inverse(e), apply(e, a)) == a``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from workbench.model import rules
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document
from workbench.model.errors import Conflict, Refusals, Say, SetDone, UnknownName, WorkbenchError
from workbench.model.items import LONGEST_NOTE, read_id, read_relation, read_span, relation_fields, span_fields, wrong
from workbench.model.schema import Schema

Kind = Literal["span", "relation", "status", "remark"]
Item = Span | Relation | str


class NothingToUndo(Conflict):
    """Undo or redo with an empty stack."""

    code = "nothing-to-undo"
    en = Say("There is nothing to {op}.")
    ar = Say("لا يوجد ما يمكن التراجع عنه أو إعادته ({op}).")


@dataclass(frozen=True, slots=True)
class Effect:
    """One item before and after a change; None where it was not, or is no longer, there."""

    kind: Kind
    id: str
    before: Item | None
    after: Item | None

    def inverse(self) -> "Effect":
        """What undoes this effect."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One edit as somebody asked for it. ``id`` is made by the client: sent twice, it is applied once."""

    id: str
    op: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in the log, with what it did."""

    op: str
    effects: Sequence[Effect]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a change is played on: the text and its schema, a set, and the log of it, newest first."""

    document: Document
    schema: Schema
    current: AnnotationSet
    log: Callable[[], Iterator[Entry]]


def inverse(effects: Iterable[Effect]) -> list[Effect]:
    """The effects that undo ``effects``, in the order in which they must happen."""
    return [effect.inverse() for effect in reversed(list(effects))]


def apply(effects: Iterable[Effect], current: AnnotationSet) -> AnnotationSet:
    """The set after these effects. Trusts them: `play` made them, or the log holds them."""
    spans, relations = dict(current.annotations.spans), dict(current.annotations.relations)
    status, remark = current.status, current.remark
    for effect in effects:
        if effect.kind == "remark":
            remark = str(effect.after)
        elif isinstance(effect.after, str):
            status = effect.after
        elif effect.kind == "span":
            _put(spans, effect)
        else:
            _put(relations, effect)
    return replace(current, status=status, remark=remark, annotations=Annotations(spans, relations))


def play(change: Change, scene: Scene) -> list[Effect]:
    """What ``change`` does to the scene's set.

    Raises a `WorkbenchError` that names the change if it is malformed, against a rule or out of place.
    """
    try:
        if change.op not in OPS:
            raise UnknownName("op", change.op, list(OPS))
        if change.op not in ABOUT_THE_SET and scene.current.status == "done":
            raise SetDone(document=scene.document.id)
        effects = OPS[change.op](change, scene)
    except WorkbenchError as error:
        for one in error.errors if isinstance(error, Refusals) else (error,):
            one.change = change.id
        raise
    return [*effects, *_begins(change, scene.current, effects)]


def _begins(change: Change, current: AnnotationSet, effects: Sequence[Effect]) -> list[Effect]:
    """The first edit of a new set begins it."""
    starts = change.op not in ABOUT_THE_SET and effects and current.status == "new"
    return [Effect("status", "", "new", "in_progress")] if starts else []


def _add_span(change: Change, scene: Scene) -> list[Effect]:
    span = read_span(change.payload.get("span"), scene.document.text)
    if span.id in scene.current.annotations.spans:
        raise rules.IdTaken(id=span.id)
    return [_judged_span(None, span, scene)]


def _update_span(change: Change, scene: Scene) -> list[Effect]:
    given = _object(change, "span")
    before = _existing_span(read_id(given, "id", "span"), scene)
    after = read_span({**span_fields(before), "text": None, **given}, scene.document.text)
    effect = _judged_span(before, after, scene)
    return [effect, *_settled_relations(effect, scene)]


def _delete_span(change: Change, scene: Scene) -> list[Effect]:
    span = _existing_span(_named(change, "span"), scene)
    gone = [Effect("relation", r.id, r, None) for r in scene.current.annotations.relations_of(span.id)]
    return [*gone, Effect("span", span.id, span, None)]


def _add_relation(change: Change, scene: Scene) -> list[Effect]:
    relation = read_relation(change.payload.get("relation"))
    if relation.id in scene.current.annotations.relations:
        raise rules.IdTaken(id=relation.id)
    return [_judged_relation(None, relation, scene.current.annotations, scene.schema)]


def _update_relation(change: Change, scene: Scene) -> list[Effect]:
    given = _object(change, "relation")
    before = _existing_relation(read_id(given, "id", "relation"), scene)
    after = read_relation({**relation_fields(before), **given})
    return [_judged_relation(before, after, scene.current.annotations, scene.schema)]


def _delete_relation(change: Change, scene: Scene) -> list[Effect]:
    relation = _existing_relation(_named(change, "relation"), scene)
    return [Effect("relation", relation.id, relation, None)]


def _set_status(change: Change, scene: Scene) -> list[Effect]:
    status = change.payload.get("status")
    if status not in ("in_progress", "done"):
        raise UnknownName("status to set", status, ["in_progress", "done"])
    return [Effect("status", "", scene.current.status, status)] if status != scene.current.status else []


def _set_remark(change: Change, scene: Scene) -> list[Effect]:
    remark = change.payload.get("remark")
    if not isinstance(remark, str) or len(remark) > LONGEST_NOTE:
        raise wrong("remark", remark, f"a string of at most {LONGEST_NOTE} characters")
    return [Effect("remark", "", scene.current.remark, remark)] if remark != scene.current.remark else []


def _undo(change: Change, scene: Scene) -> list[Effect]:
    skip = 0
    for entry in _steps(scene):
        if entry.op == "undo":
            skip += 1
        elif entry.op in EDITS or entry.op == "redo":
            if skip == 0:
                return inverse(_undoable(entry))
            skip -= 1
        elif entry.op == "import":
            break
    raise NothingToUndo(op="undo")


def _redo(change: Change, scene: Scene) -> list[Effect]:
    skip = 0
    for entry in _steps(scene):
        if entry.op == "redo":
            skip += 1
        elif entry.op == "undo":
            if skip == 0:
                return inverse(_undoable(entry))
            skip -= 1
        elif entry.op in EDITS or entry.op == "import":
            break
    raise NothingToUndo(op="redo")


EDITS: Final[dict[str, Callable[[Change, Scene], list[Effect]]]] = {
    "add_span": _add_span,
    "update_span": _update_span,
    "delete_span": _delete_span,
    "add_relation": _add_relation,
    "update_relation": _update_relation,
    "delete_relation": _delete_relation,
}
ABOUT_THE_SET: Final = {"set_status": _set_status, "set_remark": _set_remark}
OPS: Final = {**EDITS, **ABOUT_THE_SET, "undo": _undo, "redo": _redo}


def _steps(scene: Scene) -> Iterator[Entry]:
    """The log, newest first, without what changed no annotation."""
    return (entry for entry in scene.log() if entry.op == "import" or _undoable(entry))


def _undoable(entry: Entry) -> list[Effect]:
    """Undo is about annotations; a status or remark is changed back by setting it."""
    return [effect for effect in entry.effects if effect.kind in ("span", "relation")]


def _put(items: dict[str, Any], effect: Effect) -> None:
    if effect.after is None:
        items.pop(effect.id, None)
    else:
        items[effect.id] = effect.after


def _judged_span(before: Span | None, after: Span, scene: Scene) -> Effect:
    others = [s for s in scene.current.annotations.spans.values() if s.id != after.id]
    _refuse(rules.span_problems(after, others, scene.document.text, scene.document.sections, scene.schema))
    return Effect("span", after.id, before, after)


def _settled_relations(moved: Effect, scene: Scene) -> list[Effect]:
    """The relations of a changed span: still legal, and symmetric ones still earlier span first."""
    annotations = apply([moved], scene.current).annotations
    judged = [_judged_relation(r, r, annotations, scene.schema) for r in annotations.relations_of(moved.id)]
    return [effect for effect in judged if effect.before != effect.after]


def _judged_relation(before: Relation | None, after: Relation, annotations: Annotations, schema: Schema) -> Effect:
    after = rules.in_order(after, annotations.spans, schema)
    others = [r for r in annotations.relations.values() if r.id != after.id]
    _refuse(rules.relation_problems(after, annotations.spans, others, schema))
    return Effect("relation", after.id, before, after)


def _object(change: Change, key: str) -> Mapping[str, Any]:
    given = change.payload.get(key)
    if not isinstance(given, dict):
        raise wrong(key, given, "an object")
    return given


def _named(change: Change, key: str) -> str:
    """The id of what is to go: ``{"span": {"id": "s1"}}`` or, shorter, ``{"span": "s1"}``."""
    given = change.payload.get(key)
    return read_id(given if isinstance(given, dict) else {"id": given}, "id", key)


def _refuse(problems: Sequence[WorkbenchError]) -> None:
    if problems:
        raise Refusals(problems)


def _existing_span(span: str, scene: Scene) -> Span:
    if span not in scene.current.annotations.spans:
        raise rules.ItemUnknown(kind="span", id=span)
    return scene.current.annotations.spans[span]


def _existing_relation(relation: str, scene: Scene) -> Relation:
    if relation not in scene.current.annotations.relations:
        raise rules.ItemUnknown(kind="relation", id=relation)
    return scene.current.annotations.relations[relation]
