"""Reads a schema file (TOML) into a `Schema`, or says everything that is wrong with it, line by line.

Only ``name``, ``version`` and each relation's ``head`` and ``tail`` are required; the rest has sensible
defaults. Unknown keys are refused: a misspelt ``colour`` must not pass as an absent one.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from workbench.model.errors import Refusals, one_of
from workbench.model.items import shown
from workbench.model.schema import (
    Attribute,
    AttributeWords,
    CounterExample,
    EntityType,
    Nesting,
    RelationType,
    Schema,
    Words,
)
from workbench.model.schema_hints import HintReader
from workbench.model.table_reader import LANGUAGES, SchemaBroken
from workbench.model.toml_lines import TomlLines

SPARE_COLOURS: Final = (
    "#4e79a7",
    "#b07aa1",
    "#59a14f",
    "#e15759",
    "#76b7b2",
    "#f28e2b",
    "#9c755f",
    "#79706e",
)
_CARDINALITIES: Final = ("1:1", "1:N", "N:1", "N:M")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_KEY: Final = re.compile(r"[a-z0-9]")


def read_schema(path: Path) -> Schema:
    """The schema in a file. Raises `Refusals` of `SchemaBroken`, one for each fault."""
    try:
        source = path.read_bytes().decode("utf-8")  # as it is: the digest is that of its bytes
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise Refusals(
            [SchemaBroken(where=str(path), at="file", got=reason, expected="a schema file in TOML")]
        ) from None
    return parse_schema(source, str(path))


def parse_schema(source: str, name: str = "schema") -> Schema:
    """The schema in a text; ``name`` is what messages call it. Raises like `read_schema`."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        where = f"{name}:{at[1]}:{at[2]}" if at else name
        raise Refusals(
            [SchemaBroken(where=where, at="TOML", got=str(error).split(" (at")[0], expected="valid TOML 1.0")]
        ) from None
    reading = _Reading(name, TomlLines(source))
    schema = reading.schema(table, hashlib.sha256(source.encode()).hexdigest())
    if reading.faults:
        raise Refusals(reading.faults)
    return schema


