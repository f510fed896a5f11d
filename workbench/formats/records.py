"""JSON of other tools: the records of a file one by one, and values out of them that are of the right kind.

A file may hold a record a line, records one after the other however they are broken into lines, or one list of them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from workbench.formats.base import Draft, Findings, Place
from workbench.formats.json_places import column
from workbench.formats.json_text import KeyTwice, not_json, raw_decode, skip
from workbench.formats.native import read_record
from workbench.formats.problems import BadJson, BadValue, FileProblem
from workbench.formats.source import Source
from workbench.model.items import is_text, shown

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A JSON object of a file and the way to it. A value of the wrong kind raises `BadValue` with its place."""

    fields: Mapping[str, Any]
    place: Place
    path: Path = ()

    def where(self, *path: str | int) -> str:
        """The place of something in this object."""
        return self.place(*self.path, *path)

    def wrong(self, key: str, expected: str) -> BadValue:
        """The problem with the value of a key."""
        found = self.fields.get(key)
        got = "is missing" if found is None else f"is {shown(found)}"
        at = ".".join(map(str, (*self.path, key)))
        return BadValue(where=self.where(key), at=at, got=got, expected=expected)

    def string(self, key: str, expected: str = "a string") -> str:
        """A string that must be there."""
        found = self.fields.get(key)
        if not isinstance(found, str) or not is_text(found):
            raise self.wrong(key, expected)
        return found

    def optional(self, key: str) -> str | None:
        """A string, or None if there is none."""
        return None if self.fields.get(key) is None else self.string(key)

    def number(self, key: str, expected: str = "a whole number, 0 or more") -> int:
        """A whole number that must be there, and is not negative."""
        found = self.fields.get(key)
        if type(found) is not int or not 0 <= found < 2**53:
            raise self.wrong(key, expected)
        return found

    def name(self, key: str, expected: str = "an id: a string or a whole number") -> str:
        """An id that tools write as a string or as a number, as a string."""
        found = self.fields.get(key)
        return str(self.number(key, expected)) if type(found) is int else self.string(key, expected)

    def values(self, key: str) -> list[Any]:
        """A list; an empty one if there is none."""
        found = self.fields.get(key)
        if found is not None and not isinstance(found, list):
            raise self.wrong(key, "a list")
        return found or []

    def items(self, key: str) -> list["Item"]:
        """The objects of a list."""
        return [self._object(one, key, at) for at, one in enumerate(self.values(key))]

    def item(self, key: str) -> "Item":
        """An object; an empty one if there is none."""
        return self._object(self.fields.get(key) or {}, key)

    def rest(self, *known: str) -> dict[str, Any]:
        """What is under other keys than these."""
        return {key: value for key, value in self.fields.items() if key not in known}

    def _object(self, found: object, *path: str | int) -> "Item":
        if not isinstance(found, dict):
            at = ".".join(map(str, (*self.path, *path)))
            raise BadValue(where=self.where(*path), at=at, got=f"is {shown(found)}", expected="an object")
        return Item(found, self.place, (*self.path, *path))


def each_draft(
    source: Source, findings: Findings, drafts_of: Callable[[Item, int], Iterable[Draft | None]]
) -> Iterator[Draft]:
    """The drafts of every record (with its number, from 1). The problem of one record does not stop the others."""
    for number, record in enumerate(records(source, findings), 1):
        with reported(findings):
            yield from (draft for draft in drafts_of(record, number) if draft)


def each_record(source: Source) -> Iterator[Item]:
    """The records that can be read, for a look at a file ahead of the reading; what is wrong is told by that."""
    with suppress(FileProblem):
        yield from records(source, Findings())


def native_draft(
    fields: dict[str, Any], item: Item, paths: Mapping[str, Sequence[Path]], findings: Findings
) -> Draft | None:
    """The draft of fields as native JSON has them, None if there are problems. ``paths`` lead to their items in the
    file: ``paths["spans"][3]`` is the way, within ``item``, to that of the fourth span."""

    def place(*path: str | int) -> str:
        match path:
            case (str(kind), int(at), *_) if at < len(paths.get(kind, ())):
                return item.where(*paths[kind][at])
        return item.where(*path)

    return read_record(fields, place, findings)


@contextmanager
def reported(findings: Findings) -> Iterator[None]:
    """Take a problem into the findings, and go on."""
    try:
        yield
    except FileProblem as problem:
        findings.problems.append(problem)


