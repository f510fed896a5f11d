"""Batches: named groups of documents. A batch is there as long as a document is in it."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from workbench.storage.rows import value


def names(db: Database) -> list[str]:
    """All batches by name."""
    return [row[0] for row in db.execute("SELECT DISTINCT batch FROM batch_document ORDER BY batch").fetchall()]


def documents_of(db: Database, batch: str) -> list[str]:
    """The documents of a batch in the order of import; empty if there is no such batch."""
    sql = """SELECT document FROM batch_document JOIN document ON document.id = document
             WHERE batch = ? ORDER BY document.number"""
    return [row[0] for row in db.execute(sql, [batch]).fetchall()]


def of_documents(db: Database) -> dict[str, str]:
    """For every document that is in a batch its (first) batch."""
    return dict(db.execute("SELECT document, min(batch) FROM batch_document GROUP BY document").fetchall())


def add(db: Database, batch: str, documents: Iterable[str]) -> int:
    """Put documents into a batch; how many were not in it."""
    before = _size(db, batch)
    rows = [(batch, document) for document in documents]
    db.conn.executemany("INSERT OR IGNORE INTO batch_document (batch, document) VALUES (?, ?)", rows)
    return _size(db, batch) - before


def sizes(db: Database) -> list[tuple[str, int]]:
    """Every batch with the number of its documents."""
    return db.execute("SELECT batch, count(*) FROM batch_document GROUP BY batch ORDER BY batch").fetchall()


def origins(db: Database, meta: str | None) -> Sequence[tuple[str, str]]:
    """Each document with its value of a meta key (or, for None, its source file); those without one are left out."""
    sql = """SELECT id, found FROM (SELECT number, id, CASE WHEN :meta IS NULL THEN source ELSE (
                 SELECT value FROM json_each(meta) WHERE key = :meta AND type IN ('text', 'integer')) END found
             FROM document) WHERE found <> '' ORDER BY number"""
    return [(id, str(found)) for id, found in db.execute(sql, {"meta": meta}).fetchall()]


def _size(db: Database, batch: str) -> int:
    return int(value(db, "SELECT count(*) FROM batch_document WHERE batch = ?", [batch]))
