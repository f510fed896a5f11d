"""What an export takes: documents with the sets of their owners, in document order, a few documents at a time."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlite_utils import Database

from workbench.model.annotation import GOLD, Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, PackedExtents, Section
from workbench.storage.rows import dumps

_AT_ONCE: Final = 200

_DOCUMENTS = """
    SELECT number, id, text, language, source, meta, notes, sentences, tokens
    FROM document JOIN segmentation ON segmentation.document = document.id
    WHERE number > ? AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) ORDER BY number LIMIT ?"""
_SECTIONS = """
    SELECT document, start, "end", kind FROM section
    WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, start"""
_SETS = """
    SELECT document, id, owner, status, revision, completed_at, comment, remark FROM annotation_set
    WHERE document IN (SELECT value FROM json_each(?)) ORDER BY document, owner"""
_SPANS = """
    SELECT "set", id, start, "end", label, text, attributes, note, kb_id FROM span
    WHERE "set" IN (SELECT value FROM json_each(?))"""
_RELATIONS = """
    SELECT "set", id, head, tail, label, attributes, note FROM relation
    WHERE "set" IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents and sets to take; None takes all. ``bare``: documents without any set too.

    ``drafts`` are documents whose gold counts as not there.
    """

    owners: Sequence[str] | None = None
    statuses: Sequence[str] | None = None
    documents: Sequence[str] | None = None
    bare: bool = False
    drafts: Collection[str] = ()


def pairs(db: Database, wanted: Wanted) -> Iterator[tuple[Document, AnnotationSet | None]]:
    """Every wanted set with its document, documents in the order of import, sets by owner."""
    last = 0
    chosen = None if wanted.documents is None else dumps(list(wanted.documents))
    while rows := db.conn.execute(_DOCUMENTS, (last, chosen, chosen, _AT_ONCE)).fetchall():
        yield from _pairs(db, rows, wanted)
        last = rows[-1][0]


def count(db: Database, wanted: Wanted) -> int:
    """How many documents there are to look through: at most as many come out."""
    chosen = None if wanted.documents is None else dumps(list(wanted.documents))
    where = "? IS NULL OR id IN (SELECT value FROM json_each(?))"
    found: int = db.execute(f"SELECT count(*) FROM document WHERE {where}", (chosen, chosen)).fetchone()[0]
    return found


def gold_statuses(db: Database) -> dict[str, str]:
    """The documents that have gold, each with the status of its gold set."""
    return dict(db.execute("SELECT document, status FROM annotation_set WHERE owner = ?", [GOLD]).fetchall())


def _pairs(db: Database, rows: Sequence[Any], wanted: Wanted) -> Iterator[tuple[Document, AnnotationSet | None]]:
    ids = dumps([row[1] for row in rows])
    sections: dict[str, list[Section]] = {}
    for document, *section in db.conn.execute(_SECTIONS, (ids,)):
        sections.setdefault(document, []).append(Section._make(section))
    sets = _sets(db, ids, wanted)
    for _, id, text, language, source, meta, notes, sentences, tokens in rows:
        found = sets.get(id)
        if not found and not (wanted.bare and id not in sets):
            continue
        cut = PackedExtents(sentences), PackedExtents(tokens)
        loaded = json.loads(meta), json.loads(notes)
        document = Document(id, text, language, source, *loaded, sections.get(id, []), *cut)
        yield from ((document, one) for one in found or [None])


def _sets(db: Database, ids: str, wanted: Wanted) -> dict[str, list[AnnotationSet | None]]:
    """The wanted sets by document. A document whose sets are all unwanted has an empty list."""
    every = db.conn.execute(_SETS, (ids,)).fetchall()
    rows = [row for row in every if row[2] != GOLD or row[0] not in wanted.drafts]
    kept = [row for row in rows if _is_wanted(row[2], row[3], wanted)]
    numbers = dumps([row[1] for row in kept])
    spans, relations = _spans(db, numbers), _relations(db, numbers)
    found: dict[str, list[AnnotationSet | None]] = {row[0]: [] for row in rows}
    for document, number, owner, status, revision, completed_at, comment, remark in kept:
        items = Annotations.of(spans.get(number, ()), relations.get(number, ()))
        one = AnnotationSet(document, owner, status, revision, completed_at, comment, items, remark)
        found[document].append(one)
    return found


def _is_wanted(owner: str, status: str, wanted: Wanted) -> bool:
    return (wanted.owners is None or owner in wanted.owners) and (wanted.statuses is None or status in wanted.statuses)


def _spans(db: Database, numbers: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for number, id, start, end, label, text, attributes, note, kb_id in db.conn.execute(_SPANS, (numbers,)):
        span = Span(id, start, end, label, text, _loaded(attributes), note, kb_id)
        found.setdefault(number, []).append(span)
    return found


def _relations(db: Database, numbers: str) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = {}
    for number, id, head, tail, label, attributes, note in db.conn.execute(_RELATIONS, (numbers,)):
        found.setdefault(number, []).append(Relation(id, head, tail, label, _loaded(attributes), note))
    return found


def _loaded(attributes: str) -> dict[str, Any]:
    """Most items have no attributes: parsing hundreds of thousands of empty objects would be felt."""
    found: dict[str, Any] = {} if attributes == "{}" else json.loads(attributes)
    return found