def records(source: Source, findings: Findings) -> Iterator[Item]:
    """The objects of a file."""
    head = source.head()
    stream = _lines(source, findings) if _is_whole(head.first_line) else _Scroll(source, findings).values()
    for value, place in stream:
        if isinstance(value, dict):
            yield Item(value, place)
        else:
            findings.wrong(place(), "record", value, "an object")


def _lines(source: Source, findings: Findings) -> Iterator[tuple[Any, Place]]:
    """A value a line; a broken line is a problem among others."""
    for number, line in source.lines():
        if line.strip():
            try:
                value, end = raw_decode(line, skip(line, 0))
                if line[end:].strip():
                    raise json.JSONDecodeError("Extra data", line, end)
            except json.JSONDecodeError as error:
                findings.problems.append(not_json(f"{source.name}:{number}:{error.colno}", error))
            else:
                yield value, _place(source.name, number, 1, line)


class _Scroll:
    """Reads values one by one from a text that arrives line by line: of one list, or one after the other."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.name = source.name
        self.findings = findings
        self.lines = source.lines()
        self.text = ""  # from the beginning of a line
        self.at = 0
        self.row = 1  # the number of that line

    def values(self) -> Iterator[tuple[Any, Place]]:
        """Every value with its place. Raises `BadJson` where the text cannot be read on."""
        listed = self._next() == "["
        self.at += listed
        while (found := self._next()) and found != "]":
            try:
                value = self._value()
            except KeyTwice as error:  # it is known where the value ends
                self.findings.problems.append(not_json(self._where(error.pos), error))
                self.at = error.end
            else:
                yield value
            after = self._next()
            if listed and after not in (",", "]"):
                raise self._broken("the list is not closed" if not after else "expected a comma or ]", self.at)
            self.at += listed and after == ","
        if listed and not found:
            raise self._broken("the list is not closed", self.at)
        self.at += listed
        if listed and self._next():
            raise self._broken("something stands behind the list", self.at)

    def _value(self) -> tuple[Any, Place]:
        start, size = self.at, 0
        while True:
            try:
                value, end = raw_decode(self.text, start)
            except KeyTwice:
                raise
            except json.JSONDecodeError as error:
                size = max(2 * size, len(self.text) - start)
                if not self._grow(size):
                    raise self._broken(error.msg, error.pos) from None
            else:
                begun = self.text.rfind("\n", 0, start) + 1
                place = _place(self.name, self.row, start - begun + 1, self.text[start:end])
                self.at = end
                return value, place

    def _next(self) -> str:
        """The next character that is not white; empty at the end of the file. Lines before it are let go."""
        while True:
            self.at = skip(self.text, self.at)
            begun = self.text.rfind("\n", 0, self.at) + 1
            self.row += self.text.count("\n", 0, begun)
            self.text, self.at = self.text[begun:] if begun else self.text, self.at - begun
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._grow(1):
                return ""

    def _grow(self, size: int) -> bool:
        """Read on, by at least so many characters if there are; False at the end of the file."""
        pieces: list[str] = []
        while size > 0:
            _, line = next(self.lines, (0, None))
            if line is None:
                break
            pieces.append(line + "\n")
            size -= len(line) + 1
        self.text += "".join(pieces)
        return bool(pieces)

    def _broken(self, reason: str, at: int) -> BadJson:
        return BadJson(where=self._where(at), reason=reason)

    def _where(self, at: int) -> str:
        begun = self.text.rfind("\n", 0, at) + 1
        return f"{self.name}:{self.row + self.text.count(chr(10), 0, at)}:{at - begun + 1}"


def _place(name: str, row: int, first: int, text: str) -> Place:
    """Places within a value whose text begins at a row and column."""

    def found(*path: str | int) -> str:
        at = column(text, path) - 1
        begun = text.rfind("\n", 0, at) + 1
        shift = 0 if begun else first - 1
        return f"{name}:{row + text.count(chr(10), 0, at)}:{at - begun + 1 + shift}"

    return found


def _is_whole(line: str) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return line.lstrip().startswith("{") and not line[raw_decode(line, skip(line, 0))[1] :].strip()
    except KeyTwice as error:
        return not line[error.end :].strip()
    except json.JSONDecodeError:
        return False
