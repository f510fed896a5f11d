"""The reference annotation of real articles, where it is at hand: imported as it is, exported, nothing lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.actions import workspace
from workbench.actions.transfer import ExportRequest, import_paths, run_export
from workbench.model.people import SHELL
from workbench.resources import SCHEMA_FILE

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "reference.jsonl"


@pytest.fixture
def imported(tmp_path):
    """A workspace that holds the reference articles."""
    if not REFERENCE.is_file():
        pytest.skip("NOT TESTED on real articles: ../shared/reference/reference.jsonl is not here")
    db = workspace.init(tmp_path / "reference.db", SCHEMA_FILE)
    report = import_paths(db, SHELL, [REFERENCE])
    assert report.problems == []
    yield db
    db.close()


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_reference_is_imported_as_it_is(imported, tmp_path) -> None:
    run_export(imported, SHELL, ExportRequest("jsonl"), tmp_path / "out.jsonl")
    for before, after in zip(written(REFERENCE), written(tmp_path / "out.jsonl"), strict=True):
        assert (after["id"], after["text"], after["owner"]) == (before["id"], before["text"], before["owner"])
        assert len(after["spans"]) == len(before["spans"])
        for one, other in zip(before["spans"], after["spans"], strict=True):
            assert other.items() >= one.items()
        assert len(after["relations"]) == len(before["relations"])
    assert list(workspace.check(imported)) == []


@pytest.mark.parametrize("tokens", ["clitic", "gold"])
def test_its_columns_lose_nothing(imported, tmp_path, tokens) -> None:
    report = run_export(imported, SHELL, ExportRequest("conll", tokens=tokens), tmp_path / "out.conll").report
    assert report["spans"]["exact"] == report["spans"]["in"] == 391
    assert report["relations"]["exact"] == report["relations"]["in"] == 186
    assert report["cut_tokens"]["count"] <= 0.02 * 391
