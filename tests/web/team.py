"""A team that does not agree: what four of our own people say of a few articles, as a file to import."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.checked import Reader
from workbench.actions import transfer
from workbench.actions.workspace import open_workspace
from workbench.model.people import SHELL
from workbench.storage import Database

TEXT = "زار محافظ نينوى بغداد أمس.\nقال وزير النفط العراقي لوكالة شفق إن بغداد وأربيل وقّعتا الاتفاق في دهوك."

Mark = tuple[str, str]

GOLD = (
    *(("محافظ نينوى", "ROLE"), ("نينوى", "GPE"), ("أمس", "DATE"), ("وزير النفط العراقي", "ROLE")),
    *(("لوكالة شفق", "MEDIA"), ("بغداد", "GPE"), ("وأربيل", "GPE"), ("دهوك", "GPE")),
)
SAID: dict[str, tuple[Mark, ...]] = {
    "gold": GOLD,
    "ali": (("نينوى", "GPE"), ("أمس", "DATE"), ("وزير النفط", "ROLE"), ("وكالة شفق", "MEDIA"), ("أربيل", "GPE")),
    "noor": (("نينوى", "LOC"), ("أمس.", "DATE"), ("وكالة شفق", "ORG"), ("وأربيل", "GPE"), ("دهوك", "GPE")),
    "zainab": GOLD,
}
"""Glued-on letters, a full stop, other types, shorter marks, and marks that are missing."""


@pytest.fixture
def reader(database: Path, read: Callable[..., Reader]) -> Reader:
    """A supervisor of this team."""
    db = open_workspace(database)
    load(db, database.parent)
    db.close()
    return read("salma")


def lines(documents: int = 6) -> Iterator[dict[str, Any]]:
    """The work of all on ``documents`` articles; everybody leaves out one mark, another one in each article."""
    for number in range(documents):
        for owner, marks in SAID.items():
            kept = [mark for place, mark in enumerate(marks) if owner in ("gold", "zainab") or place != number % 6]
            yield _line(number, owner, kept)
    yield {**_line(documents, "ali", []), "text": "لا أسماء هنا."}
    yield {**_line(documents, "zainab", []), "text": "لا أسماء هنا."}


def load(db: Database, folder: Path, documents: int = 6) -> None:
    """Import their work."""
    path = folder / "team.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines(documents)), encoding="utf-8")
    assert not transfer.import_paths(db, SHELL, [path]).problems


def _line(number: int, owner: str, marks: list[Mark]) -> dict[str, Any]:
    text = f"{TEXT}\n({number})"
    spans = [_span(text, place, *mark) for place, mark in enumerate(marks)]
    places = [span["id"] for span in spans if span["label"] == "GPE"]
    found = [] if len(places) < 2 else [{"id": "r0", "head": places[0], "tail": places[-1], "label": "LOCATED_IN"}]
    day = f"2026-{9 + number % 3:02}-{number + 1:02}T10:00:00Z"
    return {
        "format": "workbench/1", "id": f"team-{number}", "text": text, "language": "ar", "owner": owner,
        "status": "done", "completed_at": day, "spans": spans, "relations": found,
    }  # fmt: skip


def _span(text: str, place: int, surface: str, label: str) -> dict[str, Any]:
    start = text.index(surface)
    return {"id": f"s{place}", "start": start, "end": start + len(surface), "label": label, "text": surface}
