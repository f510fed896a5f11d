"""Two tabs on one document: one edits, the other says why it does not and takes over when asked."""

import pytest
from playwright.sync_api import expect

from tests.web.test_canvas import address, choose, opened, page, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def test_the_second_tab_reads_until_it_takes_over(page):
    choose(opened(page, "first"), "بغداد")
    second = page.context.new_page()
    second.goto("/documents/first")
    expect(second.locator("#taken")).to_contain_text("open in another tab")
    expect(second.locator("#saved")).to_have_text("Reading only")
    choose(second, "بغداد")
    second.keyboard.press("g")
    expect(second.locator("#said")).not_to_be_empty()
    page.keyboard.press("g")
    second.locator("#taken button").click()
    expect(page.locator("#taken")).to_contain_text("taken over")
    expect(second.locator("#taken")).to_be_hidden()
    expect(second.locator(".mark:not(.ghost)")).to_have_count(1)
    second.locator(".tag:not(.ghost)").first.click()
    second.keyboard.press("l")
    assert [span["label"] for span in saved(second, "first")["spans"]] == ["LOC"]
    page.bring_to_front()
    page.keyboard.press("f")
    assert [span["label"] for span in saved(second, "first")["spans"]] == ["LOC"]


def test_work_that_waited_in_the_first_tab_is_sent_by_the_second(page):
    choose(opened(page, "first"), "بغداد")
    page.route("**/changes", lambda route: route.abort())
    page.keyboard.press("g")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    second = page.context.new_page()
    second.goto("/documents/first")
    second.locator("#taken button").click()
    expect(second.locator("#taken")).to_be_hidden()
    assert [span["text"] for span in saved(second, "first")["spans"]] == ["بغداد"]


def test_a_closed_or_reloaded_tab_gives_its_turn_back(page):
    opened(page, "first").reload()
    expect(page.locator("#taken")).to_be_hidden()
    second = page.context.new_page()
    page.close()
    second.goto("/documents/first")
    expect(second.locator("#saved")).to_have_text("Saved")
    expect(second.locator("#taken")).to_be_hidden()


def test_without_locks_of_the_browser_the_second_tab_reads_too(page):
    page.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    opened(page, "first")
    second = page.context.new_page()
    second.goto("/documents/first")
    expect(second.locator("#taken")).to_contain_text("open in another tab")
    second.locator("#taken button").click()
    expect(page.locator("#taken")).to_contain_text("taken over")
    expect(second.locator("#taken")).to_be_hidden()
