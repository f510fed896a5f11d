"""Somebody who annotates an article again in a real browser, and counts every key.

A greedy reader works through it: the shortest way to the next entity, its label, all suggestions like it where every
one of them is right, relations from and to it that nothing suggests; then all that is suggested. No attributes.
"""

from typing import Any

from playwright.sync_api import Page, expect

from tests.keyboard import Choice, Extent
from tests.screen import Screen
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE
from workbench.text import fold

MANY_LINKS = 20
"""So many suggested relations are gone through at once; the list on the screen shows no more than forty rows."""
SCHEMA = read_schema(SCHEMA_FILE)

Mention = tuple[int, int, str]
Link = tuple[Extent, Extent, str]

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

    def __init__(self, page: Page, record: dict[str, Any]) -> None:
        self.page, self.document, self.text = page, record["id"], record["text"]
        ends = {span["id"]: (span["start"], span["end"]) for span in record["spans"]}
        self.mentions: list[Mention] = sorted(
            ((span["start"], span["end"], span["label"]) for span in record["spans"]), key=lambda m: (m[0], -m[1])
        )
        self.links = {in_order(ends[r["head"]], ends[r["tail"]], r["label"]) for r in record["relations"]}
        self.pressed = {"entities": 0, "relations": 0}
        self.at: Choice | None = None
        self.said: set[Mention] = set()
        self.ways = Screen(page, self.saved()["sentences"])

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
            if len(self.suggested()) >= MANY_LINKS:
                self.accept_links()
        self.accept_links()
        for end in sorted({end for link in self.missing() for end in link[:2]}):
            if any(end in link[:2] for link in self.missing()):
                self.walk(end, "relations", focus=True)
                self.link_from(end)

    def press(self, key: str, purpose: str) -> None:
        """One key."""
        self.page.keyboard.press(key)
        self.pressed[purpose] += 1

    def read(self, script: str) -> Any:
        """Something on the screen, after the frames that show what the last key did."""
        self.page.evaluate(FRAME)
        return self.page.evaluate(script)

    def walk(self, goal: Extent, purpose: str, focus: bool = False) -> None:
        """To some letters, or to the entity there."""
        for key in self.ways.shortest(self.at, goal, {mention[:2] for mention in self.said}, focus):
            self.press(key, purpose)
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
        said = {mention[:2] for mention in self.said}
        return {link for link in self.links - self.linked() if link[0] in said and link[1] in said}

    def placed(self) -> tuple[dict[str, Extent], dict[str, Any]]:
        """Where the spans of the server stand, and all that it holds."""
        found = self.saved()
        return {span["id"]: (span["start"], span["end"]) for span in found["spans"]}, found

    def suggested(self) -> set[Link]:
        """The relations that nestings and neighbours suggest."""
        spans, _ = self.placed()
        return {(spans[head], spans[tail], label) for _, label, head, tail in self.read(GHOST_LINKS)}

    def link_from(self, here: Extent) -> None:
        """All relations of the span in focus, from it or to it, that nothing suggests."""
        for head, tail, label in sorted(link for link in self.missing() - self.suggested() if here in link[:2]):
            self.press("KeyR" if head == here else "Shift+KeyR", "relations")
            for key in self.keys_to(here, tail if head == here else head, label):
                self.press(key, "relations")

    def keys_to(self, here: Extent, goal: Extent, label: str) -> list[str]:
        """To the other end that is meant and its type: among all possible ends, or those that the type's key leaves."""
        kind = SCHEMA.relations[label]
        labels = {mention[:2]: mention[2] for mention in self.said}
        incoming = (here, goal, label) not in self.links
        legal = self.targets(here)
        ends = [(one, here) if incoming else (here, one) for one in legal]
        there = self.linked()
        fits = [
            one
            for one, (head, tail) in zip(legal, ends, strict=True)
            if kind.links(labels[head], labels[tail]) and (head, tail, label) not in there
        ]
        ways = [[*steps(legal, goal), kind.key]]
        if legal[0] not in fits:
            ways.append([kind.key, *steps(fits, goal), kind.key])
        return min(ways, key=len)

    def targets(self, here: Extent) -> list[Extent]:
        """The possible other ends as they are proposed: nearest first, those linked or offered already last."""
        spans, _ = self.placed()
        settled = {end for link in self.linked() | self.suggested() if here in link[:2] for end in link[:2]}
        legal = sorted((spans[id] for id in self.read(TARGETS)), key=lambda one: (one[0], -one[1]))
        return sorted(legal, key=lambda one: (one in settled, max(here[0] - one[1], one[0] - here[1], 0)))

    def linked(self) -> set[Link]:
        """The relations on the server."""
        spans, found = self.placed()
        return {(spans[r["head"]], spans[r["tail"]], r["label"]) for r in found["relations"]}

    def accept_links(self) -> None:
        """What is suggested, as it comes: all of one kind at once where every one of them is right, else one by one."""
        while suggested := self.suggested():
            focused = self.focused()
            if not focused:
                self.press("Period", "relations")
            elif {link for link in suggested if link[2] == focused[2]} <= self.links:
                self.press("Equal", "relations")
            else:
                self.press("Enter" if focused in self.links else "Delete", "relations")
        self.press("Escape", "relations")
        self.press("Home", "relations")
        self.at = self.ways.token_at(*self.read(CHOSEN))

    def focused(self) -> Link | None:
        """The suggested relation in focus."""
        spans, _ = self.placed()
        parts = (self.read(FOCUSED) or "").split(" ")
        return (spans[parts[2]], spans[parts[3]], parts[1]) if len(parts) == 4 else None


def in_order(head: Extent, tail: Extent, label: str) -> Link:
    """A relation as it is stored: a symmetric one starts at its earlier end."""
    first, second = sorted((head, tail)) if SCHEMA.relations[label].symmetric else (head, tail)
    return first, second, label


def steps(targets: list[Extent], goal: Extent) -> list[str]:
    """From the first to the one that is meant, forwards or backwards."""
    place = targets.index(goal)
    return ["Tab"] * place if place <= len(targets) / 2 else ["Shift+Tab"] * (len(targets) - place)
