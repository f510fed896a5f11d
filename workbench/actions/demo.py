"""The demo: the seeds with their annotations and gold, the guidelines, and three people, one of each role."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.actions import people, review
from workbench.actions.transfer import import_paths
from workbench.actions.workspace import init, open_workspace
from workbench.model.errors import Conflict, Refusals, Say
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE, SEEDS
from workbench.storage import Database, documents, settings

_PEOPLE: Final = {"zainab": ("annotator", "ar"), "salma": ("supervisor", "ar"), "omar": ("admin", "en")}


class NotTheDemo(Conflict):
    """`demo` on a workspace that people work in."""

    code = "not-the-demo"
    en = Say("{path} is not a demo workspace.", "Use “serve” for it, or name another file with --db.")
    ar = Say("{path} ليست مساحة عمل تجريبية.", "استخدم معها الأمر serve، أو سمِّ ملفًا آخر بالخيار ‎--db.")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A demo person with the password that was made for this run."""

    name: str
    role: str
    password: str


def demo(path: Path) -> tuple[Database, list[SignIn]]:
    """The demo workspace at ``path``, made if it is not there; with fresh passwords for its people.

    Raises `NotTheDemo` rather than touch the passwords of a real workspace.
    """
    db = open_workspace(path) if path.exists() else _make(path)
    if not settings.is_demo(db):
        db.close()
        raise NotTheDemo(path=path)
    return db, [_fresh_sign_in(db, name, role) for name, (role, _) in _PEOPLE.items()]


def _make(path: Path) -> Database:
    """The demo, whole or not at all: it is made under another name first."""
    part = path.with_name(path.name + ".part")
    for leftover in ("", "-wal", "-shm"):
        part.with_name(part.name + leftover).unlink(missing_ok=True)
    db = init(part, SCHEMA_FILE)
    _fill(db)
    db.close()
    part.replace(path)
    return open_workspace(path)


def _fill(db: Database) -> None:
    for name, (role, language) in _PEOPLE.items():
        person = people.add_person(db, SHELL, name, role, people.new_password())
        people.set_preferences(db, person, language=language)
    report = import_paths(db, SHELL, [SEEDS])
    if report.problems:
        raise Refusals(report.problems)
    adjudicate_seeds(db)
    settings.mark_as_demo(db)


def adjudicate_seeds(db: Database) -> None:
    """Make the gold of the imported seeds from their three annotations, as `seeds/README.md` describes."""
    review.merge_all(db, SHELL, review.read_rule("all"))
    lines = (SEEDS / "adjudication.decisions").read_text(encoding="utf-8").splitlines()
    decided = [(f"{number}", json.loads(line)) for number, line in enumerate(lines, 1)]
    assert not review.take_decisions(db, SHELL, decided).left_over, "the decisions fit the annotations beside them"
    for document in documents.ids(db):
        review.finalise(db, SHELL, document)


def _fresh_sign_in(db: Database, name: str, role: str) -> SignIn:
    password = people.new_password()
    people.set_password(db, SHELL, name, password)
    return SignIn(name, role, password)
