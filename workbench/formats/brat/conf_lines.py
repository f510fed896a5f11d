"""The lines of brat's configuration files: sections, entries with their arguments, macros, indentation."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_SECTION: Final = re.compile(r"\[([\w-]+)\]")
_MACRO: Final = re.compile(r"(<[^<>\s]+>)\s*=\s*(.*)")
_COMMENT: Final = re.compile(r"(^|\s)#.*")
_COUNT: Final = re.compile(r"[?*+]$|\{\d*(-\d*)?\}$")
_ALIASES: Final = {"spans": "entities"}


class Argument(NamedTuple):
    """An argument of an entry: its name, without how often it may stand, and what it may be."""

    name: str
    values: list[str]


class Entry(NamedTuple):
    """A line: where it stands, its section, its name, and what it says of it.

    ``terms`` are the parts between bars: other names of a type. ``parents`` are those around it by indentation, the
    nearest last; ``abstract`` is a type that nobody can mark.
    """

    where: str
    section: str
    name: str
    terms: list[str]
    parents: tuple[str, ...]
    abstract: bool
    arguments: list[Argument]

    def values(self, name: str) -> list[str]:
        """The values of an argument; none if it is not there."""
        return [value for one in self.arguments if one.name == name for value in one.values]

    @property
    def roles(self) -> list[Argument]:
        """The arguments that are roles, in order, without those that mean something to brat itself."""
        return [one for one in self.arguments if not one.name.startswith("<")]


def entries(text: str, name: str) -> Iterator[Entry]:
    """The entries of a file, in order; ``name`` is what places call it."""
    section, macros = "", dict[str, str]()
    above: list[tuple[int, str]] = []
    for number, given in enumerate(text.splitlines(), 1):
        line = _COMMENT.sub("", given).rstrip()
        header, macro = _SECTION.fullmatch(line.strip()), _MACRO.fullmatch(line.strip())
        if header:
            section, macros, above = _ALIASES.get(header[1], header[1]), {}, []
        elif macro:
            macros[macro[1]] = _expanded(macro[2], macros)
        elif line.strip(" \t-"):
            depth = len(line) - len(line.lstrip())
            above = [one for one in above if one[0] < depth]
            entry = _entry(_expanded(line.strip(), macros), f"{name}:{number}:{depth + 1}", section, above)
            above.append((depth, entry.name))
            yield entry


def _expanded(line: str, macros: dict[str, str]) -> str:
    for name, value in macros.items():
        line = line.replace(name, value)
    return line


def _entry(line: str, where: str, section: str, above: list[tuple[int, str]]) -> Entry:
    names, *rest = line.split(None, 1)
    name = names.partition("|")[0]
    arguments = [_argument(part) for part in re.split("[,;]", "".join(rest)) if part.strip()]
    terms = [term.strip() for term in line.split("|")[1:]]
    parents = tuple(parent for _, parent in above)
    return Entry(where, section, name.removeprefix("!"), terms, parents, name.startswith("!"), arguments)


def _argument(part: str) -> Argument:
    role, _, values = part.strip().partition(":")
    return Argument(_COUNT.sub("", role), [value.strip() for value in values.split("|") if value.strip()])
