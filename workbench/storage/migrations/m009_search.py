"""Search: an index of the folded texts, the surfaces of spans in order; bulk fixes and the sets they touched."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_SCRIPT = """
CREATE VIRTUAL TABLE document_search USING fts5 (folded, tokenize = 'trigram', detail = none, content = '');

CREATE INDEX span_surface ON span (text, label);
CREATE INDEX span_label ON span (label);
CREATE INDEX relation_label ON relation (label);

CREATE TABLE bulk_fix (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    owner TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('relabel', 'mark', 'remove', 'relate', 'undo')),
    label TEXT NOT NULL,
    finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
    undone_at TEXT
) STRICT;

CREATE TABLE bulk_fix_set (
    fix INTEGER NOT NULL REFERENCES bulk_fix (id),
    "set" INTEGER NOT NULL REFERENCES annotation_set (id),
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    PRIMARY KEY (fix, "set"),
    FOREIGN KEY ("set", first) REFERENCES change ("set", revision),
    FOREIGN KEY ("set", last) REFERENCES change ("set", revision)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m009_search(db: Database) -> None:
    """The index starts empty: it is filled before the next search, as after every import."""
    for statement in statements(_SCRIPT):
        db.execute(statement)
