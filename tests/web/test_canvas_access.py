"""The canvas shuts nobody out: axe finds nothing, every action is heard, everything fits at twice the size."""

import pytest
from playwright.sync_api import expect

from tests.web.checked import AXE, FAULTS
from tests.web.test_canvas import address, opened, page, related, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser

SPAN = ["Tab"]
RELATION = ["Tab", "r", "1"]
TARGET = ["Tab", "r"]
WORD = ["Home", "ArrowLeft"]
BEFORE = {
    **dict.fromkeys(("target-next", "target-previous", "cancel", "target-confirm"), TARGET),
    **dict.fromkeys(("reverse", "retype"), RELATION),
    **dict.fromkeys(("extend-left", "extend-right", "extend-letter-left", "extend-letter-right"), WORD),
    "go-up": ["Control+ArrowLeft", "Control+ArrowLeft"],
    "previous-span": ["Tab", "Tab"],
    "redo": [*SPAN, "l", "u"],
    "accept": ["Tab", "Period"],
    "reject": ["Tab", "Period"],
    "find-next": ["Slash", "ا", "Escape"],
    "find-previous": ["Slash", "ا", "Escape"],
}
"""The keys before the key of an action; for all others an entity is put in focus."""

MOVE_THE_KEYBOARD = {
    "details", "note", "attributes", "kb-id", "retype", "find", "find-next", "find-previous", "other-area",
    "target-confirm", "list-next", "list-previous", "help", "remark",
}  # fmt: skip
"""These take the keyboard to something that has a name, which a screen reader then reads."""

LEAVE = {"next", "previous", "next-open"}
"""These open another page."""


OUTLINE = """() => {
  const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
  return `${outlineStyle} ${boxShadow}`;
}"""


def drawn(page, language, theme):
    """A page in a language and theme, with an entity and a person on it."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto("/")
    if language == "ar":
        page.get_by_role("button", name="العربية").click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
    related(page).keyboard.press("r")
    page.keyboard.press("1")
    saved(page, "first")
    return page


def faults(page):
    """What axe finds."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(FAULTS)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(page, language, theme):
    drawn(page, language, theme)
    assert faults(page) == [], "a relation in focus"
    page.keyboard.press("Space")
    expect(page.locator("#panel .panel")).to_be_visible()
    assert faults(page) == [], "the panel"
    page.keyboard.press("Escape")
    page.keyboard.press("F1")
    assert faults(page) == [], "the keys"
    page.keyboard.press("Escape")
    page.keyboard.press("Slash")
    assert faults(page) == [], "the find bar"
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+M")
    assert faults(page) == [], "the comment"


CUT = """() => {
  const bar = document.getElementById("hints").getBoundingClientRect();
  const boxes = [...document.querySelectorAll(".hint-button")].map((one) => one.getBoundingClientRect());
  const seen = boxes.filter(({ top, bottom }) => top < bar.bottom && bottom > bar.top);
  const whole = ({ left, right, top, bottom }) =>
    left >= bar.left && right <= bar.right && top >= bar.top && bottom <= bar.bottom;
  return [seen.length, seen.filter((box) => !whole(box)).length];
}"""
"""How many hints are seen, and how many of these are cut off."""


def test_no_hint_is_cut_off(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    drawn(page, "en", "light")
    page.keyboard.press("Escape")
    expect(page.locator(".hint-button").first).to_contain_text("R")
    for width in (1280, 1100, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        seen, cut = page.evaluate(CUT)
        assert seen > 1
        assert cut == 0, width


def actions(page):
    """The ids of all actions, their first keys, and the words that the overlay has for them."""
    page.keyboard.press("F1")
    rows = page.locator(".key-table tr").evaluate_all(
        "(all) => all.map((row) => [row.dataset.row, row.dataset.keys, row.querySelector('th').textContent])"
    )
    page.keyboard.press("Escape")
    return [(action, keys.split()[0].replace("Ctrl", "Control"), words) for action, keys, words in rows]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_action_has_words_and_is_heard(page, language):
    drawn(page, language, "light")
    found = actions(page)
    assert all(words for _, _, words in found)
    silent = []
    for action, last, _ in found:
        if action in MOVE_THE_KEYBOARD | LEAVE:
            continue
        opened(page, "first")
        page.keyboard.press("Home")
        for key in BEFORE.get(action, SPAN):
            page.keyboard.press(key)
        page.evaluate("document.getElementById('live').textContent = ''")
        page.keyboard.press(last)
        if not page.locator("#live").text_content():
            silent.append(action)
    assert not silent, " ".join(silent)


def test_the_focus_passes_over_an_empty_list(page):
    opened(page, "first").locator("#text").focus()
    page.keyboard.press("F6")
    assert page.evaluate("Boolean(document.activeElement.closest('#helper'))")


def test_the_focus_goes_through_the_page_in_reading_order_and_is_seen(page):
    related(page)
    areas = []
    expect(page.locator(":is(#spans, #relations) [tabindex='0']")).to_have_count(1)
    page.locator("#text").focus()
    expect(page.locator("#text")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("F6")
        areas.append(page.evaluate("document.activeElement.closest('#annotations, #helper, #text').id"))
        assert page.evaluate(OUTLINE) != "none none"
    assert areas == ["annotations", "helper", "text"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_twice_the_size_nothing_is_cut_off(page, language):
    drawn(page, language, "light")
    page.set_viewport_size({"width": 720, "height": 400})
    page.keyboard.press("Space")
    expect(page.locator("#panel .panel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    panel = page.locator("#panel .panel").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 720
    assert panel["y"] >= page.locator(".topbar").bounding_box()["height"]
    assert panel["y"] + panel["height"] <= page.locator("#helper").bounding_box()["y"]
