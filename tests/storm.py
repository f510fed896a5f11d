"""A storm for the canvas: random edits by keyboard while the network, the server, the tab and the sign-in come and go.

What the screen says in the end must be what the server holds; the server is killed with SIGKILL, the network is cut in
the browser, the tab is reloaded, the session's cookie is taken away once.
"""

import random
from collections import Counter

from playwright.sync_api import Page, expect

from tests.fixtures import PASSWORD
from tests.test_survival import Server

KEYS = ["g", "p", "o", "l", "Delete", "u", "u", "y", "BracketLeft", "BracketRight", "r", "Semicolon", "Equal"]
MOVES = ["ArrowLeft", "ArrowLeft", "ArrowRight", "Shift+ArrowLeft", "Tab", "Control+ArrowLeft", "Home"]
SCREEN = """() => [...document.querySelectorAll("#spans .row, #relations .row")]
  .map((row) => [row.dataset.kind, row.dataset.id, row.querySelector(".chip")?.className ?? ""].join(" ")).sort()"""
SETTLED = "new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 50))))"
ONLINE = "window.dispatchEvent(new Event('online'))"
DOWN = 6
"""Edits between a kill of the server and its return."""


def sign_in(page: Page) -> None:
    """Ali signs in."""
    page.goto("/sign-in")
    page.fill("[name=name]", "ali")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#content h1")


def shown(page: Page) -> list[str]:
    """What the screen says, after the list has followed."""
    page.evaluate(SETTLED)
    found: list[str] = page.evaluate(SCREEN)
    return found


def held(page: Page) -> list[str]:
    """What the server holds, in the words of the screen."""
    found = page.request.get("/api/v1/documents/first").json()
    spans = [f"span {span['id']} chip label-{span['label']}" for span in found["spans"]]
    return sorted([*spans, *(f"relation {relation['id']} " for relation in found["relations"])])


class Storm:
    """Ali at the first article, in bad weather."""

    def __init__(self, page: Page, server: Server, seed: int) -> None:
        self.page, self.server, self.chance = page, server, random.Random(seed)
        self.down = 0
        self.happened: Counter[str] = Counter()

    def rage(self, edits: int) -> None:
        """So many edits; afterwards everything is there again and nothing waits."""
        for number in range(edits):
            self._edit()
            self._weather()
            if number == edits // 2:
                self._expire()
        self._calm()

    def _edit(self) -> None:
        """Go somewhere and do something."""
        for _ in range(self.chance.randint(1, 3)):
            self.page.keyboard.press(self.chance.choice(MOVES))
        self.page.keyboard.press(self.chance.choice(KEYS))
        self.happened["edits"] += 1

    def _weather(self) -> None:
        """Perhaps something happens to the network, the server or the tab."""
        if self.chance.random() < 0.2:
            self.page.context.set_offline(self.chance.random() < 0.5)
            self.happened["switches of the network"] += 1
        if self.down:
            self.down -= 1
            if not self.down:
                self.server.start()
        elif self.chance.random() < 0.03:
            self.server.kill()
            self.down = DOWN
            self.happened["kills of the server"] += 1
        elif self.chance.random() < 0.04:
            self._reload()

    def _reload(self) -> None:
        """Reload; without a network there is no page, so it comes back first."""
        self.page.context.set_offline(False)
        self.page.reload()
        self.page.locator("#text").focus()
        self.happened["reloads"] += 1

    def _expire(self) -> None:
        """The session ends; what is done then waits until ali has signed in again in another tab."""
        self._calm()
        self.page.context.clear_cookies()
        for _ in range(5):
            self._edit()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("g")
        self.page.keyboard.press("l")
        expect(self.page.locator("#saved")).to_have_attribute("data-state", "signed-out")
        other = self.page.context.new_page()
        sign_in(other)
        other.close()
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")
        self.happened["ends of the session"] += 1

    def _calm(self) -> None:
        """The server and the network are there, and everything is saved."""
        if self.down:
            self.server.start()
            self.down = 0
        self.page.context.set_offline(False)
        self.page.evaluate(ONLINE)
        expect(self.page.locator("#saved")).to_have_attribute("data-state", "saved", timeout=20_000)
