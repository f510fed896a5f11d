"""The workspace as a whole: made, checked for every kind of corruption, backed up and restored."""

import sqlite3

import pytest

from tests.fixtures import add_relation, add_span, dump
from workbench.actions import annotate
from workbench.actions import workspace as actions
from workbench.actions.workspace import backup, change_schema, check, init, open_workspace, restore
from workbench.model.errors import Refusals, WorkspaceExists, WorkspaceMissing
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE
from workbench.storage import people


@pytest.fixture
def filled(workspace):
    """Ali has marked two names and a relation; zainab one name."""
    workspace.change(
        workspace.ali,
        add_span("سامر الحلبي", "PERSON", "samir"),
        add_span("وزارة الدفاع العراقية", "GOV", "ministry"),
        add_relation("samir", "ministry", "WORKS_FOR", "works"),
    )
    workspace.change(workspace.zainab, add_span("بغداد", "GPE", "baghdad"))
    return workspace


def test_a_sound_workspace_has_no_faults(filled) -> None:
    assert list(check(filled.db)) == []


TAMPERED = {
    "an altered text": (
        "UPDATE document SET text = replace(text, 'وصل', 'رحل') WHERE id = 'first'",
        "first: the text does not have the digest it was imported with",
    ),
    "a shifted text": (
        "UPDATE document SET text = 'x' || text WHERE id = 'first'",
        "file: a span whose surface differs from the text: first samir",
    ),
    "an altered surface": (
        "UPDATE span SET text = 'بغدان' WHERE id = 'baghdad'",
        "first · zainab: At 20–25 the text reads “بغداد”, not “بغدان”.",
    ),
    "a span that was slipped in": (
        """INSERT INTO span ("set", id, start, "end", label, text)
           SELECT "set", 'x', start, "end" - 1, 'GPE', substr(text, 1, 4) FROM span WHERE id = 'baghdad'""",
        "first · zainab: the spans and relations are not what the change log says",
    ),
    "a span that was lost": (
        "DELETE FROM span WHERE id = 'baghdad'",
        "first · zainab: the spans and relations are not what the change log says",
    ),
    "a relation that was lost": (
        "DELETE FROM relation",
        "first · ali: the spans and relations are not what the change log says",
    ),
    "a relation without an end": ("DELETE FROM span WHERE id = 'ministry'", "There is no span “ministry”"),
    "an illegal relation": ("UPDATE relation SET label = 'LOCATED_IN'", "first · ali: LOCATED_IN cannot link PERSON"),
    "an unknown label": ("UPDATE span SET label = 'CITY' WHERE id = 'baghdad'", "There is no entity “CITY”."),
    "crossing spans": (
        """INSERT INTO span ("set", id, start, "end", label, text)
           SELECT "set", 'x', start - 2, "end" - 2, 'GOV', substr(document.text, start - 1, "end" - start)
           FROM span, document WHERE span.id = 'baghdad' AND document.id = 'first'""",
        "first · zainab: ",
    ),
    "a status nobody set": (
        "UPDATE annotation_set SET status = 'done' WHERE owner = 'ali'",
        "first · ali: the status is “done”, but the change log ends with “in_progress”",
    ),
    "a revision nobody reached": (
        "UPDATE annotation_set SET revision = 9 WHERE owner = 'ali'",
        "first · ali: the revision is 9, but the change log has 3 entries",
    ),
    "an entry cut out of the log": ("DELETE FROM change WHERE revision = 2", "file: a gap in a change log: 1"),
    "an entry cut off the log": (
        "DELETE FROM change WHERE revision = 3",
        "first · ali: the spans and relations are not what the change log says",
    ),
    "an altered entry of the log": (
        "UPDATE change SET effects = replace(effects, 'PERSON', 'ROLE')",
        "first · ali: the spans and relations are not what the change log says",
    ),
    "an entry of the log that cannot be read": (
        """UPDATE change SET effects = '[{"kind": "span"}]' WHERE revision = 1""",
        "first · ali: the change log cannot be read",
    ),
    "an entry of the log whose item is broken": (
        """UPDATE change SET effects = '[{"kind": "span", "id": "x", "before": null, "after": {}}]'
           WHERE revision = 1""",
        "first · ali: the change log cannot be read",
    ),
    "tokens that overlap": (
        "UPDATE segmentation SET tokens = '[0,4,-1,3]' WHERE document = 'second'",
        "second: a token lies outside the text or over another",
    ),
    "sentences outside the text": (
        "UPDATE segmentation SET sentences = '[0,9999]' WHERE document = 'second'",
        "second: a sentence lies outside the text or over another",
    ),
    "a section outside the text": (
        """UPDATE section SET "end" = 9999 WHERE document = 'second' AND kind = 'title'""",
        "second: a section lies outside the text or over another",
    ),
    "lost segmentation": (
        "DELETE FROM segmentation WHERE document = 'second'",
        "file: a document without sentences and tokens: second",
    ),
    "a set of nobody": ("UPDATE annotation_set SET person = 99 WHERE owner = 'ali'", "points to nothing in person"),
    "a set under another name": (
        "UPDATE annotation_set SET owner = 'noor' WHERE owner = 'ali'",
        "file: a set of a person under another name: first noor",
    ),
    "an assignment of no document": (
        "INSERT INTO assignment (document, person, assigned_at) VALUES ('third', 1, '')",
        "points to nothing in document",
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_check_finds(filled, what) -> None:
    sql, fault = TAMPERED[what]
    for (trigger,) in filled.db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        filled.db.execute(f"DROP TRIGGER {trigger}")
    filled.db.execute("PRAGMA foreign_keys = OFF")
    filled.db.execute(sql)
    found = [f"{one.where}: {one.what}" for one in check(filled.db)]
    assert [one for one in found if fault in one], found


@pytest.mark.parametrize("table", ["document", "span", "change"])
def test_check_finds_a_damaged_file(filled, table) -> None:
    (page,) = filled.db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()
    (size,) = filled.db.execute("PRAGMA page_size").fetchone()
    filled.db.close()
    raw = bytearray(filled.path.read_bytes())
    raw[(page - 1) * size : (page - 1) * size + 8] = b"\xde\xad\xbe\xef" * 2
    filled.path.write_bytes(bytes(raw))
    db = open_workspace(filled.path)
    found = list(check(db))
    db.close()
    assert {one.where for one in found} == {"file"}


def test_a_workspace_is_made_with_its_schema_guidelines_and_key(tmp_path) -> None:
    db = init(tmp_path / "ws.db", SCHEMA_FILE)
    assert annotate.schema(db).name == "security-dialogue"
    assert len(actions.secret_key(db)) == 64
    assert list(check(db)) == []
    db.close()


def test_a_workspace_keeps_its_key(workspace) -> None:
    assert actions.secret_key(workspace.db) == actions.secret_key(workspace.db)


def test_a_broken_schema_makes_no_workspace(tmp_path) -> None:
    schema = tmp_path / "s.toml"
    schema.write_text("name = 1")
    with pytest.raises(Refusals):
        init(tmp_path / "ws.db", schema)
    assert not (tmp_path / "ws.db").exists()


def test_a_workspace_is_never_made_over_another(workspace) -> None:
    with pytest.raises(WorkspaceExists):
        init(workspace.path, SCHEMA_FILE)


def test_a_backup_is_the_whole_workspace_also_while_somebody_writes(filled, tmp_path) -> None:
    other = open_workspace(filled.path)
    other.conn.execute("BEGIN IMMEDIATE")
    backup(filled.db, tmp_path / "deep" / "copy.db")
    other.rollback()
    other.close()
    copy = open_workspace(tmp_path / "deep" / "copy.db")
    assert dump(copy) == dump(filled.db)
    assert list(check(copy)) == []
    copy.close()
    assert not list(tmp_path.rglob("*.part*"))


def test_a_restored_workspace_is_the_one_that_was_backed_up(filled, tmp_path) -> None:
    backup(filled.db, tmp_path / "copy.db")
    before = dump(filled.db)
    filled.change(filled.ali, add_span("بغداد", "GPE", "later"))
    restore(tmp_path / "copy.db", tmp_path / "again.db")
    again = open_workspace(tmp_path / "again.db")
    assert dump(again) == before
    assert people.by_name(again, "ali")
    again.close()
    assert not list(tmp_path.rglob("*.part*"))


def test_what_is_not_yet_written_back_to_the_file_is_restored_too(filled, tmp_path) -> None:
    filled.change(filled.ali, add_span("بغداد", "GPE", "late"))
    assert filled.path.with_name(filled.path.name + "-wal").stat().st_size > 0
    restore(filled.path, tmp_path / "again.db")
    again = open_workspace(tmp_path / "again.db")
    assert sorted(dump(again)) == sorted(dump(filled.db))
    again.close()


def test_neither_backup_nor_restore_writes_over_anything(filled, tmp_path) -> None:
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(WorkspaceExists):
        backup(filled.db, there)
    with pytest.raises(WorkspaceExists):
        restore(filled.path, there)
    assert there.read_text() == "mine"


def test_only_a_workspace_can_be_restored(tmp_path) -> None:
    other = tmp_path / "other.db"
    sqlite3.connect(other).close()
    for source in (other, tmp_path / "missing.db"):
        with pytest.raises(WorkspaceMissing):
            restore(source, tmp_path / "ws.db")
    assert not (tmp_path / "ws.db").exists()


def test_the_shell_may_do_everything() -> None:
    assert SHELL.has_role("admin")


def without_gov(tmp_path):
    """A file with our schema, but government bodies, and all that needs them, are gone from it."""
    lines = (
        SCHEMA_FILE.read_text(encoding="utf-8").replace('"GOV", ', "").replace(', "GOV"', "").replace('"GOV"', '"ORG"')
    )
    kept, skipping = [], False
    for line in lines.splitlines():
        skipping = line.startswith("[entities.GOV") if line.startswith("[") else skipping
        kept += [] if skipping else [line]
    path = tmp_path / "smaller.toml"
    path.write_text("\n".join(kept), encoding="utf-8")
    return path


def test_a_schema_that_annotations_would_break_is_refused_with_each_of_them(filled, tmp_path) -> None:
    before = dump(filled.db)
    found = change_schema(filled.db, without_gov(tmp_path))
    assert (found.added, found.removed) == ([], ["GOV"])
    assert [fault.where for fault in found.breaks] == ["first · ali"] * len(found.breaks)
    assert "GOV" in found.breaks[0].what
    assert dump(filled.db) == before


def test_a_schema_that_all_fulfil_takes_the_place_of_the_old_one(filled, tmp_path) -> None:
    path = without_gov(tmp_path)
    filled.change(filled.ali, {"id": "gone", "op": "delete_span", "span": {"id": "ministry"}})
    before = dump(filled.db)
    assert change_schema(filled.db, path, dry_run=True).breaks == []
    assert dump(filled.db) == before
    assert change_schema(filled.db, path).removed == ["GOV"]
    assert "GOV" not in annotate.schema(filled.db).entities
    assert list(check(filled.db)) == []
    with pytest.raises(Refusals):
        filled.change(filled.ali, add_span("وزارة الدفاع العراقية", "GOV", "again"))
