"""The supervisor's view: progress, sections, work returned, assignment."""

import pytest

from tests.fixtures import FIRST, add_span
from workbench.actions import annotate, review
from workbench.actions.workspace import check
from workbench.model.errors import AnnotationStarted, BadRequest, NotFound, SetDone, UnknownName

BAGHDAD = add_span("بغداد", "GPE", "b")
DONE = {"id": "d", "op": "set_status", "status": "done"}


def kinds(workspace, document="first"):
    """The kinds of the lines of a document."""
    return [line.kind for line in review.lines(workspace.db, workspace.salma, document).lines]


def test_the_overview_shows_everybody_s_progress(workspace) -> None:
    workspace.change(workspace.ali, BAGHDAD)
    workspace.change(workspace.zainab, DONE)
    review.assign(workspace.db, workspace.salma, ["ali", "noor"], ["first"], 2)
    first, second = review.overview(workspace.db, workspace.salma).rows
    assert [(one.owner, one.status, one.spans) for one in first.sets] == [
        ("ali", "in_progress", 1),
        ("zainab", "done", 0),
    ]
    assert (first.assigned, second.assigned, second.sets) == (["ali", "noor"], [], [])
    assert review.overview(workspace.db, workspace.salma).counts == {"done": 1, "in_progress": 1, "new": 1}


def test_the_overview_is_searched_and_paged(workspace) -> None:
    assert [row.id for row in review.overview(workspace.db, workspace.salma, "البصرة").rows] == ["second"]
    page = review.overview(workspace.db, workspace.salma, limit=1)
    assert [row.id for row in review.overview(workspace.db, workspace.salma, limit=1, after=page.next).rows] == [
        "second"
    ]


def test_lines_tile_the_text(workspace) -> None:
    found = review.lines(workspace.db, workspace.salma, "first")
    assert "\n".join(line.text for line in found.lines) == FIRST
    assert all(FIRST[line.start : line.end] == line.text for line in found.lines)
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5, 6]
    assert kinds(workspace)[0] == "title"
    assert kinds(workspace)[4] == "boilerplate"


def test_sections_can_be_set_and_the_title_follows(workspace) -> None:
    review.set_sections(workspace.db, workspace.salma, "first", {1: "boilerplate", 3: "title", 5: "body"})
    assert kinds(workspace)[0:5:2] == ["boilerplate", "title", "body"]
    row = review.overview(workspace.db, workspace.salma).rows[0]
    assert row.title.startswith("قال سامر الحلبي")


def test_sections_are_fixed_once_somebody_has_annotated(workspace) -> None:
    workspace.change(workspace.ali, BAGHDAD)
    assert not review.lines(workspace.db, workspace.salma, "first").editable
    with pytest.raises(AnnotationStarted):
        review.set_sections(workspace.db, workspace.salma, "first", {1: "body"})
    review.set_sections(workspace.db, workspace.salma, "second", {1: "body"})


def test_an_unknown_section_changes_nothing(workspace) -> None:
    before = kinds(workspace)
    with pytest.raises(UnknownName):
        review.set_sections(workspace.db, workspace.salma, "first", {1: "body", 3: "advert"})
    assert kinds(workspace) == before


def test_returned_work_is_open_again_and_says_why(workspace) -> None:
    workspace.change(workspace.ali, BAGHDAD, DONE)
    review.return_work(workspace.db, workspace.salma, "first", "ali", " انظر السطر الثالث ")
    row = annotate.queue(workspace.db, workspace.ali).rows[0]
    assert (row.status, row.comment, row.revision) == ("returned", "انظر السطر الثالث", 3)
    assert workspace.change(workspace.ali, {"id": "x", "op": "delete_span", "span": "b"}).status == "returned"
    assert list(check(workspace.db)) == []
    author = workspace.db.execute("SELECT person FROM change WHERE op = 'return'").fetchone()
    assert author == (workspace.salma.id,)


def test_returning_is_not_an_edit_that_the_owner_can_undo(workspace) -> None:
    workspace.change(workspace.ali, BAGHDAD, DONE)
    with pytest.raises(SetDone):
        workspace.change(workspace.ali, {"id": "u", "op": "undo"})
    review.return_work(workspace.db, workspace.salma, "first", "ali", "؟")
    receipt = workspace.change(workspace.ali, {"id": "u", "op": "undo"})
    assert (receipt.status, [effect.id for _, effect in receipt.effects]) == ("returned", ["b"])


def test_work_is_returned_with_a_reason_and_only_where_there_is_some(workspace) -> None:
    workspace.change(workspace.ali, DONE)
    with pytest.raises(BadRequest):
        review.return_work(workspace.db, workspace.salma, "first", "ali", "  ")
    for document, owner in (("first", "zainab"), ("third", "ali")):
        with pytest.raises(NotFound):
            review.return_work(workspace.db, workspace.salma, document, owner, "x")


def assigned(workspace):
    """Who has what."""
    return {row.id: row.assigned for row in review.overview(workspace.db, workspace.salma).rows}


def test_documents_are_given_out_in_turn(workspace) -> None:
    assert review.assign(workspace.db, workspace.salma, ["ali", "noor", "zainab"], [], 2).given == 4
    assert assigned(workspace) == {"first": ["ali", "noor"], "second": ["noor", "zainab"]}


def test_assigning_twice_is_once(workspace) -> None:
    for _ in range(2):
        review.assign(workspace.db, workspace.salma, ["ali"], ["first"], 1)
    assert assigned(workspace) == {"first": ["ali"], "second": []}


@pytest.mark.parametrize(
    ("names", "chosen", "overlap", "error"),
    [
        (["ali"], [], 2, BadRequest),
        (["ali"], [], 0, BadRequest),
        (["ali", "nobody"], [], 1, NotFound),
        (["ali"], ["first", "third"], 1, NotFound),
    ],
)
def test_an_assignment_that_cannot_be_leaves_nothing(workspace, names, chosen, overlap, error) -> None:
    with pytest.raises(error):
        review.assign(workspace.db, workspace.salma, names, chosen, overlap)
    assert assigned(workspace) == {"first": [], "second": []}


def test_only_finished_work_of_people_is_returned(workspace) -> None:
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    with pytest.raises(review.NotFinished):
        review.return_work(workspace.db, workspace.salma, "first", "ali", "?")
    with pytest.raises(NotFound):
        review.return_work(workspace.db, workspace.salma, "first", "gold", "?")


def test_the_reason_goes_when_the_work_is_finished_again(workspace) -> None:
    done = {"id": "d", "op": "set_status", "status": "done"}
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"), done)
    review.return_work(workspace.db, workspace.salma, "first", "ali", "أكمل")
    workspace.change(workspace.ali, done | {"id": "d2"})
    assert annotate.queue(workspace.db, workspace.ali, "done").rows[0].comment == ""
