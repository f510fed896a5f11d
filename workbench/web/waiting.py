"""How far a long request is: the page that sent it asks here until it is answered.

A form gives its request a name of its own making, in the field ``watch``, which goes along where the request is sent
on; without scripts it gives none, and nothing is told. What is told lives in this process for as long as the request
does, and is for the person who sent it alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, request

from workbench.web.visitor import signed_in

Tell = Callable[[int, int | None], None]
"""Told (articles done, per cent of all or None)."""

_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class HowFar:
    """Articles done so far, and per cent of all if that is known."""

    done: int
    percent: int | None


def furnish(app: Flask) -> None:
    """Give an app its place for what is told."""
    app.extensions["waiting"] = {}


@contextmanager
def watched() -> Iterator[Tell]:
    """What is told inside is what `how_far` answers meanwhile."""
    held, key = _held(), (signed_in().id, request.values.get("watch", "")[:_LONGEST_NAME])

    def tell(done: int, percent: int | None) -> None:
        held[key] = HowFar(done, percent)

    try:
        yield tell if key[1] else lambda done, percent: None
    finally:
        held.pop(key, None)


def how_far(name: str) -> HowFar | None:
    """How far this person's request of that name is; None if none is under way."""
    return _held().get((signed_in().id, name))


def _held() -> dict[tuple[int, str], HowFar]:
    held: dict[tuple[int, str], HowFar] = current_app.extensions["waiting"]
    return held
