"""The report in a real Chromium: a number opens its list and gets the focus back, differences are walked by key."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.checked import AXE, FAULTS
from tests.web.team import reader
from tests.web.test_browser import enter

__all__ = ["reader"]  # fixtures
pytestmark = pytest.mark.browser

PAGE = "/review/agreement"
PAGES = (PAGE, f"{PAGE}/people/ali", f"{PAGE}/documents/team-1?one=ali&other=noor", f"{PAGE}/differences")


@pytest.fixture
def page(reader, window) -> Page:
    """A supervisor's page."""
    return enter(window(), "salma")


def test_a_number_opens_its_list_and_gets_the_focus_back(page):
    page.goto(PAGE)
    number = page.locator("#part-sources .count-link").nth(1)
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog .list-title")).to_be_focused()
    expect(page.locator("dialog .difference")).to_have_count(int(number.text_content() or ""))
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(number).to_be_focused()


def test_a_choice_changes_the_report_and_the_address(page):
    page.goto(PAGE)
    page.get_by_label("zainab").uncheck()
    expect(page.locator("#part-sources tbody tr")).to_have_count(1)
    assert "owners=ali" in page.url
    page.locator("#part-sources .count-link").first.click()
    expect(page.locator("dialog .list-title")).to_be_visible()


def test_differences_are_walked_by_key_under_any_layout(page):
    page.goto(f"{PAGE}/documents/team-1?one=ali&other=noor")
    for key, place in (("n", 1), ("n", 2), ("p", 1), ("p", "last")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_have_class("difference")
        shown = page.locator(".beside > .difference")
        expected = shown.last if place == "last" else shown.nth(int(place) - 1)
        expect(expected).to_be_focused()
    before = page.locator(".compared > li:visible").count()
    page.get_by_label("Only where they differ").check()
    assert page.locator(".compared > li:visible").count() < before


@pytest.mark.parametrize(("language", "theme", "width"), [("ar", "dark", 360), ("en", "light", 1440)])
def test_the_report_shuts_nobody_out(reader, window, language, theme, width):
    page = enter(window(color_scheme=theme, viewport={"width": width, "height": 900}), "salma")
    if language == "ar":
        page.get_by_role("button", name="العربية").click()
    for path in PAGES:
        page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert "\n".join(page.evaluate(FAULTS)) == "", path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
