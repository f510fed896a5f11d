"""The progress page: counts, pictures with their words, and blocks that follow what happens."""

import pytest
from playwright.sync_api import expect

from tests.web.checked import check_page
from tests.web.conftest import FINISHED
from tests.web.test_browser import enter
from workbench.web.plots.work import Column, columns, states_bar

REMARK = [{"id": "m-9", "op": "set_remark", "remark": "تم"}]


def test_the_page_tells_states_people_and_documents(read):
    page = read("salma").get("/review/progress").text
    assert 'aria-label="To do: 3, Done: 1"' in page
    assert "Too little was finished in the last 14 days" in page
    assert "سوق الكتب" in read("salma").get("/review/progress?state=done").text
    assert "جسر" not in read("salma").get("/review/progress?state=done").text
    read("salma").get("/review/progress?state=lost", 422)


def test_the_parts_are_sent_only_when_something_has_changed(read):
    salma = read("salma")
    first = salma.get("/parts/progress")
    stamp = {"If-None-Match": first.headers["ETag"]}
    assert salma.get("/parts/progress", 304, headers=stamp).data == b""
    assert f'data-stamp="{first.get_etag()[0]}"' in salma.get("/review/progress").text
    read("zainab").post_json("/api/v1/documents/market/changes", {"changes": REMARK})
    assert salma.get("/parts/progress", headers=stamp).headers["ETag"] != first.headers["ETag"]


def test_a_bar_shares_its_width_and_is_mirrored():
    left, right = (
        states_bar({"done": 1, "new": 3}, ["done", "new"], "<x>", mirrored=mirrored) for mirrored in (False, True)
    )
    assert '<rect class="state-done" x="0.00" width="25.00"' in left
    assert '<rect class="state-done" x="75.00" width="25.00"' in right
    assert "&lt;x&gt;" in left
    assert "state-done" not in states_bar({"done": 0}, ["done"], "", mirrored=False)


def test_columns_stand_in_reading_direction():
    found = [Column("a", 1, "1"), Column("b", 4, "4")]
    left, right = (columns(found, "x", mirrored=mirrored) for mirrored in (False, True))
    assert left.index(">a<") < left.index(">b<")
    assert right.index(">b<") < right.index(">a<")
    assert 'height="108.0"' in left
    assert 'height="27.0"' in left
    assert columns([Column("a", 0, "")], "x", mirrored=False).count('height="0.0"') == 1


def test_arabic_reads_the_same_in_its_own_digits(read):
    salma = read("salma")
    salma.post("/language", {"language": "ar"})
    page = salma.get("/review/progress").text
    check_page(page)
    assert 'aria-label="لم يبدأ: ٣، مكتمل: ١"' in page


@pytest.mark.browser
def test_an_open_page_follows_what_happens_and_swaps_nothing_else(window, read):
    page = enter(window(), "salma")
    page.goto("/review/progress")
    asked = []
    page.on("response", lambda answer: asked.append(answer.status) if "/parts/progress" in answer.url else None)

    def look(expected):
        with page.expect_response(lambda answer: "/parts/progress" in answer.url):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert asked[-1] == expected

    look(304)
    tally = page.locator("#total .tally")
    tally.evaluate("node => { node.kept = true; }")
    read("zainab").post_json("/api/v1/documents/market/changes", {"changes": REMARK})
    look(200)
    assert tally.evaluate("node => node.kept === true")
    read("zainab").post_json("/api/v1/documents/market/changes", {"changes": FINISHED})
    look(200)
    expect(tally).to_contain_text("Done 2")
    assert asked == [304, 200, 200]
