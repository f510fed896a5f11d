"""A preview says what an import would do, mapping included, and writes nothing."""

import json

import pytest

from tests.actions.lines import SAMIR, lines, said
from tests.fixtures import FIRST, dump
from tests.formats.reading import notes_of
from workbench.actions import transfer
from workbench.formats import Source
from workbench.formats.mapping import LabelMapping
from workbench.model.errors import UnknownName
from workbench.model.people import SHELL
from workbench.storage import annotations


def source(*objects, name="f.jsonl"):
    """A file of lines."""
    return Source.of_bytes(lines(*objects).encode(), name)


FOREIGN = [SAMIR | {"id": "a", "label": "شخص"}, {"id": "b", "label": "MISC", "start": 5, "end": 8}]


def test_a_preview_counts_and_writes_nothing(workspace) -> None:
    before = dump(workspace.db)
    found = transfer.preview(workspace.db, SHELL, [source(said(), said("gold")), source({"id": "n", "text": "نص"})])
    assert dump(workspace.db) == before
    assert [(f.documents, f.documents_known, f.sets, f.spans) for f in found.files] == [(0, 1, 2, 4), (1, 0, 0, 0)]
    assert found.owners == {"ali": 1, "gold": 1}
    assert [draft.id for draft in found.drafts] == ["first", "first", "n"]
    assert found.problems == []
    assert found.files[0].guessed


def test_a_preview_names_every_problem_with_its_place(workspace) -> None:
    found = transfer.preview(workspace.db, SHELL, [source(said(text=FIRST + " ")), Source.of_bytes(b"{", "g.jsonl")])
    assert [problem.code for problem in found.problems] == ["texts-differ", "json-broken"]
    assert [problem.where.split(":")[0] for problem in found.problems] == ["f.jsonl", "g.jsonl"]


def test_unknown_labels_are_no_problem_but_a_question(workspace) -> None:
    found = transfer.preview(workspace.db, SHELL, [source(said(spans=FOREIGN, relations=[]))])
    assert [(one.kind, one.label, one.count) for one in found.unknown] == [
        ("entities", "شخص", 1),
        ("entities", "MISC", 1),
    ]
    assert found.unknown[0].proposals[0] == "PERSON"
    assert found.problems == []
    assert found.mapping().entities["شخص"] == "PERSON"


def test_a_mapping_makes_the_import_ours(workspace) -> None:
    mapping = LabelMapping({"شخص": "PERSON", "MISC": None})
    given = [source(said(spans=FOREIGN, relations=[]))]
    (report,) = transfer.import_sources(workspace.db, SHELL, given, mapping=mapping).files
    assert list(report.problems) == []
    found = annotations.find(workspace.db, "first", "ali")
    assert found
    assert [(s.id, s.label) for s in found.annotations.ordered_spans()] == [("a", "PERSON")]
    assert "first: 1 spans left out by the mapping" in notes_of(report)


def test_without_a_mapping_unknown_labels_are_refused_with_near_ones(workspace) -> None:
    given = source(said(spans=[SAMIR | {"label": "PRSON"}], relations=[]))
    (problem,) = transfer.import_sources(workspace.db, SHELL, [given]).problems
    assert isinstance(problem, UnknownName)
    assert "PERSON" in problem.hint()


@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_a_large_file_is_prepared_by_a_second_process(workspace, tmp_path, monkeypatch, way) -> None:
    monkeypatch.setattr("workbench.actions.transfer.feeding.LARGE", 0)
    monkeypatch.setattr("workbench.actions.transfer.feeding._way_to_begin", lambda: way)
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{n}", "text": f"نص {n}"}) + "\n" for n in range(150)))
    told = []
    report = transfer.import_paths(workspace.db, SHELL, [path], progress=lambda file, done, percent: told.append(done))
    assert [(file.documents, list(file.problems)) for file in report.files] == [(150, [])]
    assert told == [64, 128, 150]
    path.write_text(lines(said(status="x"), said(text=FIRST + " "), {"id": "new", "text": "x"}))
    before = dump(workspace.db)
    found = transfer.import_paths(workspace.db, SHELL, [path]).problems
    assert [(one.where.rpartition(":")[0], one.code) for one in found] == [
        (f"{path}:1", "value"),
        (f"{path}:2", "texts-differ"),
    ]
    assert dump(workspace.db) == before
    path.write_bytes(b"\xff")
    (problem,) = transfer.import_paths(workspace.db, SHELL, [path], format="jsonl").problems
    assert problem.code == "file-not-utf8"


def test_a_second_process_that_dies_is_told_in_words_and_nothing_is_written(workspace, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("workbench.actions.transfer.feeding.LARGE", 0)
    monkeypatch.setattr("workbench.actions.transfer.feeding._work", exit)
    path = tmp_path / "many.jsonl"
    path.write_text(json.dumps({"id": "d", "text": "نص"}) + "\n")
    before = dump(workspace.db)
    (problem,) = transfer.import_paths(workspace.db, SHELL, [path]).problems
    assert "has died" in problem.message()
    assert dump(workspace.db) == before


@pytest.mark.parametrize("content", ["[entities]\nشخص = 'PERSOON'", "["])
def test_a_mapping_file_that_cannot_be_used_is_refused(workspace, tmp_path, content) -> None:
    path = tmp_path / "m.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Exception, match=r"m\.toml"):
        transfer.mapping_of(workspace.db, SHELL, path)
