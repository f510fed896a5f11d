"""Assignment: by rule and on record, batches, documents taken back, the pool, what is skipped."""

import pytest

from tests.fixtures import add_span
from workbench.actions import annotate, review, turn
from workbench.actions.review import Plan
from workbench.actions.review.assignment import NobodyToAssign, NoFinalGold
from workbench.actions.turn import PoolEmpty
from workbench.actions.workspace import check
from workbench.model.errors import BadRequest, Forbidden, NotFound, SetDone, UnknownName
from workbench.model.people import SHELL

BAGHDAD = add_span("بغداد", "GPE", "b")
DONE = {"id": "d", "op": "set_status", "status": "done"}


def assigned(workspace):
    """Who holds what."""
    return {row.id: row.assigned for row in review.overview(workspace.db, workspace.salma).rows}


def mine(workspace, person):
    """The queue of a person."""
    return [row.id for row in annotate.queue(workspace.db, person).rows]


def lapse(workspace):
    """Let the time of every reservation run out."""
    workspace.db.execute("UPDATE assignment SET reserved_until = '2020-01-01T00:00:00.000Z' WHERE state = 'reserved'")


def test_without_names_all_annotators_who_can_sign_in_are_meant(workspace):
    run = review.assign(workspace.db, workspace.salma, [], [], 3)
    assert (run.people, run.given) == (("ali", "noor", "zainab"), 6)
    workspace.db.execute("UPDATE person SET active = 0")
    with pytest.raises(NobodyToAssign):
        review.assign(workspace.db, SHELL, [], [], 1)


def test_every_act_is_on_record_with_its_rule_and_seed(workspace):
    drawn = review.assign(workspace.db, workspace.salma, ["ali", "noor"], [], 1, Plan("random"))
    review.assign(workspace.db, SHELL, ["zainab"], ["first"], 1)
    last, first = review.runs(workspace.db, workspace.salma)
    assert (first.by, first.rule, first.seed, first.overlap, first.given) == ("salma", "random", drawn.seed, 1, 2)
    assert (last.by, last.rule, last.seed, last.people) == ("", "round-robin", None, ("zainab",))
    again = review.assign(workspace.db, workspace.salma, ["ali", "noor"], [], 1, Plan("random", seed=drawn.seed))
    assert (again.seed, again.given) == (drawn.seed, 0)


@pytest.mark.parametrize(
    ("plan", "error"),
    [
        (Plan("by-lot"), UnknownName),
        (Plan(kind="fun"), UnknownName),
        (Plan("random", seed=-1), BadRequest),
        (Plan(batch="none"), NotFound),
    ],
)
def test_a_plan_that_cannot_be_leaves_nothing(workspace, plan, error):
    for act in (
        lambda: review.assign(workspace.db, workspace.salma, ["ali"], [], 1, plan),
        lambda: review.offer(workspace.db, workspace.salma, [], 1, plan),
    ):
        with pytest.raises(error):
            act()
    assert assigned(workspace) == {"first": [], "second": []}
    assert review.runs(workspace.db, workspace.salma) == []


def test_a_batch_is_assigned_alone_or_kept_together(workspace):
    assert review.add_to_batch(workspace.db, workspace.salma, " week 1 ", ["second", "second"]) == 1
    assert review.add_to_batch(workspace.db, workspace.salma, "WEEK 1", ["second"]) == 0
    review.assign(workspace.db, workspace.salma, ["ali"], [], 1, Plan(batch="week 1"))
    assert assigned(workspace) == {"first": [], "second": ["ali"]}
    review.add_to_batch(workspace.db, workspace.salma, "week 1", ["first"])
    assert review.batch_sizes(workspace.db, workspace.salma) == [("week 1", 2)]
    review.assign(workspace.db, workspace.salma, ["ali", "noor"], [], 1, Plan("by-batch"))
    assert assigned(workspace) == {"first": ["ali"], "second": ["ali"]}


