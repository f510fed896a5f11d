"""Where a value stands in a line of JSON: `json` does not say, and an error message must."""

import json
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]  # the C scanner, not in the stubs

_WHITE = " \t\n\r"
_decoder = json.JSONDecoder()


def column(line: str, path: Sequence[str | int]) -> int:
    """The column (from 1) of the value at ``path``, or of the nearest value around it that is there."""
    at = _skip(line, 0)
    for step in path:
        try:
            found = _member(line, at, step) if isinstance(step, str) else _element(line, at, step)
        except RecursionError:  # what was read nearer to the bottom of the stack may be too deep for here
            break
        if found is None:
            break
        at = found
    return at + 1


def second_key(text: str, at: int) -> tuple[int, str]:
    """Where the first key stands that its object has already, and the key. The value at ``at`` must hold one."""
    open_: list[set[str]] = []  # the keys of every list and object that is open
    while True:
        if text[at] in "[{":
            open_.append(set())
        elif text[at] in "]}":
            open_.pop()
        elif text[at] == '"':
            key, end = scanstring(text, at + 1, True)
            if text.startswith(":", _skip(text, end)):
                if key in open_[-1]:
                    return at, key
                open_[-1].add(key)
            at = end - 1
        at += 1


def _member(line: str, at: int, key: str) -> int | None:
    if line[at] != "{":
        return None
    at = _skip(line, at + 1)
    while line[at] != "}":
        name, at = scanstring(line, at + 1, True)
        at = _skip(line, _skip(line, at) + 1)
        if name == key:  # there is no second one: `json_text` refuses those
            return at
        at = _after(line, at)
    return None


def _element(line: str, at: int, index: int) -> int | None:
    if line[at] != "[":
        return None
    at = _skip(line, at + 1)
    while line[at] != "]":
        if index == 0:
            return at
        index -= 1
        at = _after(line, at)
    return None


def _after(line: str, at: int) -> int:
    """Past a value and the comma behind it."""
    at = _skip(line, _decoder.raw_decode(line, at)[1])
    return _skip(line, at + 1) if line[at] == "," else at


def _skip(line: str, at: int) -> int:
    while at < len(line) and line[at] in _WHITE:
        at += 1
    return at
