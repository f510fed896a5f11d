"""People: signing in and out, accounts, passwords (Argon2), API tokens."""

import hashlib
import json
import re
import secrets
import time
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from workbench.actions.guard import need_role
from workbench.model.errors import (
    BadPassword,
    BadRequest,
    LastAdmin,
    NameTaken,
    NotFound,
    NotSignedIn,
    TooManyTries,
    UnknownName,
    WrongPassword,
)
from workbench.model.items import wrong
from workbench.model.people import ROLES, Person
from workbench.storage import Database, writing
from workbench.storage import people as stored
from workbench.storage.people import Account, Activity, TokenRow

SHORTEST_PASSWORD: Final = 8
TRIES_PER_NAME: Final = 5
TRIES_PER_ADDRESS: Final = 30
WINDOW_SECONDS: Final = 900
MOST_KEYS: Final = 200
MOST_KEYS_EACH: Final = 6
ACTION: Final = re.compile(r"[a-z]+(-[a-z]+){0,5}")
KEY: Final = re.compile(r"(Ctrl\+)?(Alt\+)?(Shift\+)?[A-Z][A-Za-z0-9]{0,19}")
_hasher = PasswordHasher()


def sign_in(db: Database, name: str, password: str, address: str) -> Person:
    """The person with this name and password. Raises `WrongPassword`, or `TooManyTries` when throttled.

    Failures count per name and per address; takes as long for a name that does not exist.
    """
    _throttle(db, name, address)
    account = stored.by_name(db, name)
    known = account.password if account and account.person.active else None
    if not _matches(known or _nobodys_hash(), password) or not (account and known):
        with writing(db):
            stored.note_failure(db, name, address)
        raise WrongPassword
    with writing(db):
        stored.forgive(db, name)
        stored.seen(db, account.person.id)
        if _hasher.check_needs_rehash(known):
            stored.update(db, account.person.id, password=_hasher.hash(password))
    return account.person


def session_of(db: Database, person: Person) -> dict[str, int]:
    """What a signed session cookie holds: who, and the epoch that ends with a new password."""
    account = stored.by_id(db, person.id)
    assert account is not None
    return {"person": person.id, "epoch": account.epoch}


def person_of_session(db: Database, session: Mapping[str, Any]) -> Person | None:
    """Who this session belongs to, or None if it has ended (signed out, disabled, password changed)."""
    account = stored.by_id(db, session.get("person") or 0)
    if account is None or not account.person.active or account.epoch != session.get("epoch"):
        return None
    return account.person


def person_of_token(db: Database, secret: str) -> Person:
    """Whose API token this is. Raises `NotSignedIn`."""
    hashed = _token_hash(secret)
    account = stored.by_token(db, hashed)
    if account is None or not account.person.active:
        raise NotSignedIn
    if stored.token_rested(db, hashed):
        with writing(db):
            stored.note_token_used(db, hashed)
    return account.person


def people(db: Database, admin: Person) -> list[Activity]:
    """Everybody, with their progress, for an admin."""
    need_role(admin, "admin")
    return stored.activity(db)


def add_person(db: Database, admin: Person, name: str, role: str, password: str | None) -> Person:
    """A new person; without a password one who cannot sign in. Raises `NameTaken`, `BadPassword`, `UnknownName`."""
    need_role(admin, "admin")
    _check_name(name)
    _check_role(role)
    hashed = None if password is None else _new_hash(password)
    with writing(db):
        if stored.by_name(db, name):
            raise NameTaken(name=name)
        return stored.add(db, name, role, hashed)


def change_person(
    db: Database, admin: Person, name: str, *, role: str | None = None, active: bool | None = None
) -> Person:
    """Give another role, disable or enable. Raises `LastAdmin` rather than leave a workspace without an admin."""
    need_role(admin, "admin")
    if role is not None:
        _check_role(role)
    columns = {"role": role, "active": None if active is None else int(active)}
    with writing(db):
        account = _account(db, name)
        stored.update(db, account.person.id, **{key: value for key, value in columns.items() if value is not None})
        if account.person.role == "admin" and account.password and not stored.active_admins(db):
            raise LastAdmin(name=name)
        if active is False:
            stored.end_sessions(db, account.person.id)
        return _account(db, name).person


def set_password(db: Database, admin: Person, name: str, password: str) -> None:
    """Set somebody's password; all their sessions end."""
    need_role(admin, "admin")
    hashed = _new_hash(password)
    with writing(db):
        _replace_password(db, _account(db, name), hashed)


