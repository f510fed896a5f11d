"""How many keys an article costs: one is annotated again by keyboard alone, with suggestions, and compared at the end.

The article is 003 of the optional folder ../shared/reference, else the annotated seed. A greedy reader works through
it: the shortest way to the next entity, its label, all suggestions like it where every one of them is right; then
relations. Attributes are left out. Nothing here passes or fails.
"""

import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from tests.bench_canvas import browser_path, serving, signed_in
from tests.fixtures import make_template, opened_copy
from tests.keyboard import Choice, Extent, Ways
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE
from workbench.text import fold

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT.parent / "shared" / "reference" / "reference.jsonl"
SEED = ROOT / "seeds" / "annotations" / "rim.jsonl"
TALL = {"width": 1440, "height": 4000}
"""Everything is painted at once, so that what is suggested can be read off the screen."""
SCHEMA = read_schema(SCHEMA_FILE)

Mention = tuple[int, int, str]
Link = tuple[Extent, Extent, str]

MIDDLES = """(tokens) => tokens.map(([start, end]) => {
  const line = [...document.querySelectorAll(".line")].findLast((one) => Number(one.dataset.start) <= start);
  const points = [...line.firstChild.data];
  const unit = (point) => points.slice(0, point - Number(line.dataset.start)).join("").length;
  const range = document.createRange();
  range.setStart(line.firstChild, unit(start));
  range.setEnd(line.firstChild, unit(end));
  const box = range.getClientRects()[0];
  return [box.left + box.width / 2, box.top + box.height / 2];
})"""
CHOSEN = """() => {
  const box = document.querySelector(".selection").getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""
FRAME = """async () => {
  for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}"""
GHOSTS = """() => [...document.querySelectorAll(".ghost[data-span]")].map((mark) => mark.dataset.span.split(" "))"""
GHOST_LINKS = """() => [...document.querySelectorAll("#ghost-rows .ghost-row")].map((row) => row.dataset.id.split(" "))
  .filter((id) => id.length === 4)"""
FOCUSED = """() => document.querySelector("#ghost-rows [aria-current]")?.dataset.id"""
TARGETS = """() => [...new Set([...document.querySelectorAll(".mark.target")].map((mark) => mark.dataset.span))]"""


class Annotator:
    """A person at the keyboard who knows what the reference says; every key is counted."""

    unit = "keys"

    def __init__(self, page: Page, record: dict[str, Any], document: str) -> None:
        self.page, self.document, self.text = page, document, record["text"]
        ends = {span["id"]: (span["start"], span["end"]) for span in record["spans"]}
        self.mentions: list[Mention] = sorted(
            ((span["start"], span["end"], span["label"]) for span in record["spans"]), key=lambda m: (m[0], -m[1])
        )
        self.links: set[Link] = {(ends[r["head"]], ends[r["tail"]], r["label"]) for r in record["relations"]}
        self.pressed = {"entities": 0, "relations": 0}
        self.at: Choice | None = None
        self.said: set[Mention] = set()
        found = self.saved()
        closed = [(start, end) for start, end, kind in found["sections"] if kind == "boilerplate"]
        tokens = [
            (start, end)
            for start, end in found["tokens"]
            if self.text[start:end].strip() and not any(a < end and start < b for a, b in closed)
        ]
        self.ways = Ways(tokens, found["sentences"], page.evaluate(MIDDLES, tokens))

    def saved(self) -> dict[str, Any]:
        """What the server holds, once nothing waits."""
        expect(self.page.locator("#saved")).to_have_attribute("data-state", "saved")
        found: dict[str, Any] = self.page.request.get(f"/api/v1/documents/{self.document}").json()
        return found

    def annotate(self) -> None:
        """The whole article."""
        for mention in self.mentions:
            if mention not in self.said:
                self.mark(mention)
                self.accept_alike(mention)
                self.link_from(mention[:2])
        self.accept_links()
        for head in sorted({head for head, _, _ in self.missing()}):
            self.walk(head, "relations", focus=True)
            self.link_from(head)

    def press(self, key: str, purpose: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.pressed[purpose] += 1

    def read(self, script: str) -> Any:
        """Something on the screen, after the frames that show what the last key did."""
        self.page.evaluate(FRAME)
        return self.page.evaluate(script)

    def walk(self, goal: Extent, purpose: str, focus: bool = False) -> None:
        """To some letters, or to the entity there; where a row leads is looked at before the next key."""
        spans = {mention[:2] for mention in self.said}
        keys = self.ways.shortest(self.at, goal, spans, focus)
        while keys:
            key = keys.pop(0)
            self.press(key, purpose)
            if key in ("ArrowDown", "ArrowUp"):
                self.at = self.ways.token_at(*self.read(CHOSEN))
                keys = self.ways.shortest(self.at, goal, spans, focus)
        self.at = self.ways.choice(goal, focus)

    def mark(self, mention: Mention) -> None:
        """Go to a mention and label it."""
        self.walk(mention[:2], "entities")
        self.press(SCHEMA.entities[mention[2]].key, "entities")
        self.said.add(mention)
        self.at = self.ways.choice(mention[:2], True)

    def accept_alike(self, mention: Mention) -> None:
        """All suggestions of the same name, if every one of them is right."""
        alike = {ghost for ghost in self.ghosts() if self.name(*ghost[:2]) & self.name(*mention[:2])}
        if alike and alike <= set(self.mentions):
            self.press("Equal", "entities")
            self.said |= alike

    def ghosts(self) -> set[Mention]:
        """The suggested mentions on the screen."""
        places = ((label, place.split("-")) for _, label, place in self.read(GHOSTS))
        return {(int(start), int(end), label) for label, (start, end) in places}

    def name(self, start: int, end: int) -> set[str]:
        """What a name may be without its spelling: after ل the article has lost its alef, or is not there."""
        folded = fold(self.text[start:end]).text
        after_lam = folded.startswith("ل") and self.text[start - 1 : start] == "ل"
        return {folded, f"ا{folded}", f"ال{folded}"} if after_lam else {folded}

    def missing(self) -> set[Link]:
        """The relations that are not there although both their ends are."""
        spans, found = self.placed()
        there = {(spans[r["head"]], spans[r["tail"]], r["label"]) for r in found["relations"]}
        said = {mention[:2] for mention in self.said}
        return {link for link in self.links - there if link[0] in said and link[1] in said}

    def placed(self) -> tuple[dict[str, Extent], dict[str, Any]]:
        """Where the spans of the server stand, and all that it holds."""
        found = self.saved()
        return {span["id"]: (span["start"], span["end"]) for span in found["spans"]}, found

    def suggested(self) -> set[Link]:
        """The relations that nestings suggest."""
        spans, _ = self.placed()
        return {(spans[head], spans[tail], label) for _, label, head, tail in self.read(GHOST_LINKS)}

    def link_from(self, head: Extent) -> None:
        """All relations of the span in focus that nothing suggests."""
        for _, tail, label in sorted(link for link in self.missing() - self.suggested() if link[0] == head):
            self.press("KeyR", "relations")
            for key in self.keys_to(head, tail, label):
                self.press(key, "relations")
            self.press("Escape", "relations")

    def keys_to(self, head: Extent, tail: Extent, label: str) -> list[str]:
        """To the tail that is meant and its type: among all possible tails, or those that the type's key leaves."""
        key = SCHEMA.relations[label].key
        labels = {mention[:2]: mention[2] for mention in self.said}
        spans, found = self.placed()
        there = {(spans[r["head"]], spans[r["tail"]]) for r in found["relations"] if r["label"] == label}
        legal = sorted((spans[id] for id in self.read(TARGETS)), key=lambda one: (one[0], -one[1]))
        legal.sort(key=lambda one: max(head[0] - one[1], one[0] - head[1], 0))
        kind = SCHEMA.relations[label]
        fits = [one for one in legal if kind.links(labels[head], labels[one]) and (head, one) not in there]
        ways = [[*steps(legal, tail), key]]
        if legal[0] not in fits:
            ways.append([key, *steps(fits, tail), key])
        return min(ways, key=len)

    def accept_links(self) -> None:
        """What nestings suggest: all of one kind at once where every one of them is right, else one by one."""
        for label in sorted({label for _, _, label in self.suggested()}):
            group = {link for link in self.suggested() if link[2] == label}
            self.seek(label)
            if group <= self.links:
                self.press("Equal", "relations")
            else:
                for _ in group:
                    self.press("Enter" if self.focused() in self.links else "Delete", "relations")
        self.press("Escape", "relations")
        self.page.keyboard.press("Home")
        self.at = self.ways.token_at(*self.read(CHOSEN))

    def seek(self, label: str) -> None:
        """To a suggested relation of a kind."""
        while (self.read(FOCUSED) or "").split(" ")[1:2] != [label] or self.focused() is None:
            self.press("Period", "relations")

    def focused(self) -> Link | None:
        """The suggested relation in focus."""
        spans, _ = self.placed()
        parts = (self.read(FOCUSED) or "").split(" ")
        return (spans[parts[2]], spans[parts[3]], parts[1]) if len(parts) == 4 else None


