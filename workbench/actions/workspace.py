"""The workspace as a whole: made, opened, checked, backed up and restored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import rules
from workbench.model.annotation import AnnotationSet
from workbench.model.changes import apply
from workbench.model.document import Extent, Section
from workbench.model.errors import WorkbenchError, WorkspaceExists
from workbench.model.people import SHELL
from workbench.model.schema import Schema
from workbench.model.schema_file import read_schema
from workbench.resources import guidelines
from workbench.storage import (
    Database,
    Pool,
    annotations,
    create,
    documents,
    integrity,
    open_existing,
    settings,
    writing,
)

__all__ = [
    "SHELL",
    "Database",
    "Fault",
    "Pool",
    "SchemaChange",
    "backup",
    "change_schema",
    "check",
    "init",
    "open_workspace",
    "restore",
    "secret_key",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a workspace that should not be: where (a document and owner, a table), and what."""

    where: str
    what: str


def init(path: Path, schema_file: Path) -> Database:
    """A new workspace under a schema, with its guidelines. Raises `WorkspaceExists`, or what the schema breaks."""
    schema = read_schema(schema_file)
    db = create(path)
    with writing(db):
        _adopt(db, schema, schema_file)
        settings.secret_key(db)
    return db


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """What another schema would change: labels that come and go, and every annotation that would break a rule of it."""

    old: Schema
    new: Schema
    breaks: Sequence[Fault]

    @property
    def added(self) -> list[str]:
        """The labels of entities and relations that only the new schema has."""
        return sorted(_labels(self.new) - _labels(self.old))

    @property
    def removed(self) -> list[str]:
        """Those that only the old one has."""
        return sorted(_labels(self.old) - _labels(self.new))


def change_schema(db: Database, schema_file: Path, *, dry_run: bool = False) -> SchemaChange:
    """Put the workspace under another schema, with its guidelines, if every annotation fulfils it; else do nothing.

    ``dry_run`` only looks. Raises what the schema breaks.
    """
    new = read_schema(schema_file)
    with writing(db):
        found = SchemaChange(settings.schema(db), new, list(_breaks(db, new)))
        if not (found.breaks or dry_run):
            _adopt(db, new, schema_file)
    return found


def open_workspace(path: Path) -> Database:
    """The workspace at ``path``. Raises `WorkspaceMissing`."""
    return open_existing(path)


def secret_key(db: Database) -> str:
    """The key that signs the sessions of this workspace."""
    return settings.secret_key(db)


def check(db: Database) -> Iterator[Fault]:
    """Every invariant of a workspace: the file, the texts, each set against the rules and against its log."""
    damage = integrity.damage(db)
    yield from (Fault("file", what) for what in damage)
    if damage:
        return
    yield from (Fault("file", what) for what in integrity.faults(db))
    schema = settings.schema(db)
    for document in documents.ids(db):
        yield from _document_faults(db, document, schema)


def _adopt(db: Database, schema: Schema, schema_file: Path) -> None:
    texts = {language: guidelines(schema_file, language) for language in ("en", "ar")}
    found = {language: file.read_text(encoding="utf-8") for language, file in texts.items() if file.is_file()}
    settings.adopt_schema(db, schema, schema_file.read_text(encoding="utf-8"), found)


def _labels(schema: Schema) -> set[str]:
    return {*schema.entities, *schema.relations}


def _breaks(db: Database, schema: Schema) -> Iterator[Fault]:
    for document in documents.ids(db):
        found = documents.find_text(db, document)
        assert found is not None
        for current in annotations.sets_of(db, document):
            problems = rules.set_problems(current.annotations, found.text, found.sections, schema)
            yield from (Fault(f"{document} · {current.owner}", problem.message()) for problem in problems)


def _document_faults(db: Database, document: str, schema: Schema) -> Iterator[Fault]:
    found = documents.find_text(db, document)
    assert found is not None
    if documents.sha256(db, document) != found.sha256:
        yield Fault(document, "the text does not have the digest it was imported with")
    sentences, tokens = documents.segmentation(db, document) or ([], [])  # told above, if there is none
    extents: dict[str, Sequence[Extent | Section]] = {
        "token": tokens,
        "sentence": sentences,
        "section": found.sections,
    }
    for kind, listed in extents.items():
        edges = [edge for one in listed for edge in (one.start, one.end)]
        if edges != sorted(edges) or (edges and edges[-1] > len(found.text)):
            yield Fault(document, f"a {kind} lies outside the text or over another")
    for current in annotations.sets_of(db, document):
        where = f"{document} · {current.owner}"
        problems = rules.set_problems(current.annotations, found.text, found.sections, schema)
        yield from (Fault(where, problem.message()) for problem in problems)
        yield from (Fault(where, what) for what in _log_faults(db, current))


def _log_faults(db: Database, current: AnnotationSet) -> Iterator[str]:
    """A set must be what its log, replayed from nothing, makes of it."""
    try:
        replayed, entries = _replayed(db, current)
    except (WorkbenchError, LookupError, TypeError, ValueError) as error:
        yield f"the change log cannot be read: {error}"
        return
    if replayed.annotations != current.annotations:
        yield "the spans and relations are not what the change log says"
    if replayed.status != current.status:
        yield f"the status is “{current.status}”, but the change log ends with “{replayed.status}”"
    if replayed.remark != current.remark:
        yield "the remark is not what the change log says"
    if entries != current.revision:
        yield f"the revision is {current.revision}, but the change log has {entries} entries"


def _replayed(db: Database, current: AnnotationSet) -> tuple[AnnotationSet, int]:
    """What the log of a set makes of nothing, and how many entries it has."""
    number = annotations.set_number(db, current.document, current.owner)
    assert number is not None
    replayed, entries = AnnotationSet(current.document, current.owner), 0
    for entry in annotations.log(db, number, newest_first=False):
        replayed = apply(entry.effects, replayed)
        entries += 1
    return replayed, entries


def backup(db: Database, path: Path) -> None:
    """A consistent copy of the workspace, also while people work. Raises `WorkspaceExists`."""
    if path.exists():
        raise WorkspaceExists(path=path)
    part = path.with_name(path.name + ".part")
    integrity.copy(db, part)
    part.replace(path)


def restore(source: Path, path: Path) -> None:
    """A workspace from a backup. Raises `WorkspaceExists`, or `WorkspaceMissing` if the backup is none."""
    db = open_existing(source)
    try:
        backup(db, path)
    finally:
        db.close()
