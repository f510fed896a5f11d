"""Which line of a TOML file a key stands on: `tomllib` does not say, and an error message must."""

import re
from collections import Counter
from collections.abc import Sequence

_NAME = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"({_NAME}(?:\s*\.\s*{_NAME})*)"
_HEADER = re.compile(rf"\s*\[\[?\s*{_DOTTED}\s*\]\]?\s*(?:#|$)")  # not a line of a list, such as ["a", "b"]
_KEY = re.compile(rf"\s*{_DOTTED}\s*=")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([\w-]+)")


class TomlLines:
    """Line numbers (from 1) of the keys of a TOML text.

    In an array of tables, ``("rows", "1", "key")`` is a key of the second and ``("rows", "key")`` the first such key.
    """

    def __init__(self, source: str) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._rows: Counter[tuple[str, ...]] = Counter()
        table: tuple[str, ...] = ()
        row: tuple[str, ...] = ()
        in_string = False
        for number, line in enumerate(source.split("\n"), start=1):
            header, key = _HEADER.match(line), _KEY.match(line)
            if not in_string and header:
                table = _parts(header[1])
                row = self._row(table) if line.lstrip().startswith("[[") else table
                self._note(table, number)
                self._note(row, number)
            elif not in_string and key:
                self._note((*table, *_parts(key[1])), number)
                self._note((*row, *_parts(key[1])), number)
            in_string ^= (line.count('"""') + line.count("'''")) % 2 == 1

    def of(self, path: Sequence[str]) -> int:
        """The line of a key path, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if tuple(path[:length]) in self._lines:
                return self._lines[tuple(path[:length])]
        return 1

    def _row(self, table: tuple[str, ...]) -> tuple[str, ...]:
        """The path of the next row of an array of tables."""
        self._rows[table] += 1
        return (*table, str(self._rows[table] - 1))

    def _note(self, path: tuple[str, ...], number: int) -> None:
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], number)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(dotted))
