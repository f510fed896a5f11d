"""What the columns of a plain file are, from the rows that it begins with."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.formats.source import Head

TAG: Final = re.compile(r"([BIESLU])-(\S+)")
"""A tag with its label. L and U are the E and S of BILOU."""

_BETWEEN: Final = re.compile(r"[ +|]+(?=[BIESLU]-\S)")
"""What parts the tags of a token that has several: the corpus Wojood and what its tools write."""

CELL: Final = re.compile(r"[^ \t]+")
CHUNKS: Final = frozenset(
    ["NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP", "NC", "VC", "PC"]
)
"""Labels of the chunks that stand before the names in the files of CoNLL-2003, in tags like theirs."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[a-z-]+)?:")
"""What WikiANN writes before every token."""

_SURE: Final = 3
"""So many rows that are alike in this are no coincidence."""

Row = list[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """How many columns there are, which hold the token and the first tags, and whether the second holds offsets.

    Those between token and tags are passed over. ``prefix`` stands before every token and is none of its letters.
    """

    count: int
    first_tag: int
    ranged: bool = False
    form: int = 0
    prefix: str = ""

    @property
    def together(self) -> bool:
        """Whether all tags of a token may stand in one column: there is no other, and nothing is passed over."""
        return not self.ranged and self.form + 1 == self.first_tag == self.count - 1

    @property
    def passed_over(self) -> range:
        """Columns, counted from 1, that are not read."""
        return range(self.form + 2, self.first_tag + 1)


def cells_of(line: str) -> Row:
    """The cells of a row: parted by tabs if there are any, else by spaces. A no-break space is part of a word."""
    line = line.rstrip(" \t")
    return [cell.strip(" ") for cell in line.split("\t")] if "\t" in line else CELL.findall(line)


def is_tag(cell: str) -> bool:
    """Whether a cell may be a tag, or several."""
    return cell == "O" or all(map(TAG.fullmatch, tags_of(cell)))


def tags_of(cell: str) -> list[str]:
    """The tags of a cell, most often one: ``I-OCC B-ORG`` are two."""
    return _BETWEEN.split(cell)


def gathered(cells: Row, columns: Columns) -> Row:
    """A row whose tags stand side by side in one column, where they may: ``word I-OCC B-ORG``."""
    tags = cells[columns.first_tag :]
    if not columns.together or len(cells) <= columns.count or not all(map(TAG.fullmatch, tags)):
        return cells
    return [*cells[: columns.first_tag], " ".join(tags)]


def rows_of(head: Head) -> list[list[Row]]:
    """The rows at the head of a file, by sentence, without comments and without the last, which may be cut off."""
    found: list[list[Row]] = [[]]
    for line in re.split(r"\r\n|[\r\n]", head.text)[:-1]:
        row = cells_of(line)
        if not row or row[0] == "-DOCSTART-":
            found.append([])
        elif not (row[0].startswith("#") and not is_tag(row[-1])):
            found[-1].append(row)
    return [sentence for sentence in found if sentence]


def columns_of(head: Head) -> Columns | None:
    """The columns that most rows have; None where no row tells. The last holds tags, and so may those before it: a
    layer each, unless they are chunks."""
    sentences = rows_of(head)
    widths = Counter(len(row) for sentence in sentences for row in sentence)
    if not widths:
        return None
    if len(widths) > 1 and _are_together(sentences):
        return Columns(2, 1)
    count = widths.most_common(1)[0][0]
    rows = [row for sentence in sentences for row in sentence if len(row) == count]
    form = int(count > 2 and _is_numbered(sentences))
    first_tag = count - 1
    while first_tag - 1 > form and _is_layer(rows, first_tag - 1):
        first_tag -= 1
    return Columns(count, first_tag, form=form, prefix=_prefix([row[form] for row in rows]))


def _prefix(tokens: Sequence[str]) -> str:
    """The language that stands before all these tokens; empty if there is none, or if they are few."""
    found = _LANGUAGE.match(tokens[0])
    return found[0] if found and len(tokens) >= _SURE and all(one.startswith(found[0]) for one in tokens) else ""


def _are_together(sentences: Sequence[Sequence[Row]]) -> bool:
    """Whether rows have as many tags as their tokens are in spans, which are of every depth side by side; where each
    depth has a column of its own, O fills what is empty."""
    tags = [row[1:] for sentence in sentences for row in sentence]
    return all(all(map(TAG.fullmatch, found)) if len(found) > 1 else found and is_tag(found[0]) for found in tags)


def _is_layer(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds tags, and none of chunks."""
    found = [TAG.fullmatch(row[column]) for row in rows if row[column] != "O"]
    return all(found) and not CHUNKS & {one[2] for one in found if one}


def _is_numbered(sentences: Sequence[Sequence[Row]]) -> bool:
    """Whether the first column counts the tokens of each sentence."""
    numbers = [[row[0] for row in sentence] for sentence in sentences]
    counted = all(row[0] == "1" and all(a.isdecimal() and b == str(int(a) + 1) for a, b in pairwise(row))
                  for row in numbers)  # fmt: skip
    return counted and sum(map(len, numbers)) >= _SURE
