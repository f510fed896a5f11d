"""The database itself refuses what breaks an invariant, whoever writes to it."""

import re
import sqlite3

import pytest

from tests.fixtures import add_relation, add_span


@pytest.fixture
def db(workspace):
    """A workspace in which ali has two persons, a place inside a longer name, and a relation."""
    workspace.change(
        workspace.ali,
        add_span("سامر الحلبي", "PERSON", "samir"),
        add_span("بغداد", "GPE", "baghdad"),
        add_span("وزارة الدفاع العراقية", "GOV", "ministry"),
        add_span("العراقية", "NORP", "iraqi"),
        add_relation("samir", "ministry", "WORKS_FOR", "works"),
    )
    return workspace.db


REFUSED = {
    "a surface that differs from the text": [
        "UPDATE span SET text = 'بغدان' WHERE id = 'baghdad'",
        'UPDATE span SET start = start + 1, "end" = "end" + 1 WHERE id = \'baghdad\'',
        """INSERT INTO span ("set", id, start, "end", label, text) VALUES (1, 'x', 0, 3, 'GPE', 'سام')""",
    ],
    "a surface of another length": [
        'UPDATE span SET "end" = "end" + 1 WHERE id = \'baghdad\'',
        "UPDATE span SET start = \"end\", text = '' WHERE id = 'baghdad'",
    ],
    "a negative start": ["UPDATE span SET start = -1, text = '' WHERE id = 'baghdad'"],
    "a crossing": [
        """INSERT INTO span ("set", id, start, "end", label, text)
           SELECT 1, 'x', start + 2, "end" + 2, 'GOV', substr(document.text, start + 3, "end" - start)
           FROM span, document WHERE span.id = 'ministry' AND document.id = 'first'""",
    ],
    "the same label on the same text": [
        """INSERT INTO span ("set", id, start, "end", label, text)
           SELECT "set", 'x', start, "end", label, text FROM span WHERE id = 'baghdad'""",
    ],
    "an id that is taken": [
        """INSERT INTO span ("set", id, start, "end", label, text)
           SELECT "set", id, start, "end", 'LOC', text FROM span WHERE id = 'baghdad'""",
    ],
    "a span without a label": ["UPDATE span SET label = '' WHERE id = 'baghdad'"],
    "attributes that are no object": ["UPDATE span SET attributes = '[]' WHERE id = 'baghdad'"],
    "a span of no set": ["UPDATE span SET \"set\" = 99 WHERE id = 'baghdad'"],
    "the text of a document changed": [
        "UPDATE document SET text = text || ' ' WHERE id = 'first'",
        "UPDATE document SET sha256 = 'x' WHERE id = 'second'",
        "UPDATE document SET id = 'third' WHERE id = 'second'",
    ],
    "tokens cut anew": ["UPDATE segmentation SET tokens = '[]'", "UPDATE segmentation SET sentences = '[]'"],
    "a document with annotations deleted": ["DELETE FROM document WHERE id = 'first'"],
    "an unknown section": ["UPDATE section SET kind = 'advert'"],
    "an entry of the log changed": ["UPDATE change SET op = 'x'", "UPDATE change SET effects = '[]'"],
    "an entry of the log deleted": ["DELETE FROM change", "DELETE FROM change WHERE revision = 5"],
    "a change id twice in a set": [
        """INSERT INTO change ("set", revision, id, op, effects, at) VALUES (1, 99, 'c-samir', 'x', '[]', '')""",
    ],
    "a relation without one of its ends": [
        "UPDATE relation SET tail = 'nobody'",
        "UPDATE relation SET head = 'nobody'",
        "DELETE FROM span WHERE id = 'samir'",
        "DELETE FROM span WHERE id = 'ministry'",
    ],
    "a relation to itself": ["UPDATE relation SET tail = head"],
    "a relation twice": [
        """INSERT INTO relation ("set", id, head, tail, label) SELECT "set", 'x', head, tail, label FROM relation""",
    ],
    "a value of the wrong type": [
        "UPDATE span SET start = 'zero' WHERE id = 'baghdad'",
        "UPDATE annotation_set SET revision = 'many'",
        "UPDATE person SET epoch = x'00'",
        "UPDATE annotation_set SET revision = 1.5",
    ],
    "a status that is none": ["UPDATE annotation_set SET status = 'finished'"],
    "a second set of one owner": [
        "INSERT INTO annotation_set (document, owner, person) SELECT document, owner, person FROM annotation_set",
    ],
    "a person's set without the person": ["UPDATE annotation_set SET person = NULL"],
    "gold of a person": ["INSERT INTO annotation_set (document, owner, person) VALUES ('second', 'gold', 1)"],
    "a reserved or ambiguous name": [
        "UPDATE person SET name = 'gold' WHERE name = 'ali'",
        "UPDATE person SET name = 'GOLD' WHERE name = 'ali'",
        "UPDATE person SET name = 'suggestion:x' WHERE name = 'ali'",
        "UPDATE person SET name = 'Zainab' WHERE name = 'ali'",
        "UPDATE person SET name = '' WHERE name = 'ali'",
    ],
    "a role that is none": ["UPDATE person SET role = 'owner' WHERE name = 'ali'"],
    "an assignment skipped without a reason": [
        """INSERT INTO assignment (document, person, assigned_at, state) VALUES ('first', 1, '', 'skipped')""",
        """INSERT INTO assignment (document, person, assigned_at, reason) VALUES ('first', 1, '', 'x')""",
    ],
    "a reservation without an end": [
        """INSERT INTO assignment (document, person, assigned_at, state) VALUES ('first', 1, '', 'reserved')""",
    ],
    "an assignment to nobody": ["INSERT INTO assignment (document, person, assigned_at) VALUES ('first', 99, '')"],
    "two equal tokens": [
        "INSERT INTO api_token (person, hash, created_at) VALUES (1, 'h', ''), (2, 'h', '')",
    ],
}


@pytest.mark.parametrize(("what", "sql"), [(what, sql) for what, many in REFUSED.items() for sql in many])
def test_the_database_refuses(db, what, sql) -> None:
    with pytest.raises(
        sqlite3.IntegrityError, match=r"constraint|cannot store|differs|cross|never change|frozen|only grows"
    ):
        db.execute(sql)


def test_every_table_is_strict(db) -> None:
    made = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    loose = {name for name, sql in made if not re.search(r"STRICT(, WITHOUT ROWID)?$", sql)}
    assert {name for name in loose if not name.startswith("document_search")} == {"_sqlite_migrations"}


def test_crossing_is_allowed_where_the_schema_allows_it(db) -> None:
    sql = REFUSED["a crossing"][0]
    db.execute("UPDATE schema_version SET crossing = 1")
    db.execute(sql)


def test_what_the_rules_allow_the_database_allows(workspace) -> None:
    change = add_span("بغداد", "GPE", "b") | {"id": "c"}
    workspace.change(workspace.ali, change)
    workspace.db.execute("UPDATE span SET label = 'LOC', note = 'x', kb_id = 'Q1' WHERE id = 'b'")
    workspace.db.execute("UPDATE document SET title = 'x', source = 'y'")
    workspace.db.execute("DELETE FROM span WHERE id = 'b'")
