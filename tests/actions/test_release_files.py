"""A release as others open it: `datasets` without a network, Croissant's own validator and reader."""

import json
import logging

import pytest

from tests.actions.test_release import bring, gold_line
from workbench.actions.release import ReleaseRequest, make_release
from workbench.model.people import SHELL


@pytest.fixture
def folder(workspace, tmp_path):
    """A release of four small articles."""
    for number, name in enumerate(["سامر", "عمر", "رنا", "هدى"]):
        bring(workspace, gold_line(f"a{number}", f"جاء {name} إلى هنا {number}", name))
    request = ReleaseRequest("1.0", license="CC0-1.0")
    return make_release(workspace.db, SHELL, request, tmp_path / "out").folder


def test_datasets_loads_it_without_a_network(folder, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    import datasets  # not above: it reads the variable when it is loaded

    found = datasets.load_dataset(str(folder / "huggingface"), cache_dir=str(tmp_path / "cache"))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    sides = {"train": "train", "dev": "validation", "test": "test"}
    ids = {side: found[split]["id"][:] for side, split in sides.items()}
    assert ids == manifest["splits"]["documents"]
    row = found["train"][0]
    (span,) = row["spans"]
    assert row["text"][span["start"] : span["end"]] == span["text"]
    names = found["train"].features["ner_tags"].feature.names
    assert "B-PERSON" in {names[tag] for tag in row["ner_tags"]}
    assert "license: cc0-1.0" in (folder / "huggingface" / "README.md").read_text("utf-8")


@pytest.mark.filterwarnings("ignore")  # of the library itself
def test_croissant_validates_and_reads_the_records(folder, caplog) -> None:
    import mlcroissant  # type: ignore[import-untyped]  # it carries no types

    caplog.set_level(logging.ERROR)
    found = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    assert not found.metadata.issues.errors
    assert [one for one in found.metadata.issues.warnings if "datePublished" not in one] == []  # no hour, on purpose
    records = list(found.records("train"))
    lines = [json.loads(line) for line in (folder / "train.jsonl").read_text("utf-8").splitlines()]
    assert [record["train/id"].decode() for record in records] == [line["id"] for line in lines]
    assert [record["train/text"].decode() for record in records] == [line["text"] for line in lines]


def test_croissant_knows_every_file_and_licence(folder) -> None:
    told = json.loads((folder / "croissant.json").read_text("utf-8"))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    listed = {one["@id"]: one["sha256"] for one in told["distribution"]}
    known = {path: entry["sha256"] for path, entry in manifest["files"].items() if path != "croissant.json"}
    assert listed == known
    assert told["license"] == "https://spdx.org/licenses/CC0-1.0.html"
