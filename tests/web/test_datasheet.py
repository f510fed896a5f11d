"""The datasheet of a release: every figure in it, both languages, one page without a network."""

import re

import html5lib
import pytest

from tests.actions.desk import disagree
from tests.actions.test_release import bring, gold_line
from workbench.actions import review
from workbench.actions.release import ReleaseRequest, make_release
from workbench.model.people import SHELL
from workbench.web.datasheet import datasheets


@pytest.fixture
def files(workspace, tmp_path):
    """The pages of a release of two articles, one of them merged from two people."""
    disagree(workspace)
    review.merge(workspace.db, workspace.salma, "first", review.read_rule("majority"))
    for conflict in review.on_desk(workspace.db, workspace.salma, "first").desk.conflicts:
        verdict = review.read_verdict({"key": conflict.key, "what": "nothing"})
        review.decide(workspace.db, workspace.salma, "first", verdict)
    review.finalise(workspace.db, workspace.salma, "first")
    bring(workspace, gold_line("other", "جاء <b>عمر</b> | هنا", "عمر"))
    made = make_release(
        workspace.db, SHELL, ReleaseRequest("1.0", note="A note.\n\nملاحظة <b>"), tmp_path, sheets=datasheets
    )
    assert {"datasheet.ar.html", "datasheet.en.md"} <= {*made.manifest["files"]}
    return {path.name: path.read_text("utf-8") for path in made.folder.glob("datasheet.*")}


def test_the_figures_are_those_of_the_release(files) -> None:
    sheet = files["datasheet.en.md"]
    assert "| All | 2 |" in sheet
    assert "| Person | PERSON | 2 | 1 | 1 | 0 |" in sheet
    assert "| Imported with the article | 1 |" in sheet
    assert "2 people; 1 articles" in sheet
    assert re.search(r"\| Entities, same limits and type \| 0\.57 \|", sheet)  # 2 · 2 / (4 + 3)
    assert "No licence was named" in sheet
    assert "\nA note.\n\nملاحظة <b>\n" in sheet
    assert "ملاحظة &lt;b&gt;" in files["datasheet.ar.html"]


def test_it_is_written_in_both_languages(files) -> None:
    assert "| شخص | PERSON | ٢ |" in files["datasheet.ar.md"]
    assert files["datasheet.ar.md"].count("\n## ") == files["datasheet.en.md"].count("\n## ") == 8


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_is_sound_and_needs_no_network(files, language) -> None:
    page = files[f"datasheet.{language}.html"]
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"(?:src|href)=|@import|url\((?!data:)", page)
    assert "<script" not in page
    assert page.count("<svg") == page.count('role="img"') > 30
