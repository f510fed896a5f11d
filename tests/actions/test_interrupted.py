"""Work that breaks off: by Ctrl-C, on a full disk, or killed. Nothing half written stands under a final name."""

import gc
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from tests.fixtures import Workspace, add_span
from workbench.actions import transfer
from workbench.actions.transfer import ExportRequest
from workbench.actions.workspace import check, open_workspace
from workbench.formats import FORMATS
from workbench.formats.base import ExportOptions, Format, LossReport, Pairs
from workbench.formats.files import Decoded
from workbench.model.errors import DiskFailed
from workbench.model.people import SHELL
from workbench.model.schema import Words

ROOT = Path(__file__).resolve().parent.parent.parent
TARGETS = {
    "one file": ("jsonl", "x.jsonl"),
    "two files": ("conll", "x.conll"),
    "a folder": ("brat", "x"),
    "an archive": ("brat", "x.zip"),
    "a table": ("sqlite", "x.sqlite"),
}
ROOM = 80_000
"""Bytes: enough for the workspace to note that an export begins, too little for any of the files above."""


@pytest.fixture
def large(workspace: Workspace) -> Workspace:
    """Three articles of a hundred thousand bytes beside the small ones."""
    workspace.change(workspace.ali, add_span("سامر الحلبي", "PERSON", "samir"))
    for number in range(3):
        line = {"id": f"large-{number}", "text": text_of(number), "owner": "ali", "spans": []}
        assert not transfer.import_text(workspace.db, SHELL, Decoded(json.dumps(line)), "f").problems
    workspace.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return workspace


def text_of(number: int) -> str:
    """Words that cannot be packed well."""
    chance = random.Random(number)
    return " ".join("".join(chance.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=9)) for _ in range(6_000))


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: writing on fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def interrupt(done: int, total: int) -> None:
    """Ctrl-C, when the first articles are behind."""
    if done == 3:
        raise KeyboardInterrupt


def left_in(folder: Path) -> list[str]:
    """What lies there beside the workspace."""
    gc.collect()  # what a writer does when it is forgotten happens now, and would be heard of
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("workspace."))


@pytest.mark.parametrize("target", TARGETS)
def test_an_interrupted_export_leaves_nothing(large: Workspace, tmp_path: Path, target: str) -> None:
    format, name = TARGETS[target]
    with pytest.raises(KeyboardInterrupt):
        transfer.run_export(large.db, SHELL, ExportRequest(format), tmp_path / name, interrupt)
    assert left_in(tmp_path) == []
    assert transfer.exports(large.db, SHELL) == []


@pytest.mark.parametrize("target", TARGETS)
def test_an_export_to_a_full_disk_is_refused_in_words_and_leaves_nothing(
    large: Workspace, tmp_path: Path, target: str
) -> None:
    format, name = TARGETS[target]
    with pytest.raises(DiskFailed) as caught, room_for(ROOM):
        transfer.run_export(large.db, SHELL, ExportRequest(format), tmp_path / name)
    assert re.search(r"^/.* could not be written: (File too large|disk I/O error)\.", str(caught.value))
    assert left_in(tmp_path) == []
    assert transfer.exports(large.db, SHELL) == []


@pytest.mark.parametrize(("file", "report"), [(ROOM + 1000, 0), (0, ROOM)])
def test_what_fails_to_be_written_at_the_very_end_leaves_nothing(
    large: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: int, report: int
) -> None:
    """The last thousand bytes wait in a buffer until the file is closed: of the export, or of its loss report."""

    def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Iterator[tuple[str, str]]:
        loss.documents += 1
        loss.remarks.append(Words("x" * report, ""))
        yield ".said", "x" * file

    monkeypatch.setitem(FORMATS, "said", Format("said", "S", ".said", "text/plain", frozenset(), write=write))
    with pytest.raises(DiskFailed), room_for(ROOM):
        transfer.run_export(large.db, SHELL, ExportRequest("said"), tmp_path / "x.said")
    assert left_in(tmp_path) == []


