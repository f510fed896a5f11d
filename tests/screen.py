"""Where keys lead on an article that is open in a browser, asked of the modules of the canvas themselves."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from playwright.sync_api import Page

from tests.keyboard import Choice, Extent, Ways

LANDINGS = """async () => {
  const base = document.querySelector("script[src$='annotate/main.js']").src.replace("main.js", "");
  const load = (name) => import(`${base}${name}.js`);
  const [island, text, named] = await Promise.all(["island", "text", "names"].map(load));
  const [particles, lines, moving] = await Promise.all(["particles", "lines", "cursor"].map(load));
  const root = document.getElementById("text");
  const data = JSON.parse(document.getElementById("page-data").textContent).document;
  const article = new text.Text(island.documentOf(data, island.linesIn(root)));
  const known = new named.Names(article);
  const editor = {
    text: article,
    select: ({ start, end }) => (editor.chosen = [start, end]),
    announce: () => {},
    speech: { say: () => "" },
  };
  const cursor = new moving.Cursor(editor, new lines.Lines(root), { scrollBy: () => {} }, []);
  const after = (place, move) => {
    Object.assign(editor, { place, chosen: null });
    move();
    return editor.chosen;
  };
  return article.tokens.map((token) => {
    const box = cursor.lines.ranges(token)[0].getClientRects()[0];
    return {
      extent: [token.start, token.end],
      middle: [box.left + box.width / 2, box.top + box.height / 2],
      name: particles.mayBeName(token, known),
      rows: [1, -1].map((step) => after(token, () => cursor.row(step))),
      words: [1, 2, 3, 4, 5, 6].map((count) => after(token, () => cursor.words(count))),
    };
  });
}"""


class Landing(TypedDict):
    """A token: its letters, its middle on the screen, whether it may begin a name, where keys lead from it."""

    extent: list[int]
    middle: list[float]
    name: bool
    rows: list[list[int] | None]
    """Below and above."""
    words: list[list[int] | None]
    """One to six of them."""


class Screen(Ways):
    """The keys of the article that a page shows."""

    def __init__(self, page: Page, sentences: Sequence[Extent]) -> None:
        self.landings: list[Landing] = page.evaluate(LANDINGS)
        tokens = [(one["extent"][0], one["extent"][1]) for one in self.landings]
        super().__init__(tokens, sentences, [(one["middle"][0], one["middle"][1]) for one in self.landings])

    def _moves(self, at: Choice | None, spans: list[Choice]) -> Iterator[tuple[str, Choice]]:
        """Also to words that may be names, some words at once, and rows from where they are known to lead."""
        row = at is not None and at[0] == at[1]
        yield from (move for move in super()._moves(at, spans) if row or move[0] not in ("ArrowDown", "ArrowUp"))
        if at:
            yield from self._names(at, spans)
            yield from self._landed((f"Digit{count}" for count in range(1, 7)), self.landings[at[0]]["words"])

    def _rows(self, first: int) -> Iterator[tuple[str, Choice]]:
        return self._landed(("ArrowDown", "ArrowUp"), self.landings[first]["rows"])

    def _landed(self, keys: Iterable[str], found: list[list[int] | None]) -> Iterator[tuple[str, Choice]]:
        for key, extent in zip(keys, found, strict=True):
            if extent:
                yield key, self.choice((extent[0], extent[1]), False)

    def _names(self, at: Choice, spans: list[Choice]) -> Iterator[tuple[str, Choice]]:
        """The next word that may be a name and is not inside an entity, and the one before."""
        for key, there in (("Quote", range(at[1] + 1, len(self.tokens))), ("Shift+Quote", range(at[0] - 1, -1, -1))):
            free = (i for i in there if self.landings[i]["name"] and not any(a <= i <= b for a, b, _ in spans))
            yield from ((key, (i, i, False)) for i in [next(free, -1)] if i >= 0)
