"""Tables as others read them, and as people write them by hand."""

import csv
import io
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.formats.contract import main_sources, written
from tests.formats.reading import Read, read, read_folder
from tests.formats.test_docbin import TEXT, pair
from workbench.formats import guess
from workbench.formats.base import Findings, Format
from workbench.formats.problems import NotReadable
from workbench.formats.source import Source
from workbench.formats.tables import CSV, SQLITE

DOCUMENTS = "document,text\nd,Jo saw Basra\n"


def by_hand(**files: str) -> Read:
    """CSV files somebody has written, read by us."""
    return read_folder(CSV, {f"c.{name}.csv": text for name, text in files.items()}, "c.documents.csv")


def test_any_reader_of_csv_finds_the_rows() -> None:
    files, _ = written(CSV, [pair()])
    spans = files["export.spans.csv"]
    assert isinstance(spans, str)
    rows = list(csv.DictReader(io.StringIO(spans, newline="")))
    assert [(row["id"], row["label"], row["text"]) for row in rows][1] == ("s2", "NORP", "العراقي")
    assert TEXT[int(rows[1]["start"]) : int(rows[1]["end"])] == "العراقي"


def test_the_sqlite_file_opens_with_its_foreign_keys_whole() -> None:
    raw = written(SQLITE, [pair()])[0]["export.sqlite"]
    assert isinstance(raw, bytes)
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(raw)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        joined = (
            "SELECT s.text FROM relations r JOIN spans s ON (s.document, s.owner, s.id) = (r.document, r.owner, r.tail)"
        )
        assert db.execute(joined).fetchall() == [("بغداد",)]


