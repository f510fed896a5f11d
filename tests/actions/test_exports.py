"""Exports: what is in them, for whom, where the files lie; whole or not at all."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures import FIRST, SECOND, add_relation, add_span
from workbench.actions import transfer
from workbench.actions.transfer import CHOICES, ExportRequest
from workbench.actions.transfer.exports import NothingToExport
from workbench.actions.workspace import open_workspace
from workbench.formats import FORMATS
from workbench.formats.base import Format
from workbench.formats.files import Decoded
from workbench.model.errors import DiskFailed, Forbidden, NotFound, UnknownName
from workbench.model.people import SHELL

SAMIR = add_span("سامر الحلبي", "PERSON", "samir")
MINISTRY = add_span("وزارة الدفاع العراقية", "GOV", "ministry")
WORKS = add_relation("samir", "ministry", "WORKS_FOR", "works")
DONE = {"id": "d", "op": "set_status", "status": "done"}
JSONL = ExportRequest("jsonl")


@pytest.fixture
def filled(workspace):
    """Ali has finished the first document, zainab has begun it; nobody has begun the second."""
    workspace.change(workspace.ali, SAMIR, MINISTRY, WORKS, DONE)
    workspace.change(workspace.zainab, SAMIR)
    return workspace


def lines(path: Path) -> list[tuple[str, str | None]]:
    """Document and owner of the lines of a file."""
    found = map(json.loads, path.read_text(encoding="utf-8").strip("\n").split("\n"))
    return [(line["id"], line.get("owner")) for line in found]


def streamed(workspace, person, request=JSONL):
    """The lines of an export to a stream."""
    stream = BytesIO()
    transfer.export_to_stream(workspace.db, person, request, stream)
    return [(line["id"], line.get("owner")) for line in map(json.loads, stream.getvalue().decode().strip().split("\n"))]


def test_everything_is_exported_documents_without_annotations_too(filled, tmp_path) -> None:
    out = tmp_path / "deep" / "all.jsonl"
    row = transfer.run_export(filled.db, SHELL, JSONL, out)
    assert lines(out) == [("first", "ali"), ("first", "zainab"), ("second", None)]
    assert (row.files, row.folder, row.owner) == (["all.jsonl", "all.loss.json"], "", "all")


def test_one_owner_and_only_what_is_done(filled) -> None:
    assert streamed(filled, filled.salma, ExportRequest("jsonl", "zainab")) == [("first", "zainab")]
    assert streamed(filled, filled.salma, ExportRequest("jsonl", status="done")) == [("first", "ali")]


def test_the_loss_report_lies_beside_the_file_and_in_the_workspace(filled, tmp_path) -> None:
    row = transfer.run_export(filled.db, filled.salma, JSONL, tmp_path / "x.jsonl")
    beside = json.loads((tmp_path / "x.loss.json").read_text(encoding="utf-8"))
    assert beside == row.report == transfer.export_named(filled.db, filled.salma, row.id).report
    assert row.report["documents"] == 3
    assert {key: row.report["spans"][key] for key in ("in", "exact", "changed", "dropped")} == {
        "in": 3, "exact": 3, "changed": 0, "dropped": 0,
    }  # fmt: skip
    assert row.report["relations"]["exact"] == 1


def test_an_export_of_the_workspace_lies_beside_it(filled) -> None:
    row = transfer.run_export(filled.db, filled.salma, ExportRequest("jsonl", "ali"))
    path = transfer.export_file(filled.db, filled.salma, row.id, "ali.jsonl")
    assert path == filled.path.with_suffix(".exports") / str(row.id) / "ali.jsonl"
    assert lines(path) == [("first", "ali")]


@pytest.mark.parametrize("owner", ["../../out", "a/b", "a\\b", "suggestion:old model", "هدى"])
def test_the_name_of_an_owner_leads_no_file_astray(filled, owner) -> None:
    line = {"id": "first", "text": FIRST, "owner": owner, "spans": [SAMIR["span"]]}
    assert not transfer.import_text(filled.db, SHELL, Decoded(json.dumps(line)), "f").problems
    row = transfer.run_export(filled.db, filled.salma, ExportRequest("jsonl", owner))
    path = transfer.export_file(filled.db, filled.salma, row.id, row.files[0])
    assert path.parent == filled.path.with_suffix(".exports") / str(row.id)
    assert lines(path) == [("first", owner)]


@pytest.mark.parametrize("name", ["../workspace.db", "ali.txt", "", "..", "/etc/passwd"])
def test_only_the_files_of_an_export_are_handed_out(filled, name) -> None:
    row = transfer.run_export(filled.db, filled.salma, ExportRequest("jsonl", "ali"))
    with pytest.raises(NotFound):
        transfer.export_file(filled.db, filled.salma, row.id, name)


def test_an_annotator_gets_only_their_own_whatever_they_ask(filled) -> None:
    assert streamed(filled, filled.ali) == [("first", "ali")]
    assert streamed(filled, filled.ali, ExportRequest("jsonl", "ali")) == [("first", "ali")]
    for owner in ("zainab", "gold"):
        with pytest.raises(Forbidden):
            streamed(filled, filled.ali, ExportRequest("jsonl", owner))


def test_an_annotator_sees_only_their_own_exports(filled) -> None:
    mine = transfer.run_export(filled.db, filled.ali, JSONL)
    other = transfer.run_export(filled.db, filled.salma, JSONL)
    assert [row.id for row in transfer.exports(filled.db, filled.ali)] == [mine.id]
    assert [row.id for row in transfer.exports(filled.db, filled.salma)] == [other.id, mine.id]
    with pytest.raises(NotFound):
        transfer.export_named(filled.db, filled.ali, other.id)
    with pytest.raises(NotFound):
        transfer.export_file(filled.db, filled.ali, other.id, "all.jsonl")


def test_nothing_to_export_leaves_no_trace(filled, tmp_path) -> None:
    for person, request in ((filled.noor, JSONL), (filled.salma, ExportRequest("jsonl", "nobody"))):
        with pytest.raises(NothingToExport) as caught:
            transfer.run_export(filled.db, person, request, tmp_path / "x.jsonl")
        assert caught.value.code == "nothing-to-export"
        with pytest.raises(NothingToExport):
            transfer.run_export(filled.db, person, request)
        with pytest.raises(NothingToExport):
            transfer.export_to_stream(filled.db, person, request, BytesIO())
    assert transfer.exports(filled.db, filled.omar) == []
    assert not list(tmp_path.glob("x*"))


@pytest.fixture
def breaking(monkeypatch):
    """A format that writes half of two files, then breaks."""

    def write(pairs, options, loss) -> Iterator[tuple[str, str]]:
        for document, _ in pairs():
            loss.documents += 1
            yield ".half", document.text
            yield ".side", "x"
        raise OSError("disk full")

    broken = Format("half", "Breaks", ".half", "text/plain", frozenset(), write=write)
    monkeypatch.setitem(FORMATS, "half", broken)
    return ExportRequest("half")


def test_files_of_an_export_that_breaks_do_not_appear(filled, tmp_path, breaking) -> None:
    target = tmp_path / "out" / "x.half"
    for out in (target, None):
        with pytest.raises(DiskFailed, match="disk full"):
            transfer.run_export(filled.db, filled.salma, breaking, out)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "workspace.db" not in path.name] == []
    assert transfer.exports(filled.db, filled.salma) == []


def test_an_export_that_breaks_leaves_an_earlier_file_alone(filled, tmp_path, breaking) -> None:
    target = tmp_path / "x.half"
    target.write_text("earlier")
    with pytest.raises(DiskFailed, match="disk full"):
        transfer.run_export(filled.db, filled.salma, breaking, target)
    assert target.read_text() == "earlier"
    assert not list(tmp_path.glob("*.part"))


def test_files_appear_only_when_all_are_whole(filled, tmp_path, monkeypatch) -> None:
    seen = []

    def write(pairs, options, loss) -> Iterator[tuple[str, str]]:
        loss.documents += 1
        yield ".jsonl", "half"
        seen.append(sorted(path.name for path in tmp_path.glob("x.*")))
        yield ".jsonl", " and half"

    monkeypatch.setitem(FORMATS, "whole", Format("whole", "W", ".jsonl", "text/plain", frozenset(), write=write))
    transfer.run_export(filled.db, filled.salma, ExportRequest("whole"), tmp_path / "x.jsonl")
    assert seen == [["x.jsonl.part", "x.loss.json.part"]]
    assert sorted(path.name for path in tmp_path.glob("x.*")) == ["x.jsonl", "x.loss.json"]
    assert (tmp_path / "x.jsonl").read_text() == "half and half"


def test_a_stream_takes_the_main_file_and_names_the_others(filled, monkeypatch) -> None:
    def write(pairs, options, loss) -> Iterator[tuple[str, str]]:
        loss.documents += 1
        yield ".a", "main"
        yield ".b", "side"

    monkeypatch.setitem(FORMATS, "two", Format("two", "T", ".a", "text/plain", frozenset(), write=write))
    stream = BytesIO()
    row = transfer.export_to_stream(filled.db, filled.salma, ExportRequest("two"), stream)
    assert (stream.getvalue(), row.files) == (b"main", ["-"])
    assert row.report["remarks"] == ["the file .b was not written: use --out PATH"]


@pytest.mark.parametrize("option", CHOICES)
def test_an_option_that_is_none_is_refused(filled, option) -> None:
    given: dict[str, Any] = {option: "other"}
    with pytest.raises(UnknownName):
        transfer.run_export(filled.db, filled.salma, replace(JSONL, **given))


@pytest.mark.parametrize("format", ["xml", "text"])
def test_a_format_that_is_not_written_is_refused(filled, format) -> None:
    with pytest.raises(UnknownName) as caught:
        transfer.run_export(filled.db, filled.salma, ExportRequest(format))
    known = str(caught.value.fields["known"]).split(", ")
    assert set(known) >= {name for name, one in FORMATS.items() if one.write}


def test_the_first_of_the_choices_is_the_default() -> None:
    assert {name: getattr(JSONL, name) for name in CHOICES} == {name: values[0] for name, values in CHOICES.items()}


def test_an_export_is_one_moment_of_the_workspace(filled, monkeypatch) -> None:
    filled.change(filled.salma, add_span("بغداد", "GPE", "b"))
    filled.change(filled.salma, add_span("البصرة", "GPE", "b", text=SECOND), document="second")
    other = replace(filled, db=open_workspace(filled.path))

    def write(pairs, options, loss) -> Iterator[tuple[str, str]]:
        for document, current in pairs():
            loss.documents += 1
            if document.id == "first":
                other.change(filled.salma, add_span("أربيل", "GPE", "e", text=SECOND), document="second")
            yield ".n", f"{document.id} {len(current.annotations.spans)}\n"

    monkeypatch.setitem(FORMATS, "n", Format("n", "N", ".n", "text/plain", frozenset(), write=write))
    stream = BytesIO()
    transfer.export_to_stream(filled.db, filled.salma, ExportRequest("n", "salma"), stream)
    other.db.close()
    assert stream.getvalue() == b"first 1\nsecond 1\n"
    assert len(filled.said(filled.salma, "second")["spans"]) == 2


def test_an_export_tells_how_far_it_is(filled, tmp_path):
    told: list[tuple[int, int]] = []
    transfer.run_export(filled.db, SHELL, JSONL, tmp_path / "a.jsonl", lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
