"""The desk in a real browser: two articles adjudicated by keyboard alone, a source changed, merged again."""

import pytest
from playwright.sync_api import Page, expect

from tests.actions.desk import AGREED, WORKS_FOR, desk, finish, gold, links, stale
from tests.fixtures import PASSWORD, SECOND, Workspace, add_span
from tests.web.checked import AXE, FAULTS
from tests.web.test_canvas import address
from workbench.actions import review

__all__ = ["address"]  # a fixture
pytestmark = pytest.mark.browser

MINISTRY = "وزارة الدفاع العراقية"


@pytest.fixture
def world(workspace: Workspace) -> Workspace:
    """Two articles that ali and zainab have finished, with differences of every kind."""
    ali, zainab = workspace.ali, workspace.zainab
    finish(workspace, ali, *AGREED, add_span(MINISTRY, "GOV", "m"), add_span("واشنطن", "GPE", "c"))
    finish(workspace, zainab, *AGREED, add_span("وزارة الدفاع", "GOV", "m"), WORKS_FOR)
    for person, surface in ((ali, "رنا الكرخي"), (zainab, "رنا")):
        own = add_span(surface, "PERSON", "r", text=SECOND)
        workspace.change(person, own, {"id": "d", "op": "set_status", "status": "done"}, document="second")
    return workspace


@pytest.fixture
def page(chromium, address, world):
    """A window of salma's in which no script may fail."""
    context = chromium.new_context(base_url=address, locale="ar", viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    opened = context.new_page()
    opened.goto("/sign-in")
    opened.fill("[name=name]", "salma")
    opened.fill("[name=password]", PASSWORD)
    opened.keyboard.press("Enter")
    expect(opened.locator("h1")).to_be_visible()
    yield opened
    context.close()
    assert [words for words in complaints if "409" not in words] == []  # a refusal is an answer


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def said(page: Page, words: str) -> None:
    """Wait until the desk has said this aloud."""
    expect(page.locator("#live")).to_contain_text(words)


def left(page: Page, count: int) -> None:
    """Wait until so many conflicts are open."""
    expect(page.locator("#conflicts li")).to_have_count(count)


def first_by_keyboard(page: Page) -> None:
    """A side taken, a relation edited, a mark rejected with its reason; final."""
    page.goto("/review/articles/first/adjudicate")
    press(page, "Shift+M")
    left(page, 2)
    said(page, "Merged.")
    assert (page.locator(".side-0").count(), page.locator(".side-tag-1").count()) == (1, 1)
    press(page, "1")
    left(page, 2)
    expect(page.locator("#conflicts li").first).to_contain_text("…")
    press(page, "p", "e", "2")
    expect(page.locator("[data-choice='1']")).to_have_attribute("aria-pressed", "true")
    press(page, "Enter")
    left(page, 1)
    press(page, "c", "ArrowDown", "r")
    page.keyboard.type("ليست طرفًا هنا")
    press(page, "Escape", "g", "0")
    left(page, 0)
    press(page, "f")
    said(page, "Gold is final.")


def second_by_keyboard(page: Page) -> None:
    """A version of one's own, taken back, both sides merged; final."""
    page.goto("/review/articles/second/adjudicate")
    press(page, "Shift+M")
    left(page, 1)
    press(page, "e", "BracketRight", "o", "Enter")
    left(page, 0)
    press(page, "u")
    left(page, 1)
    press(page, "m")
    left(page, 0)
    press(page, "f")
    said(page, "Gold is final.")


def test_two_articles_are_adjudicated_by_keyboard_alone(page, world):
    first_by_keyboard(page)
    assert gold(world) == [("سامر الحلبي", "PERSON"), ("بغداد", "GPE"), (MINISTRY, "GOV")]
    assert len(links(world)) == 2
    kept = desk(world).decisions[-1]
    assert (kept.what, kept.category, kept.gap, kept.reason) == ("nothing", "particle", True, "ليست طرفًا هنا")
    second_by_keyboard(page)
    found = review.on_desk(world.db, world.salma, "second")
    assert found.gold is not None
    assert [span.text for span in found.gold.annotations.spans.values()] == ["رنا الكرخي"]
    edited = found.decisions[0].chosen.spans[0]
    assert (found.decisions[0].what, edited.text, edited.label) == ("edited", "رنا", "ORG")


def test_a_later_change_makes_its_item_stale_and_merging_again_asks_nothing_that_was_decided(page, world):
    first_by_keyboard(page)
    second_by_keyboard(page)
    finish(world, world.ali, {"id": "later", "op": "update_span", "span": {"id": "b", "label": "LOC"}})
    assert stale(world) == ["s20-25-GPE"]
    page.goto("/review/articles/first/adjudicate")
    expect(page.locator("#question div.stale")).to_contain_text("→")
    press(page, "Shift+M")
    said(page, "Merged.")
    left(page, 1)
    press(page, "3")  # keep what is in gold
    left(page, 0)
    assert stale(world) == []
    page.goto("/review/articles/second/adjudicate")
    press(page, "Shift+M")
    said(page, "Merged.")
    left(page, 0)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_desk_shuts_nobody_out(page, world, language):
    review.merge_all(world.db, world.salma)
    if language == "ar":
        page.get_by_role("button", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for path in ("/adjudication", "/review/articles/first/adjudicate"):
        page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate(FAULTS) == [], path
    press(page, "e")
    expect(page.locator("#question [data-action=save]")).to_be_visible()
    assert page.evaluate(FAULTS) == [], "editing"
    press(page, "Escape", "?")
    assert page.evaluate(FAULTS) == [], "the keys"
    for width in (360, 768, 3840):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_every_deed_is_also_a_button_and_names_can_be_hidden(page, world):
    review.merge(world.db, world.salma, "first")
    page.goto("/review/articles/first/adjudicate")
    page.locator("#names").click()
    expect(page.locator("#question .take").first).to_contain_text("A")
    assert "zainab" not in page.locator("#canvas").inner_text()
    page.locator("[data-action='take-2']").click()
    expect(page.locator("#decisions li")).to_have_count(1)
    page.locator("[data-action=edit]").click()
    page.locator("[data-action=cancel]").click()
    page.locator("#conflicts button").last.click()
    page.locator("[data-action=nothing]").click()
    expect(page.locator("#decisions li")).to_have_count(2)
    page.locator("details summary").first.click()
    page.locator("[data-undo]").first.click()
    said(page, "Taken back.")


def test_what_the_server_refuses_is_said_and_nothing_is_lost(page, world):
    review.merge(world.db, world.salma, "first")
    page.goto("/review/articles/first/adjudicate")
    press(page, "f")
    said(page, "still open")
    finish(world, world.ali, {"id": "later", "op": "update_span", "span": {"id": "m", "label": "ORG"}})
    press(page, "1")
    said(page, "is not open")
    left(page, 2)