def change_password(db: Database, person: Person, old: str, new: str) -> None:
    """Change one's own password; all other sessions end. Raises `WrongPassword`, `BadPassword`."""
    _throttle(db, person.name, f"account of {person.name}")
    account = _account(db, person.name)
    if not account.password or not _matches(account.password, old):
        with writing(db):
            stored.note_failure(db, person.name, f"account of {person.name}")
        raise WrongPassword
    hashed = _new_hash(new)
    with writing(db):
        _replace_password(db, account, hashed)


def set_preferences(
    db: Database, person: Person, language: str | None = None, theme: str | None = None, keys: object = None
) -> Person:
    """Change one's interface language (``en``, ``ar``), theme (``auto``, ``light``, ``dark``) or keys of the canvas.

    ``keys`` holds for each action that has not its usual keys the ones it has instead, as physical keys with their
    modifiers (``Ctrl+Alt+Shift+KeyA``). Raises `UnknownName`, `BadRequest`.
    """
    choices = {"language": (language, ("en", "ar")), "theme": (theme, ("auto", "light", "dark"))}
    for kind, (given, known) in choices.items():
        if given is not None and given not in known:
            raise UnknownName(kind, given, known)
    columns = {kind: given for kind, (given, _) in choices.items() if given is not None}
    if keys is not None:
        columns["keys"] = json.dumps(_read_keys(keys))
    with writing(db):
        stored.update(db, person.id, **columns)
    return _account(db, person.name).person


def tokens(db: Database, person: Person) -> list[TokenRow]:
    """One's own API tokens, newest first."""
    return stored.tokens(db, person.id)


def create_token(db: Database, actor: Person, name: str, label: str = "") -> str:
    """A new API token for oneself, or for anybody by an admin. The secret is returned once and never stored."""
    if actor.name != name:
        need_role(actor, "admin")
    account = _account(db, name)
    secret = f"wb_{secrets.token_urlsafe(32)}"
    with writing(db):
        stored.add_token(db, account.person.id, label[:100], _token_hash(secret))
    return secret


def revoke_token(db: Database, person: Person, token: int) -> None:
    """Remove one of one's own tokens. Raises `NotFound`."""
    with writing(db):
        if not stored.delete_token(db, person.id, token):
            raise NotFound(kind="token", name=token)


def new_password() -> str:
    """A password to hand to somebody: about 77 random bits, easy to type."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _read_keys(given: object) -> dict[str, list[str]]:
    if not isinstance(given, dict) or len(given) > MOST_KEYS:
        raise wrong("keys", given, f"an object of at most {MOST_KEYS} actions")
    for action, keys in given.items():
        if not ACTION.fullmatch(action):
            raise wrong("keys", action, "the name of an action")
        if not isinstance(keys, list) or len(keys) > MOST_KEYS_EACH or not all(map(_is_key, keys)):
            raise wrong(f"keys.{action}", keys, f"a list of at most {MOST_KEYS_EACH} keys like Ctrl+Alt+Shift+KeyA")
    return given


def _is_key(given: object) -> bool:
    return isinstance(given, str) and KEY.fullmatch(given) is not None


def _throttle(db: Database, name: str, address: str) -> None:
    for column, given, most in (("name", name, TRIES_PER_NAME), ("address", address, TRIES_PER_ADDRESS)):
        failures = stored.failures(db, column, given, WINDOW_SECONDS)
        if len(failures) >= most:
            raise TooManyTries(seconds=max(1, int(failures[-most] + WINDOW_SECONDS - time.time())))


def _matches(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))


def _new_hash(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise BadPassword(least=SHORTEST_PASSWORD)
    return _hasher.hash(password)


def _replace_password(db: Database, account: Account, hashed: str) -> None:
    stored.update(db, account.person.id, password=hashed)
    stored.end_sessions(db, account.person.id)


def _token_hash(secret: str) -> str:
    """Tokens are long and random, so a plain digest protects them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _account(db: Database, name: str) -> Account:
    account = stored.by_name(db, name)
    if account is None:
        raise NotFound(kind="person", name=name)
    return account


def _check_name(name: str) -> None:
    reserved = name.casefold() in ("gold", "all", "shell")
    if reserved or not 0 < len(name) <= 64 or not name.isprintable() or ":" in name or name != name.strip():
        raise BadRequest(
            at="name", got=f"is “{name}”", expected="1 to 64 characters without “:”, not gold, all or shell"
        )


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise UnknownName("role", role, ROLES)
