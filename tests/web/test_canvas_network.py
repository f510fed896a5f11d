"""Nothing is lost: edits at random while the network and the server come and go, with reloads in between."""

import pytest
from playwright.sync_api import expect

from tests.storm import ONLINE, Storm, held, shown, sign_in
from tests.test_survival import Server
from workbench.actions.workspace import check

pytestmark = pytest.mark.browser

EDITS = 200
"""`make bench` makes 500."""


@pytest.fixture
def server(workspace):
    """A server process that can be killed, and is in the end."""
    found = Server(workspace.path)
    found.start()
    yield found
    found.kill()


@pytest.fixture
def page(chromium, server):
    """Ali's page at the first article, in which no script may fail."""
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", reduced_motion="reduce")
    found = context.new_page()
    problems = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    sign_in(found)
    found.goto("/documents/first")
    found.locator("#text").focus()
    yield found
    context.close()
    assert problems == []


@pytest.mark.slow
def test_the_server_holds_what_the_screen_says_whatever_happens(page, server, workspace):
    storm = Storm(page, server, seed=14)
    storm.rage(EDITS)
    assert storm.happened["kills of the server"] > 1
    assert storm.happened["ends of the session"] == 1
    screen = shown(page)
    assert screen == held(page)
    assert len(screen) > 2
    page.reload()
    assert shown(page) == screen
    assert list(check(workspace.db)) == []


def test_a_lost_answer_to_an_undo_is_made_up_for(page):
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("g")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    page.reload()
    lost: list[int] = []

    def deliver_and_lose(route):
        if not lost:
            lost.append(route.fetch().status)
        route.abort()

    page.route("**/changes", deliver_and_lose)
    page.locator("#text").focus()
    page.keyboard.press("u")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.unroute("**/changes", deliver_and_lose)
    page.evaluate(ONLINE)
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    expect(page.locator(".mark:not(.ghost)")).to_have_count(0)
    assert held(page) == []


def test_an_undo_of_which_only_the_server_knows_is_announced_when_it_has_answered(page):
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("g")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    page.reload()
    page.locator("#text").focus()
    page.context.set_offline(True)
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("The server takes it back")
    page.context.set_offline(False)
    page.evaluate(ONLINE)
    expect(page.locator("#live")).to_have_text("Undone.")
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("Taken back")
