"""Releases: what was frozen under which version, and the side that every document keeps from then on."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_TABLES = """
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    version TEXT NOT NULL CHECK (version <> ''),
    created_at TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    content TEXT NOT NULL CHECK (length(content) = 64),
    folder TEXT NOT NULL,
    manifest TEXT NOT NULL CHECK (json_type(manifest) = 'object'),
    UNIQUE (name, version)
) STRICT;

CREATE TABLE release_side (
    document TEXT PRIMARY KEY CHECK (document <> ''),
    side TEXT NOT NULL CHECK (side IN ('train', 'dev', 'test')),
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sides_are_kept BEFORE DELETE ON release_side
BEGIN SELECT RAISE(ABORT, 'a document keeps its side in all releases'); END;
CREATE TRIGGER sides_do_not_change BEFORE UPDATE ON release_side
BEGIN SELECT RAISE(ABORT, 'a document keeps its side in all releases'); END;
CREATE TRIGGER releases_are_kept BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'what was released stays on record'); END;
CREATE TRIGGER released_content_does_not_change BEFORE UPDATE ON release
WHEN NEW.content IS NOT OLD.content OR NEW.name IS NOT OLD.name OR NEW.version IS NOT OLD.version
BEGIN SELECT RAISE(ABORT, 'a version holds the same data for good'); END;
"""


@migrations()
def m007_releases(db: Database) -> None:
    """Releases, and the sides of documents."""
    for statement in statements(_TABLES):
        db.execute(statement)
