"""Own pages, practice beside gold, and the rule that nobody sees another's work, on every route."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import BRIDGE
from tests.web.test_browser import enter
from workbench.actions import annotate, review, transfer
from workbench.actions.review import Plan
from workbench.actions.workspace import open_workspace
from workbench.formats.files import Decoded
from workbench.model.document import Document
from workbench.model.people import SHELL
from workbench.web.review.marked import Stretch, marked_lines

MOSUL = BRIDGE.index("الموصل")
SECRET = "قطرميز"
"""A word that stands in no article and in no page: whatever shows it shows another's work."""


@pytest.fixture
def graded(database):
    """The bridge has final gold, and noor has practised on it."""
    db = open_workspace(database)
    spans = [{"id": "n", "start": BRIDGE.index("نينوى"), "end": BRIDGE.index("نينوى") + 5, "label": "GPE"}]
    spans += [{"id": "m", "start": MOSUL, "end": MOSUL + 6, "label": "GPE"}]
    line = json.dumps({"id": "bridge", "text": BRIDGE, "owner": "gold", "status": "done", "spans": spans})
    assert not transfer.import_text(db, SHELL, Decoded(line), "gold.jsonl").problems
    review.assign(db, SHELL, ["noor"], ["bridge"], 1, Plan(kind="practice"))
    db.close()


def practised(reader, status=200):
    """Mark one name rightly, one wrongly, and finish."""
    add = {"id": "a", "op": "add_span", "span": {"id": "m", "start": MOSUL, "end": MOSUL + 6, "label": "GPE"}}
    wrong = {"id": "b", "op": "add_span", "span": {"id": "x", "start": 0, "end": 3, "label": "FAC"}}
    done = {"id": "c", "op": "set_status", "status": "done"}
    reader.post_json("/api/v1/documents/bridge/changes", {"changes": [add, wrong, done]}, status)


def test_finished_practice_is_shown_beside_gold(read, graded):
    noor = read("noor")
    noor.get("/practice/bridge", 404)
    assert "See how you did" not in noor.get("/").text
    practised(noor)
    assert '/practice/bridge">See how you did' in noor.get("/").text
    page = noor.get("/practice/bridge").text
    assert '<span class="way-right ">الموصل</span>' in page
    assert '<span class="way-missed ">نينوى</span>' in page
    assert '<span class="way-spurious ">جسر</span>' in page
    assert "<td>50 %</td>" in page
    assert "Against gold" in noor.get("/my-work").text
    read("salma").get("/practice/bridge?owner=noor")
    read("ali").get("/practice/bridge?owner=noor", 403)
    read("ali").get("/practice/bridge", 404)


def test_everybody_has_a_page_and_supervisors_see_all(read):
    assert "سوق الكتب" in read("ali").get("/my-work").text
    assert "With the others" not in read("ali").get("/my-work").text
    page = read("salma").get("/my-work/ali").text
    assert "Work of" in page
    assert "Nobody else has finished" in page
    read("zainab").get("/my-work/ali", 403)
    read("salma").get("/my-work/nobody", 404)


def test_pieces_of_a_line_are_its_text_cut_where_marks_begin_and_end():
    document = Document("d", "abcdef\n\nghi")
    (first, pieces), (second, rest) = marked_lines(
        document, [Stretch(1, 5, "x"), Stretch(2, 3, "y"), Stretch(5, 9, "z")]
    )
    assert [(piece.text, piece.ways) for piece in pieces] == [
        ("a", []), ("b", ["x"]), ("c", ["x", "y"]), ("de", ["x"]), ("f", ["z"]),
    ]  # fmt: skip
    assert [(piece.text, piece.ways) for piece in rest] == [("g", ["z"]), ("hi", [])]
    assert (first.number, second.number) == (1, 3)


@pytest.fixture
def filled(database):
    """Zainab has marked, noted and remarked on what ali holds too; nothing of it is finished by both."""
    db = open_workspace(database)
    zainab = next(one.person for one in review.team(db, SHELL) if one.person.name == "zainab")
    span = {"id": "z", "start": 13, "end": 19, "label": "GPE", "note": SECRET}
    for document in ("bridge", "market"):
        changes = [{"id": "a", "op": "add_span", "span": span}, {"id": "b", "op": "set_remark", "remark": SECRET}]
        annotate.change(db, zainab, document, {"changes": changes})
    annotate.change(db, zainab, "bridge", {"changes": [{"id": "c", "op": "set_status", "status": "done"}]})
    transfer.run_export(db, zainab, transfer.ExportRequest("jsonl"))
    db.close()


def test_no_route_shows_an_annotator_what_another_marks(app, read, filled):
    """Blindness, on every address that answers GET, also those that routes of the future will bring."""
    ali, shown = read("ali"), 0
    values = {"document_id": ("bridge", "market"), "export_id": ("1", "2"), "name": ("zainab", "zainab.jsonl")}
    values["form"] = ("csv", "json")
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for which in (0, 1):
            path = app.url_map.bind("").build(
                rule.endpoint, {name: values.get(name, ("1", "2"))[which] for name in rule.arguments}
            )
            for query in ("", "?owner=zainab", "?item=z&owner=zainab", "?item=z", "?q=z"):
                answer = ali.client.get(path + query)
                assert SECRET not in answer.get_data(as_text=True), path + query
                shown += answer.status_code == 200
    assert shown > 40
    assert SECRET in read("zainab").get("/api/v1/documents/bridge").text
    assert SECRET in read("salma").get("/review/articles/bridge").text


@pytest.mark.browser
def test_the_key_of_the_queue_takes_the_next_article(window, read):
    read("salma").post("/review/assignment", {"to": "pool", "overlap": "3"})
    page = enter(window(), "noor")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/documents/(bridge|market)$"))
    expect(page.locator("#text")).to_be_visible()