def test_documents_are_batched_by_where_they_came_from(workspace):
    workspace.db.execute("UPDATE document SET source = 'news/may/' || id || '.txt' WHERE id = 'first'")
    assert review.batch_by_origin(workspace.db, workspace.salma) == 1
    workspace.db.execute("""UPDATE document SET meta = '{"desk": "نينوى", "n": {"a": 1}}' WHERE id = 'second'""")
    assert review.batch_by_origin(workspace.db, workspace.salma, "desk") == 1
    assert review.batch_by_origin(workspace.db, workspace.salma, "n") == 0
    assert review.batch_sizes(workspace.db, workspace.salma) == [("may", 1), ("نينوى", 1)]


@pytest.mark.parametrize(("name", "chosen"), [(" ", ["first"]), ("b", []), ("x" * 81, ["first"]), ("a\nb", ["first"])])
def test_a_batch_has_a_name_and_documents(workspace, name, chosen):
    with pytest.raises(BadRequest):
        review.add_to_batch(workspace.db, workspace.salma, name, chosen)
    with pytest.raises(NotFound):
        review.add_to_batch(workspace.db, workspace.salma, "b", ["first", "nowhere"])
    assert review.batch_sizes(workspace.db, workspace.salma) == []


def test_practice_and_checks_need_final_gold(workspace):
    for kind in ("practice", "gold-check"):
        with pytest.raises(NoFinalGold):
            review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1, Plan(kind=kind))
    workspace.db.execute("INSERT INTO annotation_set (document, owner, status) VALUES ('first', 'gold', 'done')")
    assert review.assign(workspace.db, workspace.salma, ["ali"], [], 1, Plan(kind="practice")).given == 1
    assert assigned(workspace) == {"first": ["ali"], "second": []}


def test_work_taken_back_stays_and_the_next_person_begins_afresh(workspace):
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    workspace.change(workspace.ali, BAGHDAD)
    review.withdraw(workspace.db, workspace.salma, "first", "ali", to="noor")
    assert assigned(workspace)["first"] == ["noor"]
    with pytest.raises(NotFound):
        workspace.change(workspace.ali, DONE)
    (kept,) = review.lines(workspace.db, workspace.salma, "first").sets
    assert (kept.owner, kept.status, kept.spans) == ("ali", "in_progress", 1)
    assert workspace.said(workspace.noor)["spans"] == []
    with pytest.raises(NotFound):
        review.withdraw(workspace.db, workspace.salma, "first", "ali")
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    assert len(workspace.said(workspace.ali)["spans"]) == 1


@pytest.mark.parametrize(("before", "counts", "after"), [
    ("done", None, "done"), ("done", True, "done"), ("done", False, "in_progress"),
    ("in_progress", None, "in_progress"), ("in_progress", True, "done"), ("in_progress", False, "in_progress"),
])  # fmt: skip
def test_the_supervisor_decides_whether_the_work_counts(workspace, before, counts, after):
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    workspace.change(workspace.ali, BAGHDAD, *([DONE] if before == "done" else []))
    review.withdraw(workspace.db, workspace.salma, "first", "ali", counts=counts)
    (kept,) = review.lines(workspace.db, workspace.salma, "first").sets
    assert kept.status == after
    assert list(check(workspace.db)) == []


def test_a_document_without_anybody_left_stays_closed(workspace):
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    review.withdraw(workspace.db, workspace.salma, "first", "ali")
    assert mine(workspace, workspace.noor) == ["second"]


