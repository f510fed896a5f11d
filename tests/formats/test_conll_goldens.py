"""The files of a small export under each option, kept under ``tests/golden/conll``."""

import json
import re
from pathlib import Path

import pytest

from tests.formats.conll_cases import annotated, export
from workbench.formats.base import ExportOptions, Pair
from workbench.model.annotation import Relation
from workbench.model.document import Document, Extent, Section

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "conll"

CASES = {
    "default": ExportOptions(schema={"name": "news", "version": "1.0", "sha256": "ab12"}),
    "expand-outermost-iobes": ExportOptions("IOBES", "clitic", "expand", "outermost"),
    "innermost": ExportOptions(layers="innermost"),
    "gold": ExportOptions(tokens="gold"),
    "word": ExportOptions(tokens="word"),
}

TEXT = """وفد من الأنبار في العاصمة
شارك على فيسبوك
استقبلت وزيرة الهجرة العراقية هناء فرج وفدًا من "الأنبار" وبلديتها. ثم غادر الوفد 🇮🇶 إلى أربيل.
رحّبت أربيل والأنبار بالزيارة."""

TOKEN = re.compile(r"🇮🇶|و(?=الأنبار)|[\w\u064b-\u0652]+|[^\w\s]")
"""Tokens of this text, cut here so that no change of the project's own tokenizer touches the goldens."""


def visit() -> list[Pair]:
    """Two owners of one document: nested spans, one inside a word, one over a sentence end, relations between."""
    ends = [match.start() for match in re.finditer(r"(?<=\.) |\n|$", TEXT)]
    sentences = [Extent(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    lines = [match.span() for match in re.finditer(r".+", TEXT)]
    kinds = ("title", "boilerplate", "body", "body")
    doc = Document(
        "visit-1",
        TEXT,
        sections=[Section(*line, kind) for line, kind in zip(lines, kinds, strict=True)],
        sentences=sentences,
        tokens=[Extent(*match.span()) for match in TOKEN.finditer(TEXT)],
    )
    marks = [
        ("وزيرة الهجرة العراقية", "ROLE"),
        ("الهجرة", "GOV"),
        ("العراقية", "NORP"),
        ("هناء فرج", "PERSON"),
        ("بلديتها", "ORG"),
        ("أربيل", "GPE"),
        ("أربيل.\nرحّبت أربيل", "EVENT"),
    ]
    extents = [(TEXT.index(surface), TEXT.index(surface) + len(surface), label) for surface, label in marks]
    relations = [
        Relation("r1", "s4", "s1", "HOLDS_ROLE", {"modality": "asserted"}),
        Relation("r2", "s1", "s6", "VISITED", note="لاحقًا"),
    ]
    return [annotated(doc, extents, relations), annotated(doc, extents[5:6], owner="gold")]


@pytest.mark.parametrize("name", CASES)
def test_exports_are_as_before(name: str, request: pytest.FixtureRequest) -> None:
    columns, relations, loss = export(visit(), CASES[name])
    report = json.dumps(loss.as_dict(), ensure_ascii=False, indent=1) + "\n"
    for suffix, text in ((".conll", columns), (".relations.tsv", relations), (".loss.json", report)):
        path = GOLDEN / f"{name}{suffix}"
        if request.config.getoption("--update-goldens"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs: see “make golden”"


def test_every_golden_belongs_to_a_case() -> None:
    assert {path.name.partition(".")[0] for path in GOLDEN.iterdir()} == set(CASES)
