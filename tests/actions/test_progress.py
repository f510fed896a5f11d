"""Progress: pieces of work by state, pace with pauses left out, the forecast, the stamp."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.fixtures import SECOND, add_span
from workbench.actions import review, turn
from workbench.actions.review.progress import Pace, forecast, window_start
from workbench.model.errors import UnknownName
from workbench.storage import annotations, pace

BAGHDAD = add_span("بغداد", "GPE", "b")
DONE = {"id": "d", "op": "set_status", "status": "done"}
TODAY = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def clock(monkeypatch):
    """``clock(seconds)`` sets the time at which changes are logged, counted from ten o'clock today."""

    def set_clock(seconds, day=TODAY):
        moment = (day + timedelta(seconds=seconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        monkeypatch.setattr(annotations, "now", lambda: moment)

    return set_clock


def states(workspace):
    """What there is to count."""
    found = review.team_progress(workspace.db, workspace.salma)
    return {state: count for state, count in found.totals.items() if count}


def test_a_piece_of_work_is_a_document_of_a_person(workspace):
    assert states(workspace) == {}
    workspace.change(workspace.ali, BAGHDAD)  # open to all
    assert states(workspace) == {"in_progress": 1}
    review.assign(workspace.db, workspace.salma, ["ali", "noor"], [], 2)
    assert states(workspace) == {"in_progress": 1, "new": 3}
    workspace.change(workspace.ali, DONE)
    turn.skip(workspace.db, workspace.noor, "first", "؟")
    review.return_work(workspace.db, workspace.salma, "first", "ali", "أكمل")
    assert states(workspace) == {"returned": 1, "new": 2, "skipped": 1}


def test_work_taken_back_counts_only_if_it_is_finished(workspace):
    review.assign(workspace.db, workspace.salma, ["ali"], [], 1)
    workspace.change(workspace.ali, BAGHDAD, DONE)
    workspace.change(workspace.ali, add_span("البصرة", "GPE", "b", text=SECOND), document="second")
    for document in ("first", "second"):
        review.withdraw(workspace.db, workspace.salma, document, "ali")
    assert states(workspace) == {"done": 1}


def test_progress_is_told_by_person_by_batch_and_by_document(workspace):
    review.add_to_batch(workspace.db, workspace.salma, "may", ["first"])
    review.assign(workspace.db, workspace.salma, ["ali", "noor"], [], 2)
    review.offer(workspace.db, workspace.salma, ["second"], 3)
    workspace.change(workspace.ali, BAGHDAD, DONE)
    found = review.team_progress(workspace.db, workspace.salma)
    assert {name: counts["done"] for name, (counts, _) in found.people.items()} == {"ali": 1, "noor": 0}
    assert [(name, counts["new"]) for name, counts in found.batches.items()] == [("may", 1), ("", 2)]
    assert found.waiting == 1
    first, second = review.document_progress(workspace.db, workspace.salma).rows
    assert first.pieces == [("ali", "done"), ("noor", "new")]
    assert second.pieces == [("ali", "new"), ("noor", "new")]
    assert [row.id for row in review.document_progress(workspace.db, workspace.salma, "done").rows] == ["first"]
    page = review.document_progress(workspace.db, workspace.salma, limit=1)
    rest = review.document_progress(workspace.db, workspace.salma, after=page.next)
    assert ([row.id for row in rest.rows], rest.next) == (["second"], None)
    with pytest.raises(UnknownName):
        review.document_progress(workspace.db, workspace.salma, "lost")


def test_time_is_the_sum_of_gaps_without_pauses(workspace, clock):
    for seconds, change in ((0, "a"), (40, "b"), (40 + pace.PAUSE_SECONDS, "c"), (1000, "d"), (1010, "e")):
        clock(seconds)
        status = "done" if change == "e" else "in_progress"
        workspace.change(workspace.ali, {"id": change, "op": "set_remark", "remark": change})
        workspace.change(workspace.ali, {"id": f"{change}s", "op": "set_status", "status": status})
    clock(1020)
    workspace.change(workspace.noor, BAGHDAD)  # somebody else's clock
    workspace.change(workspace.ali, add_span("البصرة", "GPE", "b", text=SECOND), document="second")
    (ali, noor) = pace.days(workspace.db, window_start())
    assert (ali.person, ali.finished, ali.marks, round(ali.seconds)) == ("ali", 1, 1, 40 + pace.PAUSE_SECONDS + 20)
    assert (noor.person, noor.marks, noor.seconds) == ("noor", 1, 0)
    times = pace.seconds_by_document(workspace.db, workspace.ali.id)
    assert {key: round(seconds) for key, seconds in times.items()} == {("first", "ali"): 350, ("second", "ali"): 10}


def test_what_others_do_to_a_set_is_not_its_owners_time(workspace, clock):
    clock(0)
    workspace.change(workspace.ali, BAGHDAD, DONE)
    clock(60)
    review.return_work(workspace.db, workspace.salma, "first", "ali", "أكمل")
    assert [round(day.seconds) for day in pace.days(workspace.db, window_start())] == [0]


def test_days_of_the_window_are_all_there_and_older_ones_are_not(workspace, clock):
    clock(0, TODAY - timedelta(days=30))
    workspace.change(workspace.ali, BAGHDAD, DONE)
    clock(0, TODAY - timedelta(days=1))
    workspace.change(workspace.noor, BAGHDAD, DONE)
    found = review.team_progress(workspace.db, workspace.salma)
    assert len(found.days) == 14
    assert [day.finished for day in found.days][-2:] == [1, 0]
    assert (found.pace.finished, found.pace.days, found.people["ali"][1].finished) == (1, 1, 0)


def test_the_forecast_says_how_sure_it_is():
    told = forecast(40, Pace(finished=20, marks=0, seconds=0, days=5))
    assert told
    assert (told.days, told.least, told.most) == (10, 7, 19)
    nothing_left = forecast(0, Pace(20, 0, 0, 5))
    assert nothing_left
    assert nothing_left.days == 0
    assert forecast(40, Pace(4, 0, 0, 5)) is None
    assert forecast(40, Pace(20, 0, 0, 1)) is None


def test_marks_per_hour_need_a_minute():
    assert Pace(0, 30, 1800, 1).marks_per_hour == 60
    assert Pace(0, 30, 59, 1).marks_per_hour is None


def test_the_stamp_changes_with_everything_that_progress_shows(workspace):
    def stamp():
        return review.progress_stamp(workspace.db, workspace.salma)

    seen = [stamp()]
    assert stamp() == seen[0] == review.team_progress(workspace.db, workspace.salma).stamp
    for act in (
        lambda: workspace.change(workspace.ali, BAGHDAD),
        lambda: review.assign(workspace.db, workspace.salma, ["ali"], [], 1),
        lambda: review.offer(workspace.db, workspace.salma, [], 2),
        lambda: turn.take_next(workspace.db, workspace.noor),
        lambda: review.add_to_batch(workspace.db, workspace.salma, "may", ["first"]),
        lambda: workspace.db.execute("UPDATE assignment SET reserved_until = '2020' WHERE state = 'reserved'"),
        lambda: turn.skip(workspace.db, workspace.ali, "second", "؟"),
    ):
        act()
        seen.append(stamp())
    assert len(set(seen)) == len(seen)
