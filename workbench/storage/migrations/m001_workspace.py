"""The first tables: documents, people, annotations with their log, exports.

Constraints stand here as well as in `workbench.model.rules`: whatever writes to the
file, a surface equals its text, text never changes, and the change log only grows.
"""

from sqlite_utils import Database

from workbench.storage.migrations.registry import migrations, statements

_DOCUMENTS = """
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE schema_version (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    toml TEXT NOT NULL,
    guidelines_en TEXT NOT NULL DEFAULT '',
    guidelines_ar TEXT NOT NULL DEFAULT '',
    crossing INTEGER NOT NULL CHECK (crossing IN (0, 1)),
    adopted_at TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    title TEXT NOT NULL,
    text TEXT NOT NULL CHECK (text <> ''),
    sha256 TEXT NOT NULL,
    language TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('rtl', 'ltr')),
    source TEXT NOT NULL DEFAULT '',
    meta TEXT NOT NULL DEFAULT '{}' CHECK (json_type(meta) = 'object'),
    notes TEXT NOT NULL DEFAULT '[]' CHECK (json_type(notes) = 'array'),
    imported_at TEXT NOT NULL
) STRICT;

CREATE TABLE section (
    document TEXT NOT NULL REFERENCES document (id),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('title', 'deck', 'date', 'byline', 'caption', 'summary', 'heading',
                                       'body', 'boilerplate')),
    PRIMARY KEY (document, start),
    CHECK ("end" > start)
) STRICT, WITHOUT ROWID;

CREATE TABLE segmentation (
    document TEXT PRIMARY KEY REFERENCES document (id),
    sentences TEXT NOT NULL CHECK (json_type(sentences) = 'array'),
    tokens TEXT NOT NULL CHECK (json_type(tokens) = 'array')
) STRICT;

CREATE TRIGGER document_text_is_immutable BEFORE UPDATE OF id, text, sha256 ON document
BEGIN SELECT RAISE(ABORT, 'the id and text of a document never change'); END;

CREATE TRIGGER segmentation_is_frozen BEFORE UPDATE ON segmentation
BEGIN SELECT RAISE(ABORT, 'tokens and sentences are frozen at import'); END;
"""

_PEOPLE = """
CREATE TABLE person (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    name TEXT NOT NULL UNIQUE COLLATE NOCASE
        CHECK (name <> '' AND name <> 'gold' AND name <> 'all' AND name NOT LIKE '%:%'),
    role TEXT NOT NULL CHECK (role IN ('annotator', 'supervisor', 'admin')),
    password TEXT,
    epoch INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ar')),
    theme TEXT NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL,
    last_seen TEXT
) STRICT;

CREATE TABLE api_token (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id),
    label TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL UNIQUE,
    created_at TEXT NOT NULL,
    last_used_at TEXT
) STRICT;

CREATE TABLE failed_sign_in (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE INDEX failed_sign_in_at ON failed_sign_in (at);

CREATE TABLE assignment (
    document TEXT NOT NULL REFERENCES document (id),
    person INTEGER NOT NULL REFERENCES person (id),
    assigned_at TEXT NOT NULL,
    PRIMARY KEY (document, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_person ON assignment (person, document);
"""

_ANNOTATIONS = """
CREATE TABLE annotation_set (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    owner TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'in_progress', 'done', 'returned')),
    revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
    completed_at TEXT,
    changed_at TEXT,
    comment TEXT NOT NULL DEFAULT '',
    UNIQUE (document, owner),
    CHECK ((person IS NULL) = (owner = 'gold' OR owner LIKE 'suggestion:_%'))
) STRICT;
CREATE INDEX annotation_set_owner ON annotation_set (owner, status);

CREATE TABLE span (
    "set" INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    label TEXT NOT NULL CHECK (label <> ''),
    text TEXT NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_type(attributes) = 'object'),
    note TEXT NOT NULL DEFAULT '',
    kb_id TEXT,
    PRIMARY KEY ("set", id),
    UNIQUE ("set", start, "end", label),
    CHECK ("end" > start AND length(text) = "end" - start)
) STRICT, WITHOUT ROWID;

CREATE TABLE relation (
    "set" INTEGER NOT NULL REFERENCES annotation_set (id),
    id TEXT NOT NULL CHECK (id <> ''),
    head TEXT NOT NULL,
    tail TEXT NOT NULL CHECK (tail <> head),
    label TEXT NOT NULL CHECK (label <> ''),
    attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_type(attributes) = 'object'),
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY ("set", id),
    UNIQUE ("set", head, tail, label),
    FOREIGN KEY ("set", head) REFERENCES span ("set", id),
    FOREIGN KEY ("set", tail) REFERENCES span ("set", id)
) STRICT, WITHOUT ROWID;
CREATE INDEX relation_tail ON relation ("set", tail);

CREATE TABLE change (
    "set" INTEGER NOT NULL REFERENCES annotation_set (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    id TEXT NOT NULL CHECK (id <> ''),
    op TEXT NOT NULL,
    effects TEXT NOT NULL CHECK (json_type(effects) = 'array'),
    person INTEGER REFERENCES person (id),
    at TEXT NOT NULL,
    PRIMARY KEY ("set", revision),
    UNIQUE ("set", id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER change_log_only_grows_u BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the change log only grows'); END;
CREATE TRIGGER change_log_only_grows_d BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the change log only grows'); END;
"""

_SPAN_CHECK = """
CREATE TRIGGER span_{name}_checked {when} ON span
BEGIN
    SELECT RAISE(ABORT, 'the surface of a span differs from its text')
    WHERE NEW.text IS NOT (
        SELECT substr(document.text, NEW.start + 1, NEW."end" - NEW.start)
        FROM annotation_set JOIN document ON document.id = annotation_set.document
        WHERE annotation_set.id = NEW."set");
    SELECT RAISE(ABORT, 'two spans cross')
    WHERE (SELECT crossing FROM schema_version ORDER BY adopted_at DESC LIMIT 1) = 0 AND EXISTS (
        SELECT 1 FROM span other WHERE other."set" = NEW."set" AND other.id <> NEW.id
        AND (other.start < NEW.start AND NEW.start < other."end" AND other."end" < NEW."end"
             OR NEW.start < other.start AND other.start < NEW."end" AND NEW."end" < other."end"));
END;
"""

_EXPORTS = """
CREATE TABLE export (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL,
    person INTEGER REFERENCES person (id),
    format TEXT NOT NULL,
    owner TEXT NOT NULL,
    options TEXT NOT NULL CHECK (json_type(options) = 'object'),
    folder TEXT NOT NULL DEFAULT '',
    files TEXT NOT NULL DEFAULT '[]' CHECK (json_type(files) = 'array'),
    report TEXT NOT NULL CHECK (json_type(report) = 'object')
) STRICT;
"""


@migrations()
def m001_workspace(db: Database) -> None:
    """Documents, people, annotations with their log, exports."""
    checks = [
        _SPAN_CHECK.format(name="insert", when="BEFORE INSERT"),
        _SPAN_CHECK.format(name="update", when='BEFORE UPDATE OF start, "end", text'),
    ]
    for script in (_DOCUMENTS, _PEOPLE, _ANNOTATIONS, *checks, _EXPORTS):
        for statement in statements(script):
            db.execute(statement)
