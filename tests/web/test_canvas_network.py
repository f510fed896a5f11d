"""Nothing is lost: edits at random while the network and the server come and go, with reloads in between."""

import random

import pytest
from playwright.sync_api import expect

from tests.fixtures import PASSWORD
from tests.test_survival import Server
from workbench.actions.workspace import check

pytestmark = pytest.mark.browser

EDITS = 60
KEYS = ["g", "p", "o", "l", "Delete", "u", "u", "y", "BracketLeft", "BracketRight", "r", "Semicolon"]
MOVES = ["ArrowLeft", "ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Tab", "Control+ArrowLeft", "Home"]
SCREEN = """() => [...document.querySelectorAll("#spans .row, #relations .row")]
  .map((row) => [row.dataset.kind, row.dataset.id, row.querySelector(".chip")?.className ?? ""].join(" ")).sort()"""


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
    found.goto("/sign-in")
    found.fill("[name=name]", "ali")
    found.fill("[name=password]", PASSWORD)
    found.press("[name=password]", "Enter")
    found.wait_for_selector("#content h1")
    found.goto("/documents/first")
    found.locator("#text").focus()
    yield found
    context.close()
    assert problems == []


def shown(page):
    """What the screen says, after the list has followed."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 50))))")
    return page.evaluate(SCREEN)


def held(page):
    """What the server holds, in the words of the screen."""
    found = page.request.get("/api/v1/documents/first").json()
    spans = [f"span {span['id']} chip label-{span['label']}" for span in found["spans"]]
    return sorted([*spans, *(f"relation {relation['id']} " for relation in found["relations"])])


def reloaded(page):
    """Reload, however the network is: without one there is no page, so it comes back first."""
    page.context.set_offline(False)
    page.reload()
    page.locator("#text").focus()


def edit(page, chance):
    """Go somewhere and do something."""
    for _ in range(chance.randint(1, 3)):
        page.keyboard.press(chance.choice(MOVES))
    page.keyboard.press(chance.choice(KEYS))


@pytest.mark.parametrize("seed", [3, 14])
def test_the_server_holds_what_the_screen_says_whatever_happens_to_the_network(page, server, workspace, seed):
    chance = random.Random(seed)
    for number in range(EDITS):
        edit(page, chance)
        if chance.random() < 0.3:
            page.context.set_offline(chance.random() < 0.6)
        if number % 20 == 10:
            server.kill()
        if number % 20 == 16:
            server.start()
            reloaded(page)
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved", timeout=15_000)
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
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    expect(page.locator(".mark:not(.ghost)")).to_have_count(0)
    assert held(page) == []
