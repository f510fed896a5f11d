"""What memory saves in a real browser: an article by keyboard after two others were marked, and without suggestions.

The articles are those of the optional folder ../shared/reference, else the first annotated seeds. Only entities. Wrong
suggestions are rejected first, the nearest way to each; then all others are accepted at once, and the rest is marked by
hand. What was rejected is looked for again after the page was fetched again, and on another device. Nothing here passes
or fails.
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.annotator import GHOSTS, Annotator, Mention
from tests.bench_canvas import browser_path, serving, signed_in
from tests.bench_keystrokes import TALL
from tests.bench_suggestions import REFERENCE, SEEDS, Article, articles, mentions
from tests.fixtures import Workspace, make_template, opened_copy
from workbench.actions import suggest, transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

LAST = "last"
SUGGESTED = 1500
"""Milliseconds until suggestions are there."""


class Rememberer(Annotator):
    """Marks entities, after answering what is suggested."""

    rejected: frozenset[Mention] = frozenset()

    def annotate(self) -> None:
        """All entities."""
        self.settle()
        for mention in self.mentions:
            if mention not in self.said:
                self.mark(mention)
                self.accept_alike(mention)

    def settle(self) -> None:
        """Reject what is wrong, then accept everything."""
        offered = self.ghosts()
        self.rejected = frozenset(offered - set(self.mentions))
        for ghost in sorted(self.rejected):
            self.reject(ghost)
        if offered - self.rejected:
            self.press("Shift+Equal", "entities")
            self.said |= offered & said_in(self)

    def reject(self, ghost: Mention) -> None:
        """Go to a suggestion, over the others or over the words before it, and reject it."""
        ahead = sorted(one for one in self.ghosts() if one <= ghost and (self.at is None or one >= self.place()))
        way = self.ways.shortest(self.at, ghost[:2], [])
        if len(way) + 1 < len(ahead):
            self.walk(ghost[:2], "entities")
            ahead = [ghost]
        for _ in ahead:
            self.press("Period", "entities")
        self.press("Delete", "entities")
        self.at = self.ways.choice(ghost[:2], False)

    def place(self) -> Mention:
        """Where the words in focus begin, to compare suggestions with."""
        assert self.at is not None
        return self.ways.starts[self.at[0]], 0, ""


def report() -> list[str]:
    """What was counted, as lines."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    path = REFERENCE if REFERENCE.exists() else next(iter(sorted(SEEDS.glob("*.jsonl"))))
    found = articles(path)[:3]
    with tempfile.TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        lines = [line for share in (0, 100) for line in _counted(Path(folder), found, share)]
    return [f"Keys with memory in a browser ({path.stem}: {found[-1]['id']} after {len(found) - 1} others)", *lines]


def _counted(folder: Path, found: Sequence[Article], share: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=folder) as own:
        with opened_copy(folder / "template.db", Path(own) / "w.db") as workspace:
            _prepare(workspace, found, share)
        with serving(Path(own) / "w.db") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
            yield from _annotated(browser, address, found[-1], "without" if share else "with")
            browser.close()


def _prepare(workspace: Workspace, found: Sequence[Article], share: int) -> None:
    """All but the last article are marked; so many of a hundred go without suggestions."""
    suggest.set_share_without(workspace.db, workspace.salma, share)
    for number, record in enumerate(found):
        id = LAST if record is found[-1] else f"article-{number}"
        assert not transfer.import_text(workspace.db, SHELL, Decoded(record["text"]), f"{id}.txt").problems
        spans = [{"id": f"s{n}", "start": a, "end": b, "label": c} for n, (a, b, c) in enumerate(mentions(record))]
        adds = [{"id": f"c{span['id']}", "op": "add_span", "span": span} for span in spans]
        if id != LAST:
            workspace.change(workspace.ali, *adds, {"id": "d", "op": "set_status", "status": "done"}, document=id)


def _annotated(browser: Browser, address: str, wanted: Article, how: str) -> Iterator[str]:
    page = _opened(browser, address)
    annotator = Rememberer(page, {**wanted, "id": LAST})
    annotator.annotate()
    differ = said_in(annotator) ^ set(annotator.mentions)
    keys, count = annotator.pressed["entities"], len(annotator.mentions)
    yield f"  {how:8} {keys:4} keys for {count} entities: {keys / count:.2f} each; {len(differ)} wrong at the end"
    if annotator.rejected:
        page.reload()
        page.wait_for_timeout(SUGGESTED)
        back = [len(annotator.rejected & _ghosts(one)) for one in (page, _opened(browser, address))]
        yield f"  {len(annotator.rejected)} rejected; back after fetching again {back[0]}, on another device {back[1]}"


def said_in(annotator: Annotator) -> set[Mention]:
    """What is marked, as far as the server knows."""
    return {(span["start"], span["end"], span["label"]) for span in annotator.saved()["spans"]}


def _opened(browser: Browser, address: str) -> Page:
    """The last article on a device of its own, with its suggestions."""
    page = signed_in(browser.new_context(base_url=address, viewport=TALL, locale="ar"))  # type: ignore[arg-type]
    page.goto(f"/documents/{LAST}")
    page.wait_for_timeout(SUGGESTED)
    page.locator("#text").focus()
    return page


def _ghosts(page: Page) -> set[Mention]:
    places = ((label, place.split("-")) for _, label, place in page.evaluate(GHOSTS))
    return {(int(start), int(end), label) for label, (start, end) in places}
