"""Patterns that suggest entities, in the format of spaCy's entity ruler and of Prodigy: one JSON object a line.

``{"label": "GPE", "pattern": "بغداد"}`` is a name. A list stands for tokens, one object each, all of whose tests must
hold: ``{"label": "ORG", "pattern": [{"TEXT": "وزارة"}, {"LOWER": {"IN": ["الدفاع"]}}, {"TEXT": {"REGEX": "ية$"}, "OP":
"?"}]}``. Known are TEXT and ORTH (the token as written), LOWER (in small letters), REGEX, each in any case; IN, NOT_IN
and REGEX inside them; OP ``1 ? + * !``. Anything else is refused: a pattern that is read wrongly is worse than none.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.model.errors import BadRequest, InvalidInput, Refusals, UnknownName, one_of
from workbench.model.items import wrong

Test = Callable[[str], bool]
OPS: Final = ("1", "?", "+", "*", "!")
ATTRIBUTES: Final = ("TEXT", "ORTH", "LOWER", "REGEX")
LONGEST_TOKEN: Final = 200
"""Of a token an expression sees no more: nobody's pattern may hold up a page."""
MOST_TOKENS: Final = 20
"""A match is no longer."""


@dataclass(frozen=True, slots=True)
class Step:
    """One token of a pattern: what it must be, and how often."""

    tests: tuple[Test, ...]
    op: str = "1"

    def fits(self, token: str) -> bool:
        """Whether a token passes, or with ``!`` does not."""
        return all(test(token[:LONGEST_TOKEN]) for test in self.tests) is not (self.op == "!")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name (``words``), or tokens (``steps``), that bears a label."""

    label: str
    words: str = ""
    steps: tuple[Step, ...] = ()

    def longest(self, tokens: Sequence[str], first: int) -> int | None:
        """How far the longest match from this token on reaches (index after its last token); None without one."""
        return max((end for end in _ends(self.steps, tokens, first) if end > first), default=None)


def read_patterns(lines: Sequence[str], name: str, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The patterns of a file, as they stand in it. Raises `Refusals` with every line that cannot be read."""
    found, problems = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_read_line(line, labels))
        except InvalidInput as problem:
            problem.where = f"{name}:{number}"
            problems.append(problem)
    if problems:
        raise Refusals(problems)
    return found


def parse(given: Mapping[str, Any]) -> Pattern:
    """A pattern ready to match. Raises `BadRequest`."""
    label, pattern = given.get("label"), given.get("pattern")
    if not isinstance(label, str) or not label:
        raise wrong("label", label, "a label of the schema")
    if isinstance(pattern, str) and pattern.strip():
        return Pattern(label, words=pattern)
    if not isinstance(pattern, list) or not 0 < len(pattern) <= MOST_TOKENS:
        raise wrong("pattern", pattern, f"a name, or a list of 1 to {MOST_TOKENS} tokens")
    return Pattern(label, steps=tuple(_step(one, f"pattern[{place}]") for place, one in enumerate(pattern)))


def _read_line(line: str, labels: Sequence[str]) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise BadRequest(at="line", got="is not JSON", expected="one JSON object a line") from None
    if not isinstance(given, dict):
        raise wrong("line", given, "an object")
    pattern = parse(given)
    if pattern.label not in labels:
        raise UnknownName("label", pattern.label, labels)
    return {"label": given["label"], "pattern": given["pattern"]}


def _step(given: object, at: str) -> Step:
    if not isinstance(given, dict):
        raise wrong(at, given, 'an object such as {"LOWER": "…"}')
    named = {str(name).upper(): value for name, value in given.items()}
    op = named.pop("OP", "1")
    if op not in OPS:
        raise wrong(f"{at}.OP", op, f"one of {' '.join(OPS)}")
    return Step(tuple(test for name, value in named.items() for test in _tests(name, value, f"{at}.{name}")), op)


def _tests(name: str, value: object, at: str) -> Iterator[Test]:
    if name not in ATTRIBUTES:
        raise wrong(at, "an unknown attribute", one_of(name, ATTRIBUTES))
    if name == "REGEX":
        yield _expression(value, at)
    elif isinstance(value, dict) and value:
        seen = str.lower if name == "LOWER" else str
        for way, inner in value.items():
            test = _way(str(way).upper(), inner, f"{at}.{way}")
            yield lambda token, test=test, seen=seen: test(seen(token))  # type: ignore[misc]  # defaults bind them now
    else:
        wanted = _word(value, at)
        yield (lambda token: token.lower() == wanted) if name == "LOWER" else (lambda token: token == wanted)


def _way(name: str, value: object, at: str) -> Test:
    if name == "REGEX":
        return _expression(value, at)
    if name not in ("IN", "NOT_IN") or not isinstance(value, list):
        raise wrong(at, value, "IN or NOT_IN with a list, or REGEX with an expression")
    words = frozenset(_word(one, at) for one in value)
    return (lambda token: token in words) if name == "IN" else (lambda token: token not in words)


def _expression(value: object, at: str) -> Test:
    try:
        found = re.compile(_word(value, at))
    except re.error as error:
        raise BadRequest(at=at, got=f"is no regular expression: {error}", expected="one that Python reads") from None
    return lambda token: found.search(token) is not None


def _word(value: object, at: str) -> str:
    if not isinstance(value, str) or not value:
        raise wrong(at, value, "a string")
    return value


def _ends(steps: Sequence[Step], tokens: Sequence[str], first: int) -> set[int]:
    """Where matches of these steps that begin at a token may end; all at once, so that no pattern takes long."""
    stop = min(len(tokens), first + MOST_TOKENS)
    places = {first}
    for step in steps:
        reached = {at + 1 for at in places if at < stop and step.fits(tokens[at])}
        fresh = reached if step.op in "+*" else set()
        while fresh:
            fresh = {at + 1 for at in fresh if at < stop and step.fits(tokens[at])} - reached
            reached |= fresh
        places = reached | (places if step.op in "?*" else set())
    return places
