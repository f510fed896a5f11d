"""How fast the canvas is: opening a long article against a bare page with the same text, and from key to mark.

Medians of several runs in a real Chromium; ``make bench`` runs it. Nothing here passes or fails.
"""

import logging
import os
import shutil
import socket
import statistics
import tempfile
import threading
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright
from waitress.server import create_server

from tests.fixtures import PASSWORD, make_template, opened_copy
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.web import create_app, static_address

RUNS = 9
BATCH = 500
SENTENCE = "وقال سامر الحلبي، الناطق باسم وزارة النقل، إن الجسر الجديد في الموصل يُفتح في شهر أيار 2026. "
SIZES = {"short": (1_500, 20, 10), "long": (100_000, 2_000, 1_000)}
"""Characters, entities and relations."""
LABELS = ("PERSON", "GPE", "ORG", "DATE")

OPENED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""
LINES = """() => [...document.querySelectorAll(".line")].map((line) => line.outerHTML).join("")"""
KEY_TO_MARK = """async (runs) => {
  const text = document.getElementById("text");
  const press = (code) => text.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  text.focus();
  press("Tab");
  for (let run = 0; run < runs; run++) {
    await new Promise((done) => setTimeout(done, 100));
    const before = performance.now();
    press(run % 2 ? "KeyL" : "KeyF");
    await frame();
    times.push(performance.now() - before);
  }
  return times;
}"""
EDITS = """async ([edits, on]) => {
  const text = document.getElementById("text");
  const press = (code) => text.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true }));
  text.focus();
  for (let step = 0; step < on; step++) press("Tab");
  for (let edit = 0; edit < edits; edit++) {
    press(edit % 2 ? "KeyL" : "KeyF");
    if (edit % 10 === 9) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
}"""


