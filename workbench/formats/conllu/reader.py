"""Reads CoNLL-U: our own, Stanza's, and treebanks with tags of entities in MISC.

The text is put together from the words and the white space that MISC tells; where it tells none, sentences are lines.
A surface word is cut into the words under it if these spell it out (و + بغداد), else it stays one (French *du*).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from workbench.formats.base import Draft, Findings, Sign, Sureness
from workbench.formats.conll.blocks import Block, Found, Places
from workbench.formats.conll.page import Page
from workbench.formats.conllu.spaces import gap_after, gaps_in, unescaped
from workbench.formats.files import document_id
from workbench.formats.notes import Remark
from workbench.formats.source import Head, Source
from workbench.model.annotation import Relation
from workbench.model.document import Extent
from workbench.model.schema import Words

_COMMENT: Final = re.compile(r"#\s*([^\s=]+(?: [^\s=]+)*)\s*(?:= ?(.*))?")
_ID: Final = re.compile(r"(\d{1,6})(?:-(\d{1,6})|\.\d{1,6})?")
_TAG_KEY: Final = re.compile(r"ner([1-9]\d?)?", re.IGNORECASE)
_TAG: Final = re.compile(r"([BIES])-(\S+)")
_RELATION: Final = re.compile(r"(\S+) (\d{1,12}):(\d{1,12}):(\S+) (\d{1,12}):(\d{1,12}):(\S+)")
_KNOWN: Final = re.compile(
    r"ner([1-9]\d?)?|SpaceAfter|SpacesAfter|SpacesBefore|start_char|end_char|TokenRange|Translit|LTranslit|Gloss",
    re.IGNORECASE,
)
"""Keys of MISC that are read, or say nothing of names."""

_WIDTH: Final = 10


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a file, one after the other, and every problem with its place."""
    reader = _Reader(source.base.removesuffix(".conllu"), source.name, findings)
    for number, line in source.lines():
        done = reader.take(number, line.removesuffix("\r"))
        if done:
            yield done
    last = reader.close()
    reader.note()
    if last:
        yield last


def sniff(head: Head) -> Sign | None:
    """Rows of ten columns that begin with an id, below comments."""
    rows = [line for line in head.text[:20_000].splitlines()[:-1] if line.strip() and not line.startswith("#")]
    if sum(len(row.split("\t")) == _WIDTH and bool(_ID.match(row)) for row in rows) > len(rows) / 2:
        return Sign(Sureness.SURE, Words("rows of ten columns, the first an id", "صفوف من عشرة أعمدة أولها رقم"))
    return None


class Row(NamedTuple):
    """A row: its place in the file, its number, its form, MISC; of a surface word, the last of the words in it."""

    where: str
    number: int
    last: int | None
    form: str
    misc: Mapping[str, str]


class _Reader:
    """Takes the lines one by one; keeps problems instead of stopping."""

    def __init__(self, stem: str, name: str, findings: Findings) -> None:
        self.stem = stem
        self.name = name
        self.findings = findings
        self.document: _Document | None = None
        self.unnamed = 0
        self.sentence: list[Row] = []
        self.said: str | None = None
        self.over: dict[str, None] = {}
        self.where = f"{name}:1:1"

    def take(self, number: int, line: str) -> Draft | None:
        """Take the next line; the document that it ends, if it does."""
        self.where = f"{self.name}:{number}:1"
        if not line.strip():
            self._end_sentence()
        elif line.startswith("#"):
            return self._comment(line)
        else:
            self._row(line)
        return None

    def close(self) -> Draft | None:
        """The document that is open, if one is."""
        self._end_sentence()
        document, self.document = self.document, None
        return document.draft() if document else None

    def note(self) -> None:
        """Name what MISC said beside white space, places and tags."""
        if self.over:
            self.findings.notes.append(Remark.MISC_OVER(keys=", ".join(self.over)))

    def _comment(self, line: str) -> Draft | None:
        found = _COMMENT.fullmatch(line)
        key, value = (found[1], (found[2] or "").strip()) if found else ("", "")
        if key in ("newdoc", "newdoc id"):
            done = self.close()
            self._open(value)
            return done
        if key == "owner":
            self._opened().block.owner = value or None
        elif key == "text":
            self.said = found[2] if found else None
        elif key == "relation":
            self._relation(value)
        return None

    def _relation(self, value: str) -> None:
        found = _RELATION.fullmatch(value)
        if found:
            label, *ends = found.groups()
            self._opened().relations.append((self.where, label, _end(*ends[:3]), _end(*ends[3:])))
        else:
            self.findings.wrong(self.where, "relation", value, "TYPE start:end:LABEL start:end:LABEL")

    def _row(self, line: str) -> None:
        cells = line.split("\t")
        found = _ID.fullmatch(cells[0])
        if len(cells) != _WIDTH:
            self.findings.wrong(self.where, "the number of columns", len(cells), f"{_WIDTH}, parted by tabs")
        elif not found or not cells[1]:
            self.findings.wrong(self.where, "ID and FORM", line[:40], "a number such as 7, 7-8 or 7.1, and a word")
        elif "." not in cells[0]:  # an empty node stands for a word that is not there
            self._word(Row(self.where, int(found[1]), int(found[2]) if found[2] else None, cells[1], _misc(cells[9])))

    def _word(self, row: Row) -> None:
        """Take a row, if its number is the next one: a row that is twice there, or is not, is no reading."""
        done = next((one.number for one in reversed(self.sentence) if one.last is None), 0)
        if row.number != done + 1 or (row.last is not None and row.last <= row.number):
            self.findings.wrong(self.where, "ID", row.number, f"{done + 1}, the next word of its sentence")
        self.sentence.append(row)
        self.over |= dict.fromkeys(key for key in row.misc if not _KNOWN.fullmatch(key))

    def _end_sentence(self) -> None:
        rows, self.sentence = self.sentence, []
        said, self.said = self.said, None
        if not rows:
            return
        last = max(row.last or 0 for row in rows)
        if last > rows[-1].number:
            self.findings.wrong(rows[-1].where, "ID", rows[-1].number, f"words up to {last}, where the range ends")
        surfaces = list(_surfaces(rows))
        gaps = None if said is None else gaps_in(said, [row.form for row, _ in surfaces])
        if said is not None and gaps is None:
            self.findings.wrong(rows[0].where, "# text", said, "the words below it, and nothing else")
        self._opened().add(surfaces, gaps)

    def _opened(self) -> "_Document":
        return self.document or self._open("")

    def _open(self, id: str) -> "_Document":
        self.unnamed += not id
        name = id or document_id(self.stem) + (f"-{self.unnamed}" if self.unnamed > 1 else "")
        self.document = _Document(Block(name, self.where, Page()), self.findings)
        return self.document


