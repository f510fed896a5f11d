"""JSON of strangers, strictly: no NaN, no infinity; too deep or too long is a fault of the text like any other.

So is a key that an object has twice: a reader would keep one of its values and lose the other without a word.
"""

import json
import math
from collections.abc import Sequence
from typing import Any, Final

from workbench.formats.json_places import second_key
from workbench.formats.problems import BadJson, DuplicateKey, FileProblem

DEEPEST: Final = 100
"""Levels of lists and objects in what is kept as it is: it will be read and written again further down the stack."""


class KeyTwice(json.JSONDecodeError):
    """A value that is JSON, but for a key that its object has twice. ``pos`` is where the second stands, ``end`` where
    the value ends."""

    def __init__(self, text: str, start: int, end: int) -> None:
        at, self.key = second_key(text, start)
        self.end = end
        super().__init__(f"the key {self.key!r} stands twice in one object", text, at)


def not_json(where: str, error: json.JSONDecodeError) -> FileProblem:
    """The problem of a file in which this was met; ``where`` is the place of ``error.pos``."""
    if isinstance(error, KeyTwice):
        return DuplicateKey(where=where, key=error.key)
    return BadJson(where=where, reason=error.msg)


def loads(text: str) -> Any:
    """The value of a text that is JSON and nothing else. Raises `json.JSONDecodeError`."""
    found, end = raw_decode(text, skip(text, 0))
    if text[skip(text, end) :]:
        raise json.JSONDecodeError("Extra data", text, end)
    return found


def raw_decode(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends. Raises `json.JSONDecodeError`; `KeyTwice` is one."""
    try:
        return _decoded(_decoder, text, at)
    except _Repeated:
        _, end = _decoded(_lenient, text, at)
        raise KeyTwice(text, at, end) from None


def _decoded(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, at)
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, at) from None
    except json.JSONDecodeError:
        raise
    except ValueError:  # Python's own limit on the digits of a number
        raise json.JSONDecodeError("a number too long", text, at) from None


def skip(text: str, at: int) -> int:
    """The next place that is not white."""
    while at < len(text) and text[at] in _WHITE:
        at += 1
    return at


def is_shallow(value: object, deepest: int = DEEPEST) -> bool:
    """Whether no list or object in a value lies further down than so many levels."""
    level = [value]
    for _ in range(deepest):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return True
    return False


def _inside(value: object) -> list[Any]:
    """The lists and objects right below."""
    if not isinstance(value, list | dict):
        return []
    below = value.values() if isinstance(value, dict) else value
    return [one for one in below if isinstance(one, list | dict)]


def _no_constant(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is not JSON", name, 0)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_constant(digits)


class _Repeated(Exception):
    """Somewhere in a value, a key stands twice."""


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Repeated
    return found


_WHITE: Final = " \t\n\r"
_lenient: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
_decoder: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once)
