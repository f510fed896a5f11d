"""Suggestions for a person: from whose work, what stays away, which documents go without, what the log keeps."""

import json

import pytest

from tests.actions.desk import finish
from tests.fixtures import SECOND, Workspace, add_span
from workbench.actions import review, suggest, transfer
from workbench.actions.annotate import read_origin
from workbench.formats.files import Decoded
from workbench.model.errors import BadRequest, NotFound, Refusals
from workbench.model.people import SHELL, Person
from workbench.storage.annotations import Origin

NAME = "بغداد"


def offered(workspace: Workspace, person: Person, document: str = "second") -> list[tuple[str, str, str]]:
    """Surface, label and source of what is suggested."""
    found = suggest.offers(workspace.db, person, document)
    return [(found.document.text[one.start : one.end], one.label, one.source) for one in found.spans]


def mark_elsewhere(workspace: Workspace, person: Person, surface: str = "البصرة", label: str = "GPE") -> None:
    """Mark a name of the second article in it; suggestions are looked for in `third`, which holds it twice."""
    workspace.change(person, add_span(surface, label, f"{label}-{surface}", text=SECOND), document="second")


@pytest.fixture
def third(workspace: Workspace) -> str:
    """An article with names of the second one."""
    text = "زار وفد البصرة ثم عاد من البصرة إلى أربيل، والبصرة مدينة.\n"
    assert not transfer.import_text(workspace.db, SHELL, Decoded(text), "third.txt").problems
    return "third"


def predict(workspace: Workspace) -> None:
    """A set of predictions of the second article, imported."""
    spans = [
        {"id": "p1", "start": SECOND.index("رنا"), "end": SECOND.index("رنا") + 10, "label": "PERSON"},
        {"id": "p2", "start": SECOND.index("أربيل"), "end": SECOND.index("أربيل") + 5, "label": "GPE"},
    ]
    link = {"id": "l", "head": "p1", "tail": "p2", "label": "PRESENT_IN"}
    line = {"id": "second", "text": SECOND, "owner": "suggestion:ner", "spans": spans, "relations": [link]}
    report = transfer.import_text(workspace.db, SHELL, Decoded(json.dumps(line)), "p.jsonl")
    assert not report.problems


def test_own_work_is_remembered_in_other_documents(workspace, third):
    mark_elsewhere(workspace, workspace.ali)
    assert offered(workspace, workspace.ali, third) == [("البصرة", "GPE", "memory")] * 3


def test_nobody_is_shown_the_work_of_others(workspace, third):
    mark_elsewhere(workspace, workspace.zainab)
    workspace.change(workspace.zainab, {"id": "done", "op": "set_status", "status": "done"}, document="second")
    assert offered(workspace, workspace.ali, third) == []
    assert offered(workspace, workspace.salma, third) == []


def test_final_gold_is_remembered_by_everybody_but_not_in_its_own_document(workspace, third):
    finish(workspace, workspace.zainab, add_span("بغداد", "GPE", "b"))
    review.merge(workspace.db, workspace.salma, "first")
    fourth = transfer.import_text(workspace.db, SHELL, Decoded("في بغداد لقاء.\n"), "fourth.txt")
    assert not fourth.problems
    assert offered(workspace, workspace.ali, "fourth") == []
    review.finalise(workspace.db, workspace.salma, "first")
    assert offered(workspace, workspace.ali, "fourth") == [("بغداد", "GPE", "memory")]
    assert offered(workspace, workspace.ali, "first") == []


def test_an_ambiguous_name_shows_all_its_labels(workspace, third):
    mark_elsewhere(workspace, workspace.ali, "أربيل", "GPE")
    workspace.change(
        workspace.ali,
        {"id": "x", "op": "add_span", "span": {"id": "x", "start": 9, "end": 15, "label": "GOV"}},
        document="second",
    )
    mark_elsewhere(workspace, workspace.ali, "رنا الكرخي", "PERSON")
    second = SECOND.index("البصرة", 20)
    span = {"id": "y", "start": second, "end": second + 6, "label": "GPE"}
    workspace.change(workspace.ali, {"id": "y", "op": "add_span", "span": span}, document="second")
    [first, *_] = suggest.offers(workspace.db, workspace.ali, third).spans
    assert (dict(first.labels), first.score) == ({"GOV": 1, "GPE": 1}, 0.333)


def test_predictions_are_offered_with_their_source_and_are_not_annotations(workspace):
    predict(workspace)
    assert offered(workspace, workspace.ali) == [("رنا الكرخي", "PERSON", "ner"), ("أربيل", "GPE", "ner")]
    assert workspace.said(workspace.ali, "second")["spans"] == []


