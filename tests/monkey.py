"""Somebody who presses keys at random: every key of the canvas, whatever is open, so also into what takes text.

What the screen says must be what the server holds, however it came about; undo must lead back to the start, and redo
to where one was.
"""

import random
from collections import Counter
from typing import Any

from playwright.sync_api import Page, expect

from tests.storm import SETTLED, sign_in

LEAVING = {"next", "previous", "next-open", "help"}
"""These open another page, or what changes the keys."""
OFTEN = {
    "go-left": 20,
    "next-name": 20,
    "relate": 12,
    "next-span": 8,
    "accept-all": 12,
    "accept-every": 4,
    "undo": 6,
    "redo": 4,
}
"""How often an action is done against the others; finishing closes the article, and is rare."""
LABELS = 1.5
OUTSIDE = 15
"""Keys after which one is in the text again."""
BATCH = 20

KEYS = """() => [...document.querySelectorAll(".key-table tr")].map(({ dataset }) =>
  [dataset.row, dataset.keys.split(" ")])"""
ITEMS = """() => [...document.querySelectorAll("#spans .row, #relations .row")].map((row) => [
  row.dataset.id,
  row.closest("[data-type]")?.dataset.type ?? row.querySelector(".chip").className.replace("chip label-", ""),
  ...[...row.querySelectorAll(".surface")].map((one) => one.textContent),
].join(" | ")).sort()"""
CLOSED = """() => { for (const one of document.querySelectorAll("dialog[open]")) one.close(); }"""


class Monkey:
    """Ali, at random, at an open article."""

    def __init__(self, page: Page, document: str, seed: int) -> None:
        self.page, self.document, self.chance = page, document, random.Random(seed)
        self.happened: Counter[str] = Counter()
        rows: list[tuple[str, list[str]]] = page.evaluate(KEYS)
        weights = {key: OFTEN.get(row, 2) / len(keys) for row, keys in rows if row not in LEAVING for key in keys}
        schema = page.request.get("/api/v1/schema").json()
        weights |= {f"Key{kind['key'].upper()}": LABELS for kind in [*schema["entities"], *schema["relations"]]}
        self.keys, self.weights = list(weights), list(weights.values())

    def press(self, count: int) -> None:
        """So many keys."""
        for number, key in enumerate(self.chance.choices(self.keys, self.weights, k=count)):
            if number % OUTSIDE == 0:
                self.come_back()
            self.page.keyboard.press(key.replace("Ctrl", "Control"))
            self.happened["keys"] += 1
        self.come_back()

    def come_back(self) -> None:
        """To the text of the article, from wherever the keys led."""
        if "/sign-in" in self.page.url:
            sign_in(self.page)
        if not self.page.url.split("?")[0].endswith(f"/documents/{self.document}"):
            self.page.goto(f"/documents/{self.document}")
            self.happened["returns"] += 1
        self.page.evaluate(CLOSED)
        self.page.locator("#text").focus()

    def shown(self) -> list[str]:
        """What the screen says, once nothing waits."""
        expect(self.page.locator("#saved")).to_have_attribute("data-state", "saved")
        self.page.evaluate(SETTLED)
        found: list[str] = self.page.evaluate(ITEMS)
        return found

    def held(self) -> list[str]:
        """What the server holds, in the words of the screen."""
        found = self._asked()
        text = {span["id"]: span["text"] for span in found["spans"]}
        links = [(one["id"], one["label"], text[one["head"]], text[one["tail"]]) for one in found["relations"]]
        spans = [(one["id"], one["label"], one["text"]) for one in found["spans"]]
        return sorted(" | ".join(one) for one in [*spans, *links])

    def reopen(self) -> None:
        """Where a key has finished the article, it is open again."""
        if self._asked()["status"] == "done":
            self.page.keyboard.press("Control+Enter")

    def go_all_the_way(self, key: str) -> None:
        """Undo or redo until nothing changes any more."""
        revision = -1
        self.page.keyboard.press("Escape")
        while revision != (revision := self._asked()["revision"]):
            for _ in range(BATCH):
                self.page.keyboard.press(key)
                self.happened[key] += 1

    def _asked(self) -> dict[str, Any]:
        expect(self.page.locator("#saved")).to_have_attribute("data-state", "saved")
        found: dict[str, Any] = self.page.request.get(f"/api/v1/documents/{self.document}").json()
        return found
