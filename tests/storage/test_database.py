"""Workspace files: made from blank by migrations, durable, and written by one at a time."""

import sqlite3
import threading
import time

import pytest

from tests.fixtures import dump
from workbench.model.errors import WorkspaceExists, WorkspaceMissing
from workbench.storage import Database, Pool, create, documents, open_existing, path_of, reading, writing
from workbench.storage.migrations import migrations
from workbench.storage.rows import like, now, one, value

TABLES = {
    "adjudication", "adjudication_source", "decision", "provenance",
    "agreement_count", "agreement_gamma", "agreement_name",
    "assignment_run", "batch_document", "pool_document",
    "annotation_set", "api_token", "assignment", "change", "document", "export", "failed_sign_in", "person",
    "pattern_file", "prediction_score", "rejection",
    "bulk_fix", "bulk_fix_set", "document_search", "release", "release_side",
    "relation", "schema_version", "section", "segmentation", "setting", "span", "upload",
}  # fmt: skip


@pytest.fixture
def db(tmp_path):
    """A blank workspace file with its tables."""
    made = create(tmp_path / "deep" / "down" / "ws.db")
    yield made
    made.close()


def test_migrations_make_every_table_from_blank(db) -> None:
    shadows = {name for name in db.table_names() if name.startswith("document_search_")}
    assert set(db.table_names()) - shadows - {"_sqlite_migrations"} == TABLES
    assert migrations.pending(db) == []


def test_migrations_run_once(db) -> None:
    before = dump(db)
    migrations.apply(db)
    assert dump(db) == before


def test_what_was_cut_stays_as_it_was_when_a_workspace_becomes_newer(tmp_path) -> None:
    db = Database(tmp_path / "old.db")
    migrations.apply(db, stop_before="m010_steps")
    values = dict.fromkeys(("title", "sha256", "language", "imported_at"), "") | {"text": "و لا", "direction": "rtl"}
    db.table("document").insert({"id": "d", **values})
    db.table("segmentation").insert({"document": "d", "sentences": "[[0,4]]", "tokens": "[[0,1],[2,4]]"})
    migrations.apply(db)
    assert documents.segmentation(db, "d") == ([(0, 4)], [(0, 1), (2, 4)])
    with pytest.raises(sqlite3.IntegrityError, match="frozen"):
        db.execute("UPDATE segmentation SET tokens = '[]'")


def test_a_blank_file_passes_its_own_checks(db) -> None:
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_workspace_opened_again_is_the_same(db) -> None:
    again = open_existing(path_of(db))
    assert dump(again) == dump(db)
    again.close()


def test_an_acknowledged_commit_is_on_disk(db) -> None:
    again = open_existing(path_of(db))
    for one_db in (db, again):
        assert one_db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert one_db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert one_db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    again.close()


def test_a_file_that_is_there_is_never_written_over(db) -> None:
    with pytest.raises(WorkspaceExists):
        create(path_of(db))


@pytest.mark.parametrize("content", [None, b"", b"not a database at all, but long enough to be taken for one" * 9])
def test_what_is_no_workspace_is_refused_and_left_alone(tmp_path, content) -> None:
    path = tmp_path / "other.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WorkspaceMissing):
        open_existing(path)
    assert (path.read_bytes() if path.exists() else None) == content


def test_another_program_s_database_is_refused_and_left_alone(tmp_path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(WorkspaceMissing):
        open_existing(path)
    assert path.read_bytes() == before


def setting(db, name):
    """The value of a setting."""
    return value(db, "SELECT value FROM setting WHERE name = ?", [name])


def put(db, name, given="1"):
    """Write a setting."""
    db.execute("INSERT INTO setting VALUES (?, ?)", [name, given])


def put_and_fail(db, name):
    """Write a setting in a transaction that fails."""
    with writing(db):
        put(db, name)
        raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_nothing(db) -> None:
    with pytest.raises(ZeroDivisionError):
        put_and_fail(db, "a")
    assert setting(db, "a") is None
    assert not db.conn.in_transaction


def test_a_transaction_inside_another_fails_alone(db) -> None:
    with writing(db):
        put(db, "outer")
        with pytest.raises(ZeroDivisionError):
            put_and_fail(db, "inner")
    assert (setting(db, "outer"), setting(db, "inner")) == ("1", None)


def test_another_connection_sees_a_transaction_only_when_it_is_done(db) -> None:
    other = open_existing(path_of(db))
    with writing(db):
        put(db, "a")
        assert setting(other, "a") is None
    assert setting(other, "a") == "1"
    other.close()


def test_a_reader_sees_one_moment(db) -> None:
    other = open_existing(path_of(db))
    with reading(other):
        assert setting(other, "a") is None
        with writing(db):
            put(db, "a")
        assert setting(other, "a") is None
    assert setting(other, "a") == "1"
    other.close()


def test_writers_wait_for_one_another_and_none_is_lost(db) -> None:
    def write_some(name):
        own = open_existing(path_of(db))
        for i in range(20):
            with writing(own):
                count = own.execute("SELECT count(*) FROM setting").fetchone()[0]
                put(own, f"{name}{i}", str(count))
        own.close()

    threads = [threading.Thread(target=write_some, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = sorted(int(row[0]) for row in db.execute("SELECT value FROM setting"))
    assert seen == list(range(60))


def test_a_writer_waits_for_another_process_that_has_the_lock(db) -> None:
    other = sqlite3.connect(path_of(db), check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = threading.Timer(0.2, other.rollback)
    waiting.start()
    begun = time.monotonic()
    with writing(db):
        put(db, "a")
    assert time.monotonic() - begun > 0.1
    waiting.join()
    other.close()


def test_a_pool_gives_a_connection_back_clean(db) -> None:
    pool = Pool(path_of(db))
    first = pool.borrow()
    second = pool.borrow()
    assert first is not second
    first.conn.execute("BEGIN")
    put(first, "a")
    pool.give_back(first)
    assert pool.borrow() is first
    assert setting(first, "a") is None
    for used in (first, second):
        used.close()


def test_the_clock_is_utc_to_the_millisecond() -> None:
    assert len(now()) == len("2026-11-21T20:00:00.000Z")
    assert now().endswith("Z")


def test_a_search_takes_wildcards_as_letters(db) -> None:
    for name in ("a%b", "a_b", "axb", "a\\b"):
        put(db, name)
    sql = "SELECT count(*) FROM setting WHERE name LIKE ? ESCAPE '\\'"
    assert [value(db, sql, [like(text)]) for text in ("%", "_", "\\", "a", "")] == [1, 1, 1, 4, 4]


def test_no_row_is_none(db) -> None:
    assert one(db, "SELECT * FROM setting WHERE name = :name", {"name": "x"}) is None