def test_what_is_rejected_does_not_come_back_for_this_person_until_it_is_taken_back(workspace, third):
    mark_elsewhere(workspace, workspace.ali)
    mark_elsewhere(workspace, workspace.zainab)
    [first, *_] = suggest.offers(workspace.db, workspace.ali, third).spans
    given = {"reject": [{"key": first.key, "label": "GPE", "name": "البصره", "source": "memory"}]}
    assert suggest.reject(workspace.db, workspace.ali, third, given) == [first.key]
    assert suggest.reject(workspace.db, workspace.ali, third, given) == [first.key]
    assert len(offered(workspace, workspace.ali, third)) == 2
    assert len(offered(workspace, workspace.zainab, third)) == 3
    assert suggest.reject(workspace.db, workspace.ali, third, {"take_back": [first.key]}) == []
    assert len(offered(workspace, workspace.ali, third)) == 3


def test_a_name_that_is_rejected_in_several_documents_is_offered_nowhere(workspace, third):
    mark_elsewhere(workspace, workspace.ali)
    for document in ("first", "second"):
        refused = {"key": f"GPE {document}", "label": "GPE", "name": "البصره", "source": "memory"}
        suggest.reject(workspace.db, workspace.ali, document, {"reject": [refused]})
    assert offered(workspace, workspace.ali, third) == []


@pytest.mark.parametrize(
    "payload",
    [
        [],
        {"reject": {}},
        {"reject": ["key"]},
        {"reject": [{"key": "", "label": "GPE", "source": "memory"}]},
        {"reject": [{"key": "k", "label": "GPE", "source": "memory", "name": 3}]},
        {"take_back": [3]},
        {"take_back": "key"},
    ],
)
def test_a_malformed_rejection_is_refused(workspace, payload):
    with pytest.raises(BadRequest):
        suggest.reject(workspace.db, workspace.ali, "first", payload)


def test_a_document_that_is_not_ones_own_has_no_suggestions(workspace):
    review.assign(workspace.db, workspace.salma, ["ali"], ["second"], 1)
    with pytest.raises(NotFound):
        suggest.offers(workspace.db, workspace.zainab, "second")


def test_a_share_goes_without_and_stays_so_whatever_becomes_of_the_share(workspace, third):
    mark_elsewhere(workspace, workspace.ali)
    workspace.change(workspace.ali, add_span(NAME, "GPE", "b"))
    suggest.set_share_without(workspace.db, workspace.salma, 100)
    assert not suggest.offers(workspace.db, workspace.ali, third).on
    assert offered(workspace, workspace.ali, third) == []
    assert suggest.is_offered(workspace.db, workspace.ali, "first"), "it was begun with suggestions"
    workspace.change(workspace.zainab, add_span(NAME, "GPE", "b"))
    suggest.set_share_without(workspace.db, workspace.salma, 0)
    assert not suggest.is_offered(workspace.db, workspace.zainab, "first"), "it was begun without"
    assert suggest.offers(workspace.db, workspace.ali, third).on


def test_the_lot_is_the_same_at_every_visit_and_near_the_share(workspace):
    suggest.set_share_without(workspace.db, workspace.salma, 30)
    names = [f"article-{number}" for number in range(1000)]
    first = {name for name in names if not suggest.is_offered(workspace.db, workspace.ali, name)}
    again = {name for name in names if not suggest.is_offered(workspace.db, workspace.ali, name)}
    other = {name for name in names if not suggest.is_offered(workspace.db, workspace.zainab, name)}
    assert first == again
    assert first != other
    assert 250 < len(first) < 350
    suggest.set_share_without(workspace.db, workspace.salma, 50)
    assert all(not suggest.is_offered(workspace.db, workspace.ali, name) for name in first)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_is_a_percentage(workspace, percent):
    with pytest.raises(BadRequest):
        suggest.set_share_without(workspace.db, workspace.salma, percent)


def test_the_log_keeps_where_an_accepted_suggestion_came_from(workspace):
    told = add_span(NAME, "GPE", "b") | {"source": "memory", "score": 0.75, "keys": 2}
    workspace.change(workspace.ali, told, add_span("واشنطن", "GPE", "w"))
    rows = workspace.db.execute("SELECT id, source, score, keys FROM change ORDER BY revision").fetchall()
    assert rows == [("c-b", "memory", 0.75, 2), ("c-w", None, None, None)]
    assert "source" not in workspace.said(workspace.ali)["spans"][0]


@pytest.mark.parametrize(
    "told", [{"source": 3}, {"source": ""}, {"score": 2}, {"score": True}, {"keys": -1}, {"keys": 1.5}]
)
def test_an_origin_that_cannot_be_is_refused_and_names_its_change(workspace, told):
    with pytest.raises(Refusals) as caught:
        workspace.change(workspace.ali, add_span(NAME, "GPE", "b") | told)
    assert [error.change for error in caught.value.errors] == ["c-b"]
    assert read_origin({}) == Origin()
