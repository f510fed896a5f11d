"""What the CoNLL tests share: documents in the making, and a way to export them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from tests.formats.reading import Read, read
from workbench import text as cutting
from workbench.formats.base import ExportOptions, LossReport, Pair
from workbench.formats.conll import CONLL
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section

PIECES = (
    *("بغداد", "وبغداد", "وبالعراق", 'لـ"داعش"', "مُقَرَّبة", "واشنطن", "الـ12", "2,500", "U.S."),
    *(". ", "؟ ", "،", "»", "#", "-DOCSTART-", "O", "B-GPE", "👩🏽‍🚀", "🇮🇶", "\u200f", "ـ"),
    *(" ", "  ", "\u00a0", "\u2028", "\n", "\n\n", "\t"),
)
"""Names with proclitics, vowel signs, emoji, what looks like our own syntax, and white space of many kinds."""

Extents = dict[tuple[str, str], list[tuple[int, int, str]]]
"""By document and owner: start, end and label of spans, in order."""

LABELS = ("GPE", "ORG", "MIL-UNIT")

OPTIONS = st.builds(
    ExportOptions,
    scheme=st.sampled_from(["BIO", "IOBES"]),
    tokens=st.sampled_from(["clitic", "gold", "word"]),
    residual=st.sampled_from(["split", "expand", "error"]),
    layers=st.sampled_from(["nested", "outermost", "innermost"]),
)


def document(text: str, id: str = "d-1", kinds: Sequence[str] = (), tokens: Sequence[Extent] | None = None) -> Document:
    """A document cut by the project's own rules; ``kinds`` name the sections of its lines, ``tokens`` replace ours."""
    tokens = [Extent(*t) for t in cutting.tokenize(text)] if tokens is None else tokens
    lines = [Section(*s) for s in cutting.sections(text)]
    named = [line._replace(kind=kind) for line, kind in zip(lines, kinds, strict=False)]
    sentences = [Extent(*s) for s in cutting.sentences(text, tokens)]
    return Document(id, text, sections=named + lines[len(named) :], sentences=sentences, tokens=tokens)


def annotated(
    doc: Document, extents: Iterable[tuple[int, int, str]], relations: Iterable[Relation] = (), owner: str = "zainab"
) -> Pair:
    """The document with these spans (start, end, label), named s1, s2 … as given."""
    spans = [Span(f"s{n}", a, b, label, doc.text[a:b]) for n, (a, b, label) in enumerate(extents, 1)]
    return doc, AnnotationSet(doc.id, owner, annotations=Annotations.of(spans, relations))


def export(pairs: Sequence[Pair], options: ExportOptions | None = None) -> tuple[str, str, LossReport]:
    """The columns, the relations and the loss report of an export."""
    files = {".conll": "", ".relations.tsv": ""}
    loss = LossReport()
    assert CONLL.write
    for suffix, text in CONLL.write(lambda: iter(pairs), options or ExportOptions(), loss):
        assert isinstance(text, str)
        files[suffix] += text
    return files[".conll"], files[".relations.tsv"], loss


def read_columns(text: str, name: str) -> Read:
    """What the reader makes of a file of this text."""
    return read(CONLL, text, name)


def rows(columns: str) -> list[list[str]]:
    """The cells of all token rows."""
    return [line.split("\t") for line in columns.split("\n") if "\t" in line]


def promised(pairs: list[Pair], loss: LossReport) -> Extents:
    """What the report says that the file holds: by document and owner, the extents and labels of the spans."""
    gone = {(lost.document, lost.owner, lost.id) for lost in loss.dropped_spans}
    became = {(lost.document, lost.owner, lost.id): lost.became for lost in loss.changed_spans}
    found: Extents = {}
    for doc, owned in pairs:
        assert owned
        kept = [s for s in owned.annotations.spans.values() if (doc.id, owned.owner, s.id) not in gone]
        extents = [(became.get((doc.id, owned.owner, s.id)) or Extent(s.start, s.end), s.label) for s in kept]
        found[doc.id, owned.owner] = sorted((*extent, label) for extent, label in extents)
    return found


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of at least one character that is not white space."""
    text = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25)))
    return text if text.strip() else text + "بغداد"


@st.composite
def span_sets(draw: st.DrawFn, doc: Document, owner: str = "zainab") -> Pair:
    """Spans anywhere: nested, crossing, inside words, over sentence ends, on white space; and relations between."""
    places = st.integers(0, len(doc.text))
    extent = st.tuples(places, places, st.sampled_from(LABELS)).filter(lambda e: e[0] != e[1])
    drawn = draw(st.lists(extent.map(lambda e: (min(e[:2]), max(e[:2]), e[2])), max_size=8, unique=True))
    ids = st.sampled_from([f"s{n + 1}" for n in range(len(drawn))] or ["s1"])
    ends = draw(st.lists(st.tuples(ids, ids), max_size=3)) if drawn else []
    relations = [Relation(f"r{n}", head, tail, "NEAR") for n, (head, tail) in enumerate(ends)]
    return annotated(doc, drawn, relations, owner)


@st.composite
def documents(draw: st.DrawFn, id: str = "d-1") -> Document:
    """A document with our tokens and sentences or arbitrary ones, and lines of arbitrary kinds."""
    text = draw(texts())
    kinds = draw(st.lists(st.sampled_from(["boilerplate", "title", "body"]), max_size=6))
    doc = document(text, id, kinds, draw(st.none() | arbitrary_tokens(text)))
    return doc if draw(st.booleans()) else replace(doc, sentences=draw(arbitrary_sentences(doc.tokens)))


def arbitrary_tokens(text: str) -> st.SearchStrategy[list[Extent]]:
    """Tokens as a file may bring them: some text in none, some with white space inside; never across lines."""
    edges = st.sets(st.integers(0, len(text)), max_size=12).map(sorted)
    return edges.map(lambda found: list(_lines_apart(text, pairwise(found))))


def arbitrary_sentences(tokens: Sequence[Extent]) -> st.SearchStrategy[list[Extent]]:
    """Sentences as a file may bring them: from token to token, some of them in none, with or without a gap between."""
    edges = st.sets(st.integers(0, len(tokens)), max_size=8).map(sorted)
    return edges.map(lambda found: [Extent(tokens[i].start, tokens[j - 1].end) for i, j in pairwise(found)])


def _lines_apart(text: str, extents: Iterable[tuple[int, int]]) -> Iterator[Extent]:
    for start, end in extents:
        for piece in re.finditer(r"[^\n]*[^\s][^\n]*", text[start:end]):
            yield Extent(start + piece.start(), start + piece.end())