def test_documents_alone_are_enough_and_a_set_needs_no_row_of_its_own() -> None:
    assert [(one.id, one.text, one.owner) for one in by_hand(documents=DOCUMENTS).drafts] == [
        ("d", "Jo saw Basra", None)
    ]
    spans = "document,owner,id,start,end,label\nd,ali,a,7,12,GPE\nd,,b,0,2,PERSON\n"
    drafts = by_hand(documents=DOCUMENTS, spans=spans).drafts
    assert [(one.owner, one.status, [span.text for span in one.spans]) for one in drafts] == [
        ("ali", "in_progress", ["Basra"]), (None, "in_progress", ["Jo"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "where", "words"),
    [
        ({"documents": "document\nd\n"}, "c.documents.csv:1", "lacks text"),
        ({"documents": DOCUMENTS + "e\n"}, "c.documents.csv:3", "1 cells"),
        ({"documents": 'document,text\nd,"open\n'}, "c.documents.csv:2", "unexpected end"),
        ({"spans": "document,owner,id,start,end,label\nd,ali,a,x,12,GPE\n"}, "c.spans.csv:2", "whole number"),
        ({"spans": "document,owner,id,start,end,label\nq,ali,a,0,2,GPE\n"}, "c.spans.csv:2", "table of documents"),
        ({"relations": "document,owner,id,label,head,tail,attributes\nd,a,r,X,a,b,{\n"}, "c.relations.csv:2", "JSON"),
    ],
)
def test_a_fault_is_told_with_its_row(files: dict[str, str], where: str, words: str) -> None:
    (problem,) = by_hand(**{"documents": DOCUMENTS, **files}).problems
    assert problem.where == where
    assert words in problem.message() + problem.hint()


def test_rows_may_come_in_any_order_and_of_documents_that_come_twice_once() -> None:
    spans = "document,owner,id,start,end,label\ne,ali,a,7,12,GPE\nd,ali,a,0,2,GPE\ne,ali,b,0,2,GPE\ne,noor,c,0,2,GPE\n"
    found = by_hand(documents="document,text\nd,Jo saw Basra\ne,Jo saw Basra\nd,Jo saw Basra\n", spans=spans).drafts
    owned = [(one.id, one.owner, [span.id for span in one.spans]) for one in found]
    assert owned == [("d", "ali", ["a"]), ("e", "ali", ["a", "b"]), ("e", "noor", ["c"]), ("d", None, [])]


def test_a_damaged_page_of_a_sqlite_file_is_told() -> None:
    raw = written(SQLITE, [pair()])[0]["export.sqlite"]
    assert isinstance(raw, bytes)
    page = raw.index(TEXT.encode()) // 4096 * 4096
    (problem,) = read(SQLITE, raw[:page] + b"\xff" * 8 + raw[page + 8 :], "x.sqlite").problems
    assert isinstance(problem, NotReadable)


@pytest.mark.parametrize("format", [CSV, SQLITE])
def test_a_reader_that_is_killed_would_leave_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: Format
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    (source,) = main_sources(format, written(format, [pair()])[0])
    assert format.read
    drafts = format.read(source, Findings())
    assert next(drafts).text == TEXT
    assert list(tmp_path.iterdir()) == []
    drafts.close()  # type: ignore[attr-defined]  # it is a generator


def test_a_text_longer_than_the_csv_module_allows_is_read() -> None:
    (draft,) = by_hand(documents=f"document,text\nd,{'x' * 200_000}\n").drafts
    assert len(draft.text) == 200_000


def test_a_damaged_schema_of_a_sqlite_file_is_told() -> None:
    raw = written(SQLITE, [pair()])[0]["export.sqlite"]
    assert isinstance(raw, bytes)
    (problem,) = read(SQLITE, raw.replace(b"CREATE TABLE", b"CREATE \xffABLE", 1), "x.sqlite").problems
    assert isinstance(problem, NotReadable)


def test_another_sqlite_file_is_refused_in_words() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE recipe (name TEXT)")
        (problem,) = read(SQLITE, db.serialize(), "cakes.sqlite").problems
    assert "the table documents lacks" in problem.message()


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_tables_as_spreadsheets_save_them_are_read(delimiter: str) -> None:
    """With a byte-order mark, quoted headers and the delimiter of the country."""
    documents = '\ufeff"document","text"\r\nd,"Jo\nsaw Basra"\r\n'.replace(",", delimiter)
    spans = "document,owner,id,start,end,label\nd,ali,a,7,12,GPE\n".replace(",", delimiter)
    (draft,) = by_hand(documents=documents, spans=spans).drafts
    assert [span.text for span in draft.spans] == ["Basra"]
    assert guess(Source.of_bytes(documents.encode(), "c.csv")).format is CSV


@pytest.mark.parametrize(("start", "end"), [(7, 12), (8, 13)])
def test_line_ends_of_windows_count_as_the_surfaces_show(start: int, end: int) -> None:
    documents = 'document,text\r\nd,"Jo\r\nsaw Basra"\r\n'
    head, row = "document,owner,id,start,end,label", f"d,ali,a,{start},{end},GPE"
    (draft,) = by_hand(documents=documents, spans=f"{head},text\n{row},Basra\n").drafts
    assert (draft.text, [span.text for span in draft.spans]) == ("Jo\nsaw Basra", ["Basra"])


def test_line_ends_of_windows_without_surfaces_are_refused_where_they_may_count_twice() -> None:
    documents = 'document,text\r\nd,"Jo\r\nsaw Basra"\r\n'
    spans = "document,owner,id,start,end,label\nd,ali,a,7,12,GPE\n"
    assert [one.where for one in by_hand(documents=documents, spans=spans).problems] == ["c.spans.csv:2"]


@pytest.mark.parametrize("number", ["1_2", "7.0", "٧", " 7", "1e1"])
def test_a_number_is_written_in_digits(number: str) -> None:
    spans = f"document,owner,id,start,end,label\nd,ali,a,{number},12,GPE\n"
    assert [one.where for one in by_hand(documents=DOCUMENTS, spans=spans).problems] == ["c.spans.csv:2"]


def test_bytes_in_a_cell_are_no_text() -> None:
    raw = written(SQLITE, [pair()])[0]["export.sqlite"]
    assert isinstance(raw, bytes)
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(raw)
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("UPDATE spans SET note = X'D982'")
        db.commit()
        (problem,) = read(SQLITE, db.serialize(), "x.sqlite").problems
    assert problem.where == "x.sqlite:spans:1"
