"""The files of a small export for the three tools that people mark in, kept under ``tests/golden/formats``."""

from pathlib import Path

import pytest

from tests.fixtures import mini, span_of
from tests.formats.conll_cases import document
from workbench.formats import FORMATS
from workbench.formats.base import ExportOptions, LossReport, Pair
from workbench.model.annotation import Annotations, AnnotationSet, Relation

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "formats"
NAMES = ("brat", "doccano", "label-studio")

TEXT = "لقاء في البصرة 🇮🇶\nتحدّثت رنا الكرخي مع نادي الزوراء ببغداد ثم مع عمر 🙂.\n"


def visit() -> list[Pair]:
    """Two people and a model on one text: nested, inside a word, behind emoji; parallel relations; and a bare text."""
    doc = document(TEXT, "visit/1")
    spans = [
        span_of(TEXT, "البصرة", "LOC", "s1", kb_id="wikidata:Q48195"),
        span_of(TEXT, "رنا الكرخي", "PER", "s2", attributes={"kind": "real"}),
        span_of(TEXT, "نادي الزوراء ببغداد", "ORG", "s3"),
        span_of(TEXT, "بغداد", "LOC", "s4", note="في اسم النادي"),
        span_of(TEXT, "عمر", "PER", "s5"),
    ]
    relations = [
        Relation("r1", "s2", "s4", "AT", {"modality": "negated"}, "لاحقًا"),
        Relation("r2", "s2", "s5", "MEETS"),
        Relation("r3", "s2", "s5", "ALIAS"),
    ]
    sets = [
        AnnotationSet(doc.id, "gold", "done", annotations=Annotations.of(spans, relations)),
        AnnotationSet(doc.id, "suggestion:memory", annotations=Annotations.of(spans[:1])),
        AnnotationSet(doc.id, "zainab", annotations=Annotations.of(spans[1:2])),
    ]
    return [*((doc, owned) for owned in sets), (document("نص بلا وسوم", "bare"), None)]


def exported(name: str) -> dict[str, str]:
    """The files of an export, by their paths."""
    format = FORMATS[name]
    assert format.write
    found: dict[str, str] = {}
    for file, piece in format.write(lambda: iter(visit()), ExportOptions(types=mini()), LossReport()):
        path = file if format.folder else f"export{file}"
        found[path] = found.get(path, "") + str(piece)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_exports_are_as_before(name: str, request: pytest.FixtureRequest) -> None:
    files, folder = exported(name), GOLDEN / name
    if request.config.getoption("--update-goldens"):
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())
    kept = {p.relative_to(folder).as_posix(): p.read_bytes().decode() for p in folder.rglob("*") if p.is_file()}
    assert files == kept, "an export differs from tests/golden/formats: see “make golden”"
