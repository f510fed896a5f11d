"""Annotating: the queue, a document opened, changes applied, the schema read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final

from workbench.actions.guard import document_to_annotate, need_role
from workbench.actions.suggest.share import is_offered
from workbench.formats.native import schema_stamp
from workbench.formats.native_line import line_fields
from workbench.model.annotation import AnnotationSet
from workbench.model.changes import Change, Effect, Entry, Scene, apply, play
from workbench.model.document import Document
from workbench.model.errors import BadRequest, Forbidden, InvalidInput, Refusals, TooLarge
from workbench.model.items import LONGEST_ID, is_text, read_id, wrong
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.model.schema_json import schema_fields
from workbench.storage import Database, annotations, listing, settings, writing
from workbench.storage.annotations import HistoryRow, Origin
from workbench.storage.listing import QueueRow

MOST_CHANGES: Final = 10_000
MOST_KEYS: Final = 1_000_000


__all__ = [
    "HistoryRow",
    "OpenDocument",
    "Queue",
    "QueueRow",
    "Receipt",
    "change",
    "cursor",
    "document_fields",
    "guidelines",
    "history",
    "open_document",
    "queue",
    "read_changes",
    "schema",
    "schema_fields",
]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of somebody's queue; ``counts`` by status over all of it; ``next`` is the cursor, or None."""

    rows: Sequence[QueueRow]
    counts: Mapping[str, int]
    next: str | None


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document with the caller's own set, and their neighbouring documents (ids, or None)."""

    document: Document
    current: AnnotationSet
    schema: Schema
    previous: str | None
    next: str | None
    next_open: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a batch of changes did. ``effects`` pairs each effect with the id of its change."""

    revision: int
    status: str
    applied: Sequence[str]
    repeated: Sequence[str]
    effects: Sequence[tuple[str, Effect]]

    def as_dict(self) -> dict[str, Any]:
        """The answer of the changes API."""
        effects = [{"change": change} | annotations.effect_fields(effect) for change, effect in self.effects]
        names = ("revision", "status", "applied", "repeated")
        return {name: getattr(self, name) for name in names} | {"effects": effects}


def queue(
    db: Database,
    person: Person,
    status: str | None = None,
    query: str = "",
    limit: int = 50,
    after: str | None = None,
) -> Queue:
    """The documents that are this person's to annotate, in the order of import."""
    rows = listing.queue(db, person, status, query, limit + 1, cursor(after))
    more = str(rows[limit - 1].number) if len(rows) > limit else None
    return Queue(rows[:limit], listing.counts(db, person, query), more)


def open_document(db: Database, person: Person, document: str, owner: str | None = None) -> OpenDocument:
    """A document to annotate; with ``owner``, to read somebody else's annotations of it, for a supervisor.

    Raises `NotFound` or `Forbidden`.
    """
    found = document_to_annotate(db, person, document, whole=True)
    whose = _whose(person, owner)
    current = annotations.find(db, document, whose) or AnnotationSet(document, whose)
    return OpenDocument(
        found,
        current,
        settings.schema(db),
        listing.neighbour(db, person, document, forward=False),
        listing.neighbour(db, person, document, forward=True),
        listing.neighbour(db, person, document, forward=True, unfinished=True),
    )


def change(db: Database, person: Person, document: str, payload: object) -> Receipt:
    """Apply a batch of changes to the caller's own set: all of it or nothing, durably.

    Changes whose id is in the log already are skipped and reported as repeated, with what they did. Raises
    `Refusals` with every change that is malformed or against a rule, `SetDone`, `NothingToUndo`, `NotFound`,
    `TooLarge`.
    """
    changes = read_changes(payload)
    if person.id == 0:
        raise Forbidden(role="annotator")
    with writing(db):
        return _Session(db, person, document_to_annotate(db, person, document)).apply(changes)


def read_changes(payload: object) -> list[Change]:
    """The changes of an API body. Raises `BadRequest`, `Refusals` or `TooLarge`."""
    given = payload.get("changes") if isinstance(payload, dict) else None
    if not isinstance(given, list):
        raise wrong("changes", given, 'an object {"changes": […]}')
    if len(given) > MOST_CHANGES:
        raise TooLarge(limit=f"{MOST_CHANGES} changes")
    changes, errors = [], []
    for position, one in enumerate(given):
        try:
            changes.append(_read_change(one, f"changes[{position}]"))
        except InvalidInput as error:
            errors.append(error)
    if errors:
        raise Refusals(errors)
    return changes


def history(db: Database, person: Person, document: str, item: str, owner: str | None = None) -> list[HistoryRow]:
    """What happened to one span or relation of the caller's set (for a supervisor, of ``owner``'s), newest first.

    An id that never was has no history. Raises `NotFound` or `Forbidden`.
    """
    document_to_annotate(db, person, document)
    number = annotations.set_number(db, document, _whose(person, owner))
    return annotations.history(db, number, item) if number is not None else []


