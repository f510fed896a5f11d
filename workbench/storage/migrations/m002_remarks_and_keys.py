"""What an owner says to the supervisor about a document; the keys that a person has chosen."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations


@migrations()
def m002_remarks_and_keys(db: Database) -> None:
    """What an owner says to the supervisor about a document; the keys that a person has chosen."""
    db.execute("ALTER TABLE annotation_set ADD COLUMN remark TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE person ADD COLUMN keys TEXT NOT NULL DEFAULT '{}' CHECK (json_type(keys) = 'object')")
