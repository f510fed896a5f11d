"""The cutting of real text, measured on original articles and a reference annotation, where those are at hand."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.text import sections, sentences, tokenize

SHARED = Path(__file__).resolve().parents[3] / "shared"
REFERENCE = SHARED / "reference" / "reference.jsonl"
SEEDS = SHARED / "seeds"

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_file(), reason="the reference annotation is not at ../shared/reference/reference.jsonl"
)
needs_articles = pytest.mark.skipif(
    len(list(SEEDS.glob("*.txt"))) != 5, reason="the five original articles are not in ../shared/seeds"
)

Span = tuple[int, int]


def annotated() -> Iterator[tuple[str, list[Span]]]:
    """Text and spans of each annotated article."""
    for line in REFERENCE.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield document["text"], [(span["start"], span["end"]) for span in document["spans"]]


def is_outermost(span: Span, spans: list[Span]) -> bool:
    """Does no other span contain this one?"""
    return not any(other != span and other[0] <= span[0] and span[1] <= other[1] for other in spans)


@needs_reference
def test_nearly_all_mentions_begin_and_end_on_token_edges() -> None:
    hits = total = 0
    for text, spans in annotated():
        starts, ends = (set(edges) for edges in zip(*tokenize(text), strict=True))
        outermost = [span for span in spans if is_outermost(span, spans)]
        total += len(outermost)
        hits += sum(start in starts and end in ends for start, end in outermost)
    assert total > 300
    assert hits / total >= 0.98


@needs_reference
def test_no_particle_is_cut_off_the_beginning_of_a_mention() -> None:
    wrong = [
        text[start:end]
        for text, spans in annotated()
        for token in tokenize(text)
        for start, end in spans
        if token[0] == start and token[1] < end and text[slice(*token)] in ("و", "ف", "ب", "ل", "ك")
    ]
    assert wrong == []


@needs_reference
def test_no_mention_crosses_a_sentence() -> None:
    for text, spans in annotated():
        cut = sentences(text, tokenize(text))
        assert all(any(first <= start and end <= last for first, last in cut) for start, end in spans)


HEADS: dict[str, list[tuple[int, int, str]]] = {
    "000": [
        (0, 59, "boilerplate"), (61, 102, "title"), (104, 187, "deck"), (189, 280, "caption"),
        (282, 286, "boilerplate"), (288, 518, "summary"), (520, 521, "boilerplate"), (1847, 1858, "boilerplate"),
        (1860, 1930, "boilerplate"), (2586, 2599, "heading"), (3033, 3034, "boilerplate"),
        (3036, 3037, "boilerplate"), (3294, 3317, "heading"), (3908, 3925, "heading"), (4239, 4262, "heading"),
        (5160, 5176, "heading"), (5781, 5792, "boilerplate"), (5794, 5810, "boilerplate"),
    ],
    "001": [
        (0, 72, "title"), (74, 87, "date"), (88, 160, "caption"), (161, 169, "boilerplate"),
        (171, 187, "boilerplate"), (189, 200, "boilerplate"), (201, 385, "summary"), (387, 564, "summary"),
        (566, 762, "summary"), (6170, 6179, "boilerplate"),
    ],
    "002": [
        (0, 56, "title"), (58, 72, "date"), (73, 131, "caption"), (132, 140, "boilerplate"),
        (142, 158, "boilerplate"), (160, 171, "boilerplate"), (172, 425, "summary"), (427, 637, "summary"),
        (639, 859, "summary"), (1867, 1914, "heading"), (3059, 3115, "heading"), (3763, 3791, "heading"),
        (4307, 4375, "heading"), (5201, 5210, "boilerplate"),
    ],
    "003": [(0, 64, "title"), (65, 87, "date")],
    "004": [
        (0, 14, "boilerplate"), (16, 85, "title"), (87, 88, "boilerplate"), (90, 108, "byline"),
        (2558, 2578, "boilerplate"),
    ],
}  # fmt: skip
"""The lines of each article that are not body, as a reader sees them."""

SENTENCES = {"000": 34, "001": 31, "002": 27, "003": 15, "004": 16}


def article(number: str) -> str:
    """The text of an original article."""
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_text(encoding="utf-8")


@needs_articles
@pytest.mark.parametrize("number", HEADS)
def test_the_sections_of_the_articles_are_those_a_reader_sees(number: str) -> None:
    found = sections(article(number))
    assert [section for section in found if section[2] != "body"] == HEADS[number]


@needs_articles
@pytest.mark.parametrize("number", SENTENCES)
def test_the_articles_have_as_many_sentences_as_a_reader_counts(number: str) -> None:
    text = article(number)
    assert len(sentences(text, tokenize(text))) == SENTENCES[number]
