"""A desk for tests of adjudication: two or three people finish an article, a supervisor merges and decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.fixtures import Workspace, add_span
from workbench.actions import review
from workbench.actions.review import OnDesk
from workbench.model.gold.case import Conflict
from workbench.model.people import Person

AGREED = (add_span("سامر الحلبي", "PERSON", "p"), add_span("بغداد", "GPE", "b"))
WORKS_FOR = {"id": "c-w", "op": "add_relation", "relation": {"id": "w", "head": "p", "tail": "m", "label": "WORKS_FOR"}}


def finish(workspace: Workspace, person: Person, *changes: Mapping[str, Any]) -> None:
    """Make changes and finish the article, reopening it before if need be."""
    said = workspace.said(person)
    opening = [{"id": f"o{said['revision']}", "op": "set_status", "status": "in_progress"}]
    closing = {"id": f"d{said['revision']}", "op": "set_status", "status": "done"}
    workspace.change(person, *(opening if said["status"] == "done" else []), *changes, closing)


def disagree(workspace: Workspace) -> None:
    """ali and zainab agree on a person and a place, differ in a ministry's type, and ali alone saw a city."""
    finish(
        workspace, workspace.ali, *AGREED, add_span("وزارة الدفاع العراقية", "GOV", "m"), add_span("واشنطن", "GPE", "c")
    )
    finish(workspace, workspace.zainab, *AGREED, add_span("وزارة الدفاع العراقية", "MIL", "m"), WORKS_FOR)


def desk(workspace: Workspace) -> OnDesk:
    """The article as the supervisor sees it."""
    return review.on_desk(workspace.db, workspace.salma, "first")


def open_conflicts(workspace: Workspace) -> Sequence[Conflict]:
    """What is still asked."""
    return desk(workspace).desk.conflicts


def decide(workspace: Workspace, position: int = 0, what: str = "nothing", **more: Any) -> int:
    """Decide one of the open conflicts."""
    key = open_conflicts(workspace)[position].key
    return review.decide(
        workspace.db, workspace.salma, "first", review.read_verdict({"key": key, "what": what, **more})
    )


def gold(workspace: Workspace) -> list[tuple[str, str]]:
    """The gold spans as (surface, label)."""
    current = desk(workspace).gold
    return [(span.text, span.label) for span in current.annotations.ordered_spans()] if current else []


def links(workspace: Workspace) -> list[tuple[str, str, str]]:
    """The gold relations as (surface, label, surface)."""
    current = desk(workspace).gold
    assert current is not None
    spans = current.annotations.spans
    return [(spans[one.head].text, one.label, spans[one.tail].text) for one in current.annotations.ordered_relations()]


def stale(workspace: Workspace) -> list[str]:
    """The ids of the gold items that lost what they rest on."""
    return sorted(id for _, id in desk(workspace).desk.stale)
