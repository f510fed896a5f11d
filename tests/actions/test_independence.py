"""What makes somebody's figures less than independent: gold by their own decisions, marks that were suggested."""

import json

from tests.actions.desk import AGREED, decide, finish
from tests.fixtures import FIRST, Workspace, add_span
from workbench.actions import agreement, review, transfer
from workbench.actions.agreement import Filter, Independence
from workbench.formats.files import Decoded
from workbench.model.people import SHELL


def found(w: Workspace, name: str, chosen: Filter | None = None) -> Independence:
    """The figures of somebody."""
    return agreement.independence(w.db, w.salma, name, chosen or Filter())


def test_gold_that_somebody_decided_on_is_not_independent_of_them(workspace: Workspace) -> None:
    finish(workspace, workspace.salma, *AGREED, add_span("واشنطن", "GPE", "c"))
    finish(workspace, workspace.ali, *AGREED)
    review.merge(workspace.db, workspace.salma, "first", review.read_rule("all"))
    assert found(workspace, "salma")[:2] == (0, 0)  # gold is a draft
    decide(workspace)
    review.finalise(workspace.db, workspace.salma, "first")
    assert found(workspace, "salma")[:2] == (1, 1)
    assert found(workspace, "ali")[:2] == (1, 0)
    assert found(workspace, "salma", Filter(documents=("second",)))[:2] == (0, 0)


def test_suggestions_are_kept_if_they_stand_unchanged(workspace: Workspace) -> None:
    places = [("بغداد", "GPE"), ("سامر", "PERSON"), ("واشنطن", "LOC")]
    spans = [
        {"id": f"s{n}", "start": FIRST.index(name), "end": FIRST.index(name) + len(name), "label": label}
        for n, (name, label) in enumerate(places)
    ]
    for source, said in (("suggestion:a", spans), ("suggestion:b", spans[:1])):
        line = json.dumps({"id": "first", "text": FIRST, "owner": source, "spans": said})
        assert not transfer.import_text(workspace.db, SHELL, Decoded(line), "s.jsonl").problems
    workspace.change(workspace.ali, *AGREED, add_span("واشنطن", "GPE", "c"))
    assert found(workspace, "ali")[2:] == (0, 0)  # not finished
    finish(workspace, workspace.ali)
    assert found(workspace, "ali")[2:] == (3, 1)
    assert found(workspace, "noor")[2:] == (0, 0)
