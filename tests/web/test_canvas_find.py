"""Finding words in the article, spelling aside; what is found can be labelled at once."""

import pytest
from playwright.sync_api import expect

from tests.web.test_canvas import address, opened, page, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def test_words_are_found_whatever_their_spelling_and_labelled(page):
    opened(page, "nasty").keyboard.press("Slash")
    page.keyboard.type("محمد")
    expect(page.locator("#find-count")).to_have_text("1 of 1")
    expect(page.locator("#live")).to_contain_text("مُحَمَّدٌ")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    assert [span["text"] for span in saved(page)["spans"]] == ["مُحَمَّدٌ"]


def test_places_are_gone_through_both_ways_and_round(page):
    opened(page, "first").keyboard.press("Slash")
    page.keyboard.type("سامر")
    count = page.locator("#find-count")
    for key, said in (("Enter", "2 of 2"), ("F3", "1 of 2"), ("Shift+F3", "2 of 2"), ("Shift+Enter", "1 of 2")):
        page.keyboard.press(key)
        expect(count).to_have_text(said)
    assert page.evaluate("CSS.highlights.get('found').size") == 2
    page.keyboard.type("zzz")
    expect(count).to_have_text("Not found")
    page.locator("#find [value=close]").click()
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("F3")
    expect(page.locator("#find-field")).to_be_focused()


def test_the_browsers_own_find_sees_the_text(page):
    opened(page, "first")
    assert page.evaluate("window.find('سامر الحلبي')")
