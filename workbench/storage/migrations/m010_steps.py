"""Sentences and tokens as steps, a third of the bytes: distance from the one before, and length, of each in turn."""

import json

from sqlite_utils import Database

from workbench.model.document import packed
from workbench.storage.migrations.registry import migrations

_FROZEN = "SELECT sql FROM sqlite_schema WHERE name = 'segmentation_is_frozen'"


@migrations()
def m010_steps(db: Database) -> None:
    """They say the same as before; the trigger that holds them fast is put back."""
    frozen = db.execute(_FROZEN).fetchone()[0]
    db.execute("DROP TRIGGER segmentation_is_frozen")
    db.register_function(lambda extents: packed(json.loads(extents)), name="steps")
    db.execute("UPDATE segmentation SET sentences = steps(sentences), tokens = steps(tokens)")
    db.execute(frozen)