def schema(db: Database) -> Schema:
    """The schema in force."""
    return settings.schema(db)


def document_fields(opened: OpenDocument) -> dict[str, Any]:
    """An opened document as JSON: a native line, with its revision and direction beside it."""
    extra = {"revision": opened.current.revision, "direction": opened.document.direction}
    return line_fields(opened.document, opened.current, schema_stamp(opened.schema)) | extra


def guidelines(db: Database, language: str) -> str:
    """The guidelines in Markdown, in ``en`` or ``ar``; empty if the workspace has none."""
    return settings.schema_row(db).guidelines.get(language, "")


def cursor(after: str | None) -> int:
    """The number in a page cursor. Raises `BadRequest`."""
    if after and not (after.isdecimal() and len(after) < 18):
        raise wrong("after", after, "the “next” of an earlier page")
    return int(after or 0)


def _whose(person: Person, owner: str | None) -> str:
    """Whose annotations are read: one's own, or for a supervisor anybody's."""
    if owner and owner != person.name:
        need_role(person, "supervisor")
    return owner or person.name


class _Session:
    """One batch on one set, inside a transaction."""

    def __init__(self, db: Database, person: Person, document: Document) -> None:
        self.db = db
        self.person = person
        self.document = document
        self.number = annotations.set_number(db, document.id, person.name)
        found = annotations.find_by_number(db, self.number) if self.number else None
        self.current = found or AnnotationSet(document.id, person.name)
        self.schema = settings.schema(db)
        self.fresh: list[Entry] = []
        self.effects: list[tuple[str, Effect]] = []

    def apply(self, changes: Sequence[Change]) -> Receipt:
        known = self.known(changes)
        applied, repeated = [], []
        for one in changes:
            if one.id in known:
                repeated.append(one.id)
                self.repeat(one.id)
                continue
            self.apply_one(one)
            known.add(one.id)
            applied.append(one.id)
        return Receipt(self.current.revision, self.current.status, applied, repeated, self.effects)

    def known(self, changes: Sequence[Change]) -> set[str]:
        if self.number is None:
            return set()
        return annotations.known_changes(self.db, self.number, [one.id for one in changes])

    def repeat(self, change: str) -> None:
        """Whoever sends a change again has not heard what it did."""
        if self.number is not None and change not in {entry.id for entry in self.fresh}:
            self.effects += [(change, effect) for effect in annotations.effects_of(self.db, self.number, change)]

    def apply_one(self, one: Change) -> None:
        effects = play(one, Scene(self.document, self.schema, self.current, self.log))
        if self.number is None:
            suggested = is_offered(self.db, self.person, self.document.id)
            self.number = annotations.add_set(self.db, self.document.id, self.person.name, self.person.id, suggested)
        revision = self.current.revision + 1
        told = read_origin(one.payload)
        annotations.record(self.db, self.number, revision, (one.id, one.op), effects, self.person.id, told)
        self.current = replace(apply(effects, self.current), revision=revision)
        self.fresh.append(Entry(one.op, effects, one.id))
        self.effects += [(one.id, effect) for effect in effects]

    def log(self) -> Iterator[Entry]:
        if self.number is None:
            return iter(())
        stored = annotations.log(self.db, self.number)
        fresh = {entry.id for entry in self.fresh}
        return chain(reversed(self.fresh), (entry for entry in stored if entry.id not in fresh))


def read_origin(payload: Mapping[str, Any]) -> Origin:
    """What a client may tell beside a change: the suggestion that it accepts, how many keys it took.

    Raises `BadRequest`.
    """
    source, score, keys = (payload.get(name) for name in ("source", "score", "keys"))
    if source is not None and not (isinstance(source, str) and 0 < len(source) <= LONGEST_ID and is_text(source)):
        raise wrong("source", source, "the name of a source of suggestions")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 1):
        raise wrong("score", score, "a number from 0 to 1")
    if keys is not None and (type(keys) is not int or not 0 <= keys <= MOST_KEYS):
        raise wrong("keys", keys, "how many keys and clicks it took")
    return Origin(source, score, keys)


def _read_change(given: object, at: str) -> Change:
    if not isinstance(given, dict):
        raise wrong(at, given, "an object")
    own = read_id(given, "id", at)
    if not isinstance(given.get("op"), str):
        error = wrong(f"{at}.op", given.get("op"), "the name of an operation")
        error.change = own
        raise error
    try:
        read_origin(given)
    except BadRequest as error:
        error.change = own
        raise
    return Change(own, given["op"], given)
