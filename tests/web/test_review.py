"""The supervisor's pages: progress, sections, work returned."""

import json

import pytest

from tests.web.checked import check_page, words
from workbench.actions import transfer
from workbench.actions.workspace import open_workspace
from workbench.formats.files import Decoded
from workbench.model.people import SHELL


def test_the_overview_shows_everybodys_progress(read):
    page = read("salma").get("/review").text
    assert "1 of 4 pieces of work done" in page
    assert "assigned to <bdi>ali</bdi>, <bdi>zainab</bdi>" in page
    assert "Nobody has begun yet." in page


def test_the_overview_is_searched_and_the_address_follows(read):
    part = read("salma").get("/parts/review?q=market")
    assert "سوق الكتب" in part.text
    assert "جسر" not in part.text
    assert part.headers["HX-Replace-Url"] == "/review?q=market"
    assert "No title here contains" in read("salma").get("/review?q=zzz").text


def test_sections_are_edited_until_somebody_has_begun(read):
    salma = read("salma")
    page = salma.get("/review/articles/bridge").text
    assert page.count('name="line-') == 3
    assert "disabled" not in page
    answer = salma.post("/review/articles/bridge/sections", {"line-1": "heading", "line-2": "deck"})
    assert answer.location == "/review/articles/bridge"
    kinds = [kind for _, _, kind in read("ali").get("/api/v1/documents/bridge").json["sections"]]
    assert kinds[:2] == ["heading", "deck"]
    assert "disabled" in salma.get("/review/articles/market").text
    assert "already being annotated" in salma.post("/review/articles/market/sections", {"line-1": "body"}, 409).text


def test_sections_that_do_not_exist_are_refused_on_the_page(read):
    salma = read("salma")
    assert "unknown" in salma.post("/review/articles/bridge/sections", {"odd": "body"}, 400).text
    assert 'role="alert"' in salma.post("/review/articles/bridge/sections", {"line-1": "odd"}, 422).text


def test_finished_work_is_returned_with_a_reason(read):
    salma = read("salma")
    assert 'role="alert"' in salma.post("/review/articles/market/return", {"owner": "ali", "comment": " "}, 400).text
    answer = salma.post("/review/articles/market/return", {"owner": "ali", "comment": "أين أيار؟"})
    page = salma.get(answer.location).text
    assert "The work was returned to <bdi>ali</bdi>." in page
    assert "أين أيار؟" in page
    assert read("ali").get("/api/v1/documents?status=returned").json["documents"][0]["id"] == "market"


def test_only_finished_work_can_be_returned_on_the_page(read):
    salma = read("salma")
    assert "Return for more work" in salma.get("/review/articles/market").text
    assert "Return for more work" not in salma.get("/review/articles/bridge").text


def test_a_message_is_shown_once(read):
    salma = read("salma")
    salma.post("/review/articles/bridge/sections", {"line-1": "title"})
    shown = [
        words(p) for p in check_page(salma.get("/review/articles/bridge").text).iter("p") if p.get("class") == "flash"
    ]
    assert shown == ["Saved."]
    assert 'class="flash"' not in salma.get("/review/articles/bridge").text


def test_a_supervisor_reads_anybodys_annotations_and_cannot_change_them(read):
    salma = read("salma")
    assert "/documents/market?owner=ali" in salma.get("/review/articles/market").text
    page = salma.get("/documents/market?owner=ali").text
    assert "You are reading the annotations of ali; they cannot be changed here." in page
    assert 'id="done" hidden' in page
    spans = salma.get("/api/v1/documents/market?owner=ali").json["spans"]
    assert spans == read("ali").get("/api/v1/documents/market").json["spans"] != []


def test_an_annotator_reads_nobody_elses_annotations(read):
    assert read("zainab").get("/api/v1/documents/market?owner=ali", 403).json["errors"][0]["code"] == "forbidden"
    read("zainab").get("/documents/market?owner=ali", 403)


@pytest.mark.parametrize("name", ["agreement", "assignment", "progress", "adjudication", "agreement/people/ali"])
def test_an_article_may_be_called_as_a_page_is(read, database, name):
    db = open_workspace(database)
    line = json.dumps({"id": name, "text": "وصل الوفد إلى بغداد."})
    assert not transfer.import_text(db, SHELL, Decoded(line), "names.jsonl").problems
    db.close()
    for path in (f"/review/articles/{name}", f"/review/articles/{name}/adjudicate"):
        page = read("salma").get(path)
        assert "وصل الوفد" in page.text
    read("salma").post(f"/review/articles/{name}/sections", {"line-1": "heading"})
