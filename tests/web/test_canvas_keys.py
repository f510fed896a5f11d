"""The keyboard path: sentences, entities by side, going round nested ones, repeating; and keys that a person chose."""

import pytest
from playwright.sync_api import expect

from tests.web.test_canvas import address, choose, opened, page, related, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def nested(page):
    """The first article with one entity inside another; the inner in focus."""
    choose(opened(page, "first"), "وزارة")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("s")
    choose(page, "العراقية")
    page.keyboard.press("i")
    return page


def test_left_goes_on_by_sentence_and_by_entity_in_arabic(page):
    nested(page)
    said = page.locator("#live")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+ArrowLeft")
    expect(said).to_contain_text("قال")
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(said).to_contain_text("وزارة الدفاع العراقية")
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(page.locator(".mark.focused.label-NORP")).to_have_count(1)
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator(".mark.focused.label-GOV")).to_have_count(1)
    page.keyboard.press("Control+ArrowRight")
    expect(said).to_contain_text("قال")


def test_enter_goes_round_the_entities_at_the_cursor(page):
    nested(page)
    page.keyboard.press("Escape")
    for label in ("NORP", "GOV", "NORP"):
        page.keyboard.press("Enter")
        expect(page.locator(f".mark.focused.label-{label}")).to_have_count(1)


def test_the_last_label_and_the_last_relation_are_given_again(page):
    related(page).keyboard.press("Escape")
    choose(page, "العراق")
    page.keyboard.press("Semicolon")
    assert sorted(span["label"] for span in saved(page, "first")["spans"]) == ["GPE", "PERSON", "PERSON"]
    page.keyboard.press("g")
    page.keyboard.press("Home")
    page.locator(".tag.label-PERSON").first.click()
    page.keyboard.press("r")
    page.keyboard.press("i")
    page.locator(".tag.label-PERSON").first.click()
    page.keyboard.press("Semicolon")
    page.keyboard.press("Semicolon")
    assert [relation["label"] for relation in saved(page, "first")["relations"]] == ["PRESENT_IN"] * 2


def test_a_key_is_changed_kept_for_the_person_and_given_back(page):
    opened(page, "first").keyboard.press("F1")
    change = page.locator("[data-key='change-key arcs']")
    change.click()
    page.keyboard.press("g")
    expect(page.locator("#key-said")).to_contain_text("already")
    page.keyboard.press("F8")
    expect(page.locator("#key-said")).to_contain_text("F8")
    page.locator("[data-key='change-key next']").click()
    page.keyboard.press("F9")
    page.reload()
    expect(page.locator("[data-shortcut=next]")).to_have_attribute("aria-keyshortcuts", "F9")
    shown = page.locator("[data-action=arcs]")
    expect(shown).to_have_attribute("aria-keyshortcuts", "F8")
    page.keyboard.press("F1")
    page.locator("[data-key='reset-key next']").click()
    page.locator("[data-key='reset-key arcs']").click()
    expect(page.locator("#key-said")).not_to_be_empty()
    expect(page.locator("[data-key='reset-key arcs']")).to_have_count(0)
    expect(page.locator("#key-reset")).to_be_hidden()


def test_every_action_stands_once_in_the_overlay(page):
    opened(page, "first").keyboard.press("F1")
    names = page.locator(".key-table th").all_text_contents()
    rows = page.locator(".key-table tr").evaluate_all("(all) => all.map((row) => row.dataset.row)")
    assert len(set(rows)) == len(rows) == len(names) > 40
    assert len(set(names)) == len(names)