def steps(targets: list[Extent], goal: Extent) -> list[str]:
    """From the first to the one that is meant, forwards or backwards."""
    place = targets.index(goal)
    return ["Tab"] * place if place <= len(targets) / 2 else ["Shift+Tab"] * (len(targets) - place)


def record() -> tuple[dict[str, Any], str]:
    """The article to annotate again, and a word on where it is from."""
    if REFERENCE.exists():
        lines = map(json.loads, REFERENCE.read_text(encoding="utf-8").splitlines())
        return next(line for line in lines if line["id"].startswith("003")), "reference article 003"
    found: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8").splitlines()[0])
    return found, "seed iraq-001, because ../shared/reference is absent: skipped"


def annotated(address: str, wanted: dict[str, Any], kind: type[Annotator]) -> Iterator[str]:
    """The report, line by line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = signed_in(browser.new_context(base_url=address, viewport=TALL, locale="ar"))  # type: ignore[arg-type]
        page.goto("/documents/again")
        page.wait_for_timeout(500)
        page.locator("#text").focus()
        annotator = kind(page, wanted, "again")
        annotator.annotate()
        yield from compared(annotator)
        browser.close()


def compared(annotator: Annotator) -> Iterator[str]:
    """The figures, and what is not as it should be."""
    for purpose, count in (("entities", len(annotator.mentions)), ("relations", len(annotator.links))):
        pressed = annotator.pressed[purpose]
        yield f"  {purpose:9}  {count:4}   {annotator.unit} {pressed:4}   {pressed / count:.2f} each"
    spans, found = annotator.placed()
    said = {(s["start"], s["end"], s["label"]) for s in found["spans"]}
    linked = {(spans[r["head"]], spans[r["tail"]], r["label"]) for r in found["relations"]}
    wrong = len(said ^ set(annotator.mentions)), len(linked ^ annotator.links)
    yield f"  on the server: {wrong[0]} entities and {wrong[1]} relations differ from what was wanted"


def report() -> list[str]:
    """What was measured, as lines."""
    return reproduced(Annotator, "Keys for an article")


def reproduced(kind: type[Annotator], title: str) -> list[str]:
    """An article annotated again by somebody of a kind."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for many files at once
    wanted, source = record()
    with tempfile.TemporaryDirectory() as folder:
        make_template(Path(folder) / "template.db")
        with opened_copy(Path(folder) / "template.db", Path(folder) / "workspace.db") as workspace:
            transfer.import_text(workspace.db, SHELL, Decoded(wanted["text"]), "again.txt")
        with serving(Path(folder) / "workspace.db") as address:
            return [f"{title} ({source})", *annotated(address, wanted, kind)]
