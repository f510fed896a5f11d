"""A schema as JSON, for the API and the canvas. Words are ``{"en": …, "ar": …}``."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workbench.model.schema import Attribute, AttributeWords, EntityType, RelationType, Schema, Words


def schema_fields(schema: Schema) -> dict[str, Any]:
    """The whole schema; families, types and values in the order of the file."""
    nesting = schema.nesting
    return {
        "name": schema.name,
        "version": schema.version,
        "sha256": schema.sha256,
        "language": schema.language,
        "title": _words(schema.title),
        "families": [{"name": name, "words": _words(words)} for name, words in schema.families.items()],
        "entities": [_entity(kind) for kind in schema.entities.values()],
        "relations": [_relation(kind) for kind in schema.relations.values()],
        "nesting": {
            "crossing": nesting.crossing,
            "same_span": nesting.same_span,
            "same_label": nesting.same_label,
            "forbid": sorted(map(list, nesting.forbid)),
            "implies": [asdict(rule) for rule in nesting.implies],
        },
        "adjacency": asdict(schema.adjacency),
        "attributes": {name: _attribute_words(words) for name, words in schema.attributes.items()},
    }


def _entity(kind: EntityType) -> dict[str, Any]:
    return {
        "label": kind.label,
        "family": kind.family,
        "name": _words(kind.name),
        "tag": _words(kind.tag),
        "key": kind.key,
        "colour": kind.colour,
        "definition": _words(kind.definition),
        "examples": list(kind.examples),
        "counter_examples": [{"text": one.text, "why": _words(one.why)} for one in kind.counter_examples],
        "rulings": [_words(one) for one in kind.rulings],
        "maps": dict(kind.maps),
        "attributes": _attributes(kind.attributes),
    }


def _relation(kind: RelationType) -> dict[str, Any]:
    return {
        "label": kind.label,
        "name": _words(kind.name),
        "key": kind.key,
        "definition": _words(kind.definition),
        "head": list(kind.head),
        "tail": list(kind.tail),
        "symmetric": kind.symmetric,
        "same_type": kind.same_type,
        "inverse": kind.inverse,
        "cardinality": kind.cardinality,
        "template": _words(kind.template),
        "examples": list(kind.examples),
        "maps": dict(kind.maps),
        "attributes": _attributes(kind.attributes),
    }


def _attributes(found: Mapping[str, Attribute]) -> dict[str, list[str]]:
    return {name: list(attribute.values) for name, attribute in found.items()}


def _attribute_words(found: AttributeWords) -> dict[str, Any]:
    return {"name": _words(found.name), "values": {value: _words(words) for value, words in found.values.items()}}


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "ar": words.ar}