def article(length: int) -> str:
    """An article of about so many characters, a sentence or five in each paragraph."""
    paragraph = SENTENCE * 5
    return "عنوان المقال\n" + "\n".join([paragraph.strip()] * (length // len(paragraph) + 1))


def changes(workspace: Any, document: str, count: int, links: int = 0) -> Iterator[dict[str, Any]]:
    """So many spans, spread evenly over the words of an article, and relations from people to organisations."""
    found = workspace.said(workspace.ali, document)
    words = [t for t in found["tokens"] if found["text"][t[0]].isalpha() and t[1] - t[0] > 2]
    for number in range(count):
        start, end = words[number * len(words) // count]
        span = {"id": f"s{number}", "start": start, "end": end, "label": LABELS[number % len(LABELS)]}
        yield {"id": f"c{number}", "op": "add_span", "span": span}
    for number in range(links):
        head = number % (count // 4) * 4
        tail = (head + 2 + number // (count // 4) * 4) % count
        ends = {"head": f"s{head}", "tail": f"s{tail}", "label": "WORKS_FOR"}
        yield {"id": f"d{number}", "op": "add_relation", "relation": {"id": f"r{number}", **ends}}


@contextmanager
def served(folder: Path, pages: Mapping[str, str]) -> Iterator[str]:
    """The address of a server whose workspace holds the articles; it also serves pages of ours."""
    make_template(folder / "template.db")
    with opened_copy(folder / "template.db", folder / "workspace.db") as workspace:
        for name, (length, spans, links) in SIZES.items():
            transfer.import_text(workspace.db, SHELL, Decoded(article(length)), f"{name}.txt")
            wishes = list(changes(workspace, name, spans, links))
            for start in range(0, len(wishes), BATCH):
                workspace.change(workspace.ali, *wishes[start : start + BATCH], document=name)
    with serving(folder / "workspace.db", pages) as address:
        yield address


@contextmanager
def serving(database: Path, pages: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """The address of a server on a workspace, and on pages by their paths."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = create_server(beside(create_app(database), pages), sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        trigger: typing.Any = vars(server)["trigger"]
        trigger.pull_trigger(server.close)  # in its own thread: closing under its feet is a race
        thread.join()


def beside(app: Any, pages: Mapping[str, str]) -> Any:
    """An application with pages beside it; a browser that is made to answer for them itself would keep no files."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        html = pages.get(environ["PATH_INFO"])
        if html is None:
            found: Iterable[bytes] = app(environ, start_response)
            return found
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")])
        return [html.encode()]

    return answer


def openings(context: BrowserContext, paths: Sequence[str]) -> list[float]:
    """Milliseconds from the start of a navigation to the first frame with everything in it; the pages in turn."""
    times: dict[str, list[float]] = {path: [] for path in paths}
    for path in [*paths] * RUNS:
        page = context.new_page()
        page.goto(path, wait_until="load")
        times[path].append(float(page.evaluate(OPENED)))
        page.close()
    return [statistics.median(found) for found in times.values()]


def bare(context: BrowserContext, name: str) -> str:
    """A page with the same text, fonts and measure, and nothing else."""
    page = context.new_page()
    page.goto(f"/documents/{name}")
    styles = "".join(
        f'<link rel="stylesheet" href="{static_address()}/{file}.css">' for file in ("fonts", "base", "annotate")
    )
    lines = page.evaluate(LINES)
    page.close()
    return f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8">{styles}<div class="article">{lines}</div>'


def open_calmly(page: Page, name: str) -> None:
    """Open an article, and wait until its keys are heard and nothing is going on."""
    page.goto(f"/documents/{name}")
    page.wait_for_selector(".mark")
    page.wait_for_timeout(1000)


def key_to_mark(page: Page, name: str) -> float:
    """Milliseconds from a label's key to the frame that shows it."""
    open_calmly(page, name)
    return float(statistics.median(page.evaluate(KEY_TO_MARK, RUNS * 3)))


def memory(page: Page, name: str) -> list[dict[str, float]]:
    """What the page holds before, after 1,000 edits, and after 1,000 more, each after a collection of garbage.

    The first thousand also leave compiled code behind. The entity that is edited has no relation, which could refuse.
    """
    open_calmly(page, name)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    found = []
    for edits, on in ((20, 2), (1000, 0), (1000, 0)):
        page.evaluate(EDITS, [edits, on])
        page.wait_for_timeout(1000)
        page.wait_for_selector("#saved[data-state=saved]")
        found.append(held(session))
    return found


def held(session: CDPSession) -> dict[str, float]:
    """Megabytes of the heap, elements and listeners of a page."""
    session.send("HeapProfiler.collectGarbage")
    counted = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    megabytes = float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6
    return {"heap": megabytes, "nodes": counted["Nodes"], "listeners": counted["JSEventListeners"]}


def grown(found: Sequence[Mapping[str, float]]) -> str:
    """How what a page holds has grown."""
    heaps = ", ".join(f"{one['heap']:.1f}" for one in found)
    more = {name: found[-1][name] - found[0][name] for name in ("nodes", "listeners")}
    added = f"{more['nodes']:+.0f} nodes, {more['listeners']:+.0f} listeners"
    return f"{heaps} MB before, after 1,000 edits, after 2,000; {added}"


def signed_in(context: BrowserContext) -> Page:
    """A page in which ali has signed in."""
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=name]", "ali")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("#content h1")
    return page


def browser_path() -> str:
    """The system's Chromium, or the one that the variable CHROMIUM names."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)))


def measured(address: str, pages: dict[str, str]) -> Iterator[str]:
    """The report, line by line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
        page = signed_in(context)
        for name, (length, spans, links) in SIZES.items():
            pages[f"/bare-{name}"] = bare(context, name)
            plain, canvas = openings(context, [f"/bare-{name}", f"/documents/{name}"])
            yield f"{name}: {length:,} characters, {spans:,} spans, {links:,} relations"
            yield f"  opening      {canvas:6.0f} ms   bare page {plain:6.0f} ms   ratio {canvas / plain:.2f}"
            yield f"  key to mark  {key_to_mark(page, name):6.0f} ms"
            yield f"  heap         {grown(memory(page, name))}"
        browser.close()


def report() -> list[str]:
    """What was measured, as lines."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    pages: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), pages) as address:
        return ["The canvas", *measured(address, pages)]
