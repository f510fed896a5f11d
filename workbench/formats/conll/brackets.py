"""The columns of OntoNotes and CoNLL-2012: names in brackets over the tokens of a sentence.

``#begin document (bc/cctv/00); part 000``, then a row a token: the word is the fourth column, the name the eleventh,
``(DATE*``, ``*``, ``*)``, or ``(GPE)`` for a name of one word. How many columns follow depends on the sentence.
"""

import re
from typing import Final

from workbench.formats.conll.layout import Columns, Row
from workbench.formats.files import document_id
from workbench.formats.source import Head

BEGIN: Final = "#begin document"
COLUMNS: Final = Columns(11, 10, form=3)

_NAMED: Final = re.compile(rf"{BEGIN} \((.*)\)(?:; part (\d+))?\s*")
_NAME: Final = re.compile(r"(?:\(([^\s()*]+))?\*?(\))?")


def is_bracketed(head: Head) -> bool:
    """Whether a file is of this kind."""
    return head.first_line.startswith(f"{BEGIN} (")


def named(line: str) -> str | None:
    """The id of the document that a line begins, its part included; None for other lines."""
    found = _NAMED.fullmatch(line)
    return document_id("-".join(part.replace("/", "_") for part in found.groups() if part)) if found else None


class Brackets:
    """Turns the brackets of one sentence after the other into tags, ``B-`` and ``I-``."""

    def __init__(self) -> None:
        self.open = ""

    def tagged(self, cells: Row, *, begins: bool) -> Row:
        """The columns of a row that are read, with a tag as the last. What is no bracket, or closes nothing, or opens a
        name in a name, stays as it is: it is no tag either. ``begins``: the row is the first of its sentence."""
        self.open = "" if begins else self.open
        read = cells[: COLUMNS.count]
        found = _NAME.fullmatch(read[-1]) if len(read) == COLUMNS.count else None
        if found and not (found[1] and self.open) and not (found[2] and not found[1] and not self.open):
            label = found[1] or self.open
            read[-1] = f"{'B' if found[1] else 'I'}-{label}" if label else "O"
            self.open = "" if found[2] else label
        return read
