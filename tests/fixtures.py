"""What tests of several layers share: a small schema, two tiny articles of our own, and a workspace of five people."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.actions import annotate, transfer, workspace
from workbench.actions.people import add_person
from workbench.formats.files import Decoded
from workbench.model.annotation import Relation, Span
from workbench.model.people import SHELL, Person
from workbench.model.schema import Schema
from workbench.model.schema_file import parse_schema
from workbench.resources import SCHEMA_FILE
from workbench.storage import Database
from workbench.storage import people as stored

FIRST = (
    "وصل سامر الحلبي إلى بغداد\n"
    "\n"
    "قال سامر الحلبي، الناطق باسم وزارة الدفاع العراقية، إن اللقاء في بغداد كان مثمرًا.\n"
    "وتعاونت العراق وأميركا في واشنطن.\n"
    "شارك المقال\n"
)
"""A line of every kind that matters: a title, a blank line, body, and a last line that is furniture of the page."""

SECOND = "لقاء في البصرة 🇮🇶\n\nتحدّثت رنا الكرخي مع عمر في البصرة ثم في أربيل 🙂.\n"
"""Harakat and characters beyond the Basic Multilingual Plane: code units and code points differ here."""

MINI = """
name = "mini"
version = "1"

[entities.PER]
key = "p"
attributes.kind = ["real", "fictional"]

[entities.LOC]
[entities.ORG]

[relations.AT]
head = ["PER", "ORG"]
tail = ["LOC"]
attributes.modality = ["asserted", "negated"]

[relations.MEETS]
head = ["PER", "ORG"]
tail = ["PER", "ORG"]
symmetric = true

[relations.ALIAS]
head = ["PER", "LOC", "ORG"]
tail = ["PER", "LOC", "ORG"]
symmetric = true
same_type = true

[nesting]
forbid = [["PER", "LOC"]]
"""
PASSWORD = "correct horse battery"
PEOPLE = {"ali": "annotator", "zainab": "annotator", "noor": "annotator", "salma": "supervisor", "omar": "admin"}


@dataclass(frozen=True)
class Workspace:
    """An open workspace; ``noor`` is a stranger: an annotator to whom nothing is assigned in particular."""

    path: Path
    db: Database
    ali: Person
    zainab: Person
    salma: Person
    omar: Person
    noor: Person
    first: str = "first"
    second: str = "second"

    def change(self, person: Person, *changes: Mapping[str, Any], document: str = "first") -> annotate.Receipt:
        """Apply changes as a person."""
        return annotate.change(self.db, person, document, {"changes": list(changes)})

    def said(self, person: Person, document: str = "first") -> dict[str, Any]:
        """What a person says of a document, as the API answers it."""
        return annotate.document_fields(annotate.open_document(self.db, person, document))

    def person(self, name: str) -> Person:
        """One of the five by name, or the shell."""
        found: Person = SHELL if name == "shell" else getattr(self, name)
        return found


def make_template(path: Path) -> None:
    """A workspace under the real schema, with the people and the two articles, closed."""
    db = workspace.init(path, SCHEMA_FILE)
    for name, role in PEOPLE.items():
        add_person(db, SHELL, name, role, PASSWORD)
    for name, text in {"first": FIRST, "second": SECOND}.items():
        report = transfer.import_text(db, SHELL, Decoded(text), f"{name}.txt")
        assert not report.problems
    db.close()


def blank(path: Path, schema_file: Path = SCHEMA_FILE) -> Database:
    """An empty workspace under the real schema."""
    return workspace.init(path, schema_file)


@contextmanager
def opened_copy(template: Path, path: Path) -> Iterator[Workspace]:
    """A copy of the template, open."""
    shutil.copyfile(template, path)
    db = workspace.open_workspace(path)
    try:
        by_name = {row.person.name: row.person for row in stored.activity(db)}
        ali, zainab, salma, omar, noor = (by_name[name] for name in ("ali", "zainab", "salma", "omar", "noor"))
        yield Workspace(path, db, ali, zainab, salma, omar, noor)
    finally:
        db.close()


def mini(**nesting: bool) -> Schema:
    """The small schema, with switches of its nesting: ``mini(crossing=True)``."""
    switches = "".join(f"\n{name} = {str(value).lower()}" for name, value in nesting.items())
    return parse_schema(MINI + switches)


def span_of(text: str, surface: str, label: str, id: str = "s1", **more: Any) -> Span:
    """The span on the first occurrence of a surface in a text."""
    start = text.index(surface)
    return Span(id, start, start + len(surface), label, surface, **more)


def link(id: str, head: str, tail: str, label: str, **more: Any) -> Relation:
    """A relation, its id first."""
    return Relation(id, head, tail, label, **more)


def add_span(surface: str, label: str, id: str, *, text: str = FIRST, **more: Any) -> dict[str, Any]:
    """The change that labels the first occurrence of a surface."""
    start = text.index(surface)
    item = {"id": id, "start": start, "end": start + len(surface), "label": label, **more}
    return {"id": f"c-{id}", "op": "add_span", "span": item}


def add_relation(head: str, tail: str, label: str, id: str, **more: Any) -> dict[str, Any]:
    """The change that links two spans."""
    item = {"id": id, "head": head, "tail": tail, "label": label, **more}
    return {"id": f"c-{id}", "op": "add_relation", "relation": item}


def dump(db: Database) -> list[str]:
    """The whole content of a database as SQL."""
    return list(db.conn.iterdump())
