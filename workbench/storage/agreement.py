"""What agreement reads: which documents a filter leaves."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlite_utils import Database

from workbench.storage.rows import dumps, like

_FINISHED: Final = """(SELECT max(date(completed_at)) FROM annotation_set
    WHERE document = document.id AND person IS NOT NULL AND status = 'done'
    AND (:owners = '[]' OR owner IN (SELECT value FROM json_each(:owners))))"""
_SUGGESTED: Final = """EXISTS (SELECT 1 FROM annotation_set
    WHERE document = document.id AND owner LIKE 'suggestion:_%')"""
_CONDITIONS: Final[Mapping[str, str]] = {
    "query": "(title LIKE :like ESCAPE '\\' OR id LIKE :like ESCAPE '\\')",
    "documents": "id IN (SELECT value FROM json_each(:documents))",
    "batch": "EXISTS (SELECT 1 FROM batch_document WHERE document = document.id AND batch = :batch)",
    "language": "language = :language",
    "since": f"{_FINISHED} >= :since",
    "until": f"{_FINISHED} <= :until",
    "suggested": f"{_SUGGESTED} = (:suggested = 'with')",
}


def matching(db: Database, *, documents: Sequence[str], owners: Sequence[str], **chosen: str) -> set[str] | None:
    """The ids of the documents that fit (None: all do, for nothing was asked). What is empty does not restrict.

    ``query`` is part of a title or id; ``since`` and ``until`` are days (UTC, ISO 8601, inclusive) on which the last of
    ``owners`` (none: of all people) finished it; ``suggested`` is ``with`` or ``without``: whether somebody suggested
    annotations.
    """
    asked = {name: value for name, value in {**chosen, "documents": documents}.items() if value}
    if not asked:
        return None
    conditions = " AND ".join(_CONDITIONS[name] for name in asked)
    fields = {**chosen, "like": like(chosen.get("query", "")), "documents": dumps(documents), "owners": dumps(owners)}
    return {row[0] for row in db.execute(f"SELECT id FROM document WHERE {conditions}", fields)}
