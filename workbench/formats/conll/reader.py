"""Reads CoNLL columns: our own, which say where each token stands, and plain ones, which only list tokens.

Plain files hold a token and its tag in the first and last column, separated by tabs or spaces; ``-DOCSTART-`` lines
begin documents, blank lines end sentences. Their text is the tokens joined by spaces, a sentence a line.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from workbench.formats.base import Draft, Findings, Sign, Sureness
from workbench.formats.conll import brackets
from workbench.formats.conll.blocks import Block, Found
from workbench.formats.conll.layout import CELL, TAG, Columns, cells_of, columns_of, gathered, is_tag, rows_of, tags_of
from workbench.formats.conll.links import Links
from workbench.formats.conll.page import Page
from workbench.formats.files import document_id
from workbench.formats.notes import Remark
from workbench.formats.source import Head, Source
from workbench.model.document import SECTION_KINDS, Extent
from workbench.model.items import shown
from workbench.model.schema import Words

SCHEMES: Final = {"BIO": "BI", "IOBES": "BIES"}
"""Scheme → the letters that may begin a tag, besides the lone O."""

_ANY: Final = "BIESLU"
_ALIKE: Final = {"L": "E", "U": "S"}
_COMMENT: Final = re.compile(r"#\s*([^\s=]+(?: [^\s=]+)*)\s*= ?(.*)")
_RANGE: Final = re.compile(r"([0-9]{1,12}):([0-9]{1,12})")
_SAMPLE: Final = 200
_MOST: Final = 0.5
"""More than this share of the first rows end in a tag where a file is of this format."""

_LABEL_STUDIO: Final = "-DOCSTART- -X- O"
"""The first line of what Label Studio exports as CoNLL2003, one column short of that."""

_ROOM: Final = 1_000_000
"""Code points of gap that any file may have; a broken range must not make a text of gigabytes."""


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The documents of a file, one draft per document and owner, and every problem with its place.

    A document ends where another begins: the blocks of its owners follow each other.
    """
    head = source.head()
    if head.first_line.strip() == _LABEL_STUDIO:
        findings.notes.append(Remark.BLOCKS_OF_STUDIO())
    reader = _Reader(source.name, findings, head)
    links = Links(source.sibling(beside(source.base)[0]), findings)
    for number, line in enumerate(_lines(source), 1):
        reader.take(number, line)
        yield from map(links.join, reader.finished())
    yield from map(links.join, reader.finished(at_end=True))
    links.report_strangers()


def beside(name: str) -> Sequence[str]:
    """The file of relations, which is read along."""
    return (f"{name.removesuffix('.conll')}.relations.tsv",)


def sniff(head: Head) -> Sign | None:
    """Our own header, a ``-DOCSTART-`` line, or rows of columns that end in a tag."""
    start = head.text.lstrip()
    if start.startswith("# global.columns = FORM RANGE"):
        return Sign(Sureness.SURE, Words("its header names our columns", "ترويسته تسمّي أعمدتنا"))
    if brackets.is_bracketed(head):
        return Sign(Sureness.SURE, Words(f"it begins with {brackets.BEGIN}", f"يبدأ بالسطر {brackets.BEGIN}"))
    if start.startswith("-DOCSTART-"):
        return Sign(Sureness.LIKELY, Words("it begins with -DOCSTART-", "يبدأ بالسطر ‎-DOCSTART-"))
    rows = [row for sentence in rows_of(head) for row in sentence][:_SAMPLE]
    tagged = sum(len(row) > 1 and is_tag(row[-1]) for row in rows)
    if tagged > 1 and tagged > len(rows) * _MOST:  # a few may be broken, and are told then
        return Sign(Sureness.LIKELY, Words("rows of columns, the last a tag", "صفوف أعمدة آخرها وسم"))
    return None


def _lines(source: Source) -> Iterator[str]:
    """The lines of a file, whatever ends them."""
    for _, line in source.lines():
        yield from line.removesuffix("\r").split("\r")


