"""Whole documents and whole sets, as an import brings them: rows made first, without a database, and stored in bulk.

Making rows and storing them are two steps so that another process can do the first.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Section
from workbench.model.items import RELATION_KEYS, SPAN_KEYS, relation_fields, span_fields
from workbench.storage.rows import dumps, now


class DocumentRows(NamedTuple):
    """A document as rows. ``columns`` are those of the table, in `_DOCUMENT`'s order."""

    id: str
    sha256: str
    columns: tuple[Any, ...]
    sections: Sequence[Section]
    sentences: str
    tokens: str


class SetRows(NamedTuple):
    """What an owner says of a document, as rows. ``effects`` is the entry in the log by which it came to be."""

    owner: str
    status: str
    completed_at: str | None
    spans: list[tuple[Any, ...]]
    relations: list[tuple[Any, ...]]
    effects: str


class Standing(NamedTuple):
    """A set that is there already: its number, its revision, and the change by which it was imported (or None)."""

    number: int
    revision: int
    imported_by: str | None


_COLUMNS = ("id", "title", "text", "sha256", "language", "direction", "source", "meta", "notes", "imported_at")
_DOCUMENT = f"INSERT INTO document ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_SECTION = 'INSERT INTO section (document, start, "end", kind) VALUES (?, ?, ?, ?)'
_SEGMENTATION = "INSERT INTO segmentation (document, sentences, tokens) VALUES (?, ?, ?)"
_SET = """INSERT INTO annotation_set (document, owner, person, status, revision, completed_at, changed_at)
          VALUES (?, ?, ?, ?, 1, ?, ?)"""
_SET_BEGUN = "UPDATE annotation_set SET status = ?, revision = 1, completed_at = ?, changed_at = ? WHERE id = ?"
_CHANGE = "INSERT INTO change (\"set\", revision, id, op, effects, person, at) VALUES (?, 1, ?, 'import', ?, ?, ?)"
_SPAN = f"""INSERT INTO span ("set", {", ".join(f'"{key}"' for key in SPAN_KEYS)})
            VALUES ({", ".join("?" * (len(SPAN_KEYS) + 1))})"""
_RELATION = f"""INSERT INTO relation ("set", {", ".join(f'"{key}"' for key in RELATION_KEYS)})
                VALUES ({", ".join("?" * (len(RELATION_KEYS) + 1))})"""


def document_rows(document: Document) -> DocumentRows:
    """The rows of a document."""
    sha256 = document.sha256
    columns = (
        document.id,
        document.title,
        document.text,
        sha256,
        document.language,
        document.direction,
        document.source,
        dumps(document.meta),
        dumps(list(document.notes)),
    )
    cut = dumps(document.sentences), dumps(document.tokens)
    return DocumentRows(document.id, sha256, columns, list(document.sections), *cut)


def set_rows(owned: AnnotationSet) -> SetRows:
    """The rows of a set, and the effects that its log begins with."""
    spans, relations = owned.annotations.ordered_spans(), owned.annotations.ordered_relations()
    effects: list[dict[str, Any]] = [_added("span", one.id, span_fields(one)) for one in spans]
    effects += [_added("relation", one.id, relation_fields(one)) for one in relations]
    if owned.status != "new":
        effects.append({"kind": "status", "id": "", "before": "new", "after": owned.status})
    return SetRows(
        owned.owner,
        owned.status,
        owned.completed_at,
        [_span_row(one) for one in spans],
        [_relation_row(one) for one in relations],
        dumps(effects),
    )


def add_document(db: Database, rows: DocumentRows) -> None:
    """Store a new document; its id must be free."""
    db.conn.execute(_DOCUMENT, (*rows.columns, now()))
    db.conn.executemany(_SECTION, [(rows.id, *section) for section in rows.sections])
    db.conn.execute(_SEGMENTATION, (rows.id, rows.sentences, rows.tokens))


def standing(db: Database, document: str, owner: str) -> Standing | None:
    """What is there already of an owner's set, or None."""
    sql = """SELECT annotation_set.id, annotation_set.revision, change.id FROM annotation_set
             LEFT JOIN change ON change."set" = annotation_set.id AND change.op = 'import'
             WHERE document = ? AND owner = ?"""
    found = db.conn.execute(sql, (document, owner)).fetchone()
    return Standing(*found) if found else None


def add_set(
    db: Database, document: str, rows: SetRows, change: str, *, begun: int | None, owner: int | None, by: int | None
) -> None:
    """Store a set whole, as revision 1 with one change of this id.

    ``begun`` is the number of a set that is there without any revision; ``owner`` the person whose it is, ``by`` the
    one who imports it.
    """
    at, conn = now(), db.conn
    if begun is None:
        values = (document, rows.owner, owner, rows.status, rows.completed_at, at)
        number = conn.execute(_SET, values).lastrowid
    else:
        conn.execute(_SET_BEGUN, (rows.status, rows.completed_at, at, begun))
        number = begun
    conn.executemany(_SPAN, [(number, *row) for row in rows.spans])
    conn.executemany(_RELATION, [(number, *row) for row in rows.relations])
    conn.execute(_CHANGE, (number, change, rows.effects, by, at))


def _added(kind: str, id: str, fields: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "id": id, "before": None, "after": fields}


def _span_row(span: Span) -> tuple[Any, ...]:
    attributes = dumps(span.attributes) if span.attributes else "{}"
    return span.id, span.start, span.end, span.label, span.text, attributes, span.note, span.kb_id


def _relation_row(relation: Relation) -> tuple[Any, ...]:
    attributes = dumps(relation.attributes) if relation.attributes else "{}"
    return relation.id, relation.head, relation.tail, relation.label, attributes, relation.note
