"""Reads typed values out of a parsed TOML file and collects every fault with its line."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from workbench.model.errors import InvalidInput, Say, one_of
from workbench.model.items import shown
from workbench.model.schema import Words
from workbench.model.toml_lines import TomlLines

T = TypeVar("T")
Path = tuple[str, ...]

LANGUAGES: Final = ("en", "ar")
_LABEL: Final = re.compile(r"[^\W\d]\w*")


class SchemaBroken(InvalidInput):
    """One fault of a schema file, with its line."""

    code = "schema-broken"
    en = Say("{at}: {got}.", "Expected {expected}.")
    ar = Say("{at}: {got}.", "المتوقَّع: {expected}.")


class TableReader:
    """Readers that take a table, its path and a key. A fault is kept, and a harmless value returned."""

    def __init__(self, name: str, lines: TomlLines) -> None:
        self.name = name
        self.lines = lines
        self.faults: list[SchemaBroken] = []

    def fault(self, path: Sequence[str], got: str, expected: str) -> None:
        where = f"{self.name}:{self.lines.of(path)}"
        self.faults.append(SchemaBroken(where=where, at=".".join(path), got=got, expected=expected))

    def only(self, table: Mapping[str, Any], path: Sequence[str], known: Sequence[str]) -> None:
        for key in (key for key in table if key not in known):
            self.fault((*path, key), "is an unknown key", one_of(key, known))

    def each(
        self, table: Mapping[str, Any], key: str, read: Callable[[Mapping[str, Any], tuple[str, ...]], T]
    ) -> dict[str, T]:
        found = {}
        for label, fields in self.table(table, (), key).items():
            if not _LABEL.fullmatch(label):
                self.fault((key, label), f"is called {shown(label)}", "a label of letters, digits and _")
            elif not isinstance(fields, dict):
                self.fault((key, label), f"is {shown(fields)}", f"a table [{key}.{label}]")
            else:
                found[label] = read(fields, (key, label))
        return found

    def table(self, table: Mapping[str, Any], path: Sequence[str], key: str) -> Mapping[str, Any]:
        found = table.get(key, {})
        if isinstance(found, dict):
            return found
        self.fault((*path, key), f"is {shown(found)}", "a table")
        return {}

    def tables(self, table: Mapping[str, Any], path: Sequence[str], key: str) -> list[Mapping[str, Any]]:
        found = table.get(key, [])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        self.fault((*path, key), f"is {shown(found)}", "a list of tables")
        return []

    def string(
        self,
        table: Mapping[str, Any],
        path: Sequence[str],
        key: str,
        *,
        default: str = "",
        required: bool = False,
    ) -> str:
        found = table.get(key, default)
        if required and not found:
            self.fault((*path, key), "is missing", "a string")
        elif not isinstance(found, str):
            self.fault((*path, key), f"is {shown(found)}", "a string")
        return str(found)

    def matching(
        self,
        table: Mapping[str, Any],
        path: Sequence[str],
        key: str,
        pattern: re.Pattern[str],
        expected: str,
        default: str,
    ) -> str:
        found = self.string(table, path, key, default=default)
        if key in table and not pattern.fullmatch(found):
            self.fault((*path, key), f"is {shown(found)}", expected)
        return found

    def one_of(
        self, table: Mapping[str, Any], path: Sequence[str], key: str, known: Sequence[str], default: str
    ) -> str:
        found = self.string(table, path, key, default=default)
        if found not in known:
            self.fault((*path, key), f"is {shown(found)}", one_of(found, known))
        return found

    def boolean(self, table: Mapping[str, Any], path: Sequence[str], key: str) -> bool:
        found = table.get(key, False)
        if not isinstance(found, bool):
            self.fault((*path, key), f"is {shown(found)}", "true or false")
        return found is True

    def strings(self, table: Mapping[str, Any], path: Sequence[str], key: str) -> list[str]:
        found = table.get(key, [])
        if isinstance(found, list) and all(isinstance(one, str) and one for one in found):
            return found
        self.fault((*path, key), f"is {shown(found)}", "a list of strings")
        return []

    def labels(self, table: Mapping[str, Any], path: Sequence[str], key: str, entities: Sequence[str]) -> list[str]:
        found = self.strings(table, path, key)
        if not found:
            self.fault((*path, key), "is missing", "a list of entity labels")
        for label in (label for label in found if label not in entities):
            self.fault((*path, key), f"names {shown(label)}", one_of(label, entities))
        return found

    def string_table(self, table: Mapping[str, Any], path: Sequence[str], key: str) -> dict[str, str]:
        found = self.table(table, path, key)
        return {name: self.string(found, (*path, key), name) for name in found}

    def words(self, table: Mapping[str, Any], path: Sequence[str], key: str, default: str) -> Words:
        """Words in both languages; one language, or a plain string, stands for both."""
        found = table.get(key, default) if isinstance(table, dict) else table
        if isinstance(found, str):
            return Words(found, found)
        if not isinstance(found, dict) or not all(k in LANGUAGES and isinstance(v, str) for k, v in found.items()):
            self.fault((*path, key), f"is {shown(found)}", "words in en and ar")
            return Words(default, default)
        return Words(found.get("en") or found.get("ar", default), found.get("ar") or found.get("en", default))
