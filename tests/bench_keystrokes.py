"""How many keys an article costs: each is annotated again by keyboard alone, with suggestions, and compared at the end.

The articles are those of the optional folder ../shared/reference and the annotated seeds. Nothing here passes or fails.
"""

import json
import logging
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.annotator import Annotator
from tests.bench_canvas import browser_path, serving, signed_in
from tests.fixtures import make_template, opened_copy
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference" / "reference.jsonl"
SEED = ROOT / "seeds" / "annotations" / "rim.jsonl"
TALL = {"width": 1440, "height": 9000}
"""Everything is painted at once, so that what is suggested can be read off the screen."""

Record = dict[str, Any]


@dataclass(frozen=True)
class Cost:
    """What an article took: entities and relations, the actions for either kind, and how many came out wrong."""

    document: str
    counts: tuple[int, int]
    actions: tuple[int, int]
    wrong: tuple[int, int]

    @property
    def each(self) -> tuple[float, float]:
        """Actions for an entity, for a relation."""
        return self.actions[0] / self.counts[0], self.actions[1] / self.counts[1]

    def line(self) -> str:
        """One row of the report."""
        (entities, relations), (marking, linking), wrong = self.counts, self.actions, sum(self.wrong)
        each = "{:.2f} an entity, {:.2f} a relation".format(*self.each)
        ended = f"{wrong} differ from what was wanted" if wrong else "the server holds what was wanted"
        return f"  {self.document:14} {entities:4} in {marking:4}, {relations:3} in {linking:4}: {each}; {ended}"


def records() -> list[Record]:
    """The articles to annotate again: those of the reference, where it is, then the seeds."""
    files = [file for file in (REFERENCE, SEED) if file.exists()]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def annotated(browser: Browser, wanted: Record, kind: type[Annotator]) -> Cost:
    """What it took somebody of a kind to annotate an article again, in a workspace that remembers no other."""
    with tempfile.TemporaryDirectory() as folder, serving(workspace_with(wanted, Path(folder))) as address:
        context = browser.new_context(base_url=address, viewport=TALL, locale="ar")  # type: ignore[arg-type]
        page = signed_in(context)
        page.goto(f"/documents/{wanted['id']}")
        page.wait_for_timeout(500)
        page.locator("#text").focus()
        annotator = kind(page, wanted)
        annotator.annotate()
        cost = cost_of(annotator)
        context.close()
        return cost


def workspace_with(wanted: Record, folder: Path) -> Path:
    """A workspace in a folder that holds an article without annotations."""
    make_template(folder / "template.db")
    with opened_copy(folder / "template.db", folder / "workspace.db") as workspace:
        transfer.import_text(workspace.db, SHELL, Decoded(wanted["text"]), f"{wanted['id']}.txt")
        return workspace.path


def cost_of(annotator: Annotator) -> Cost:
    """The figures, and how much on the server is not as it should be."""
    spans, found = annotator.placed()
    said = {(s["start"], s["end"], s["label"]) for s in found["spans"]}
    pressed, (mentions, links) = annotator.pressed, (set(annotator.mentions), annotator.links)
    linked = {(spans[r["head"]], spans[r["tail"]], r["label"]) for r in found["relations"]}
    return Cost(
        annotator.document,
        (len(mentions), len(links)),
        (pressed["entities"], pressed["relations"]),
        (len(said ^ mentions), len(linked ^ links)),
    )


def report() -> list[str]:
    """What was measured, as lines."""
    missing = "" if REFERENCE.exists() else f"; {REFERENCE.parent.name} is absent: skipped"
    return [f"Keys for an article (entities, relations{missing})", *reproduced(Annotator, records())]


def reproduced(kind: type[Annotator], wanted: Sequence[Record]) -> Iterator[str]:
    """Articles annotated again by somebody of a kind."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        costs = [annotated(browser, record, kind) for record in wanted]
        browser.close()
    yield from (cost.line() for cost in costs)
    if len(costs) > 1:
        means = [statistics.mean(each) for each in zip(*(cost.each for cost in costs), strict=True)]
        yield "  mean of the articles: {:.2f} an entity, {:.2f} a relation".format(*means)
