"""The canvas under a finger: a rest chooses, a drag from it chooses more or relates, handles move edges."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.fixtures import FIRST, PASSWORD
from tests.web.test_canvas import address, boxes, choose, opened, place, saved

__all__ = ["address"]  # fixtures
pytestmark = pytest.mark.browser

REST = 500
"""Milliseconds; longer than the canvas waits before a finger that rests may choose."""

Point = tuple[float, float]


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Ali's page on a telephone."""
    context = chromium.new_context(
        viewport={"width": 412, "height": 915},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
        base_url=address,
    )
    found = context.new_page()
    problems: list[str] = []
    found.on("pageerror", lambda error: problems.append(str(error)))
    found.goto("/sign-in")
    found.fill("[name=name]", "ali")
    found.fill("[name=password]", PASSWORD)
    found.press("[name=password]", "Enter")
    found.wait_for_url(f"{address}/")
    yield opened(found, "first")
    context.close()
    assert problems == []


class Finger:
    """One finger on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: Point) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def drag(self, start: Point, *stops: Point, rest: int = 0) -> None:
        """Down at a point, after a rest through others, and up."""
        self._send("touchStart", start)
        self.page.wait_for_timeout(rest)
        at = start
        for stop in stops:
            for step in range(1, 6):
                self._send("touchMove", (at[0] + (stop[0] - at[0]) * step / 5, at[1] + (stop[1] - at[1]) * step / 5))
            at = stop
        self._send("touchEnd")


def letter(page: Page, point: int) -> Point:
    """The middle of a letter."""
    left, right, top = boxes(page, point, point + 1)[0]
    return (left + right) / 2, top + 15


def tag(page: Page, label: str) -> Point:
    """The middle of an entity's tag."""
    box = page.locator(f".tag.label-{label}").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def labelled(page: Page, key: str) -> list[str]:
    """The words of all entities after what is chosen has been labelled."""
    page.keyboard.press(key)
    return [span["text"] for span in saved(page, "first")["spans"]]


def scrolled(page: Page) -> float:
    """How far the article has been scrolled."""
    return float(page.evaluate("document.getElementById('reading').scrollTop"))


def test_a_rest_chooses_a_word_without_its_particle_and_a_drag_from_it_more(page: Page) -> None:
    finger = Finger(page)
    clause = FIRST.index("وتعاونت")
    finger.drag(letter(page, clause), rest=REST)
    assert labelled(page, "v") == ["تعاونت"]
    page.keyboard.press("u")
    start, end = place("وزارة الدفاع العراقية،", FIRST)
    finger.drag(letter(page, start + 1), letter(page, start + 8), letter(page, end - 1), rest=REST)
    assert scrolled(page) == 0
    page.locator("[data-label=GOV]").tap()
    assert [span["text"] for span in saved(page, "first")["spans"]] == ["وزارة الدفاع العراقية"]


def test_a_drag_without_a_rest_scrolls_and_chooses_nothing(page: Page) -> None:
    page.evaluate("document.getElementById('text').style.paddingBlockEnd = '200vh'")
    x, y = letter(page, FIRST.index("الدفاع"))
    Finger(page).drag((x, y), (x, y - 150))
    page.wait_for_function("document.getElementById('reading').scrollTop > 50")
    expect(page.locator(".selection")).to_have_count(0)


def test_a_handle_moves_the_edge_of_an_entity(page: Page) -> None:
    finger = Finger(page)
    start, end = place("وزارة الدفاع العراقية", FIRST)
    finger.drag(letter(page, start + 1), letter(page, start + 8), rest=REST)
    assert labelled(page, "s") == ["وزارة الدفاع"]
    handle = page.locator(".handle[data-edge=end]").bounding_box()
    assert handle
    goal = letter(page, end - 2)
    finger.drag((handle["x"], handle["y"] + 12), (goal[0], goal[1] + 30))
    assert [span["text"] for span in saved(page, "first")["spans"]] == ["وزارة الدفاع العراقية"]
    page.keyboard.press("u")
    assert [span["text"] for span in saved(page, "first")["spans"]] == ["وزارة الدفاع"]


def related(page: Page) -> Finger:
    """A person and a city, marked by keys."""
    choose(page, "الحلبي")
    page.keyboard.press("p")
    choose(page, "بغداد")
    page.keyboard.press("g")
    return Finger(page)


def relations(page: Page) -> list[dict[str, Any]]:
    """What the server holds."""
    found: list[dict[str, Any]] = saved(page, "first")["relations"]
    return found


def test_a_drag_from_tag_to_tag_relates(page: Page) -> None:
    related(page).drag(tag(page, "PERSON"), tag(page, "GPE"), rest=REST)
    page.locator("#relation-menu button").first.tap()
    assert len(relations(page)) == 1


def test_a_rest_on_a_tag_and_a_tap_on_another_relate(page: Page) -> None:
    finger = related(page)
    finger.drag(tag(page, "PERSON"), rest=REST)
    expect(page.locator(".mark.target")).to_have_count(1)
    finger.drag(tag(page, "GPE"), rest=REST)  # a slow tap
    page.locator("#relation-menu button").first.tap()
    assert len(relations(page)) == 1
