"""Whole documents and whole sets, as an import brings them: rows made first, without a database, and stored in bulk.

Making rows and storing them are two steps so that another process can do the first.
"""

import hashlib
from collections.abc import Sequence
from json.encoder import encode_basestring as quoted
from typing import Any, NamedTuple

from sqlite_utils import Database

from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Section, digest
from workbench.model.items import RELATION_KEYS, SPAN_KEYS
from workbench.storage.rows import dumps, now


class DocumentRows(NamedTuple):
    """A document as rows. ``columns`` are those of the table, in `_DOCUMENT`'s order.

    ``sentences`` and ``tokens`` are JSON of steps (`model.document.PackedExtents`); None, if they are still to be cut.
    """

    id: str
    sha256: str
    columns: tuple[Any, ...]
    sections: Sequence[Section]
    sentences: str | None = None
    tokens: str | None = None

    @property
    def text(self) -> str:
        """The text."""
        return str(self.columns[2])


class SetRows(NamedTuple):
    """What an owner says of a document, as rows."""

    owner: str
    status: str
    completed_at: str | None
    spans: list[tuple[Any, ...]]
    relations: list[tuple[Any, ...]]


class Entry(NamedTuple):
    """An entry in the log of a set: the id of the change, and its effects as JSON."""

    id: str
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


def document_rows(document: Document, sentences: str | None = None, tokens: str | None = None) -> DocumentRows:
    """The rows of a document that is cut in this way, whatever it holds of that itself."""
    sha256 = digest(document.text)
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
    return DocumentRows(document.id, sha256, columns, list(document.sections), sentences, tokens)


def set_rows(owned: AnnotationSet) -> SetRows:
    """The rows of a set, in the order in which its log names them."""
    spans = [_span_row(one) for one in owned.annotations.ordered_spans()]
    relations = [_relation_row(one) for one in owned.annotations.ordered_relations()]
    return SetRows(owned.owner, owned.status, owned.completed_at, spans, relations)


def first_entry(rows: SetRows, sha256: str) -> Entry:
    """The entry in the log by which a set comes to be, in a document of this digest.

    Its id tells the import: the same annotations of the same text have the same one.
    """
    effects = [*map(_span_effect, rows.spans), *map(_relation_effect, rows.relations)]
    if rows.status != "new":
        effects.append(dumps({"kind": "status", "id": "", "before": "new", "after": rows.status}))
    listed = f"[{','.join(effects)}]"
    said = f"{sha256}\n{rows.completed_at}\n{listed}"
    return Entry(f"import-{hashlib.sha256(said.encode()).hexdigest()[:32]}", listed)


def add_document(db: Database, rows: DocumentRows) -> None:
    """Store a new document, cut; its id must be free."""
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
    db: Database, document: str, rows: SetRows, entry: Entry, *, begun: int | None, owner: int | None, by: int | None
) -> None:
    """Store a set whole, as revision 1 with one entry in its log.

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
    conn.execute(_CHANGE, (number, *entry, by, at))


# Effects are what `annotations.effect_fields` makes of them, letter for letter: an import is known again by them.
# Written by hand they take a third of the time.


def _span_effect(row: tuple[Any, ...]) -> str:
    id, start, end, label, text, attributes, note, kb_id = row
    name = quoted(id)
    return (
        f'{{"kind":"span","id":{name},"before":null,"after":{{"id":{name},"start":{start},"end":{end},'
        f'"label":{quoted(label)},"text":{quoted(text)},"attributes":{attributes},"note":{quoted(note)},'
        f'"kb_id":{"null" if kb_id is None else quoted(kb_id)}}}}}'
    )


def _relation_effect(row: tuple[Any, ...]) -> str:
    id, head, tail, label, attributes, note = row
    name = quoted(id)
    return (
        f'{{"kind":"relation","id":{name},"before":null,"after":{{"id":{name},"head":{quoted(head)},'
        f'"tail":{quoted(tail)},"label":{quoted(label)},"attributes":{attributes},"note":{quoted(note)}}}}}'
    )


def _span_row(span: Span) -> tuple[Any, ...]:
    attributes = dumps(span.attributes) if span.attributes else "{}"
    return span.id, span.start, span.end, span.label, span.text, attributes, span.note, span.kb_id


def _relation_row(relation: Relation) -> tuple[Any, ...]:
    attributes = dumps(relation.attributes) if relation.attributes else "{}"
    return relation.id, relation.head, relation.tail, relation.label, attributes, relation.note