Surface = tuple[Row, list[Row]]
"""A word as it stands in the text, and the words in it, if it has rows for them."""


def _surfaces(rows: Sequence[Row]) -> Iterator[Surface]:
    waiting = list(reversed(rows))
    while waiting:
        row = waiting.pop()
        below = []
        while row.last and waiting and not waiting[-1].last and waiting[-1].number <= row.last:
            below.append(waiting.pop())
        yield row, below


End = tuple[int, int, str]


def _end(start: str, end: str, label: str) -> End:
    return int(start), int(end), label


def _misc(cell: str) -> dict[str, str]:
    return {key: value for key, found, value in (entry.partition("=") for entry in cell.split("|")) if found}


class _Document:
    """The document that is being read. White space is put on the page like words: every character has its place."""

    def __init__(self, block: Block, findings: Findings) -> None:
        self.block = block
        self.findings = findings
        self.relations: list[tuple[str, str, End, End]] = []
        self._gap: str | None = None
        self._placed = False

    def add(self, surfaces: Sequence[Surface], gaps: Sequence[str] | None) -> None:
        """Add a sentence. ``gaps`` is the white space that its text has behind each word but the last; None if there
        is no text, and only MISC can tell."""
        self.block.open = []
        for at, (row, below) in enumerate(surfaces):
            self._put(row, below, begins=not at)
            if gaps and self._gap is None and at < len(gaps):
                self._gap = gaps[at]

    def draft(self) -> Draft | None:
        """The document, or None if there is no text in it."""
        self._write(self._gap or "")
        if not self.block.page.text.strip():
            return None
        draft = self.block.draft()
        ids = {(span.start, span.end, span.label): span.id for span in draft.spans}
        wheres, relations = [], []
        for where, label, head, tail in self.relations:
            if head in ids and tail in ids:
                wheres.append(where)
                relations.append(Relation(f"r{len(wheres)}", ids[head], ids[tail], label))
            else:
                self.findings.wrong(where, "relation", label, "two ends that the tags mark as spans")
        if draft.owner:  # one of ours: its words may be cut for spans, the frozen tokens are not
            draft = replace(draft, tokens=None, sentences=None)
        return replace(draft, relations=relations, place=Places(draft.place, wheres))

    def _put(self, row: Row, below: Sequence[Row], *, begins: bool) -> None:
        """Put a surface word on the page, and the words below it as tokens if they spell it out."""
        self._write(self._gap_before(begins) + unescaped(row.misc.get("SpacesBefore", "")))
        start = self.block.end
        self._write(row.form)
        parts = below if "".join(one.form for one in below) == row.form else []
        for one in parts or [row]:
            extent = Extent(start, start + len(one.form))
            self.block.keep_token(extent, begins=begins)
            self._tag(extent, [one] if parts else [row, *below])
            start, begins = extent.end, False
        self._gap, self._placed = gap_after(row.misc), "start_char" in row.misc

    def _gap_before(self, begins: bool) -> str:
        """What parts a word from the one before. Sentences of a treebank need not be neighbours: each is a line."""
        if begins and self.block.tokens and not (self._gap or self._placed):
            return "\n"
        return (" " if self.block.tokens else "") if self._gap is None else self._gap

    def _write(self, text: str) -> None:
        self.block.page.put(self.block.end, text)
        self.block.end += len(text)

    def _tag(self, extent: Extent, rows: Sequence[Row]) -> None:
        """Take the tags of a token; of several rows for one token, the first tag that says something."""
        tags: dict[int, tuple[str, Row]] = {}
        for row in rows:
            for key, tag in row.misc.items():
                depth = _TAG_KEY.fullmatch(key)
                if depth and tag not in ("O", "_"):
                    tags.setdefault(int(depth[1] or 1) - 1, (tag, row))
        width = max([len(self.block.open), *(column + 1 for column in tags)])
        self.block.open += [[] for _ in range(width - len(self.block.open))]
        for column in range(width):
            tag, row = tags.get(column, ("O", rows[0]))
            self._take(column, tag, row, extent)

    def _take(self, column: int, tag: str, row: Row, extent: Extent) -> None:
        found = _TAG.fullmatch(tag)
        if found:
            self.block.tag(column, [(found[1], Found(extent.start, extent.end, found[2], row.where))])
            return
        self.block.open[column] = []
        if tag != "O":
            self.findings.wrong(row.where, "ner", tag, "O, B-LABEL, I-LABEL, E-LABEL or S-LABEL")
