"""Suggestions: what is remembered of names, what was rejected, which sets of predictions there are."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from workbench.model.annotation import SUGGESTION
from workbench.storage.rows import dumps, now, value


@dataclass(frozen=True, slots=True)
class Rejection:
    """A suggestion that somebody does not want in a document; ``name`` is the key of the name, empty for relations."""

    key: str
    label: str
    name: str
    source: str


def mentions(db: Database, owner: str, document: str, surfaces: Sequence[str]) -> list[tuple[str, str, int]]:
    """These surfaces with labels and counts in all documents but this one: final gold, else what the owner marked."""
    sql = f"""SELECT span.text, label, count(*) FROM span JOIN annotation_set own ON own.id = span."set"
              WHERE span.text IN (SELECT value FROM json_each(:surfaces)) AND {_REMEMBERED}
              GROUP BY 1, 2"""
    values = {"document": document, "owner": owner, "surfaces": dumps(surfaces)}
    return [tuple(row) for row in db.execute(sql, values).fetchall()]


def last_finished(db: Database, owner: str, document: str, most: int) -> list[tuple[str, int]]:
    """The documents that the owner finished last, or that have final gold, with that set; not this one."""
    sql = f"""SELECT own.document, own.id FROM annotation_set own WHERE own.status = 'done' AND {_REMEMBERED}
              ORDER BY own.completed_at DESC, own.id DESC LIMIT :most"""
    return [tuple(row) for row in db.execute(sql, {"document": document, "owner": owner, "most": most}).fetchall()]


_REMEMBERED: Final = """own.document <> :document AND (own.owner = 'gold' AND own.status = 'done'
    OR own.owner = :owner AND NOT EXISTS (SELECT 1 FROM annotation_set gold WHERE gold.document = own.document
                                          AND gold.owner = 'gold' AND gold.status = 'done'))"""


def rejected_names(db: Database, person: int, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each of these names and each label in how many documents this person rejected it."""
    sql = """SELECT name, label, count(DISTINCT document) FROM rejection
             WHERE person = ? AND name <> '' AND name IN (SELECT value FROM json_each(?)) GROUP BY 1, 2"""
    found: dict[str, dict[str, int]] = {}
    for name, label, count in db.execute(sql, [person, dumps(sorted(names))]).fetchall():
        found.setdefault(name, {})[label] = count
    return found


def rejected_keys(db: Database, document: str, person: int) -> list[str]:
    """What a person has rejected in a document."""
    sql = "SELECT key FROM rejection WHERE document = ? AND person = ? ORDER BY key"
    return [row[0] for row in db.execute(sql, [document, person]).fetchall()]


def reject(db: Database, document: str, person: int, rejections: Iterable[Rejection]) -> None:
    """Remember what a person does not want in a document; what is known already stays as it is."""
    sql = """INSERT OR IGNORE INTO rejection (document, person, key, label, name, source, at)
             VALUES (?, ?, ?, ?, ?, ?, ?)"""
    at = now()
    for one in rejections:
        db.execute(sql, [document, person, one.key, one.label, one.name, one.source, at])


def take_back(db: Database, document: str, person: int, keys: Sequence[str]) -> None:
    """Forget rejections."""
    sql = "DELETE FROM rejection WHERE document = ? AND person = ? AND key IN (SELECT value FROM json_each(?))"
    db.execute(sql, [document, person, dumps(list(keys))])


def was_offered(db: Database, document: str, owner: str) -> bool | None:
    """Whether the owner of a set was offered suggestions when they began it; None where they have not, or long ago."""
    sql = "SELECT suggested FROM annotation_set WHERE document = ? AND owner = ?"
    found = value(db, sql, [document, owner])
    return None if found is None else bool(found)


def prediction_sets(db: Database, document: str) -> list[str]:
    """The owners of the sets of predictions of a document."""
    sql = "SELECT owner FROM annotation_set WHERE document = ? AND substr(owner, 1, ?) = ? ORDER BY owner"
    return [row[0] for row in db.execute(sql, [document, len(SUGGESTION), SUGGESTION]).fetchall()]


def without_final_gold(db: Database) -> list[str]:
    """The ids of the documents on which something is left to do, in the order of import."""
    sql = """SELECT id FROM document WHERE NOT EXISTS (SELECT 1 FROM annotation_set gold
             WHERE gold.document = document.id AND gold.owner = 'gold' AND gold.status = 'done') ORDER BY number"""
    return [row[0] for row in db.execute(sql).fetchall()]


def scores(db: Database, document: str, owner: str) -> dict[str, float]:
    """How sure a source was of each of its items, by id."""
    sql = """SELECT item, score FROM prediction_score JOIN annotation_set own ON own.id = "set"
             WHERE document = ? AND owner = ?"""
    return dict(db.execute(sql, [document, owner]).fetchall())


def keep_scores(db: Database, number: int, found: Iterable[tuple[str, float]]) -> None:
    """Replace the scores of a set of predictions: item id and score."""
    db.execute('DELETE FROM prediction_score WHERE "set" = ?', [number])
    rows = [{"set": number, "item": item, "score": score} for item, score in found]
    db.table("prediction_score").insert_all(rows)


def keep_patterns(db: Database, name: str, patterns: Sequence[object], person: int | None) -> None:
    """Keep the patterns of a file under its name, in place of earlier ones."""
    row = {"name": name, "patterns": dumps(list(patterns)), "person": person, "at": now()}
    db.table("pattern_file").insert(row, replace=True)


def drop_patterns(db: Database, name: str) -> bool:
    """Forget the patterns of a file; whether there were any."""
    return db.execute("DELETE FROM pattern_file WHERE name = ?", [name]).rowcount > 0


def pattern_files(db: Database) -> dict[str, list[dict[str, Any]]]:
    """The patterns as they were given, by file."""
    rows = db.execute("SELECT name, patterns FROM pattern_file ORDER BY name").fetchall()
    return {name: json.loads(patterns) for name, patterns in rows}
