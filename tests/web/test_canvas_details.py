"""Everything about one annotation in place: the panel beside a mark, its fields and its history."""

import pytest
from playwright.sync_api import expect

from tests.web.test_canvas import address, boxes, choose, meet, opened, page, related, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def labelled(page):
    """The first article with a city in it, in focus."""
    choose(opened(page, "first"), "بغداد")
    page.keyboard.press("g")
    return page


def box(page, selector):
    """Where an element is, as the helpers of boxes want it."""
    found = page.locator(selector).bounding_box()
    return {"left": found["x"], "right": found["x"] + found["width"],
            "top": found["y"], "bottom": found["y"] + found["height"]}  # fmt: skip


def test_the_panel_opens_by_key_beside_the_mark_and_moves_no_letter(page):
    labelled(page)
    rows = boxes(page, 0, 100)
    page.keyboard.press("Space")
    panel = page.locator("#panel .panel")
    expect(panel).to_be_visible()
    expect(panel.locator(".history li")).to_have_count(1)
    assert boxes(page, 0, 100) == rows
    for mark in (".mark.focused", ".tag.focused"):
        assert not meet(box(page, "#panel .panel"), box(page, mark))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".mark.focused")).to_have_count(1)


def test_a_click_on_the_mark_in_focus_opens_it_and_another_chooses_the_word(page):
    labelled(page)
    found = box(page, ".mark.focused")
    spot = ((found["left"] + found["right"]) / 2, (found["top"] + found["bottom"]) / 2)
    page.mouse.click(*spot)
    expect(page.locator("#panel .panel")).to_be_visible()
    page.mouse.click(*spot)
    expect(page.locator("#panel .panel")).to_be_hidden()
    expect(page.locator(".selection")).to_have_count(1)


def test_note_and_knowledge_base_id_are_written_by_key(page):
    labelled(page).keyboard.press("e")
    page.keyboard.type("عاصمة")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+e")
    page.keyboard.type("Q1530")
    page.keyboard.press("Escape")
    [span] = saved(page, "first")["spans"]
    assert (span["note"], span["kb_id"]) == ("عاصمة", "Q1530")
    expect(page.locator("#text")).to_be_focused()


def test_the_history_says_who_did_what(page):
    labelled(page).keyboard.press("l")
    saved(page, "first")
    page.keyboard.press("Space")
    steps = page.locator("#panel .history li")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("Geopolitical entity became Location")
    expect(steps.first).to_contain_text("ali")
    page.keyboard.press("u")
    expect(steps).to_have_count(3)
    expect(steps.first).to_contain_text("Undo:")


def test_attributes_are_chosen_with_the_arrows(page):
    related(page).keyboard.press("r")
    page.keyboard.press("i")
    page.keyboard.press("Shift+E")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    [relation] = saved(page, "first")["relations"]
    assert relation["attributes"] == {"modality": "negated"}
    expect(page.locator(".arc.strong.modality-negated")).to_have_count(1)
    expect(page.locator(".arc-label").first).to_contain_text("(")


def test_what_was_being_written_is_saved_when_the_focus_moves_on(page):
    labelled(page).keyboard.press("e")
    page.keyboard.type("بعد")
    page.locator("#spans button").last.click()
    assert [span["note"] for span in saved(page, "first")["spans"]] == ["بعد"]