class _Reading(HintReader):
    """One pass over a parsed schema file."""

    def schema(self, table: Mapping[str, Any], sha256: str) -> Schema:
        known = (
            "name",
            "version",
            "language",
            "title",
            "description",
            "families",
            "attributes",
            "entities",
            "relations",
            "nesting",
            "adjacency",
        )
        self.only(table, (), known)
        name = self.string(table, (), "name", required=True)
        families = self.families(self.table(table, (), "families"))
        entities = self.each(table, "entities", lambda t, p: self.entity(t, p, families))
        self.unique_keys(entities, "entities")
        relations = self.each(table, "relations", lambda t, p: self.relation(t, p, list(entities)))
        self.unique_keys(relations, "relations")
        if not entities:
            self.fault(("entities",), "no entity type", "at least one table [entities.LABEL]")
        return Schema(
            name=name,
            version=self.string(table, (), "version", required=True),
            language=self.string(table, (), "language", default="ar"),
            title=self.words(table, (), "title", name),
            sha256=sha256,
            families=families,
            entities=entities,
            relations=relations,
            nesting=self.nesting(self.table(table, (), "nesting"), list(entities), relations),
            adjacency=self.adjacency(self.table(table, (), "adjacency"), list(entities), relations),
            attributes=self.attribute_words(self.table(table, (), "attributes")),
        )

    def families(self, table: Mapping[str, Any]) -> dict[str, Words]:
        found = {name: self.words(table[name], ("families", name), "name", name) for name in table}
        return found or {"entities": Words("Entities", "الكيانات")}

    def entity(self, table: Mapping[str, Any], path: tuple[str, ...], families: Mapping[str, Words]) -> EntityType:
        label = path[-1]
        known = (
            "family",
            "name",
            "tag",
            "key",
            "colour",
            "definition",
            "examples",
            "counter_examples",
            "rulings",
            "maps",
            "attributes",
        )
        self.only(table, path, known)
        spare = SPARE_COLOURS[sum(map(ord, label)) % len(SPARE_COLOURS)]
        return EntityType(
            label=label,
            family=self.one_of(table, path, "family", list(families), next(iter(families))),
            name=self.words(table, path, "name", label),
            tag=self.words(table, path, "tag", label),
            key=self.matching(table, path, "key", _KEY, "one physical key, a–z or 0–9", ""),
            colour=self.matching(table, path, "colour", _COLOUR, "a colour such as #4e79a7", spare),
            definition=self.words(table, path, "definition", ""),
            examples=self.strings(table, path, "examples"),
            counter_examples=self.counter_examples(table, path),
            rulings=[self.words({"": r}, (*path, "rulings"), "", "") for r in self.tables(table, path, "rulings")],
            maps=self.string_table(table, path, "maps"),
            attributes=self.attributes(table, path),
        )

    def relation(self, table: Mapping[str, Any], path: tuple[str, ...], entities: list[str]) -> RelationType:
        label = path[-1]
        known = (
            "name",
            "key",
            "definition",
            "head",
            "tail",
            "symmetric",
            "same_type",
            "inverse",
            "cardinality",
            "template",
            "examples",
            "maps",
            "attributes",
        )
        self.only(table, path, known)
        template = self.words(table, path, "template", "{head} " + label + " {tail}")
        self.template_holds_ends(template, path)
        return RelationType(
            label=label,
            name=self.words(table, path, "name", label),
            key=self.matching(table, path, "key", _KEY, "one physical key, a–z or 0–9", ""),
            definition=self.words(table, path, "definition", ""),
            head=self.labels(table, path, "head", entities),
            tail=self.labels(table, path, "tail", entities),
            template=template,
            symmetric=self.boolean(table, path, "symmetric"),
            same_type=self.boolean(table, path, "same_type"),
            inverse=self.string(table, path, "inverse") or None,
            cardinality=self.one_of(table, path, "cardinality", list(_CARDINALITIES), "N:M"),
            examples=self.strings(table, path, "examples"),
            maps=self.string_table(table, path, "maps"),
            attributes=self.attributes(table, path),
        )

    def template_holds_ends(self, template: Words, path: tuple[str, ...]) -> None:
        for language in LANGUAGES:
            places = re.findall(r"\{(\w*)\}", template[language])
            if sorted(places) != ["head", "tail"]:
                self.fault(
                    (*path, "template"),
                    f"is {shown(template[language])}",
                    "a sentence with {head} and {tail} once each",
                )

    def nesting(self, table: Mapping[str, Any], entities: list[str], relations: Mapping[str, RelationType]) -> Nesting:
        path = ("nesting",)
        self.only(table, path, ("crossing", "same_span", "same_label", "forbid", "implies"))
        pairs = table.get("forbid", [])
        if not isinstance(pairs, list) or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
            self.fault((*path, "forbid"), f"is {shown(pairs)}", "a list of [outer, inner] labels")
            pairs = []
        for label in (label for pair in pairs for label in pair if label not in entities):
            self.fault(
                (*path, "forbid"),
                f"names {shown(label)}",
                one_of(str(label), entities),
            )
        legal = Nesting(
            crossing=self.boolean(table, path, "crossing"),
            same_span=self.boolean(table, path, "same_span"),
            same_label=self.boolean(table, path, "same_label"),
            forbid=frozenset((str(outer), str(inner)) for outer, inner in pairs),
        )
        rows = enumerate(self.tables(table, path, "implies"))
        implies = [self.implication(row, (*path, "implies", str(i)), entities, relations) for i, row in rows]
        return replace(legal, implies=tuple(self.possible(implies, legal, relations)))

    def attribute_words(self, table: Mapping[str, Any]) -> dict[str, AttributeWords]:
        found = {}
        for name in table:
            path = ("attributes", name)
            fields = self.table(table, ("attributes",), name)
            self.only(fields, path, ("name", "values"))
            values = self.table(fields, path, "values")
            words = {value: self.words(values, (*path, "values"), value, value) for value in values}
            found[name] = AttributeWords(self.words(fields, path, "name", name), words)
        return found

    def attributes(self, table: Mapping[str, Any], path: tuple[str, ...]) -> dict[str, Attribute]:
        given = self.table(table, path, "attributes")
        found = {name: Attribute(name, self.strings(given, (*path, "attributes"), name)) for name in given}
        for name in (name for name, attribute in found.items() if not attribute.values):
            self.fault((*path, "attributes", name), "has no values", "a list of values, the default first")
        return found

    def counter_examples(self, table: Mapping[str, Any], path: tuple[str, ...]) -> list[CounterExample]:
        at = (*path, "counter_examples")
        return [
            CounterExample(self.string(one, at, "text", required=True), self.words(one, at, "why", ""))
            for one in self.tables(table, path, "counter_examples")
        ]

    def unique_keys(self, kinds: Mapping[str, EntityType] | Mapping[str, RelationType], table: str) -> None:
        seen: dict[str, str] = {}
        for label, kind in kinds.items():
            if kind.key and kind.key in seen:
                self.fault(
                    (table, label, "key"),
                    f"“{kind.key}” is the key of {seen[kind.key]} too",
                    "a key of its own",
                )
            seen.setdefault(kind.key, label)
