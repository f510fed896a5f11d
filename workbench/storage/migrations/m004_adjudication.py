"""How gold is made: the rule of a document, its sources, what was decided, and where every gold item comes from."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_TABLES = """
CREATE TABLE adjudication (
    document TEXT PRIMARY KEY REFERENCES document (id),
    rule TEXT NOT NULL CHECK (rule IN ('all', 'majority', 'trusted')),
    trusted TEXT CHECK (trusted <> ''),
    person INTEGER REFERENCES person (id),
    merged_at TEXT NOT NULL,
    CHECK ((rule = 'trusted') = (trusted IS NOT NULL))
) STRICT;

CREATE TABLE adjudication_source (
    document TEXT NOT NULL REFERENCES adjudication (document),
    owner TEXT NOT NULL CHECK (owner <> 'gold'),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    PRIMARY KEY (document, owner),
    FOREIGN KEY (document, owner) REFERENCES annotation_set (document, owner)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES adjudication (document),
    conflict TEXT NOT NULL CHECK (conflict <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('spans', 'relations')),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('taken', 'merged', 'edited', 'nothing')),
    take TEXT NOT NULL DEFAULT '',
    sources TEXT NOT NULL CHECK (json_type(sources) = 'object'),
    versions TEXT NOT NULL CHECK (json_type(versions) = 'object'),
    chosen TEXT NOT NULL CHECK (json_type(chosen) = 'object'),
    replaced TEXT NOT NULL CHECK (json_type(replaced) = 'object'),
    origins TEXT NOT NULL CHECK (json_type(origins) = 'array'),
    category TEXT NOT NULL DEFAULT '',
    gap INTEGER NOT NULL DEFAULT 0 CHECK (gap IN (0, 1)),
    reason TEXT NOT NULL DEFAULT '',
    person INTEGER REFERENCES person (id),
    at TEXT NOT NULL,
    undone_at TEXT,
    CHECK ("end" > start),
    CHECK ((what = 'taken') = (take <> ''))
) STRICT;
CREATE INDEX decision_document ON decision (document);
CREATE INDEX decision_gap ON decision (gap) WHERE gap = 1;

CREATE TRIGGER decisions_are_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are kept; undone ones say so'); END;
CREATE TRIGGER decisions_do_not_change BEFORE UPDATE ON decision
WHEN OLD.undone_at IS NOT NULL OR NEW.versions IS NOT OLD.versions OR NEW.chosen IS NOT OLD.chosen
    OR NEW.what IS NOT OLD.what OR NEW.take IS NOT OLD.take OR NEW.conflict IS NOT OLD.conflict
BEGIN SELECT RAISE(ABORT, 'a decision does not change; it can be undone once'); END;

CREATE TABLE provenance (
    document TEXT NOT NULL REFERENCES document (id),
    kind TEXT NOT NULL CHECK (kind IN ('span', 'relation')),
    item TEXT NOT NULL CHECK (item <> ''),
    how TEXT NOT NULL CHECK (how IN ('imported', 'agreed', 'followed', 'decided')),
    rule TEXT NOT NULL,
    decision INTEGER REFERENCES decision (id),
    sources TEXT NOT NULL CHECK (json_type(sources) = 'object'),
    person INTEGER REFERENCES person (id),
    at TEXT NOT NULL,
    PRIMARY KEY (document, kind, item),
    CHECK ((how = 'decided') = (decision IS NOT NULL))
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m004_adjudication(db: Database) -> None:
    """How gold is made: rule, sources, decisions, provenance."""
    for statement in statements(_TABLES):
        db.execute(statement)
