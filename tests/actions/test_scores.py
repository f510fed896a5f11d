"""Performance data: practice with feedback, checks unseen, own pages; each for the right eyes only."""

import json

import pytest

from tests.fixtures import FIRST, SECOND, add_span
from workbench.actions import review, transfer
from workbench.actions.review import Plan, TeamSettings, scores
from workbench.agreement.against import Tally
from workbench.formats.files import Decoded
from workbench.model.errors import Forbidden, NotFound
from workbench.model.people import SHELL

BAGHDAD = add_span("بغداد", "GPE", "b")
SAMIR = add_span("سامر الحلبي", "PERSON", "p")
DONE = {"id": "d", "op": "set_status", "status": "done"}


@pytest.fixture
def graded(workspace):
    """Final gold on the first document; ali practises on it, noor is checked with it, both have finished."""
    span = {"id": "b", "start": FIRST.index("بغداد"), "end": FIRST.index("بغداد") + 5, "label": "GPE"}
    line = json.dumps({"id": "first", "text": FIRST, "owner": "gold", "status": "done", "spans": [span]})
    assert not transfer.import_text(workspace.db, SHELL, Decoded(line), "gold.jsonl").problems
    for name, kind in (("ali", "practice"), ("noor", "gold-check")):
        review.assign(workspace.db, workspace.salma, [name], ["first"], 1, Plan(kind=kind))
    workspace.change(workspace.ali, BAGHDAD, SAMIR, DONE)
    workspace.change(workspace.noor, DONE)
    return workspace


def test_finished_practice_is_compared_with_gold(graded):
    found = scores.feedback(graded.db, graded.ali, "first")
    assert found.comparison.entities == Tally(mine=2, gold=1, both=1)
    assert [line.kind for line in found.comparison.marks] == ["agree", "only_a"]
    (result,) = scores.results(graded.db, graded.ali)
    assert (result.document, result.kind, result.entities) == ("first", "practice", Tally(2, 1, 1))


def test_feedback_waits_until_the_practice_is_finished_and_gold_is_final(graded):
    graded.change(graded.ali, {"id": "again", "op": "set_status", "status": "in_progress"})
    with pytest.raises(NotFound):
        scores.feedback(graded.db, graded.ali, "first")
    assert scores.results(graded.db, graded.ali) == []
    graded.change(graded.ali, DONE | {"id": "d2"})
    graded.db.execute("UPDATE annotation_set SET status = 'in_progress' WHERE owner = 'gold'")
    with pytest.raises(NotFound):
        scores.feedback(graded.db, graded.ali, "first")


def test_a_check_is_scored_for_supervisors_only(graded):
    assert scores.results(graded.db, graded.noor) == []
    with pytest.raises(NotFound):
        scores.feedback(graded.db, graded.noor, "first")
    (result,) = scores.results(graded.db, graded.salma, "noor")
    assert (result.kind, result.entities) == ("gold-check", Tally(0, 1, 0))
    assert scores.feedback(graded.db, graded.salma, "first", "noor").owner == "noor"


def test_ordinary_work_has_no_feedback(graded):
    review.assign(graded.db, graded.salma, ["zainab"], ["first"], 1)
    graded.change(graded.zainab, DONE)
    for viewer in (graded.zainab, graded.salma):
        with pytest.raises(NotFound):
            scores.feedback(graded.db, viewer, "first", "zainab")


def test_nobody_sees_another_annotators_performance(graded):
    with pytest.raises(Forbidden):
        scores.feedback(graded.db, graded.noor, "first", "ali")
    for look in (scores.results, scores.with_others, review.work_of):
        with pytest.raises(Forbidden):
            look(graded.db, graded.noor, "ali")


@pytest.mark.parametrize("look", [scores.results, scores.with_others, review.work_of])
def test_somebody_who_is_not_there_is_not_found(workspace, look):
    with pytest.raises(NotFound):
        look(workspace.db, workspace.salma, "nobody")


def test_agreement_with_the_others_is_told_if_the_team_wants_it(graded):
    for name, said in (("ali", [add_span("عمر", "PERSON", "o", text=SECOND)]), ("noor", [])):
        graded.change(graded.person(name), *said, DONE | {"id": "d2"}, document="second")
    assert scores.with_others(graded.db, graded.ali) is None
    assert scores.with_others(graded.db, graded.salma, "ali") == scores.WithOthers(0.0, 1)
    review.set_team_settings(graded.db, graded.salma, TeamSettings(60, own_agreement=True))
    assert scores.with_others(graded.db, graded.ali) == scores.WithOthers(0.0, 1)
    assert scores.with_others(graded.db, graded.zainab) == scores.WithOthers(None, 0)


def test_agreement_is_pooled_over_all_others(workspace):
    workspace.change(workspace.ali, BAGHDAD, SAMIR, DONE)
    workspace.change(workspace.noor, BAGHDAD, DONE)
    workspace.change(workspace.zainab, SAMIR, BAGHDAD, DONE)
    told = scores.with_others(workspace.db, workspace.salma, "ali")
    assert told
    assert told.f1 == pytest.approx(2 * 3 / (2 + 1 + 2 + 2))
    assert told.documents == 1


def test_a_person_sees_what_they_did(graded):
    found = review.work_of(graded.db, graded.ali)
    assert (found.name, found.counts["done"], found.pace.marks) == ("ali", 1, 2)
    ((row, seconds),) = found.finished
    assert (row.document, row.spans, row.relations) == ("first", 2, 0)
    assert 0 <= seconds < 60
    assert review.work_of(graded.db, graded.salma, "ali") == found


def test_practice_and_checks_are_no_source_of_gold(workspace):
    workspace.change(workspace.zainab, BAGHDAD, DONE)
    workspace.change(workspace.salma, BAGHDAD, DONE)
    review.merge(workspace.db, workspace.salma, "first")
    review.finalise(workspace.db, workspace.salma, "first")
    for name, kind in (("ali", "practice"), ("noor", "gold-check")):
        review.assign(workspace.db, workspace.salma, [name], ["first"], 1, Plan(kind=kind))
    workspace.change(workspace.ali, SAMIR, DONE)
    workspace.change(workspace.noor, SAMIR, DONE)
    (tray,) = review.trays(workspace.db, workspace.salma).trays
    assert (tray.row.state, tray.row.fresh, list(tray.row.finished)) == ("final", False, ["salma", "zainab"])
    assert [one.owner for one in review.on_desk(workspace.db, workspace.salma, "first").sources] == ["salma", "zainab"]
    assert not review.merge(workspace.db, workspace.salma, "first").conflicts
    assert review.merge_all(workspace.db, workspace.salma) == 0