def test_the_pool_gives_each_document_to_as_many_as_it_has_places(workspace):
    assert review.offer(workspace.db, workspace.salma, [], 2).given == 2
    assert review.offer(workspace.db, workspace.salma, [], 2).given == 0
    assert (mine(workspace, workspace.ali), turn.has_next(workspace.db, workspace.ali)) == ([], True)
    with pytest.raises(NotFound):
        workspace.said(workspace.ali)
    assert turn.take_next(workspace.db, workspace.ali) == "first"
    assert turn.take_next(workspace.db, workspace.ali) == "first"  # not begun: kept, and no second one beside it
    assert turn.take_next(workspace.db, workspace.noor) == "first"  # what others hold comes first
    assert turn.take_next(workspace.db, workspace.zainab) == "second"
    workspace.change(workspace.ali, BAGHDAD)
    assert turn.take_next(workspace.db, workspace.ali) == "second"
    workspace.change(workspace.noor, BAGHDAD)
    assert not turn.has_next(workspace.db, workspace.noor)
    with pytest.raises(PoolEmpty):
        turn.take_next(workspace.db, workspace.noor)
    with pytest.raises(Forbidden):
        turn.take_next(workspace.db, SHELL)


def test_a_reservation_lapses_only_if_nothing_was_marked(workspace):
    review.offer(workspace.db, workspace.salma, [], 1)
    turn.take_next(workspace.db, workspace.ali)
    workspace.change(workspace.ali, BAGHDAD)
    turn.take_next(workspace.db, workspace.ali)
    lapse(workspace)
    assert mine(workspace, workspace.ali) == ["first"]
    assert turn.take_next(workspace.db, workspace.noor) == "second"
    assert assigned(workspace) == {"first": ["ali"], "second": ["noor"]}


def test_who_was_slow_to_begin_loses_nothing(workspace):
    review.offer(workspace.db, workspace.salma, ["first"], 1)
    turn.take_next(workspace.db, workspace.ali)
    lapse(workspace)
    turn.take_next(workspace.db, workspace.noor)
    workspace.change(workspace.ali, BAGHDAD)
    assert assigned(workspace)["first"] == ["ali", "noor"]


def test_a_lapsed_document_can_be_taken_again(workspace):
    review.offer(workspace.db, workspace.salma, ["first"], 1)
    turn.take_next(workspace.db, workspace.ali)
    lapse(workspace)
    assert mine(workspace, workspace.ali) == ["second"]
    assert turn.take_next(workspace.db, workspace.ali) == "first"
    assert mine(workspace, workspace.ali) == ["first", "second"]


def test_a_skipped_document_goes_to_one_more_of_those_it_was_dealt_among(workspace):
    review.assign(workspace.db, workspace.salma, ["ali", "noor", "zainab"], ["first"], 2)
    assert assigned(workspace)["first"] == ["ali", "noor"]
    turn.skip(workspace.db, workspace.ali, "first", " نص ناقص ")
    assert assigned(workspace)["first"] == ["noor", "zainab"]
    (one,) = review.skipped(workspace.db, workspace.salma)
    assert (one.document, one.person, one.reason) == ("first", "ali", "نص ناقص")
    turn.skip(workspace.db, workspace.zainab, "first", "؟")
    assert assigned(workspace)["first"] == ["noor"]
    turn.skip(workspace.db, workspace.noor, "first", "؟")
    assert assigned(workspace)["first"] == []
    assert mine(workspace, workspace.ali) == ["second"]


def test_a_document_skipped_from_the_pool_is_for_others(workspace):
    review.offer(workspace.db, workspace.salma, ["first"], 1)
    turn.skip(workspace.db, workspace.ali, turn.take_next(workspace.db, workspace.ali), "صعب")
    assert not turn.has_next(workspace.db, workspace.ali)
    assert turn.take_next(workspace.db, workspace.noor) == "first"


def test_what_is_not_ones_own_or_finished_cannot_be_skipped(workspace):
    with pytest.raises(NotFound):
        turn.skip(workspace.db, workspace.ali, "second", "open to everybody")
    review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    with pytest.raises(BadRequest):
        turn.skip(workspace.db, workspace.ali, "first", "  ")
    with pytest.raises(NotFound):
        turn.skip(workspace.db, workspace.noor, "first", "x")
    workspace.change(workspace.ali, DONE)
    with pytest.raises(SetDone):
        turn.skip(workspace.db, workspace.ali, "first", "x")
    assert assigned(workspace)["first"] == ["ali"]
