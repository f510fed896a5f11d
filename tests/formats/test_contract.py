"""Every format of the table keeps what it declares to carry: written and read again, nothing of it differs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.formats.conll_cases import document
from workbench.formats import FORMATS, Format, guess
from workbench.formats.base import CARRIES, Draft, ExportOptions, LossReport, Pair
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span

ROOT = Path(__file__).resolve().parents[2]
TEXT = "زيارة وزارية\nوصل وزير النقل السوري 🙂 إلى وبغداد، والتقى نظيره."
BOTH_WAYS = [one for one in FORMATS.values() if one.read and one.write]


def span(id: str, surface: str, label: str, **more: Any) -> Span:
    """The span of the first occurrence of a surface."""
    start = TEXT.index(surface)
    return Span(id, start, start + len(surface), label, surface, **more)


def pairs() -> list[Pair]:
    """Two owners' annotations of one document: nested, inside words, crossing, with all that an item can hold."""
    doc = document(TEXT)
    spans = [
        span("s1", "وزير النقل السوري", "ROLE", note="منصب"),
        span("s2", "السوري", "NORP", attributes={"sure": "no"}),
        span("s3", "بغداد", "GPE", kb_id="wikidata:Q1530"),
        span("s4", "السوري 🙂", "ORG"),
    ]
    relations = [Relation("r1", "s1", "s3", "PRESENT_IN", {"modality": "negated"}, "ملاحظة")]
    first = AnnotationSet(doc.id, "ali", "done", 3, None, "", Annotations.of(spans, relations))
    second = AnnotationSet(doc.id, "gold", "done", 1, None, "", Annotations.of([span("x", "النقل", "GOV")]))
    return [(doc, first), (doc, second)]


def extents(draft: Draft) -> set[tuple[int, int, str]]:
    return {(one.start, one.end, one.label) for one in draft.spans}


def said_of(items: str, name: str) -> Callable[[Draft], dict[Any, Any]]:
    """What a draft says of one field of its spans, by extent, or of its relations, by label."""
    if items == "spans":
        return lambda draft: {(one.start, one.end, one.label): getattr(one, name) for one in draft.spans}
    return lambda draft: {one.label: getattr(one, name) for one in draft.relations}


def ends(draft: Draft) -> set[tuple[Any, ...]]:
    by_id = {one.id: (one.start, one.end, one.label) for one in draft.spans}
    return {(by_id[one.head], by_id[one.tail], one.label) for one in draft.relations}


VIEWS: dict[str, list[Callable[[Draft], Any]]] = {
    "spans": [extents],
    "nested": [extents],
    "crossing": [extents],
    "relations": [ends],
    "attributes": [said_of("spans", "attributes"), said_of("relations", "attributes")],
    "notes": [said_of("spans", "note"), said_of("relations", "note")],
    "kb_ids": [said_of("spans", "kb_id")],
    "owners": [lambda draft: draft.owner],
    "sections": [lambda draft: list(draft.sections or [])],
}
"""What a format may carry → how to see it in a draft."""


def written(format: Format) -> str:
    """The main file of an export of all pairs."""
    assert format.write
    loss = LossReport()
    return "".join(
        text for suffix, text in format.write(lambda: iter(pairs()), ExportOptions(), loss) if suffix == format.suffix
    )


def original() -> list[Draft]:
    """The pairs as the drafts that a lossless reading would give."""
    return [
        Draft(
            doc.id,
            doc.text,
            lambda *path: "",
            sections=doc.sections,
            owner=owned.owner,
            spans=list(owned.annotations.spans.values()),
            relations=list(owned.annotations.relations.values()),
        )
        for doc, owned in pairs()
        if owned
    ]


def test_every_carried_thing_has_a_view() -> None:
    assert set(VIEWS) == set(CARRIES)


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
def test_a_format_declares_only_what_there_is(format: Format) -> None:
    assert format.carries <= set(CARRIES)
    assert FORMATS[format.name] is format
    assert [one.suffix for one in FORMATS.values()].count(format.suffix) == 1


@pytest.mark.parametrize("format", FORMATS.values(), ids=list(FORMATS))
def test_a_format_is_documented(format: Format) -> None:
    assert f"`{format.name}`" in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", BOTH_WAYS, ids=[one.name for one in BOTH_WAYS])
def test_what_a_format_declares_to_carry_survives_it(format: Format) -> None:
    assert format.read
    reading = format.read(written(format), "file")
    assert reading.problems == []
    for carried in format.carries:
        for view in VIEWS[carried]:
            assert [view(draft) for draft in reading.drafts] == [view(draft) for draft in original()], carried


@pytest.mark.parametrize("format", BOTH_WAYS, ids=[one.name for one in BOTH_WAYS])
def test_a_written_file_is_recognised_from_its_content(format: Format) -> None:
    assert guess(written(format)) is format


def test_a_claim_that_does_not_hold_is_found() -> None:
    """The views can tell: columns carry no relations, so a format that claimed them would fail."""
    conll = FORMATS["conll"]
    assert conll.read
    drafts = conll.read(written(conll), "file").drafts
    assert [ends(draft) for draft in drafts] != [ends(draft) for draft in original()]
