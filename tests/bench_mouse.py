"""How many pointer actions an article costs: the shortest of `bench_keystrokes`, annotated again by mouse alone.

A click and a drag are one action each. Letters inside a word are dragged with Alt held. Everything stands on one tall
screen, so nothing has to be scrolled.
"""

from tests.annotator import FRAME, GHOST_LINKS, Annotator, Link, Mention
from tests.bench_keystrokes import records, reproduced

EDGES = """([start, end]) => [start, end - 1].map((point) => {
  const line = [...document.querySelectorAll(".line")].findLast((one) => Number(one.dataset.start) <= point);
  const points = [...line.firstChild.data];
  const unit = (at) => points.slice(0, at).join("").length;
  const range = document.createRange();
  let at = point - Number(line.dataset.start);
  const box = () => {
    range.setStart(line.firstChild, unit(at));
    range.setEnd(line.firstChild, unit(at + 1));
    return range.getClientRects()[0];
  };
  while (!(box()?.width > 1)) at--;
  return [box().left + box().width / 2, box().top + box().height / 2];
})"""
"""The middles of the first and the last letter; a mark over a letter stands where that does."""
CHOSEN_TEXT = """() => document.getElementById("live").textContent.replace(/[\\u2068\\u2069]/g, "")"""
MENU = "#relation-menu:not([hidden]) button"

Point = tuple[float, float]


class Pointing(Annotator):
    """A person with a mouse who knows what the reference says; every click and drag is counted."""

    unit = "actions"

    def annotate(self) -> None:
        """The whole article: entities first, then what is suggested, then all other relations."""
        for mention in self.mentions:
            if mention not in self.said:
                self.mark(mention)
                self.accept_alike(mention)
        self.accept_links()
        for link in sorted(self.missing()):
            self.relate(link)

    def click(self, selector: str, purpose: str) -> None:
        """One click on a control."""
        self.page.evaluate(FRAME)
        self.page.locator(selector).first.click()
        self.pressed[purpose] += 1

    def drag(self, start: Point, end: Point, purpose: str, alt: bool = False) -> None:
        """One drag; across a single letter it goes a little way."""
        mouse, keyboard = self.page.mouse, self.page.keyboard
        far = end if abs(end[0] - start[0]) + abs(end[1] - start[1]) > 5 else (end[0] - 5, end[1])
        if alt:
            keyboard.down("Alt")
        mouse.move(*start)
        mouse.down()
        mouse.move(*far)
        mouse.move(*end)
        mouse.up()
        if alt:
            keyboard.up("Alt")
        self.pressed[purpose] += 1

    def mark(self, mention: Mention) -> None:
        """Drag over a mention, and click its label."""
        start, end, label = mention
        first, last = self.page.evaluate(EDGES, [start, end])
        self.drag(first, last, "entities")
        if self.read(CHOSEN_TEXT) != self.text[start:end]:
            self.drag(first, last, "entities", alt=True)
        self.click(f"[data-label={label}]", "entities")
        self.said.add(mention)

    def accept_alike(self, mention: Mention) -> None:
        """All suggestions of the same name, if every one of them is right."""
        alike = {ghost for ghost in self.ghosts() if self.name(*ghost[:2]) & self.name(*mention[:2])}
        if alike and alike <= set(self.mentions):
            start, end, label = min(alike)
            self.click(f'li:has(> [data-id="ghost {label} {start}-{end}"]) .sign', "entities")
            self.said |= alike

    def accept_links(self) -> None:
        """What nestings suggest and is right; what is wrong may stay where it is."""
        for label in sorted({label for _, label, _, _ in self.ids()}):
            right = {link for link in self.suggested() if link[2] == label}
            if len(right) > 1 and right <= self.links:
                self.click(f"#ghost-rows > [data-type={label}] .sign", "relations")
                continue
            for _, kind, head, tail in self.ids():
                if kind == label and self.link(head, tail, label) in self.links:
                    self.click(f'li:has(> [data-id="ghost {label} {head} {tail}"]) .sign', "relations")

    def ids(self) -> list[tuple[str, str, str, str]]:
        """The ids of suggested relations, in their parts."""
        return [tuple(parts) for parts in self.read(GHOST_LINKS)]

    def link(self, head: str, tail: str, label: str) -> Link:
        """A suggested relation as the reference has it."""
        spans, _ = self.placed()
        return spans[head], spans[tail], label

    def relate(self, link: Link) -> None:
        """Drag from tag to tag; where several types are legal, click one."""
        ids = {place: id for id, place in self.placed()[0].items()}
        self.drag(self.tag(ids[link[0]]), self.tag(ids[link[1]]), "relations")
        self.page.evaluate(FRAME)
        if self.page.locator(MENU).count():
            self.click(f"{MENU}[value={link[2]}]", "relations")

    def tag(self, span: str) -> Point:
        """The middle of an entity's tag."""
        box = self.page.locator(f'#over [data-span="{span}"]').bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def report() -> list[str]:
    """What was measured, as lines."""
    shortest = min(records(), key=lambda record: len(record["text"]))
    return ["Pointer actions for an article", *reproduced(Pointing, [shortest])]
