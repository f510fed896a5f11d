"""The rows of one document: tokens, tag columns, and the comments that name sentences and sections."""

from collections.abc import Iterable, Iterator

from workbench.formats.base import ExportOptions
from workbench.formats.grid import boundaries_of, clitics
from workbench.formats.plan import columns_of
from workbench.formats.sheet import Sentence, Sheet


def block(sheet: Sheet, options: ExportOptions, columns: int) -> str:
    """The text of one document: its comments, and a row per token with this many tag columns."""
    document, owner = sheet.plan.document, sheet.plan.owned.owner
    rows = list(_rows(sheet, options, columns))
    parts = [f"# newdoc id = {document.id}\n# owner = {owner}\n"]
    for sentence, section in _sections(sheet):
        parts.append(f"# sent_id = {document.id}.{sentence.number}\n{section}")
        parts += [*rows[sentence.first : sentence.last], "\n"]
    return "".join(parts if sheet.sentences else [*parts, "\n"])


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
    tags = map("\t".join, zip(*tag_columns(sheet, options.scheme, columns), strict=True))
    if options.tokens != "word":
        return (f"{text[a:b]}\t{a}:{b}\t{tag}\n" for (a, b), tag in zip(tokens, tags, strict=True))
    boundaries = boundaries_of(sheet.plan.document.tokens)
    return (
        f"{text[a:b]}\t{a}:{b}\t{clitics((a, b), boundaries)}\t{tag}\n"
        for (a, b), tag in zip(tokens, tags, strict=True)
    )


def tag_columns(sheet: Sheet, scheme: str, columns: int) -> list[list[str]]:
    """The tags of every token, a list for each column."""
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
