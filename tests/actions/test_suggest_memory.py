"""The memory of names: forms of a name, what was passed over, the article itself, and what the rules allow."""

import pytest

from tests.fixtures import FIRST, Workspace, add_span
from workbench.actions import suggest, transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL


def bring(workspace: Workspace, id: str, text: str) -> str:
    """An article of one's own."""
    assert not transfer.import_text(workspace.db, SHELL, Decoded(text), f"{id}.txt").problems
    return id


def mark(workspace: Workspace, document: str, text: str, surface: str, label: str) -> None:
    """Ali marks the first place of a name."""
    workspace.change(workspace.ali, add_span(surface, label, f"s-{surface}", text=text), document=document)


def finish(workspace: Workspace, document: str) -> None:
    workspace.change(workspace.ali, {"id": "done", "op": "set_status", "status": "done"}, document=document)


def offered(workspace: Workspace, document: str, *, wishes: bool = False) -> list[tuple[str, str, str]]:
    """Surface, label and source of what is suggested to Ali."""
    found = suggest.offers(workspace.db, workspace.ali, document, wishes=wishes)
    return [(found.document.text[one.start : one.end], one.label, one.source) for one in found.spans]


def test_another_form_of_a_name_is_offered_with_less_certainty(workspace):
    text = "قال مسؤول عراقي إن المباحثات مثمرة.\n"
    mark(workspace, bring(workspace, "one", text), text, "عراقي", "NORP")
    bring(workspace, "two", "الجنود العراقيون ومسؤول عراقي آخر.\n")
    found = suggest.offers(workspace.db, workspace.ali, "two").spans
    assert [(one.label, one.score) for one in found] == [("NORP", 0.333), ("NORP", 0.5)]


def test_a_form_that_is_known_itself_is_judged_by_itself(workspace):
    text = "وفد عراقي في البلاد، والعراقية قناة.\n"
    bring(workspace, "one", text)
    mark(workspace, "one", text, "عراقي", "NORP")
    mark(workspace, "one", text, "العراقية", "MEDIA")
    bring(workspace, "two", "قالت العراقية ذلك.\n")
    assert offered(workspace, "two") == [("العراقية", "MEDIA", "memory")]


@pytest.mark.parametrize(("times", "suggested"), [(1, 1), (2, 0)])
def test_a_name_that_is_mostly_left_unmarked_is_not_offered(workspace, times, suggested):
    text = "قال الناطق" + " ثم قال الناطق" * times + "\n"
    mark(workspace, bring(workspace, "one", text), text, "الناطق", "ROLE")
    bring(workspace, "two", "صرّح الناطق أمس.\n")
    assert len(offered(workspace, "two")) == 1, "unfinished work says nothing of what is unmarked"
    finish(workspace, "one")
    assert len(offered(workspace, "two")) == suggested


def test_what_was_passed_over_in_other_finished_articles_counts_too(workspace):
    text = "صرّح الناطق أمس.\n"
    mark(workspace, bring(workspace, "one", text), text, "الناطق", "ROLE")
    for id in ("two", "three"):
        bring(workspace, id, text)
        finish(workspace, id)
    bring(workspace, "four", text)
    assert offered(workspace, "four") == []


def test_only_the_last_finished_articles_are_asked(workspace, monkeypatch):
    text = "صرّح الناطق أمس.\n"
    mark(workspace, bring(workspace, "one", text), text, "الناطق", "ROLE")
    for id in ("two", "three", "four"):
        bring(workspace, id, text)
    finish(workspace, "two")
    finish(workspace, "three")
    monkeypatch.setattr("workbench.actions.suggest.memory.LETTERS", len(text))
    assert len(offered(workspace, "four")) == 1


def test_the_article_itself_offers_what_is_marked_in_it_but_not_to_a_page_that_knows(workspace):
    text = "زار الوزير البصرة ثم عاد من البصرة إلى البصرة.\n"
    mark(workspace, bring(workspace, "one", text), text, "البصرة", "GPE")
    assert offered(workspace, "one") == [("البصرة", "GPE", "document")] * 2
    assert offered(workspace, "one", wishes=True) == []


def test_a_name_that_is_rejected_stays_away_from_all_of_the_article(workspace):
    text = "زار الوزير البصرة ثم عاد من البصرة.\n"
    mark(workspace, bring(workspace, "one", text), text, "البصرة", "GPE")
    bring(workspace, "two", text)
    assert len(offered(workspace, "two")) == 2
    given = {"reject": [{"key": "GPE البصره", "label": "GPE", "source": "memory", "name": "البصره"}]}
    suggest.reject(workspace.db, workspace.ali, "two", given)
    assert offered(workspace, "two") == offered(workspace, "two", wishes=True) == []


def test_a_rejection_without_a_name_has_that_of_its_place(workspace):
    text = "زار الوزير البصرة.\n"
    mark(workspace, bring(workspace, "one", text), text, "البصرة", "GPE")
    for id in ("two", "three"):
        bring(workspace, id, text)
        [one] = suggest.offers(workspace.db, workspace.ali, id).spans
        given = {"key": one.key, "label": "GPE", "source": "memory"}
        far = {"key": "ghost GPE 900-999", "label": "GPE", "source": "memory"}
        suggest.reject(workspace.db, workspace.ali, id, {"reject": [given, far]})
    bring(workspace, "four", text)
    assert offered(workspace, "four") == []


def test_what_is_offered_may_be_accepted_whole(workspace):
    text = "وزارة الدفاع العراقية، ووزارة الدفاع.\n"
    bring(workspace, "one", text)
    for surface, label in (("وزارة الدفاع العراقية", "GOV"), ("العراقية", "NORP")):
        mark(workspace, "one", text, surface, label)
    bring(workspace, "two", text)
    second = "عن وزارة الدفاع قيل.\n"
    mark(workspace, bring(workspace, "three", second), second, "وزارة الدفاع", "GOV")
    found = suggest.offers(workspace.db, workspace.ali, "two").spans
    assert [text[one.start : one.end] for one in found] == ["وزارة الدفاع العراقية", "العراقية", "وزارة الدفاع"]
    assert len(suggest.offers(workspace.db, workspace.ali, "two", wishes=True).spans) == 4
    adds = [
        {
            "id": one.key,
            "op": "add_span",
            "span": {"id": one.key, "start": one.start, "end": one.end, "label": one.label},
        }
        for one in found
    ]
    workspace.change(workspace.ali, *adds, document="two")
    assert offered(workspace, "two") == []


def test_finished_work_is_offered_nothing(workspace):
    workspace.change(workspace.ali, add_span("واشنطن", "GPE", "w"))
    bring(workspace, "one", FIRST)
    finish(workspace, "one")
    assert offered(workspace, "one") == []
    assert offered(workspace, "one", wishes=True) == [("واشنطن", "GPE", "memory")]
