"""Work that is changed elsewhere while it is open: the page takes it in, and keeps what was done in it."""

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures import Workspace, add_span
from tests.web.test_canvas import address, choose, opened, page, saved
from workbench.actions import search
from workbench.actions.search import Target

pytestmark = pytest.mark.browser

__all__ = ["address", "page"]  # fixtures


def relabel(workspace: Workspace, label: str) -> None:
    """A bulk fix of one's own mark, as from another tab."""
    search.fix(workspace.db, workspace.ali, "ali", "relabel", label, [Target("first", "b")])


def test_a_bulk_fix_shows_at_the_next_saving_and_at_the_next_look(page: Page, workspace: Workspace):
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    opened(page, "first")
    expect(page.locator("#spans li")).to_have_count(1)
    choose(page, "واشنطن")
    relabel(workspace, "FAC")  # after the page was turned to, so that only saving can tell
    with page.expect_navigation():
        page.keyboard.press("g")
    expect(page.locator("#said")).to_contain_text("was changed elsewhere")
    expect(page.locator("#spans li")).to_have_count(2)
    assert sorted(span["label"] for span in saved(page, "first")["spans"]) == ["FAC", "GPE"]
    relabel(workspace, "GOV")
    with page.expect_navigation():
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#spans")).to_contain_text("بغداد")
    page.reload()
    expect(page.locator("#said")).not_to_contain_text("was changed elsewhere")
