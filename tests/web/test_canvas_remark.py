"""A comment to the supervisor: written in the bottom bar, kept like any change, shown on the review page."""

import pytest
from playwright.sync_api import expect

from tests.fixtures import PASSWORD
from tests.web.test_canvas import address, opened, page

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def test_a_comment_reaches_the_supervisor_as_it_was_written(page, chromium):
    opened(page, "first").keyboard.press("Shift+M")
    page.keyboard.type("أي لقاء؟ <b>x</b>")
    page.locator("#remark [value=save]").click()
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    page.reload()
    expect(page.locator("#remark-button")).to_have_attribute("data-filled", "")
    page.locator("#remark-button").click()
    expect(page.locator("#remark-text")).to_have_value("أي لقاء؟ <b>x</b>")
    origin = page.url.partition("/documents")[0]
    context = chromium.new_context(base_url=origin)
    review = context.new_page()
    review.goto("/sign-in")
    review.fill("[name=name]", "salma")
    review.fill("[name=password]", PASSWORD)
    review.press("[name=password]", "Enter")
    review.wait_for_url(f"{origin}/")
    review.goto("/review/articles/first")
    expect(review.locator(".comment")).to_contain_text("أي لقاء؟ <b>x</b>")
    context.close()


def test_a_comment_that_is_not_saved_is_not_kept(page):
    opened(page, "first").keyboard.press("Shift+M")
    page.keyboard.type("لا")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+M")
    expect(page.locator("#remark-text")).to_have_value("")