class _Reader:
    """Takes the lines one by one; keeps problems instead of stopping."""

    def __init__(self, name: str, findings: Findings, head: Head) -> None:
        self.name = name
        self.room = _ROOM
        self.findings = findings
        self.blocks: list[Block] = []
        self.pages: dict[str, Page] = {}
        self.block: Block | None = None
        self.columns: Columns | None = None
        self.brackets = brackets.Brackets() if brackets.is_bracketed(head) else None
        self.plain = brackets.COLUMNS if self.brackets else columns_of(head)
        self.letters = _ANY
        self.unreadable = False
        self.begins = True
        self.section: str | None = None
        self.number, self.line, self.unnamed = 0, "", 0

    def take(self, number: int, line: str) -> None:
        """Take the next line of the file."""
        self.number, self.line = number, line
        self.room += len(line) + 1
        if not line or line.isspace():
            self._end_sentence()
        elif line[0] == "#" and self._is_comment():
            self._comment()
        elif self.unreadable:
            return
        elif self.columns and self.columns.ranged:
            self._ranged_row(self.columns)
        elif line.startswith("-DOCSTART-"):
            self._end_sentence()
            self.block = None
        else:
            self._plain_row()

    def finished(self, *, at_end: bool = False) -> Iterator[Draft]:
        """The drafts of the document that ended with the last line, if one did. Nothing of it is kept."""
        if not self.blocks or not (at_end or self.blocks[-1].id != self.blocks[0].id):
            return
        done = self.blocks if at_end else self.blocks[:-1]
        self.blocks = self.blocks[len(done) :]
        self.pages = {block.id: block.page for block in self.blocks}
        yield from (block.draft() for block in done)

    def _is_comment(self) -> bool:
        """A token may begin with # too, unless it stands behind a number: then its row has tabs, or ends in a tag."""
        if self.columns and self.columns.ranged:
            return "\t" not in self.line
        if self.plain and self.plain.form:
            return True
        if "\t" in self.line:
            return False
        cells = cells_of(self.line)
        return len(cells) < 2 or not is_tag(cells[-1])

    def _comment(self) -> None:
        found = _COMMENT.fullmatch(self.line)
        key, value = found.groups() if found else ("", "")
        begun = brackets.named(self.line) if self.brackets else None
        if begun:
            key, value = "newdoc id", begun
        if key == "global.columns":
            self._set_columns(value)
        elif key == "workbench":
            self._set_scheme(value)
        elif key == "newdoc id":
            self._end_sentence()
            self.block = self._new_block(value)
        elif key == "owner" and self.block:
            self.block.owner = value
        elif key == "section":
            self._set_section(value.strip())

    def _set_columns(self, value: str) -> None:
        names = value.split()
        tags = [name for name in names if name == "NER" or name.startswith("NER.")]
        first_tag = len(names) - len(tags)
        self.columns = Columns(len(names), first_tag, ranged=True)
        self.unreadable = names[:2] != ["FORM", "RANGE"] or not tags or names[first_tag:] != tags
        if self.unreadable:
            self._wrong("global.columns", value, "FORM RANGE first, then others, and the NER columns last", 0)

    def _set_scheme(self, value: str) -> None:
        scheme = dict(part.partition("=")[::2] for part in value.split()).get("scheme", "")
        self.letters = SCHEMES.get(scheme, _ANY)
        if scheme not in SCHEMES or not value.startswith("conll/1 "):
            self._wrong("workbench", value, f"conll/1 and scheme= one of {', '.join(SCHEMES)}", 0)

    def _set_section(self, value: str) -> None:
        if value in SECTION_KINDS:
            self.section = value
        else:
            self._wrong("section", value, f"one of {', '.join(SECTION_KINDS)}", 0)

    def _new_block(self, given: str = "") -> Block:
        """A block for the document of this id; without one, of an id made from the file's name and a counter."""
        self.unnamed += not given
        name = given or f"{document_id(self.name.removesuffix('.gz').removesuffix('.conll'))}-{self.unnamed}"
        block = Block(name, f"{self.name}:{self.number}:1", self.pages.setdefault(name, Page()))
        self.blocks.append(block)
        return block

    def _end_sentence(self) -> None:
        self.begins, self.section = True, None
        if self.block:
            self.block.open = []

    def _ranged_row(self, columns: Columns) -> None:
        cells = self.line.split("\t")
        block = self.block = self.block or self._new_block()
        if not self._has_width(cells, columns.count):
            return
        extent = self._extent(cells, block.end)
        if extent and self._put(block, extent, cells[0]):
            self._take_tags(block, extent, cells, columns)

    def _plain_row(self) -> None:
        cells = cells_of(self.line)
        block = self.block = self.block or self._new_block()
        columns = self.columns = self.columns or self._plain_columns(len(cells))
        cells = self.brackets.tagged(cells, begins=self.begins) if self.brackets else gathered(cells, columns)
        if not self._has_width(cells, max(2, columns.count)):
            return
        form = cells[columns.form].removeprefix(columns.prefix)
        if not form:
            self._wrong("the token", form, "a word", columns.form)
            return
        start = block.end + 1 if block.tokens else 0
        extent = Extent(start, start + len(form))
        block.keep_token(extent, begins=self.begins)
        self._put(block, extent, form)
        self._take_tags(block, extent, cells, columns)

    def _plain_columns(self, width: int) -> Columns:
        """The columns of a plain file; with a remark on those that are not read."""
        columns = self.plain or Columns(width, width - 1)
        if columns.passed_over:
            numbers = ", ".join(map(str, columns.passed_over))
            self.findings.notes.append(Remark.COLUMNS_BETWEEN(columns=numbers))
        if columns.prefix:
            self.findings.notes.append(Remark.PREFIX_CUT(prefix=columns.prefix))
        return columns

    def _has_width(self, cells: list[str], expected: int) -> bool:
        if len(cells) != expected:
            self._wrong("the number of columns", len(cells), f"{expected}", 0)
        return len(cells) == expected

    def _extent(self, cells: list[str], end: int) -> Extent | None:
        """The extent in the RANGE column, if it can be that of this token."""
        form, given = cells[:2]
        found = _RANGE.fullmatch(given)
        extent = Extent(int(found[1]), int(found[2])) if found else None
        if extent is None or not form or extent.end - extent.start != len(form):
            self._wrong("RANGE", given, f"start:end of {shown(form)}, {len(form)} code points apart", 1)
        elif extent.start < end:
            self._wrong("RANGE", given, f"a start of at least {end}, where the token before ends", 1)
        elif extent.start - end > self.room:
            self._wrong("RANGE", given, "a start near the end of the token before", 1)
        else:
            self.room -= extent.start - end
            return extent
        return None

    def _put(self, block: Block, extent: Extent, form: str) -> bool:
        """Put a token on its page."""
        if not block.page.put(extent.start, form):
            self._wrong("FORM", form, f"the text that an earlier block of “{block.id}” has at this place", 0)
            return False
        if self.begins:
            block.page.begin_sentence(extent.start, self.section)
        self.begins = False
        block.end = extent.end
        return True

    def _take_tags(self, block: Block, extent: Extent, cells: list[str], columns: Columns) -> None:
        width = columns.count - columns.first_tag
        if len(block.open) != width:
            block.open = [[] for _ in range(width)]
        for column in range(width):
            cell = columns.first_tag + column
            if cells[cell] == "O":
                block.open[column] = []
            else:
                found = [self._tag(tag, extent, cell) for tag in self._tags(cells[cell], columns)]
                block.tag(column, [one for one in found if one])

    def _tags(self, cell: str, columns: Columns) -> list[str]:
        tags = tags_of(cell) if columns.together else [cell]
        if len(tags) > 1 and Remark.TAGS_TOGETHER() not in self.findings.notes:
            self.findings.notes.append(Remark.TAGS_TOGETHER())
        return tags

    def _tag(self, tag: str, extent: Extent, cell: int) -> tuple[str, Found] | None:
        """The letter of a tag, and the span that it may begin."""
        found = TAG.fullmatch(tag)
        if not found or found[1] not in self.letters:
            expected = ", ".join(f"{letter}-LABEL" for letter in self.letters)
            self._wrong("the tag", tag, f"O, {expected}", cell)
            return None
        return _ALIKE.get(found[1], found[1]), Found(extent.start, extent.end, found[2], self._place(cell))

    def _wrong(self, at: str, found: object, expected: str, cell: int) -> None:
        self.findings.wrong(self._place(cell), at, found, expected)

    def _place(self, cell: int) -> str:
        """Where a cell of the current line begins."""
        if "\t" in self.line:
            column = sum(len(before) + 1 for before in self.line.split("\t")[:cell]) + 1
        else:
            starts = [match.start() for match in CELL.finditer(self.line)]
            column = starts[cell] + 1 if cell < len(starts) else 1
        return f"{self.name}:{self.number}:{column}"
