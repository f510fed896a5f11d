"""The tasks of docs/comparison.md: how many actions each takes by mouse and by keyboard, and how long one waits.

A click, a drag and a key are one action each. The wait is from the last of them to the frame that shows what it did.
"""

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench_canvas import SIZES, browser_path, served, signed_in
from tests.bench_mouse import EDGES

FIRST, SECOND, TITLE = (0, 5), (6, 12), (0, 12)
"""The words of the title, of which the first is an entity already, and the title."""
WATCH = """() => {
  for (const kind of ["keydown", "pointerup", "click"]) {
    addEventListener(kind, () => {
      const began = performance.now();
      requestAnimationFrame(() => setTimeout(() => (window.waited = performance.now() - began)));
    }, true);
  }
}"""
TOPMOST = """(label) => [...document.querySelectorAll(`.tag.label-${label}`)].map((tag) => tag.getBoundingClientRect())
  .sort((a, b) => a.top - b.top).map((box) => [box.left + box.width / 2, box.top + box.height / 2])[0]"""
SETTLED = "new Promise((done) => setTimeout(done, 300))"

Act = Callable[[Page], None]
Tasks = Mapping[str, list[Act]]


def key(name: str) -> Act:
    """Press a key."""
    return lambda page: page.keyboard.press(name)


def click(selector: str) -> Act:
    """Click a control."""
    return lambda page: page.locator(selector).first.click()


def pull(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """One drag."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=2)
    page.mouse.up()


def over(extent: tuple[int, int]) -> Act:
    """Drag over some letters."""
    return lambda page: pull(page, *page.evaluate(EDGES, list(extent)))


def at(extent: tuple[int, int]) -> Act:
    """Click the first of some letters."""
    return lambda page: page.mouse.click(*page.evaluate(EDGES, list(extent))[0])


def related(head: str, tail: str) -> Act:
    """Drag from tag to tag."""
    return lambda page: pull(page, tag(page, head), tag(page, tail))


def tag(page: Page, label: str) -> Any:
    """The middle of the topmost tag of a label: the one of the title."""
    return page.evaluate(TOPMOST, label)


MOUSE: Tasks = {
    "mark an entity": [at(SECOND), click("[data-label=ORG]")],
    "give it another label": [lambda page: page.mouse.click(*tag(page, "ORG")), click("[data-label=MIL]")],
    "undo": [click("[data-action=undo]")],
    "relate two entities": [related("PERSON", "ORG"), click("#relation-menu [value=WORKS_FOR]")],
    "mark an entity around others": [over(TITLE), click("[data-label=EVENT]")],
}
KEYS: Tasks = {
    "mark an entity": [key("ArrowLeft"), key("o")],
    "give it another label": [key("m")],
    "undo": [key("u")],
    "relate two entities": [key("r"), key("1")],
    "mark an entity around others": [key("Shift+ArrowLeft"), key("v")],
}
BEFORE = {
    "relate two entities": ["Home", "Enter"],
    "mark an entity around others": ["Home"],
    "mark an entity": ["Home"],
}
"""Where the keyboard is when a task begins: at the title's first word, or at the entity there."""


def waits(page: Page, name: str, tasks: Tasks, by_keyboard: bool) -> dict[str, float]:
    """Milliseconds for each task on an article; everything is taken back at the end."""
    page.goto(f"/documents/{name}")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    before = counts(page, name)
    page.locator("#text").focus()
    found = {}
    for task, acts in tasks.items():
        for one in BEFORE.get(task, []) if by_keyboard else []:
            page.keyboard.press(one)
        for act in acts:
            page.evaluate(SETTLED)
            act(page)
        page.evaluate(SETTLED)
        found[task] = float(page.evaluate("window.waited"))
    assert counts(page, name) == (before[0] + 2, before[1] + 1), "a task was not done"
    for _ in range(3):
        page.keyboard.press("u")
    page.wait_for_selector("#saved[data-state=saved]")
    return found


def counts(page: Page, name: str) -> tuple[int, int]:
    """Entities and relations on the server, once nothing waits."""
    page.wait_for_selector("#saved[data-state=saved]")
    found = page.request.get(f"/api/v1/documents/{name}").json()
    return len(found["spans"]), len(found["relations"])


def measured(address: str) -> Iterator[str]:
    """The report, line by line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = signed_in(browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}))
        for hand, tasks in (("mouse", MOUSE), ("keys", KEYS)):
            short, long = (waits(page, name, tasks, hand == "keys") for name in SIZES)
            for task, acts in tasks.items():
                yield f"  {task:28}  {hand:5} {len(acts)}   {short[task]:4.0f} ms short, {long[task]:4.0f} ms long"
        browser.close()


def report() -> list[str]:
    """What was measured, as lines."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), {}) as address:
        return ["Tasks: actions, and the wait after the last", *measured(address)]
