"""What a workspace remembers about itself: its settings, and the schema it was made with."""

import secrets
from dataclasses import dataclass

from sqlite_utils import Database

from workbench.model.schema import Schema
from workbench.model.schema_file import parse_schema
from workbench.storage.rows import now, one, value


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A schema as adopted: the parsed schema, its source, and the guidelines in both languages."""

    schema: Schema
    toml: str
    guidelines: dict[str, str]
    adopted_at: str


_parsed: dict[str, Schema] = {}  # by sha256: parsing takes longer than most requests


def adopt_schema(db: Database, schema: Schema, toml: str, guidelines: dict[str, str]) -> None:
    """Make this the schema of the workspace; earlier ones stay on record."""
    row = {
        "sha256": schema.sha256,
        "name": schema.name,
        "version": schema.version,
        "toml": toml,
        "guidelines_en": guidelines.get("en", ""),
        "guidelines_ar": guidelines.get("ar", ""),
        "crossing": int(schema.nesting.crossing),
        "adopted_at": now(),
    }
    db.table("schema_version").insert(row, replace=True)


def schema_row(db: Database) -> SchemaRow:
    """The schema in force, with its source and guidelines."""
    row = one(db, "SELECT * FROM schema_version ORDER BY adopted_at DESC LIMIT 1")
    assert row is not None, "a workspace is made with its schema"
    guidelines = {"en": row["guidelines_en"], "ar": row["guidelines_ar"]}
    return SchemaRow(_parse(row["sha256"], row["toml"]), row["toml"], guidelines, row["adopted_at"])


def schema(db: Database) -> Schema:
    """The schema in force."""
    sha256 = value(db, "SELECT sha256 FROM schema_version ORDER BY adopted_at DESC LIMIT 1")
    return _parsed.get(sha256) or schema_row(db).schema


def adopted(db: Database) -> list[tuple[str, str]]:
    """Every version of the schema that has been in force, with the moment from which it was (UTC), in order."""
    return db.execute("SELECT version, adopted_at FROM schema_version ORDER BY adopted_at").fetchall()


def secret_key(db: Database) -> str:
    """The key that signs sessions; made once per workspace."""
    db.table("setting").insert({"name": "secret_key", "value": secrets.token_hex(32)}, ignore=True)
    return str(value(db, "SELECT value FROM setting WHERE name = 'secret_key'"))


def _parse(sha256: str, toml: str) -> Schema:
    if sha256 not in _parsed:
        _parsed[sha256] = parse_schema(toml)
    return _parsed[sha256]


def mark_as_demo(db: Database) -> None:
    """Remember that this workspace is only for trying things out."""
    db.table("setting").insert({"name": "demo", "value": "1"}, replace=True)


def is_demo(db: Database) -> bool:
    """Whether this workspace is only for trying things out."""
    return bool(value(db, "SELECT 1 FROM setting WHERE name = 'demo'"))


def pseudonym_salt(db: Database) -> str:
    """What pseudonyms are keyed by: the workspace's secret, which stays the same for its whole life."""
    return str(value(db, "SELECT value FROM setting WHERE name = 'secret_key'"))


def reservation_minutes(db: Database) -> int:
    """How long a document taken from the pool is kept for somebody who has not begun it."""
    return int(value(db, "SELECT value FROM setting WHERE name = 'reservation_minutes'") or 60)


def shows_own_agreement(db: Database) -> bool:
    """Whether annotators are told how far they agree with the others, as one number."""
    return bool(value(db, "SELECT value = '1' FROM setting WHERE name = 'own_agreement'"))


def put(db: Database, name: str, given: str) -> None:
    """Remember a setting."""
    db.table("setting").insert({"name": name, "value": given}, replace=True)


def remembered(db: Database, name: str) -> str | None:
    """What was remembered under this name, or None."""
    found = value(db, "SELECT value FROM setting WHERE name = ?", [name])
    return None if found is None else str(found)


def remember(db: Database, name: str, what: str | None) -> None:
    """Remember something for later; None forgets it."""
    if what is None:
        db.execute("DELETE FROM setting WHERE name = ?", [name])
    else:
        db.table("setting").insert({"name": name, "value": what}, replace=True)
