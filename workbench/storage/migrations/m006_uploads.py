"""Uploads: files that wait between their preview in the browser and the word to import them."""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations


@migrations()
def m006_uploads(db: Database) -> None:
    """What was uploaded, by whom, and how it is to be read; the files lie beside the workspace."""
    db.execute("""
        CREATE TABLE upload (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            person INTEGER NOT NULL REFERENCES person (id),
            at TEXT NOT NULL,
            format TEXT NOT NULL,
            owner TEXT NOT NULL DEFAULT '',
            unit TEXT NOT NULL DEFAULT ''
        ) STRICT""")
