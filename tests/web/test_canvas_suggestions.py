"""Suggestions in a real browser: shown, accepted, rejected and taken back by keys, never sent by themselves."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Workspace
from tests.web.test_canvas import address, choose, opened, page, saved
from workbench.actions import suggest, transfer
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


def test_names_seen_before_come_with_their_source_and_a_rejected_one_stays_away_on_every_device(page, workspace):
    for name in ("before", "names"):
        assert not transfer.import_text(workspace.db, SHELL, Decoded(ARTICLE), f"{name}.txt").problems
    start = ARTICLE.index("بغداد")
    span = {"id": "b", "start": start, "end": start + 5, "label": "GPE"}
    workspace.change(workspace.ali, {"id": "c", "op": "add_span", "span": span}, document="before")
    opened(page, "names")
    expect(page.locator(".ghost[data-span]")).to_have_count(4)
    expect(page.locator("#ghost-rows .from")).to_contain_text(re.compile("ورد من قبل|seen before"))
    page.locator("#text").focus()
    with page.expect_response("**/rejections") as told:
        page.keyboard.press("Period")
        page.keyboard.press("Delete")
    assert told.value.status == 200
    page.evaluate("localStorage.clear()")
    opened(page, "names")
    expect(page.locator(".ghost[data-span]")).to_have_count(3)
    page.locator("#text").focus()
    page.keyboard.press("Shift+Equal")
    expect(page.locator(".ghost[data-span]")).to_have_count(0)
    assert surfaces(page) == ["بغداد", "بغداد", "بغــداد"]
    page.keyboard.press("u")
    expect(page.locator(".ghost[data-span]")).to_have_count(3)
    logged = workspace.db.execute("SELECT DISTINCT source, score FROM change WHERE source IS NOT NULL").fetchall()
    assert logged == [("memory", 0.333)], "one mention, one rejection, one reader against it"
    took = workspace.db.execute("SELECT keys FROM change WHERE source = 'memory' ORDER BY revision").fetchall()
    assert took == [(1,), (0,), (0,)], "one key for all three"


def test_a_document_that_goes_without_shows_nothing(page, workspace):
    suggest.set_share_without(workspace.db, workspace.salma, 100)
    assert not transfer.import_text(workspace.db, SHELL, Decoded(ARTICLE), "names.txt").problems
    opened(page, "names")
    choose(page, "بغداد")
    page.keyboard.press("g")
    expect(page.locator("#spans li")).to_have_count(1)
    expect(page.locator(".ghost[data-span]")).to_have_count(0)


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


def test_a_rejection_is_undone_and_redone_like_any_other_step(article):
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
    article.keyboard.press("y")
    expect(ghosts).to_have_count(3)
    assert surfaces(article) == ["بغداد"]
    article.keyboard.press("y")
    expect(ghosts).to_have_count(2)
    expect(article.locator("#live")).to_have_text("Redone.")
    article.keyboard.press("y")
    expect(ghosts).to_have_count(1)
    assert surfaces(article) == ["بغداد", "بغداد"]


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
    expect(article.locator("#ghosts")).to_be_hidden()
    assert saved(article, "names")["status"] == "done"


def test_nothing_odd_finishes_at_once(article):
    article.keyboard.press("Control+Enter")
    assert saved(article, "names")["status"] == "done"
