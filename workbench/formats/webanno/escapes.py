"""What WebAnno TSV writes with a backslash: in lines of text, and in the values of columns."""

import re
from collections.abc import Mapping
from typing import Final

_LETTERS: Final[Mapping[str, str]] = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", "\\": "\\"}
_CHARACTERS: Final = {letter: character for character, letter in _LETTERS.items()}
_SPECIAL: Final = re.compile(r"[\b\t\n\f\r\\]")
_TEXT: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_VALUE: Final = re.compile(r"->|[\\\[\]|_;\t\n*]")
_ESCAPED: Final = re.compile(r"\\(->|.)", re.DOTALL)
_STACK: Final = re.compile(r"(?:[^\\|]|\\.|\\$)+")


def escaped_text(text: str) -> str:
    """A line of text, or the form of a token."""
    return _SPECIAL.sub(lambda found: "\\" + _LETTERS[found[0]], text)


def unescaped_text(line: str, *, java: bool = False) -> str:
    """The text of a line; ``java`` if it is of a version that wrote ``\\uXXXX``, as 3.1 and earlier did."""

    def read(found: re.Match[str]) -> str:
        said = found[1]
        if len(said) > 1:
            return chr(int(said[1:], 16)) if java else found[0]
        return _CHARACTERS.get(said, said if java else found[0])

    text = _TEXT.sub(read, line)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if java else text


def escaped_value(value: str) -> str:
    """The value of a feature as it stands in a column."""
    return _VALUE.sub(lambda found: "\\" + {"\t": "t", "\n": "n"}.get(found[0], found[0]), value)


def unescaped_value(cell: str) -> str:
    """The value of a feature."""
    return _ESCAPED.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), cell)


def stacked(cell: str) -> list[str]:
    """The values that are stacked in a cell, still escaped."""
    return _STACK.findall(cell)
