"""Label Studio's own SDK reads what we write: its validator finds no fault, its converter finds every span."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.environments import ROOT, interpreter
from tests.formats.conll_cases import annotated, document
from tests.formats.contract import SCHEMA, written
from tests.formats.test_contract import seeds
from workbench.formats.base import Pair
from workbench.formats.label_studio import LABEL_STUDIO
from workbench.model.annotation import Relation

TEXT = '🙂 عاجل:\tوصلَ وزيرُ النقلِ السوريُّ 👩🏽‍🚀 «محمّدٌ»\nإلى وبغداد 🇮🇶، ثم "البصرة" & <أربيل>.'
MARKS = [
    ("وزيرُ النقلِ السوريُّ", "ROLE"),
    ("النقلِ", "GOV"),
    ("السوريُّ", "NORP"),
    ("السوريُّ 👩🏽‍🚀", "ORG"),
    ("محمّدٌ", "PERSON"),
    ("بغداد", "GPE"),
    ("بغداد 🇮🇶", "LOC"),
    ("البصرة", "GPE"),
]
LINKS = [
    Relation("r1", "s5", "s1", "HOLDS_ROLE"),
    Relation("r2", "s5", "s6", "VISITED"),
    Relation("r3", "s5", "s6", "PRESENT_IN"),
]

SCRIPT = """
import json, sys
from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface
view, tasks, out = sys.argv[1:]
interface = LabelInterface(open(view).read())
interface.validate()
converter = Converter(view, out, download_resources=False)
for name in ("JSON", "JSON_MIN", "CONLL2003"):
    converter.convert(tasks, f"{out}/{name}", name, is_dir=False)
results = [one for task in json.load(open(tasks)) for one in task["annotations"] + task["predictions"]]
print(json.dumps({
    "labels": interface.get_control("label").labels,
    "formats": converter.supported_formats,
    "faults": [fault for one in results for fault in interface.validate_prediction(one, return_errors=True)],
}))
"""
"""Run by the interpreter that has the SDK. Annotations and predictions are validated alike; only the door for
predictions names the faults."""


def corpus() -> list[Pair]:
    """The annotated seeds; a text in which all ways of counting differ, by a person and by a model; one without any."""
    strange = document(TEXT, "strange")
    extents = [(TEXT.index(surface), TEXT.index(surface) + len(surface), label) for surface, label in MARKS]
    model = annotated(strange, extents[4:6], owner="suggestion:memory")
    return [*seeds(), annotated(strange, extents, LINKS), model, (document("نص بلا وسوم", "bare"), None)]


def people(pairs: list[Pair]) -> list[Pair]:
    """What leaves as annotations or as a task without any: all but the sets of models."""
    return [pair for pair in pairs if not (pair[1] and pair[1].owner.startswith("suggestion:"))]


def spans_of(pair: Pair) -> list[dict[str, Any]]:
    """The spans of a set as Label Studio should say them, in code points as its page counts them."""
    owned = pair[1]
    return [
        {"start": one.start, "end": one.end, "text": one.text, "labels": [one.label]}
        for one in (owned.annotations.ordered_spans() if owned else ())
    ]


def links_of(pair: Pair) -> set[tuple[str, str, str]]:
    """The relations of a set: head, tail, label."""
    return {(one.head, one.tail, one.label) for one in (pair[1].annotations.relations.values() if pair[1] else ())}


def converted(files: dict[str, str], out: Path) -> dict[str, Any]:
    """What the SDK says of an export; its conversions lie under ``out``, each in a folder of its name."""
    for name, text in files.items():
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    python = interpreter(ROOT / ".venv-label-studio")
    paths = [str(out / f"export.label-studio.{ending}") for ending in ("xml", "json")]
    command = [str(python), "-X", "utf8", "-c", SCRIPT, *paths, str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout))


def exported(pairs: list[Pair]) -> dict[str, str]:
    """The tasks and the interface."""
    return {name: str(text) for name, text in written(LABEL_STUDIO, pairs)[0].items()}


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Where the conversions lie."""
    return tmp_path_factory.mktemp("label-studio")


@pytest.fixture(scope="module")
def said(out):
    """What the SDK says of our corpus."""
    return converted(exported(corpus()), out)


def test_its_validator_accepts_interface_regions_and_relations(said) -> None:
    assert said["faults"] == []
    assert said["labels"] == list(SCHEMA.entities)
    assert "CONLL2003" in said["formats"], "what it offers for labels on a text only"


@pytest.mark.usefixtures("said")
def test_its_short_json_has_every_span_of_every_person(out) -> None:
    records = json.loads((out / "JSON_MIN" / "result.json").read_text(encoding="utf-8"))
    expected = people(corpus())
    assert [one["workbench_document"] for one in records] == [document.id for document, _ in expected]
    assert [one["text"] for one in records] == [document.text for document, _ in expected]
    assert [one.get("label", []) for one in records] == [spans_of(pair) for pair in expected]


@pytest.mark.usefixtures("said")
def test_its_full_json_has_every_relation(out) -> None:
    tasks = json.loads((out / "JSON" / "result.json").read_text(encoding="utf-8"))
    results = [one["result"] for task in tasks for one in task["annotations"]]
    links = [[one for one in result if one["type"] == "relation"] for result in results]
    found = [{(one["from_id"], one["to_id"], label) for one in some for label in one["labels"]} for some in links]
    assert found == [links_of(pair) for pair in people(corpus()) if pair[1]]


@pytest.mark.usefixtures("said")
def test_its_conll_finds_our_labels_on_the_text(out) -> None:
    lines = (out / "CONLL2003" / "result.conll").read_text(encoding="utf-8").splitlines()
    tags = {line.rpartition(" ")[2] for line in lines if line} - {"O"}
    assert {tag[:2] for tag in tags} == {"B-", "I-"}
    assert {"PERSON", "ROLE", "GPE"} <= {tag[2:] for tag in tags} <= set(SCHEMA.entities)


@pytest.mark.parametrize(
    ("ours", "broken", "fault"),
    [
        ('"labels": ["PERSON"]', '"labels": ["MAN"]', "Invalid value for control 'label'"),
        ('"from_id": "s5"', '"from_id": "s99"', "'from_id' 's99' not found"),
        ('"direction": "right"', '"direction": "up"', "Direction must be one of"),
    ],
)
def test_its_validator_can_complain(ours: str, broken: str, fault: str, tmp_path: Path) -> None:
    files = exported(corpus()[-3:])
    tasks = files["export.label-studio.json"]
    assert ours in tasks
    said = converted({**files, "export.label-studio.json": tasks.replace(ours, broken)}, tmp_path)
    assert fault in json.dumps(said["faults"])
