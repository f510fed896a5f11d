"""Relations on the canvas: filtered by type, clicked, given another type, deleted, explained."""

import pytest
from playwright.sync_api import expect

from tests.web.test_canvas import address, page, related, saved

__all__ = ["address", "page"]  # fixtures
pytestmark = pytest.mark.browser


def linked(page):
    """Two relations of two types from a person, the second in focus."""
    related(page).keyboard.press("r")
    page.keyboard.press("i")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.press("p" if page.locator("#relation-menu").is_hidden() else "2")
    assert len(saved(page, "first")["relations"]) == 2
    return page


def point_on_arc(page, relation):
    """A place in the window through which an arc goes."""
    return page.evaluate(
        """(id) => {
             const path = document.querySelector(`.arc-hit[data-relation="${id}"]`);
             const point = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
             return [point.x, point.y];
           }""",
        relation,
    )


def test_types_are_filtered_with_chips(page):
    linked(page)
    chips = page.locator("#filters button")
    expect(chips).to_have_count(2)
    chips.first.click()
    expect(chips.first).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#relations > li:visible")).to_have_count(1)
    expect(page.locator("#live")).not_to_be_empty()
    page.keyboard.press("Enter")
    expect(page.locator("#relations > li:visible")).to_have_count(2)


def test_an_arc_that_is_clicked_is_in_focus_and_says_its_sentence(page):
    linked(page)
    first, second = (relation["id"] for relation in saved(page, "first")["relations"])
    page.keyboard.press("Escape")
    x, y = point_on_arc(page, first)
    page.mouse.move(x, y)
    expect(page.locator("#tip")).to_be_visible()
    expect(page.locator("#tip")).to_contain_text("سامر الحلبي")
    page.mouse.click(x, y)
    focused = page.locator("#relations [aria-current]")
    expect(focused).to_have_count(1)
    assert focused.get_attribute("data-id") in (first, second)


def test_a_relation_is_given_another_legal_type_and_deleted(page):
    linked(page).keyboard.press("Shift+X")
    choice = page.locator("#type")
    expect(choice).to_be_focused()
    labels = choice.locator("option").evaluate_all("(all) => all.map((one) => one.value)")
    before = saved(page, "first")["relations"]
    other = next(label for label in labels if label not in {relation["label"] for relation in before})
    choice.select_option(other)
    assert other in {relation["label"] for relation in saved(page, "first")["relations"]}
    page.locator("#panel [data-action=delete]").click()
    assert len(saved(page, "first")["relations"]) == 1
    expect(page.locator("#panel .panel")).to_be_hidden()
