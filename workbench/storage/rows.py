"""Small helpers for rows: JSON columns, the clock, one row or none."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlite_utils import Database

Row = dict[str, Any]


def now() -> str:
    """This moment in UTC, ISO 8601, to the millisecond (``2026-11-21T20:00:00.000Z``)."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: object) -> str:
    """Compact JSON that keeps Arabic readable and the order of keys."""
    return _encode(value)


def one(db: Database, sql: str, parameters: Iterable[Any] | Mapping[str, Any] = ()) -> Row | None:
    """The first row of a query, or None."""
    return next(iter(db.query(sql, _plain(parameters))), None)


def value(db: Database, sql: str, parameters: Iterable[Any] = ()) -> Any:
    """The first column of the first row, or None."""
    found = db.execute(sql, list(parameters)).fetchone()
    return found[0] if found else None


def like(query: str) -> str:
    """A LIKE pattern (ESCAPE '\\') for text that contains ``query``."""
    escaped = query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _plain(parameters: Iterable[Any] | Mapping[str, Any]) -> list[Any] | dict[str, Any]:
    return dict(parameters) if isinstance(parameters, Mapping) else list(parameters)
