"""Documents with their sections, sentences and tokens."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlite_utils import Database

from workbench.model.document import Document, Extent, PackedExtents, Section, title_of
from workbench.storage.rows import Row, one, value


def find(db: Database, document: str) -> Document | None:
    """A document whole, or None."""
    found = find_text(db, document)
    if found is None:
        return None
    cut = segmentation(db, document)
    assert cut is not None, "every document is segmented at import"
    sentences, tokens = cut
    return replace(found, sentences=sentences, tokens=tokens)


def find_text(db: Database, document: str) -> Document | None:
    """A document without its sentences and tokens (all that an edit needs), or None."""
    row = one(db, "SELECT * FROM document WHERE id = ?", [document])
    return _document(row, sections(db, document)) if row else None


def segmentation(db: Database, document: str) -> tuple[list[Extent], list[Extent]] | None:
    """The sentences and the tokens of a document, or None if it was never cut."""
    row = one(db, "SELECT sentences, tokens FROM segmentation WHERE document = ?", [document])
    return (PackedExtents(row["sentences"]).unpacked, PackedExtents(row["tokens"]).unpacked) if row else None


def sections(db: Database, document: str) -> list[Section]:
    """The sections of a document in order."""
    sql = 'SELECT start, "end", kind FROM section WHERE document = ? ORDER BY start'
    return [Section(*row) for row in db.execute(sql, [document])]


def set_sections(db: Database, document: Document, changed: Sequence[Section]) -> None:
    """Replace the kinds of the sections of a document, and with them its title."""
    db.execute("DELETE FROM section WHERE document = ?", [document.id])
    _add_sections(db, document.id, changed)
    title = title_of(document.text, changed) or document.id
    db.execute("UPDATE document SET title = ? WHERE id = ?", [title, document.id])


def ids(db: Database) -> Iterator[str]:
    """All document ids in the order of import."""
    return (row[0] for row in db.execute("SELECT id FROM document ORDER BY number").fetchall())


def sha256(db: Database, document: str) -> str | None:
    """The digest of a document's text, or None if there is no such document."""
    found = value(db, "SELECT sha256 FROM document WHERE id = ?", [document])
    return None if found is None else str(found)


def digests(db: Database) -> dict[str, str]:
    """The SHA-256 of the text of every document, by its id."""
    return dict(db.execute("SELECT id, sha256 FROM document").fetchall())


class Digests:
    """The digests of a workspace, asked again only when somebody else has written: an import of many files asks for
    each of them. `take` what one's own transaction has brought, once it is committed."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._version = -1
        self._found: dict[str, str] = {}

    def now(self) -> Mapping[str, str]:
        """What `digests` would answer. To be asked within a transaction."""
        version = value(self._db, "PRAGMA data_version")  # counts what other connections have committed
        if version != self._version:
            self._found, self._version = digests(self._db), version
        return self._found

    def take(self, added: Mapping[str, str]) -> None:
        """Note new documents of one's own."""
        self._found.update(added)


def _add_sections(db: Database, document: str, found: Sequence[Section]) -> None:
    sql = 'INSERT INTO section (document, start, "end", kind) VALUES (?, ?, ?, ?)'
    db.conn.executemany(sql, [(document, *section) for section in found])


def _document(row: Row, found: Sequence[Section]) -> Document:
    return Document(
        id=row["id"],
        text=row["text"],
        language=row["language"],
        source=row["source"],
        meta=json.loads(row["meta"]),
        notes=json.loads(row["notes"]),
        sections=found,
    )