def test_the_main_file_stands_only_where_all_others_do(large: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x.relations.tsv").mkdir()
    with pytest.raises(DiskFailed, match="Is a directory"):
        transfer.run_export(large.db, SHELL, ExportRequest("conll"), tmp_path / "x.conll")
    assert left_in(tmp_path) == ["x.relations.tsv"]


def test_an_archive_that_breaks_off_on_a_stream_is_none(large: Workspace) -> None:
    stream = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        transfer.export_to_stream(large.db, SHELL, ExportRequest("brat"), stream, interrupt)
    gc.collect()
    assert stream.getvalue().startswith(b"PK")
    assert not zipfile.is_zipfile(stream)
    assert transfer.exports(large.db, SHELL) == []


def test_a_stream_that_takes_no_more_is_told(large: Workspace) -> None:
    for format in ("jsonl", "brat"):
        with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(DiskFailed, match="No space left"):
            transfer.export_to_stream(large.db, SHELL, ExportRequest(format), full)
        gc.collect()


@pytest.mark.parametrize("target", TARGETS)
def test_an_export_writes_over_what_a_killed_one_left(workspace: Workspace, tmp_path: Path, target: str) -> None:
    workspace.change(workspace.ali, add_span("سامر الحلبي", "PERSON", "samir"))
    format, name = TARGETS[target]
    transfer.run_export(workspace.db, SHELL, ExportRequest(format), tmp_path / name)
    expected = files_in(tmp_path)
    part = tmp_path / f"{name}.part"
    if target == "a folder":
        (tmp_path / name).rename(part)
        (part / "stale.txt").write_text("half")
    else:
        part.write_bytes(b"x" * 100_000)
    transfer.run_export(workspace.db, SHELL, ExportRequest(format), tmp_path / name)
    assert files_in(tmp_path) == expected


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of an export."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith("workspace.")}  # fmt: skip


HALFWAY = """
import sys, time
from workbench.actions.transfer import feeding
from workbench.cli import main
from workbench.storage import intake, outgoing

feeding.LARGE = 0

def slowly(real, at):
    def pairs(*given):
        for number, one in enumerate(real(*given)):
            if number == at:
                print("halfway", flush=True)
                time.sleep(60)
            yield one
    return pairs

def stopping(real):
    def add(db, rows):
        real(db, rows)
        if rows.id == "new-2":
            print("halfway", flush=True)
            time.sleep(60)
    return add

if __name__ == "__main__":
    outgoing.pairs = slowly(outgoing.pairs, 3)
    intake.add_document = stopping(intake.add_document)
    main(sys.argv[1:])
"""
"""The program, but it stops in the middle of an export or an import and says so."""


@contextmanager
def halfway(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command in a process group of its own, in the middle of its work."""
    script = folder / "workspace.halfway.py"
    script.write_text(HALFWAY, encoding="utf-8")
    command = [sys.executable, str(script), "--db", str(folder / "workspace.db"), *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "halfway\n", process.communicate()[1]
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("target", "by"),
    [*((target, signal.SIGKILL) for target in TARGETS), ("a folder", signal.SIGTERM), ("one file", signal.SIGINT)],
)
def test_a_killed_export_leaves_nothing_under_its_name(
    large: Workspace, tmp_path: Path, target: str, by: signal.Signals
) -> None:
    format, name = TARGETS[target]
    with halfway(tmp_path, "export", "--format", format, "--out", str(tmp_path / name)) as process:
        process.send_signal(by)
        _, said = process.communicate(timeout=20)
    left = left_in(tmp_path)
    assert all(one.endswith(".part") for one in left) if by == signal.SIGKILL else not left
    assert "Traceback" not in said
    assert transfer.exports(large.db, SHELL) == []
    transfer.run_export(large.db, SHELL, ExportRequest(format), tmp_path / name)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_import_stores_nothing_and_leaves_no_process(
    workspace: Workspace, tmp_path: Path, by: signal.Signals
) -> None:
    lines = (
        json.dumps({"id": f"new-{number}", "text": "وصل الوفد إلى بغداد."}) for number in range(1000)
    )  # more than a pipe holds
    (tmp_path / "new.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with halfway(tmp_path, "import", str(tmp_path / "new.jsonl")) as process:
        if by == signal.SIGKILL:
            process.send_signal(by)
        else:
            os.killpg(process.pid, by)  # as a terminal does: to all processes
        _, said = process.communicate(timeout=20)
    assert "Traceback" not in said
    assert is_gone(process.pid)
    db = open_workspace(workspace.path)
    assert [row[0] for row in db.execute("SELECT id FROM document").fetchall()] == ["first", "second"]
    assert not list(check(db))
    db.close()


def is_gone(group: int) -> bool:
    """Whether all processes of a group end within some seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_an_import_that_finds_no_room_is_refused_in_words_and_stores_nothing(large: Workspace, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"new-{number}", "text": text_of(number)}) for number in range(9)]
    (tmp_path / "new.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DiskFailed), room_for(large.path.stat().st_size):
        transfer.import_paths(large.db, SHELL, [tmp_path / "new.jsonl"])
    assert not large.db.execute("SELECT id FROM document WHERE id LIKE 'new%'").fetchall()
    assert not list(check(large.db))
    assert not transfer.import_paths(large.db, SHELL, [tmp_path / "new.jsonl"]).problems
