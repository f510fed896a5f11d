"""The lines of a WebAnno TSV file: header, sentences, rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from workbench.formats.problems import BadValue
from workbench.formats.webanno.escapes import unescaped_text
from workbench.model.errors import WorkbenchError

_OLD: Final = re.compile(r"#FORMAT=WebAnno TSV 3(\.[01])?\s*$")
_ROW: Final = re.compile(r"(\d{1,9}-\d{1,9})(\.\d{1,9})?\t(\d{1,12})-(\d{1,12})\t(.*)")


class Row(NamedTuple):
    """A token or a part of one: where it stands in the file, its id there, its place in the text, its columns."""

    where: str
    line: int
    id: str
    part: bool
    start: int
    end: int
    form: str
    cells: list[str]


@dataclass(slots=True)
class Sentence:
    """A sentence: its lines of text, and its rows."""

    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the sentence."""
        return "\n".join(self.lines)

    @property
    def tokens(self) -> list[Row]:
        """The rows of whole tokens."""
        return [row for row in self.rows if not row.part]


@dataclass(slots=True)
class Lines:
    """A file taken apart. ``kept`` is what our own comment says."""

    header: list[tuple[int, str]] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    kept: str | None = None
    problems: list[WorkbenchError] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, name: str, comment: str) -> "Lines":
        """The lines of a text; ``comment`` is how our own comment begins."""
        found, java = cls(), bool(_OLD.match(text.partition("\n")[0]))
        sentence, begun = Sentence(), False
        for number, raw in enumerate(text.split("\n"), 1):
            line = raw.removesuffix("\r")
            begun = begun or line.startswith(("#Text=", "#Sentence.id="))
            if not begun and not line.startswith(comment):
                found.header.append((number, line))
            elif line.startswith("#Text="):
                sentence.lines.append(unescaped_text(line.removeprefix("#Text="), java=java))
            elif line.startswith(comment):
                found.kept = line.removeprefix(comment)
            elif not line:
                sentence = found._end(sentence, f"{name}:{number}:1")
            elif not line.startswith("#") or sentence.rows:
                found._row(line, number, name, sentence, java=java)
        found._end(sentence, f"{name}:{number}:1")
        return found

    def rows(self) -> Iterator[Row]:
        """All rows."""
        return (row for sentence in self.sentences for row in sentence.rows)

    def _end(self, sentence: Sentence, where: str) -> Sentence:
        """Close a sentence; the next one."""
        if sentence.rows and not sentence.rows[0].part:
            self.sentences.append(sentence)
        elif sentence.rows or sentence.lines:
            self._wrong(where, "a sentence", "without tokens", "rows below #Text, a whole token first")
        return Sentence()

    def _row(self, line: str, number: int, name: str, sentence: Sentence, *, java: bool) -> None:
        found = _ROW.fullmatch(line)
        where = f"{name}:{number}:1"
        if not found or not sentence.lines:
            expected = "#Text above it, then a row: sentence-token, start-end, form, columns, parted by tabs"
            self._wrong(where, "a line", repr(line[:60]), expected)
            return
        id, part, start, end, rest = found.groups()
        form, *cells = rest.split("\t")
        form = unescaped_text(form, java=java)
        sentence.rows.append(Row(where, number, id + (part or ""), bool(part), int(start), int(end), form, cells))

    def _wrong(self, where: str, at: str, got: str, expected: str) -> None:
        self.problems.append(BadValue(where=where, at=at, got=f"is {got}", expected=expected))
