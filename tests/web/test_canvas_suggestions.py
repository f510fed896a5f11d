"""Suggestions in a real browser: shown, accepted, rejected and taken back by keys, never sent by themselves."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Workspace
from tests.web.test_canvas import address, choose, opened, page, saved
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

pytestmark = pytest.mark.browser

__all__ = ["address", "page"]  # fixtures

ARTICLE = (
    "وزارة الدفاع العراقية في بغداد\n"
    "قال سامر في بغداد إن وزارة الدفاع العراقية ترحب، وبغداد أيضًا. وقال مع بغــداد وللولايات المتحدة موقف.\n"
    "والولايات المتحدة شريك.\n"
)


@pytest.fixture
def article(page: Page, workspace: Workspace) -> Page:
    """The page at an article in which names come back."""
    assert not transfer.import_text(workspace.db, SHELL, Decoded(ARTICLE), "names.txt").problems
    return opened(page, "names")


def surfaces(page: Page) -> list[str]:
    """What the server holds, in order."""
    spans: list[dict[str, Any]] = sorted(saved(page, "names")["spans"], key=lambda span: span["start"])
    return [span["text"] for span in spans]


def test_a_name_is_suggested_elsewhere_accepted_at_once_and_taken_back_in_one_step(article):
    choose(article, "بغداد")
    article.keyboard.press("g")
    expect(article.locator(".ghost[data-span]")).to_have_count(3)
    assert surfaces(article) == ["بغداد"]
    article.keyboard.press("Equal")
    expect(article.locator(".ghost[data-span]")).to_have_count(0)
    assert surfaces(article) == ["بغداد", "بغداد", "بغداد", "بغــداد"]
    article.keyboard.press("Control+z")
    assert surfaces(article) == ["بغداد"]
    article.keyboard.press("Control+y")
    assert len(surfaces(article)) == 4


def test_suggestions_are_gone_through_accepted_and_rejected_one_by_one(article):
    choose(article, "بغداد")
    article.keyboard.press("g")
    article.keyboard.press("Period")
    expect(article.locator(".ghost.focused")).to_have_count(1)
    article.keyboard.press("Delete")
    article.keyboard.press("Enter")
    article.keyboard.press("Minus")
    assert surfaces(article) == ["بغداد", "بغداد"]
    expect(article.locator(".ghost[data-span]")).to_have_count(0)
    article.reload()
    expect(article.locator(".mark")).to_have_count(2)
    article.keyboard.press("Period")
    expect(article.locator("#live")).to_have_text("There is nothing to suggest here.")


def test_a_rejection_is_taken_back_like_any_other_step(article):
    choose(article, "بغداد")
    article.keyboard.press("g")
    article.keyboard.press("Period")
    article.keyboard.press("Delete")
    article.keyboard.press("Enter")
    ghosts = article.locator(".ghost[data-span]")
    expect(ghosts).to_have_count(1)
    article.keyboard.press("u")
    expect(ghosts).to_have_count(2)
    assert surfaces(article) == ["بغداد"]
    article.keyboard.press("u")
    expect(ghosts).to_have_count(3)
    expect(article.locator(".ghost.focused")).to_have_count(1)
    assert surfaces(article) == ["بغداد"]
    article.keyboard.press("u")
    assert surfaces(article) == []


def test_a_second_click_on_a_suggestion_accepts_it(article):
    choose(article, "بغداد")
    article.keyboard.press("g")
    box = article.locator(".ghost[data-span]").first.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    article.mouse.click(*middle)
    expect(article.locator(".ghost.focused")).to_have_count(1)
    assert len(surfaces(article)) == 1
    article.wait_for_timeout(600)  # else it were a double click, which chooses the word
    article.mouse.click(*middle)
    assert len(surfaces(article)) == 2


def test_the_article_that_lost_its_alef_is_recognised(article):
    choose(article, "الولايات")
    article.keyboard.press("Shift+ArrowLeft")
    article.keyboard.press("g")
    expect(article.locator("#ghost-rows li")).to_have_count(1)
    article.keyboard.press("Equal")
    assert surfaces(article) == ["لولايات المتحدة", "الولايات المتحدة"]


def test_a_nesting_suggests_its_relation(article):
    choose(article, "وزارة")
    article.keyboard.press("Shift+ArrowLeft")
    article.keyboard.press("Shift+ArrowLeft")
    article.keyboard.press("s")
    article.keyboard.press("ArrowLeft")
    article.keyboard.press("i")
    expect(article.locator(".arc.ghost")).to_have_count(1)
    article.keyboard.press("Equal")
    expect(article.locator(".ghost[data-span]")).to_have_count(1)
    assert saved(article, "names")["relations"] == []
    article.locator("#ghost-rows .sign").first.click()
    assert len(surfaces(article)) == 4
    article.keyboard.press("Period")
    article.keyboard.press("Shift+Enter")
    assert [one["label"] for one in saved(article, "names")["relations"]] == ["OF_COUNTRY", "OF_COUNTRY"]
    article.keyboard.press("u")
    assert saved(article, "names")["relations"] == []
    article.keyboard.press("Period")
    article.keyboard.press("Minus")
    expect(article.locator(".arc.ghost")).to_have_count(0)


def test_a_proclitic_goes_in_and_out_and_is_warned_about_before_finishing(article):
    choose(article, "بغداد")
    article.keyboard.press("g")
    article.keyboard.press("Equal")
    article.keyboard.press("Tab")
    article.keyboard.press("Tab")
    article.keyboard.press("Backslash")
    assert surfaces(article)[2] == "وبغداد"
    expect(article.locator(".tag.odd")).to_have_count(1)
    article.keyboard.press("Escape")
    article.keyboard.press("Shift+W")
    expect(article.locator(".mark.odd.focused")).to_have_count(1)
    article.keyboard.press("Control+Enter")
    expect(article.locator("#finish-list button")).to_have_count(1)
    article.locator("#finish-list button").click()
    expect(article.locator("#finish-check")).to_be_hidden()
    article.keyboard.press("Backslash")
    assert surfaces(article)[2] == "بغداد"
    article.keyboard.press("Backslash")
    article.keyboard.press("Control+Enter")
    article.locator("#finish-check [value=finish]").click()
    assert saved(article, "names")["status"] == "done"
    expect(article.locator("#ghosts")).to_be_hidden()


def test_nothing_odd_finishes_at_once(article):
    article.keyboard.press("Control+Enter")
    assert saved(article, "names")["status"] == "done"
