"""Who annotates what, in full: batches, the pool, how an assignment came to be and what became of it."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_SCRIPT = """
CREATE TABLE batch_document (
    batch TEXT NOT NULL COLLATE NOCASE CHECK (batch <> ''),
    document TEXT NOT NULL REFERENCES document (id),
    PRIMARY KEY (batch, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_document_document ON batch_document (document);

CREATE TABLE assignment_run (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    rule TEXT NOT NULL CHECK (rule IN ('round-robin', 'random', 'by-batch', 'pool')),
    seed INTEGER,
    overlap INTEGER NOT NULL CHECK (overlap > 0),
    kind TEXT NOT NULL CHECK (kind IN ('ordinary', 'practice', 'gold-check')),
    batch TEXT NOT NULL DEFAULT '',
    people TEXT NOT NULL DEFAULT '[]' CHECK (json_type(people) = 'array'),
    documents INTEGER NOT NULL,
    given INTEGER NOT NULL,
    CHECK ((seed IS NOT NULL) = (rule = 'random'))
) STRICT;

CREATE TABLE pool_document (
    document TEXT PRIMARY KEY REFERENCES document (id),
    places INTEGER NOT NULL CHECK (places > 0),
    kind TEXT NOT NULL DEFAULT 'ordinary' CHECK (kind IN ('ordinary', 'practice', 'gold-check')),
    run INTEGER NOT NULL REFERENCES assignment_run (id)
) STRICT, WITHOUT ROWID;

ALTER TABLE assignment ADD COLUMN state TEXT NOT NULL DEFAULT 'given'
    CHECK (state IN ('given', 'reserved', 'skipped', 'withdrawn'));
ALTER TABLE assignment ADD COLUMN kind TEXT NOT NULL DEFAULT 'ordinary'
    CHECK (kind IN ('ordinary', 'practice', 'gold-check'));
ALTER TABLE assignment ADD COLUMN reserved_until TEXT CHECK ((reserved_until IS NOT NULL) = (state = 'reserved'));
ALTER TABLE assignment ADD COLUMN reason TEXT NOT NULL DEFAULT '' CHECK ((reason <> '') = (state = 'skipped'));
ALTER TABLE assignment ADD COLUMN run INTEGER REFERENCES assignment_run (id);
ALTER TABLE assignment ADD COLUMN changed_at TEXT;
ALTER TABLE assignment ADD COLUMN changed_by INTEGER REFERENCES person (id);

CREATE INDEX assignment_changed ON assignment (changed_at);
CREATE INDEX annotation_set_changed ON annotation_set (changed_at);
CREATE INDEX annotation_set_person ON annotation_set (person, document);
CREATE INDEX change_pace ON change (person, at, op);
"""


@migrations()
def m003_assignment(db: Database) -> None:
    """Batches, the pool, how an assignment came to be and what became of it."""
    for statement in statements(_SCRIPT):
        db.execute(statement)
