"""Annotation sets: the items as they are now, and the append-only log of how they came to be."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.changes import Effect, Entry
from workbench.model.items import (
    RELATION_KEYS,
    SPAN_KEYS,
    read_relation,
    read_span,
    relation_fields,
    span_fields,
)
from workbench.storage.rows import Row, dumps, now, one, value


@dataclass(frozen=True, slots=True)
class Origin:
    """How a change came about, as its client says: the ``source`` of a suggestion that it accepts and the ``score``
    that the source gave, how many ``keys`` and clicks it took. None: not told.
    """

    source: str | None = None
    score: float | None = None
    keys: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that happened to an item: by whom (empty: at the shell), what it was before and after, or None."""

    revision: int
    at: str
    person: str
    op: str
    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def set_number(db: Database, document: str, owner: str) -> int | None:
    """The row number of a set, or None if the owner has not begun."""
    found = value(db, "SELECT id FROM annotation_set WHERE document = ? AND owner = ?", [document, owner])
    return None if found is None else int(found)


def add_set(db: Database, document: str, owner: str, person: int | None, suggested: bool | None = None) -> int:
    """A new, empty set; its number. ``suggested``: whether its owner is offered suggestions, if that is known."""
    row = {"document": document, "owner": owner, "person": person, "suggested": suggested}
    pk = db.table("annotation_set").insert(row).last_pk
    assert isinstance(pk, int)
    return pk


def find(db: Database, document: str, owner: str) -> AnnotationSet | None:
    """What an owner says about a document, or None."""
    row = one(db, "SELECT * FROM annotation_set WHERE document = ? AND owner = ?", [document, owner])
    return _set(db, row) if row else None


def sets_of(db: Database, document: str, owner: str | None = None) -> list[AnnotationSet]:
    """The sets of a document by owner; only that of ``owner`` if given."""
    sql = "SELECT * FROM annotation_set WHERE document = ? AND (? IS NULL OR owner = ?) ORDER BY owner"
    return [_set(db, row) for row in list(db.query(sql, [document, owner, owner]))]


def owners(db: Database) -> list[str]:
    """Everybody who owns a set."""
    return [row[0] for row in db.execute("SELECT DISTINCT owner FROM annotation_set ORDER BY owner").fetchall()]


def finished_by(db: Database, owner: str) -> set[str]:
    """The documents that an owner has finished; for gold, those whose gold is final."""
    sql = "SELECT document FROM annotation_set WHERE owner = ? AND status = 'done'"
    return {row[0] for row in db.execute(sql, [owner]).fetchall()}


def find_by_number(db: Database, number: int) -> AnnotationSet:
    """The set with this number, which must exist."""
    row = one(db, "SELECT * FROM annotation_set WHERE id = ?", [number])
    assert row is not None
    return _set(db, row)


def record(
    db: Database,
    number: int,
    revision: int,
    change: tuple[str, str],
    effects: Sequence[Effect],
    person: int | None,
    origin: Origin = Origin(),  # a value, which cannot change
) -> None:
    """Carry out effects and append them to the log as one change ``(id, op)``; part of a transaction."""
    change_id, op = change
    for effect in effects:
        _carry_out(db, number, effect)
    row = {
        "set": number,
        "revision": revision,
        "id": change_id,
        "op": op,
        "effects": dumps([effect_fields(effect) for effect in effects]),
        "person": person,
        "at": now(),
        **asdict(origin),
    }
    db.table("change").insert(row)
    db.execute("UPDATE annotation_set SET revision = ?, changed_at = ? WHERE id = ?", [revision, row["at"], number])


def set_comment(db: Database, number: int, comment: str) -> None:
    """Why a set was returned."""
    db.execute("UPDATE annotation_set SET comment = ? WHERE id = ?", [comment, number])


def known_changes(db: Database, number: int, ids: Sequence[str]) -> set[str]:
    """Which of these change ids are in the log of a set already."""
    sql = 'SELECT id FROM change WHERE "set" = ? AND id IN (SELECT value FROM json_each(?))'
    return {row[0] for row in db.execute(sql, [number, dumps(list(ids))])}


def log(db: Database, number: int, *, newest_first: bool = True) -> Iterator[Entry]:
    """The change log of a set."""
    order = "DESC" if newest_first else "ASC"
    rows = db.execute(f'SELECT op, effects, id FROM change WHERE "set" = ? ORDER BY revision {order}', [number])
    return (Entry(op, [read_effect(e) for e in json.loads(effects)], id) for op, effects, id in rows)


def effects_of(db: Database, number: int, change: str) -> list[Effect]:
    """What a change in the log of a set did."""
    found = value(db, 'SELECT effects FROM change WHERE "set" = ? AND id = ?', [number, change])
    return [read_effect(one) for one in json.loads(found or "[]")]


