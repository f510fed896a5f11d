"""Practice and checks say how far somebody has learned: they count between people only if one asks for it."""

import json

import pytest

from tests.fixtures import FIRST, Workspace, add_span
from workbench.actions import agreement, review, transfer
from workbench.actions.agreement import Cell, Filter, Settings, studies
from workbench.actions.review import Plan
from workbench.actions.review.scores import with_others
from workbench.formats.files import Decoded
from workbench.model.annotation import GOLD
from workbench.model.people import SHELL

OPTIONS = Settings(samples=0, gamma_samples=0)
DONE = {"id": "d", "op": "set_status", "status": "done"}


def add_gold(w: Workspace) -> None:
    """Final gold of the first article, without a mark."""
    line = json.dumps({"id": "first", "text": FIRST, "owner": GOLD, "status": "done"})
    assert not transfer.import_text(w.db, SHELL, Decoded(line), "gold.jsonl").problems


@pytest.fixture
def tested(workspace: Workspace) -> Workspace:
    """Three people finish an article that has gold: to ali it is ordinary work, to noor practice, to zainab a check."""
    add_gold(workspace)
    for name, kind in (("noor", "practice"), ("zainab", "gold-check")):
        review.assign(workspace.db, workspace.salma, [name], ["first"], 1, Plan(kind=kind))
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1, Plan())
    for name in ("ali", "noor", "zainab"):
        workspace.change(workspace.person(name), add_span("بغداد", "GPE", "b"), DONE)
    return workspace


def n_common(w: Workspace, *, practice: bool = False) -> dict[tuple[str, ...], float]:
    """How many documents each pair has in common."""
    report = agreement.report(w.db, SHELL, Filter(practice=practice), OPTIONS)
    found = [one for one in report.measures if one.measure == "f1_exact" and len(one.scope) < 3]
    who = ((one, tuple(one.scope.get("pair", (one.scope.get("annotator"), GOLD)))) for one in found)
    return {pair: one.n["documents"] for one, pair in who if "label" not in one.scope}


def test_between_people_neither_counts_and_before_gold_only_checks_do(tested: Workspace) -> None:
    left = {pair for pair, documents in n_common(tested).items() if documents}
    assert left == {("ali", GOLD), ("zainab", GOLD)}
    asked = n_common(tested, practice=True)
    assert set(asked.values()) == {1}
    assert len(asked) == 6


def test_the_report_says_how_many_were_left_out(tested: Workspace) -> None:
    def scope(chosen: Filter) -> tuple[int, int]:
        found = agreement.report(tested.db, SHELL, chosen, OPTIONS).scope
        return found["practice_left_out"], found["finished_by_two"]

    assert scope(Filter()) == (2, 0)
    assert scope(Filter(practice=True)) == (0, 1)
    assert scope(Filter(owners=("ali", "noor"))) == (1, 0)
    assert scope(Filter(documents=("second",))) == (0, 0)


def test_lists_gamma_and_what_people_see_leave_it_out_too(tested: Workspace) -> None:
    def lines(chosen: Filter) -> int:
        return agreement.differences(tested.db, SHELL, chosen, Cell()).total

    assert (lines(Filter()), lines(Filter(practice=True))) == (0, 3)
    missing = [agreement.gammas_missing(tested.db, SHELL, Filter(practice=practice)) for practice in (False, True)]
    assert missing == [0, 1]
    assert with_others(tested.db, tested.salma, "ali").documents == 0  # type: ignore[union-attr]


@pytest.mark.parametrize("forgets", [False, True])
def test_what_becomes_practice_stops_counting_at_once(workspace: Workspace, forgets: bool) -> None:
    for name in ("ali", "noor"):
        workspace.change(workspace.person(name), add_span("بغداد", "GPE", "b"), DONE)
    add_gold(workspace)
    assert n_common(workspace)["ali", "noor"] == 1
    review.assign(workspace.db, workspace.salma, ["noor"], ["first"], 1, Plan(kind="practice"))
    if forgets:
        studies._latest.clear()
    assert n_common(workspace)["ali", "noor"] == 0


def test_the_address_says_that_practice_counts() -> None:
    assert Filter.read({"practice": "1"}).fields() == {"practice": "1"}
    assert Filter.read({}) == Filter()
