"""A model's predictions as suggestions: what the rules allow, replaced by the next run, never annotations."""

import pytest

from tests.fixtures import SECOND, Workspace, span_of
from workbench.actions import review, suggest
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Document
from workbench.model.errors import BadRequest, NotFound


class Marker:
    """A model that finds these spans, and relations between them, in every document that holds their letters."""

    def __init__(self, *spans: Span, relations: tuple[Relation, ...] = (), **scores: float) -> None:
        self.spans, self.relations, self.scores = spans, relations, scores
        self.seen: list[str] = []

    def scored(self, document: Document) -> tuple[Annotations, dict[str, float]]:
        self.seen.append(document.id)
        spans = [s for s in self.spans if document.text[s.start : s.end] == s.text]
        return Annotations.of(spans, self.relations), self.scores


RANA = span_of(SECOND, "رنا الكرخي", "PERSON", "p")
BASRA = span_of(SECOND, "البصرة", "GPE", "g")
STAYS = Relation("r", "p", "g", "PRESENT_IN")


def offered(workspace: Workspace) -> list[tuple[str, str]]:
    found = suggest.offers(workspace.db, workspace.ali, "second")
    return [(SECOND[one.start : one.end], one.source) for one in found.spans]


def run(workspace: Workspace, model: Marker, *documents: str) -> suggest.Predicted:
    return suggest.suggest_by_model(workspace.db, workspace.salma, model, "ner", documents or ("second",))


def test_what_a_model_finds_is_offered_and_is_no_annotation(workspace):
    assert run(workspace, Marker(RANA, BASRA, relations=(STAYS,))) == suggest.Predicted(1, 2, 1)
    assert offered(workspace) == [("البصرة", "ner"), ("رنا الكرخي", "ner")]
    [link] = suggest.offers(workspace.db, workspace.ali, "second").relations
    assert (link.label, link.head.start) == ("PRESENT_IN", RANA.start)
    assert workspace.said(workspace.ali, "second")["spans"] == []


def test_how_sure_a_model_was_is_said_of_each_item_and_is_that_of_the_last_run(workspace):
    run(workspace, Marker(RANA, BASRA, relations=(STAYS,), p=0.9, g=0.5, r=0.4, gone=0.1))
    found = suggest.offers(workspace.db, workspace.ali, "second")
    assert {one.label: one.score for one in found.spans} == {"PERSON": 0.9, "GPE": 0.5}
    assert [one.score for one in found.relations] == [0.4]
    run(workspace, Marker(RANA, BASRA, relations=(STAYS,), p=0.8))
    again = suggest.offers(workspace.db, workspace.ali, "second")
    assert {one.label: one.score for one in again.spans} == {"PERSON": 0.8, "GPE": None}


def test_the_next_run_replaces_the_last_one(workspace):
    run(workspace, Marker(RANA, BASRA))
    run(workspace, Marker(span_of(SECOND, "رنا", "PERSON", "g"), span_of(SECOND, "أربيل", "GPE", "p")))
    assert offered(workspace) == [("رنا", "ner"), ("أربيل", "ner")]
    run(workspace, Marker())
    assert offered(workspace) == []


def test_what_the_rules_refuse_is_left_out(workspace):
    crossing = span_of(SECOND, "الكرخي مع", "PERSON", "x")
    unknown = span_of(SECOND, "أربيل", "CITY", "u")
    back = Relation("b", "g", "p", "PRESENT_IN")
    assert run(workspace, Marker(RANA, BASRA, crossing, unknown, relations=(back,))) == suggest.Predicted(1, 2, 0)


def test_documents_with_final_gold_are_left_alone_unless_they_are_named(workspace):
    done = {"id": "d", "op": "set_status", "status": "done"}
    for person in (workspace.ali, workspace.zainab):
        workspace.change(person, done)
    review.merge(workspace.db, workspace.salma, "first")
    review.finalise(workspace.db, workspace.salma, "first")
    model = Marker()
    assert suggest.suggest_by_model(workspace.db, workspace.salma, model, "ner").documents == 1
    assert model.seen == ["second"]
    run(workspace, model, "first")
    assert model.seen == ["second", "first"]


def test_a_bad_name_an_unknown_document_and_a_folder_without_a_model_are_refused(workspace, tmp_path):
    for name in ("", "a:b", " x", "x" * 61):
        with pytest.raises(BadRequest):
            suggest.suggest_by_model(workspace.db, workspace.salma, Marker(), name)
    with pytest.raises(NotFound):
        run(workspace, Marker(), "none")
    with pytest.raises(BadRequest):
        suggest.load_model(tmp_path)