def history(db: Database, number: int, item: str) -> list[HistoryRow]:
    """What happened to one span or relation of a set, newest first."""
    sql = """SELECT revision, change.at, coalesce(person.name, ''), op, effect.value ->> '$.kind',
                    effect.value -> '$.before', effect.value -> '$.after'
             FROM change LEFT JOIN person ON person.id = change.person, json_each(change.effects) effect
             WHERE "set" = ? AND effect.value ->> '$.id' = ?
             ORDER BY revision DESC, effect.key DESC"""
    rows = db.execute(sql, [number, item]).fetchall()
    return [
        HistoryRow(revision, at, person, op, kind, json.loads(before), json.loads(after))
        for revision, at, person, op, kind, before, after in rows
    ]


def effect_fields(effect: Effect) -> dict[str, Any]:
    """An effect as JSON: kind, id, before, after."""
    return {
        "kind": effect.kind,
        "id": effect.id,
        "before": _item(effect.before),
        "after": _item(effect.after),
    }


def read_effect(fields: dict[str, Any]) -> Effect:
    """An effect from JSON that `effect_fields` wrote."""
    before, after = (_read_item(fields["kind"], fields[key]) for key in ("before", "after"))
    return Effect(fields["kind"], fields["id"], before, after)


def _item(item: Span | Relation | str | None) -> dict[str, Any] | str | None:
    if isinstance(item, Span):
        return span_fields(item)
    return relation_fields(item) if isinstance(item, Relation) else item


def _read_item(kind: str, given: Any) -> Span | Relation | str | None:
    if given is None:
        return None
    if kind in ("status", "remark"):
        return str(given)
    return read_span(given, "") if kind == "span" else read_relation(given)


def _carry_out(db: Database, number: int, effect: Effect) -> None:
    if effect.kind == "remark":
        db.execute("UPDATE annotation_set SET remark = ? WHERE id = ?", [effect.after, number])
    elif isinstance(effect.after, str):
        sql = """UPDATE annotation_set SET status = :status, completed_at = :done,
                 comment = CASE :status WHEN 'done' THEN '' ELSE comment END WHERE id = :id"""
        done = now() if effect.after == "done" else None
        db.execute(sql, {"status": effect.after, "done": done, "id": number})
    elif effect.after is None:
        db.execute(f'DELETE FROM {effect.kind} WHERE "set" = ? AND id = ?', [number, effect.id])
    elif effect.before is None:
        db.execute(_INSERT[effect.kind], _row(number, effect.after))
    else:
        db.execute(_UPDATE[effect.kind], _row(number, effect.after))


def _insert_sql(table: str, columns: Sequence[str]) -> str:
    names, places = ", ".join(f'"{c}"' for c in columns), ", ".join(f":{c}" for c in columns)
    return f'INSERT INTO {table} ("set", {names}) VALUES (:set, {places})'


def _update_sql(table: str, columns: Sequence[str]) -> str:
    assignments = ", ".join(f'"{c}" = :{c}' for c in columns if c != "id")
    return f'UPDATE {table} SET {assignments} WHERE "set" = :set AND id = :id'


_COLUMNS = {"span": SPAN_KEYS, "relation": RELATION_KEYS}
_INSERT = {table: _insert_sql(table, columns) for table, columns in _COLUMNS.items()}
_UPDATE = {table: _update_sql(table, columns) for table, columns in _COLUMNS.items()}


def _row(number: int, item: Span | Relation) -> Row:
    fields = span_fields(item) if isinstance(item, Span) else relation_fields(item)
    return {"set": number, **fields, "attributes": dumps(fields["attributes"])}


def _set(db: Database, row: Row) -> AnnotationSet:
    return AnnotationSet(
        document=row["document"],
        owner=row["owner"],
        status=row["status"],
        revision=row["revision"],
        completed_at=row["completed_at"],
        comment=row["comment"],
        remark=row["remark"],
        annotations=Annotations.of(_spans(db, row["id"]), _relations(db, row["id"])),
    )


def _spans(db: Database, number: int) -> Iterable[Span]:
    sql = 'SELECT id, start, "end", label, text, attributes, note, kb_id FROM span WHERE "set" = ?'
    for row in db.execute(sql, [number]):
        id, start, end, label, text, attributes, note, kb_id = row
        yield Span(id, start, end, label, text, loaded(attributes), note, kb_id)


def _relations(db: Database, number: int) -> Iterable[Relation]:
    sql = 'SELECT id, head, tail, label, attributes, note FROM relation WHERE "set" = ?'
    for row in db.execute(sql, [number]):
        id, head, tail, label, attributes, note = row
        yield Relation(id, head, tail, label, loaded(attributes), note)


def loaded(attributes: str) -> dict[str, Any]:
    """Most items have no attributes: parsing thousands of empty objects would be felt."""
    found: dict[str, Any] = {} if attributes == "{}" else json.loads(attributes)
    return found
