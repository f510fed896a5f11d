"""What was counted for agreement, kept until the work it was counted from changes: a cache, which may be emptied."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_SCRIPT = """
CREATE TABLE agreement_name (
    code INTEGER PRIMARY KEY CHECK (code >= 0),
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE agreement_count (
    document INTEGER PRIMARY KEY REFERENCES document (number),
    work TEXT NOT NULL,
    counts BLOB NOT NULL
) STRICT;

CREATE TABLE agreement_gamma (
    document INTEGER NOT NULL REFERENCES document (number),
    people TEXT NOT NULL CHECK (json_type(people) = 'array'),
    work TEXT NOT NULL,
    observed REAL,
    expected REAL,
    units REAL,
    PRIMARY KEY (document, people),
    CHECK ((observed IS NULL) = (expected IS NULL) AND (observed IS NULL) = (units IS NULL))
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m005_agreement(db: Database) -> None:
    """What was counted for agreement, kept until the work it was counted from changes."""
    for statement in statements(_SCRIPT):
        db.execute(statement)
