"""People, their tokens, what they are assigned, and failed sign-ins."""

import json
import time
from dataclasses import dataclass

from sqlite_utils import Database

from workbench.model.people import Person
from workbench.storage.rows import Row, now, one, value


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what only sign-in may see: the Argon2 hash, and the epoch that ends old sessions."""

    person: Person
    password: str | None
    epoch: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A person and how far they are: documents done and in progress, last seen (UTC) or None."""

    person: Person
    done: int
    in_progress: int
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An API token as its owner sees it; the secret itself is not stored."""

    id: int
    label: str
    created_at: str
    last_used_at: str | None


def add(db: Database, name: str, role: str, password: str | None) -> Person:
    """A new person; ``password`` is a hash, or None for one who cannot sign in."""
    row = {"name": name, "role": role, "password": password, "created_at": now()}
    db.table("person").insert(row)
    found = by_name(db, name)
    assert found is not None
    return found.person


def by_name(db: Database, name: str) -> Account | None:
    """The account of this name (letter case aside), or None."""
    row = one(db, "SELECT * FROM person WHERE name = ?", [name])
    return _account(row) if row else None


def by_id(db: Database, person: int) -> Account | None:
    """The account with this id, or None."""
    row = one(db, "SELECT * FROM person WHERE id = ?", [person])
    return _account(row) if row else None


def activity(db: Database) -> list[Activity]:
    """Everybody, by name, with their progress."""
    sql = """SELECT person.*, count(*) FILTER (WHERE status = 'done') done,
                    count(*) FILTER (WHERE status IN ('in_progress', 'returned')) in_progress
             FROM person LEFT JOIN annotation_set ON annotation_set.person = person.id
             GROUP BY person.id ORDER BY person.name"""
    rows = list(db.query(sql))
    return [Activity(_account(r).person, r["done"], r["in_progress"], r["last_seen"]) for r in rows]


def update(db: Database, person: int, **columns: str | int | None) -> None:
    """Change columns of a person."""
    db.table("person").update(person, columns)


def end_sessions(db: Database, person: int) -> None:
    """Make every session of a person invalid."""
    db.execute("UPDATE person SET epoch = epoch + 1 WHERE id = ?", [person])


def active_admins(db: Database) -> int:
    """How many admins can sign in."""
    sql = "SELECT count(*) FROM person WHERE role = 'admin' AND active AND password IS NOT NULL"
    return int(value(db, sql))


def seen(db: Database, person: int) -> None:
    """Note that a person is here."""
    db.execute("UPDATE person SET last_seen = ? WHERE id = ?", [now(), person])


def add_token(db: Database, person: int, label: str, token_hash: str) -> None:
    """Store the hash of a new API token."""
    db.table("api_token").insert({"person": person, "label": label, "hash": token_hash, "created_at": now()})


def by_token(db: Database, token_hash: str) -> Account | None:
    """Whose token this is, or None."""
    row = one(db, "SELECT person.* FROM api_token JOIN person ON person.id = person WHERE hash = ?", [token_hash])
    return _account(row) if row else None


def token_rested(db: Database, token_hash: str) -> bool:
    """Whether a token has not been noted as used within this hour."""
    last = value(db, "SELECT last_used_at FROM api_token WHERE hash = ?", [token_hash])
    return last is None or last[:13] != now()[:13]


def note_token_used(db: Database, token_hash: str) -> None:
    """Note that a token was used just now."""
    db.execute("UPDATE api_token SET last_used_at = ? WHERE hash = ?", [now(), token_hash])


def tokens(db: Database, person: int) -> list[TokenRow]:
    """A person's tokens, newest first."""
    sql = "SELECT id, label, created_at, last_used_at FROM api_token WHERE person = ? ORDER BY id DESC"
    return [TokenRow(*row) for row in db.execute(sql, [person]).fetchall()]


def delete_token(db: Database, person: int, token: int) -> bool:
    """Remove a token of this person; whether there was one."""
    cursor = db.execute("DELETE FROM api_token WHERE id = ? AND person = ?", [token, person])
    return cursor.rowcount > 0


def note_failure(db: Database, name: str, address: str) -> None:
    """Remember a failed sign-in (and forget those of yesterday)."""
    db.execute("DELETE FROM failed_sign_in WHERE at < ?", [time.time() - 86_400])
    row = {"name": name.casefold(), "address": address.casefold(), "at": time.time()}
    db.table("failed_sign_in").insert(row)


def failures(db: Database, column: str, given: str, seconds: float) -> list[float]:
    """When (epoch seconds, oldest first) sign-in failed lately for this ``name`` or ``address``."""
    sql = f"SELECT at FROM failed_sign_in WHERE {column} = ? AND at > ? ORDER BY at"
    return [row[0] for row in db.execute(sql, [given.casefold(), time.time() - seconds]).fetchall()]


def forgive(db: Database, name: str) -> None:
    """Forget the failures of somebody who signed in."""
    db.execute("DELETE FROM failed_sign_in WHERE name = ?", [name.casefold()])


def annotators(db: Database) -> list[Person]:
    """The annotators who can sign in, by name."""
    sql = "SELECT * FROM person WHERE role = 'annotator' AND active AND password IS NOT NULL ORDER BY name"
    return [_account(row).person for row in list(db.query(sql))]


def _account(row: Row) -> Account:
    person = Person(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        language=row["language"],
        theme=row["theme"],
        keys=json.loads(row["keys"]),
        active=bool(row["active"]),
        can_sign_in=row["password"] is not None,
    )
    return Account(person, row["password"], row["epoch"])
