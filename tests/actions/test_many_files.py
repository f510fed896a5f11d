"""Imports of many small files: each whole or not at all, and none of them costs more because there are others."""

import gc
import zipfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import Workspace
from workbench.actions import transfer
from workbench.actions.transfer import imports
from workbench.actions.transfer.gather import sources
from workbench.actions.workspace import open_workspace
from workbench.model.people import SHELL
from workbench.storage import Database, documents, writing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine articles."""
    made = tmp_path / "many"
    made.mkdir()
    for number in range(9):
        (made / f"a-{number}.txt").write_text(f"وصل الوفد رقم {number}.", encoding="utf-8")
    return made


def stored(workspace: Workspace) -> list[str]:
    """The articles that another connection sees."""
    db = open_workspace(workspace.path)
    found = [id for id in documents.ids(db) if id.startswith("a-")]
    db.close()
    return found


def test_files_of_one_moment_share_a_commit_and_an_interruption_takes_back_no_earlier_ones(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    monkeypatch.setattr(
        "workbench.actions.transfer.imports.time.monotonic", lambda: next(clock) * imports._TOGETHER / 3
    )
    seen: list[int] = []

    def progress(file: str, done: int, percent: int | None) -> None:
        if percent == 100:
            seen.append(len(stored(workspace)))
        if len(seen) == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transfer.import_paths(workspace.db, SHELL, [folder], progress=progress)
    assert seen == [0, 0, 0, 0, 4, 4, 4, 4]
    assert stored(workspace) == ["a-0", "a-1", "a-2", "a-3"]


def test_what_came_before_a_broken_archive_or_file_stays(workspace: Workspace, folder: Path, tmp_path: Path) -> None:
    (folder / "a-4.txt").write_bytes(b"\xc7\xe1")
    broken = tmp_path / "x.zip"
    broken.write_bytes(zipped(folder)[:-30] + b"PK\5\6" + b"\xff" * 18)
    report = transfer.import_paths(workspace.db, SHELL, [folder, broken])
    assert [problem.code for problem in report.problems] == ["file-not-utf8", "file-broken-archive"]
    assert stored(workspace) == [f"a-{number}" for number in range(9) if number != 4]


def zipped(folder: Path) -> bytes:
    """The files as an archive."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for one in sorted(folder.iterdir()):
            archive.write(one, f"in/{one.name}")
    return path.read_bytes()


def test_the_directory_of_an_archive_is_read_once(
    workspace: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    class Counted(zipfile.ZipFile):
        def __init__(self, *given: Any, **options: Any) -> None:
            opened.append(given)
            super().__init__(*given, **options)

    zipped(folder)
    monkeypatch.setattr("workbench.actions.transfer.gather.zipfile.ZipFile", Counted)
    assert not transfer.import_paths(workspace.db, SHELL, [folder.with_suffix(".zip")]).problems
    assert len(stored(workspace)) == 9
    assert len(opened) == 1


def test_an_archive_is_closed_when_nobody_holds_its_files(folder: Path) -> None:
    zipped(folder)
    (first, *_) = sources([folder.with_suffix(".zip")], [])
    held: list[Any] = [first]
    held.append(held)  # as an error holds what it was raised in
    first.read()
    del held, first, _
    gc.collect()  # an open file would be heard of


def test_digests_are_asked_again_only_when_somebody_else_has_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = documents.digests

    def counted(db: Database) -> dict[str, str]:
        asked.append(1)
        return real(db)

    monkeypatch.setattr(documents, "digests", counted)
    known = documents.Digests(workspace.db)
    assert sorted(known.now()) == ["first", "second"]
    with writing(workspace.db):
        workspace.db.execute("UPDATE document SET title = 'x'")
    known.take({"third": "x"})
    assert sorted(known.now()) == ["first", "second", "third"]
    assert len(asked) == 1
    other = open_workspace(workspace.path)
    with writing(other):
        other.execute("UPDATE document SET title = 'y'")
    other.close()
    assert sorted(known.now()) == ["first", "second"]
    assert len(asked) == 2


def test_what_was_stored_is_known_to_the_next_file_and_only_that(workspace: Workspace, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    line = '{"id": "a", "text": "وصل", "spans": [{"id": "s", "start": 0, "end": 3, "label": "%s"}], "owner": "ali"}'
    (folder / "1.jsonl").write_text(line % "GPE" + "\n" + line % "NOPE", encoding="utf-8")
    for name in ("2.jsonl", "3.jsonl"):
        (folder / name).write_text(line % "GPE", encoding="utf-8")
    report = transfer.import_paths(workspace.db, SHELL, [folder])
    assert len(report.problems) == 1
    assert [(file.documents, file.documents_known) for file in report.files] == [(0, 0), (1, 0), (0, 1)]
