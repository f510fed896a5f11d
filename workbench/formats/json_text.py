"""JSON of strangers, strictly: no NaN, no infinity; too deep or too long is a fault of the text like any other."""

import json
import math
from typing import Any, Final

DEEPEST: Final = 100
"""Levels of lists and objects in what is kept as it is: it will be read and written again further down the stack."""


def loads(text: str) -> Any:
    """The value of a text that is JSON and nothing else. Raises `json.JSONDecodeError`."""
    found, end = raw_decode(text, skip(text, 0))
    if text[skip(text, end) :]:
        raise json.JSONDecodeError("Extra data", text, end)
    return found


def raw_decode(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends. Raises `json.JSONDecodeError`."""
    try:
        return _decoder.raw_decode(text, at)
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


_WHITE: Final = " \t\n\r"
_decoder: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
