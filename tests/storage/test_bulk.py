"""Storing in bulk: the database refuses what it refuses row by row, and is afterwards as it was before."""

import sqlite3

import pytest

from tests.fixtures import add_span
from workbench.storage import writing
from workbench.storage.bulk import LEAST, in_bulk

MUCH = 1 << 40
ADD = """INSERT INTO span ("set", id, start, "end", label, text)
         SELECT 1, ?, start + ?, "end" + ?, 'GOV', {text} FROM span, document
         WHERE span.id = 'ministry' AND document.id = 'first'"""
MOVED = ADD.format(text='substr(document.text, start + 3, "end" - start)')
WRONG = {
    "the surface of a span differs from its text": (ADD.format(text="span.text"), ("x", 22, 22)),
    "two spans cross": (MOVED, ("x", 2, 2)),
}


@pytest.fixture
def db(workspace):
    """A workspace in which ali has marked a ministry."""
    workspace.change(workspace.ali, add_span("وزارة الدفاع العراقية", "GOV", "ministry"))
    return workspace.db


def tables(db):
    return db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()


def spans(db):
    return db.execute("SELECT id FROM span").fetchall()


@pytest.mark.parametrize("reason", WRONG)
def test_what_a_row_may_not_be_many_may_not_be(db, reason) -> None:
    before = tables(db)
    with pytest.raises(sqlite3.IntegrityError, match=reason), writing(db), in_bulk(db, MUCH):
        db.conn.execute(*WRONG[reason])
    assert tables(db) == before
    assert spans(db) == [("ministry",)]


def test_spans_may_cross_where_the_schema_says_so(db) -> None:
    with writing(db):
        db.execute("UPDATE schema_version SET crossing = 1")
    with writing(db), in_bulk(db, MUCH):
        db.conn.execute(*WRONG["two spans cross"])
    assert len(spans(db)) == 2


def test_afterwards_every_check_and_index_is_there_again(db) -> None:
    before = tables(db)
    with writing(db), in_bulk(db, MUCH):
        assert len(tables(db)) < len(before)
    assert tables(db) == before
    with pytest.raises(sqlite3.IntegrityError, match="two spans cross"), writing(db):
        db.conn.execute(*WRONG["two spans cross"])


@pytest.mark.parametrize("size", [None, LEAST - 1])
def test_a_small_file_goes_row_by_row(db, size) -> None:
    before = tables(db)
    with writing(db), in_bulk(db, size):
        assert tables(db) == before


def test_a_file_that_is_small_beside_the_workspace_goes_row_by_row(db) -> None:
    before = tables(db)
    with writing(db):
        db.execute("INSERT INTO setting (name, value) VALUES ('big', zeroblob(?) || '')", [20 * LEAST])
    with writing(db), in_bulk(db, LEAST):
        assert tables(db) == before
