"""Long documents: scrolling shows the highlights everywhere, and only what is near is drawn."""

import pytest

from tests.bench_canvas import article, changes
from tests.web.test_canvas import address, page
from workbench.actions import transfer
from workbench.formats.files import Decoded
from workbench.model.people import SHELL

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser

IN_VIEW = """() => {
  const view = document.getElementById("reading").getBoundingClientRect();
  const inside = (box) => box.top > view.top + 5 && box.bottom < view.bottom - 5;
  return [...document.querySelectorAll(".mark:not(.ghost)")].filter((mark) => inside(mark.getBoundingClientRect()))
    .map((mark) => mark.dataset.span);
}"""

WANTED = """(spans) => {
  const view = document.getElementById("reading").getBoundingClientRect();
  const lines = [...document.querySelectorAll(".line")];
  return spans.filter(([id, start, end]) => {
    const line = lines.findLast((one) => Number(one.dataset.start) <= start);
    const range = document.createRange();
    range.setStart(line.firstChild, start - Number(line.dataset.start));
    range.setEnd(line.firstChild, end - Number(line.dataset.start));
    const box = range.getBoundingClientRect();
    return box.top > view.top + 8 && box.bottom < view.bottom - 8;
  }).map(([id]) => id);
}"""


def test_every_highlight_in_view_is_drawn_wherever_one_scrolls(workspace, page):
    transfer.import_text(workspace.db, SHELL, Decoded(article(100_000)), "long.txt")
    workspace.change(workspace.ali, *changes(workspace, "long", 2_000), document="long")
    found = page.request.get("/api/v1/documents/long").json()
    spans = [[span["id"], span["start"], span["end"]] for span in found["spans"]]
    page.goto("/documents/long")
    page.wait_for_selector(".mark")
    height = page.evaluate("document.getElementById('reading').scrollHeight")
    for share in (0, 0.1, 0.35, 0.5, 0.77, 0.96, 0.2):
        page.evaluate("(top) => document.getElementById('reading').scrollTo(0, top)", share * height)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))")
        wanted = set(page.evaluate(WANTED, spans))
        assert len(wanted) > 5
        assert wanted <= set(page.evaluate(IN_VIEW))
        assert page.locator(".mark").count() < 800
