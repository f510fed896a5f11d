"""The annotator's pages: queue, article, schema, guidelines, colours of labels."""

import json

import pytest

from tests.web.checked import check_page, words
from workbench.actions import annotate, review
from workbench.actions.workspace import open_workspace
from workbench.model.people import SHELL
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE
from workbench.web import static_address
from workbench.web.colours import DARK, LIGHT, contrast, label_styles, legible

SCHEMA = read_schema(SCHEMA_FILE)


def titles(response):
    return [words(link) for link in check_page(response.text).iter("a") if link.get("class") == "row-title"]


def test_the_queue_shows_what_is_mine_with_counts_by_status(read):
    page = read("ali").get("/")
    assert titles(page) == ["جسر جديد في الموصل", "سوق الكتب"]
    tabs = [
        words(a) for a in check_page(page.text).iter("a") if a.get("href", "").startswith("/?") or a.get("href") == "/"
    ]
    assert "All mine 2" in tabs
    assert "Done 1" in tabs
    assert "In progress 0" in tabs
    assert "1 of 2 done" in page.text


def test_the_queue_is_filtered_by_status_and_title(read):
    reader = read("ali")
    assert titles(reader.get("/?status=done")) == ["سوق الكتب"]
    assert titles(reader.get("/?q=جسر")) == ["جسر جديد في الموصل"]
    reader.get("/?status=odd", 422)


@pytest.mark.parametrize(
    ("role", "path", "said"),
    [
        ("noor", "/", "No article has been assigned to you yet"),
        ("ali", "/?q=zzz", "No title here contains “<bdi>zzz</bdi>”"),
        ("ali", "/?status=returned", "Nothing was returned to you"),
        ("ali", "/?status=in_progress", "Nothing has this status"),
    ],
)
def test_an_empty_queue_says_what_to_do_next(read, role, path, said):
    assert said in read(role).get(path).text


def test_a_search_that_is_typed_gets_the_list_alone_and_an_address_to_come_back_to(read):
    part = read("ali").get("/parts/queue?q=سوق&status=")
    assert "<!doctype" not in part.text
    assert 'id="results"' in part.text
    assert "جسر" not in part.text
    assert part.headers["HX-Replace-Url"] == "/?q=%D8%B3%D9%88%D9%82"
    assert "1 article is listed." in part.text
    assert "autofocus" not in part.text


def test_a_long_queue_comes_in_pages_with_and_without_scripts(read, monkeypatch):
    whole = annotate.queue
    monkeypatch.setattr(annotate, "queue", lambda *args, **options: whole(*args, **(options | {"limit": 1})))
    reader = read("ali")
    first = reader.get("/")
    assert titles(first) == ["جسر جديد في الموصل"]
    more = next(a for a in check_page(first.text).iter("a") if words(a) == "Show more")
    assert titles(reader.get(more.attrib["href"])) == ["سوق الكتب"]
    part = reader.get(more.attrib["hx-get"])
    assert part.text.count('class="row"') == 1
    assert 'id="results"' not in part.text
    assert part.text.count("autofocus") == 1
    assert "autofocus" not in first.text


def test_a_returned_article_says_why(read, database):
    db = open_workspace(database)
    review.return_work(db, SHELL, "market", "ali", "أين «أيار»؟ <b>")
    db.close()
    page = read("ali").get("/").text
    assert "أين «أيار»؟ &lt;b&gt;" in page
    assert "Returned:" in page


def rest(fields, unlike):
    """The fields that are the same wherever a document stands."""
    return {key: value for key, value in fields.items() if key not in unlike}


def unflattened(numbers):
    """Extents from the distances between them and their lengths."""
    found, last = [], 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        found.append([last + gap, last + gap + length])
        last += gap + length
    return found


def test_an_article_brings_its_canvas_all_it_needs(read):
    reader = read("ali")
    page = check_page(reader.get("/documents/bridge").text)
    island = next(script for script in page.iter("script") if script.get("id") == "page-data")
    data = json.loads(island.text or "")
    whole = reader.get("/api/v1/documents/bridge").json
    assert unflattened(data["document"]["tokens"]) == whole["tokens"]
    assert unflattened(data["document"]["sentences"]) == whole["sentences"]
    assert data["document"]["length"] == len(whole["text"])
    unlike = ("text", "tokens", "sentences", "length", "unseen")
    assert rest(data["document"], unlike) == rest(whole, unlike)
    assert data["schema"] == reader.get("/api/v1/schema").json
    assert data["changes_url"] == "/api/v1/documents/bridge/changes"
    assert (data["language"], data["person"], data["read_only"]) == ("en", "ali", None)
    assert (data["previous"], data["next"]) == (None, "/documents/market")
    assert set(data["words"]) > {"canvas.saved"}


def test_the_article_stands_in_the_page_line_by_line_to_the_character(read):
    page = check_page(read("ali").get("/documents/bridge").text)
    text = read("ali").get("/api/v1/documents/bridge").json["text"]
    found = [(int(div.attrib["data-start"]), div.text or "") for div in page.iter("div") if "data-start" in div.attrib]
    assert "\n".join(line for _, line in found) == text
    assert all(text.startswith(line, start) for start, line in found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_schema_page_explains_every_type(read, language):
    reader = read("ali")
    reader.post("/language", {"language": language})
    page = reader.get("/schema").text
    for kind in SCHEMA.entities.values():
        assert kind.name[language] in page
        assert f'id="entity-{kind.label}"' in page
    for relation in SCHEMA.relations.values():
        assert f'id="relation-{relation.label}"' in page
    assert '<mark class="mention "' in page


def test_the_matrix_of_arguments_is_that_of_the_schema(read):
    page = check_page(read("ali").get("/schema").text)
    matrix = next(table for table in page.iter("table") if table.get("class") == "matrix")
    cells = [[{a.attrib["href"] for a in td.iter("a")} for td in row.iter("td")] for row in matrix.iter("tr")][1:]
    labels = list(SCHEMA.entities)
    expected = [[{f"#relation-{r.label}" for r in SCHEMA.legal_relations(h, t)} for t in labels] for h in labels]
    assert cells == expected


def test_the_guidelines_are_in_the_readers_language(read):
    reader = read("ali")
    english = reader.get("/guidelines").text
    reader.post("/language", {"language": "ar"})
    arabic = check_page(reader.get("/guidelines").text)
    assert 'id="chapter-1"' in english
    assert any("\u0600" <= letter <= "\u06ff" for letter in words(next(arabic.iter("article"))))


def test_the_contrast_of_black_and_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("label", SCHEMA.entities)
def test_every_label_stands_out_from_both_pages(label):
    colour = SCHEMA.entities[label].colour
    for background in (LIGHT, DARK):
        assert contrast(legible(colour, background, 3), background) >= 3
        assert contrast(legible(colour, background, 4.5), background) >= 4.5


def test_a_colour_that_stands_out_already_is_left_alone():
    assert legible("#0000ff", "#ffffff", 3) == "#0000ff"


def test_the_style_sheet_names_every_label(read):
    sheet = read().get("/labels.css").text
    assert sheet == label_styles(SCHEMA)
    assert ".label-GPE { --label: var(--label-GPE);" in sheet
    assert "--label-GPE: light-dark(#" in sheet


def test_the_panels_that_colours_are_measured_on_are_those_of_the_style_sheet(read):
    assert f"--panel: light-dark({LIGHT}, {DARK})" in read().get(f"{static_address()}/base.css").text
