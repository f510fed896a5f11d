"""A plan laid out in rows: sentences, tag columns, lines of text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workbench.formats.base import ExportOptions
from workbench.formats.conll.plan import Plan, columns_of
from workbench.formats.conll.tokens import Cover, Grid, boundaries_of, clitics
from workbench.model.document import Document


class Sentence(NamedTuple):
    """A sentence of the export: its number in the document (from 1) and its tokens, indexes half-open."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one document. ``joined`` counts the sentence ends that were passed over for a span."""

    plan: Plan
    grid: Grid
    sentences: Sequence[Sentence]
    joined: int

    def sentence_of(self, offset: int) -> int:
        """Index of the sentence that holds a code point of the text."""
        token, _ = self.grid.touched(offset, offset + 1)
        return bisect_right(self.sentences, token, key=lambda sentence: sentence.last)


def make_sheet(plan: Plan) -> Sheet:
    """Cut the tokens of a plan where its spans need it, and group them into sentences."""
    grid = plan.grid.cut(edge for fit in plan.fits if fit.cuts for edge in fit.extent)
    spans = Cover(grid.touched(*fit.extent) for fit in plan.fits)
    starts = list(_sentence_starts(plan.document, grid))
    kept = [start for start in starts if not spans.touches(start[1], start[1])]
    ends = [*(first for _, first in kept[1:]), len(grid.tokens)]
    sentences = [Sentence(number, first, last) for (number, first), last in zip(kept, ends, strict=False)]
    return Sheet(plan, grid, sentences, len(starts) - len(kept))


def block(sheet: Sheet, options: ExportOptions, columns: int) -> str:
    """The text of one document: its comments, and a row per token with this many tag columns."""
    document, owner = sheet.plan.document, sheet.plan.owned.owner
    rows = list(_rows(sheet, options, columns))
    parts = [f"# newdoc id = {document.id}\n# owner = {owner}\n"]
    for sentence, section in _sections(sheet):
        parts.append(f"# sent_id = {document.id}.{sentence.number}\n{section}")
        parts += [*rows[sentence.first : sentence.last], "\n"]
    return "".join(parts if sheet.sentences else [*parts, "\n"])


def _sentence_starts(document: Document, grid: Grid) -> Iterator[tuple[int, int]]:
    """Number and first token of every sentence that has tokens; those before the first belong to it."""
    if not grid.tokens:
        return
    firsts = [grid.touched(sentence.start, sentence.start)[0] for sentence in document.sentences] or [0]
    firsts[0] = 0
    nexts = [*firsts[1:], len(grid.tokens)]
    for number, (first, after) in enumerate(zip(firsts, nexts, strict=True), 1):
        if first < after:
            yield number, first


def _sections(sheet: Sheet) -> Iterator[tuple[Sentence, str]]:
    """Every sentence with the comment that names its section, which is that of its first token."""
    lines = iter(sheet.plan.document.sections)
    line = next(lines, None)
    for sentence in sheet.sentences:
        start = sheet.grid.starts[sentence.first]
        while line and line.end <= start:
            line = next(lines, None)
        yield sentence, f"# section = {line.kind}\n" if line and line.start <= start else ""


def _rows(sheet: Sheet, options: ExportOptions, columns: int) -> Iterator[str]:
    text, tokens = sheet.plan.document.text, sheet.grid.tokens
    tags = map("\t".join, zip(*_tag_columns(sheet, options.scheme, columns), strict=True))
    if options.tokens != "word":
        return (f"{text[a:b]}\t{a}:{b}\t{tag}\n" for (a, b), tag in zip(tokens, tags, strict=True))
    boundaries = boundaries_of(sheet.plan.document.tokens)
    return (
        f"{text[a:b]}\t{a}:{b}\t{clitics((a, b), boundaries)}\t{tag}\n"
        for (a, b), tag in zip(tokens, tags, strict=True)
    )


def _tag_columns(sheet: Sheet, scheme: str, columns: int) -> list[list[str]]:
    found = [["O"] * len(sheet.grid.tokens) for _ in range(columns)]
    fits = sheet.plan.fits
    for fit, column in zip(fits, columns_of(fits), strict=True):
        first, last = sheet.grid.touched(*fit.extent)
        found[column][first:last] = _tags(fit.span.label, last - first, scheme)
    return found


def _tags(label: str, length: int, scheme: str) -> Iterable[str]:
    """The tags of one span over ``length`` tokens."""
    tags = [f"B-{label}", *([f"I-{label}"] * (length - 1))]
    if scheme == "IOBES":
        tags[-1] = f"{'E' if length > 1 else 'S'}-{label}"
    return tags
