"""The search page and its API: what is found, where it opens, and what is said when a query cannot be read."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.web.test_browser import enter

BRIDGE_MARKS = [
    {"id": "x-1", "op": "add_span", "span": {"id": "m1", "start": 12, "end": 18, "label": "GPE"}},
    {"id": "x-2", "op": "set_status", "status": "done"},
]
"""The first of two times that the bridge's city is named."""


def test_words_are_found_and_lead_to_their_place(read):
    page = read("ali").get("/search?q=بغداد").text
    assert '<a href="/documents/market?at=29-34"><mark>بغداد</mark></a>' in page
    assert "1 place<" in page


def test_a_mark_leads_to_whose_it_is(read):
    assert 'href="/documents/market?at=27-32&amp;owner=ali"' in read("salma").get("/search?label=GPE").text
    assert 'href="/documents/market?at=27-32"' in read("ali").get("/search?label=GPE").text


def test_annotators_neither_choose_nor_see_whose_marks(read):
    assert 'name="owner"' in read("salma").get("/search").text
    page = read("zainab").get("/search?label=GPE").text
    assert 'name="owner"' not in page
    assert "Nothing was found" in page
    read("zainab").get("/search?label=GPE&owner=ali", 403)
    read("zainab").get("/api/v1/search?owner=ali&in=entities", 403)


@pytest.mark.parametrize("path", ["/search", "/parts/search", "/api/v1/search"])
def test_a_query_that_cannot_be_read_is_said_in_place(read, path):
    status = 200 if path == "/parts/search" else 422
    assert "Did you mean label" in read("ali").get(f"{path}?q=labl:GPE", status).text


def test_a_further_page_has_its_own_address(read):
    page = read("ali").get("/search?q=ا").text
    assert "after=50" not in page
    part = read("ali").get("/parts/search?q=ا")
    assert part.headers["HX-Replace-Url"] == "/search?q=%D8%A7"


def test_the_api_answers_places_a_page_at_a_time(read):
    first = json.loads(read("ali").get("/api/v1/search?q=ا&limit=2").text)
    rest = json.loads(read("ali").get(f"/api/v1/search?q=ا&limit=200&after={first['next']}").text)
    assert len(first["places"]) == 2
    assert first["count"] == rest["count"] == 2 + len(rest["places"])
    (mark,) = json.loads(read("ali").get("/api/v1/search?label=GPE").text)["places"]
    assert (mark["span"]["id"], mark["owner"], mark["span"]["label"]) == ("s1", "ali", "GPE")
    read("ali").get("/api/v1/search?q=ا&limit=0", 400)


def test_a_name_marked_here_but_not_there_is_marked_in_one_step_and_taken_back_in_one(read):
    reader = read("ali")
    reader.post_json("/api/v1/documents/bridge/changes", {"changes": BRIDGE_MARKS})
    assert "1 place unmarked" in reader.get("/search/consistency?kind=unmarked").text
    page = reader.get("/search/consistency/places?kind=unmarked&key=الموصل").text
    assert "checked" not in page
    assert "checked" in reader.get("/search/consistency/places?kind=unmarked&key=الموصل&tick=all").text
    (place,) = re.findall('name="place" value="([^"]*)"', page)
    form = {"kind": "unmarked", "owner": "ali", "key": "الموصل", "fix": "mark", "label": "GPE", "place": place}
    assert "is finished" in reader.post("/search/fixes", form, 422).text
    reader.post("/search/fixes", form | {"finished": "on"})
    page = reader.get("/search/consistency?kind=unmarked").text
    assert "1 place was changed." in page
    assert "1 place unmarked" not in page
    reader.post("/search/fixes/1/undo", {"kind": "unmarked", "owner": "ali"})
    page = reader.get("/search/consistency?kind=unmarked").text
    assert "Taken back" in page
    assert "1 place unmarked" in page
    reader.post("/search/fixes/1/undo", {"kind": "unmarked", "owner": "ali"})
    assert "taken back already" in reader.get("/search/consistency").text


def test_others_read_without_boxes_and_a_broken_place_is_refused(read):
    page = read("salma").get("/search/consistency/places?owner=ali&kind=unmarked&key=x").text
    assert "checkbox" not in page
    form = {"kind": "labels", "owner": "ali", "key": "x", "fix": "relabel", "label": "GPE", "place": "1-x s1 market"}
    read("ali").post("/search/fixes", form, 400)


@pytest.mark.browser
def test_a_place_opens_where_it_was_found_and_key_words_stand_under_each_other(window):
    page = enter(window(), "zainab")
    page.goto("/search")
    page.get_by_role("searchbox").fill("الموصل")
    marks = page.locator(".kwic mark")
    expect(marks).to_have_count(2)
    boxes = [mark.bounding_box() for mark in marks.all()]
    sides = {round(box["x"] + box["width"]) for box in boxes if box}
    assert len(sides) == 1, "the key words do not begin one under the other"
    marks.last.click()
    page.wait_for_url("**/documents/bridge?at=*")
    expect(page.locator("#canvas")).to_be_visible()
    page.wait_for_function("document.querySelector('.selected, .selection, #over > *, #under > *')")
