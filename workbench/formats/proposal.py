"""A schema file out of another tool's configuration: what fits is written, what does not is named with its place."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_NO_LABEL: Final = re.compile(r"\W")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")

Fields = dict[str, Any]


@dataclass(slots=True)
class Proposal:
    """What a schema file will say, by label, and notes on what it cannot."""

    name: str
    language: str = "ar"
    families: dict[str, Fields] = field(default_factory=dict)
    entities: dict[str, Fields] = field(default_factory=dict)
    relations: dict[str, Fields] = field(default_factory=dict)
    nesting: Fields = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def label(self, given: str, where: str) -> str:
        """A label of ours for one of theirs: letters, digits and ``_``."""
        label = _NO_LABEL.sub("_", given)
        label = label if label[:1].isalpha() or label.startswith("_") else f"_{label}"
        while label in self.entities or label in self.relations:
            label += "_"
        if label != given:
            self.notes.append(f"{where}: “{given}” is called {label} here; name both in a mapping when you import")
        return label

    def left_out(self, where: str, what: str) -> None:
        """Note what has no place in a schema file."""
        self.notes.append(f"{where}: {what} left out")

    def as_toml(self) -> str:
        """The schema file."""
        head = {"name": self.name, "version": "1", "language": self.language}
        parts = [_lines(head)]
        tables: Mapping[str, Mapping[str, Fields]] = {
            "families": self.families,
            "entities": self.entities,
            "relations": self.relations,
        }
        for kind, found in tables.items():
            parts += [f"[{kind}.{_key(label)}]\n{_lines(fields)}" for label, fields in found.items()]
        return "\n".join(parts + ([f"[nesting]\n{_lines(self.nesting)}"] if self.nesting else []))


def colour_of(given: str | None) -> Fields:
    """The field of a colour, if it is one that a schema file can hold."""
    return {"colour": given} if given and _COLOUR.fullmatch(given) else {}


def ordered(labels: Iterable[str], known: Sequence[str]) -> list[str]:
    """Labels once each, in the order in which they are known."""
    given = set(labels)
    return [label for label in known if label in given]


def _lines(fields: Mapping[str, Any]) -> str:
    found = []
    for key, value in fields.items():
        if isinstance(value, dict):
            found += [f"{key}.{_key(name)} = {_value(one)}\n" for name, one in value.items()]
        else:
            found.append(f"{key} = {_value(value)}\n")
    return "".join(found)


def _value(value: Any) -> str:
    """A value of TOML: its strings, lists and truth values are JSON's, DEL aside."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_]+", name) else _value(name)
