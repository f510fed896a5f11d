"""Suggestions: what was rejected, patterns, scores of predictions, and with every change where it came from."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_SCRIPT = """
ALTER TABLE annotation_set ADD COLUMN suggested INTEGER CHECK (suggested IN (0, 1));
ALTER TABLE change ADD COLUMN source TEXT CHECK (source <> '');
ALTER TABLE change ADD COLUMN score REAL;
ALTER TABLE change ADD COLUMN keys INTEGER CHECK (keys >= 0);

CREATE TABLE rejection (
    document TEXT NOT NULL REFERENCES document (id),
    person INTEGER NOT NULL REFERENCES person (id),
    key TEXT NOT NULL CHECK (key <> ''),
    label TEXT NOT NULL CHECK (label <> ''),
    name TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL CHECK (source <> ''),
    at TEXT NOT NULL,
    PRIMARY KEY (document, person, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX rejection_name ON rejection (person, name, label) WHERE name <> '';

CREATE TABLE pattern_file (
    name TEXT PRIMARY KEY CHECK (name <> ''),
    patterns TEXT NOT NULL CHECK (json_type(patterns) = 'array'),
    person INTEGER REFERENCES person (id),
    at TEXT NOT NULL
) STRICT;

CREATE TABLE prediction_score (
    "set" INTEGER NOT NULL REFERENCES annotation_set (id),
    item TEXT NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY ("set", item)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m008_suggestions(db: Database) -> None:
    """``suggested``: whether its owner was offered suggestions; NULL where that was not recorded."""
    for statement in statements(_SCRIPT):
        db.execute(statement)
