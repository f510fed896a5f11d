"""Spans and relations as JSON: the one shape of the API, the change log and native JSONL.

Readers are strict: a missing key, a value of the wrong kind or an unknown key is a `BadRequest` that names
the place (``span.start``), what was found and what was expected.
"""

import json
import re
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted
from typing import Any, Final

from workbench.model.annotation import Relation, Span
from workbench.model.errors import BadRequest, one_of

Fields = Mapping[str, Any]
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")

LONGEST_ID: Final = 200
LONGEST_NOTE: Final = 10_000
SPAN_KEYS: Final = ("id", "start", "end", "label", "text", "attributes", "note", "kb_id")
RELATION_KEYS: Final = ("id", "head", "tail", "label", "attributes", "note")


_KNOWN: Final[dict[tuple[str, ...], frozenset[str]]] = {keys: frozenset(keys) for keys in (SPAN_KEYS, RELATION_KEYS)}


def span_fields(span: Span) -> dict[str, Any]:
    """A span as a JSON object, keys in their documented order."""
    return {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "text": span.text,
        "attributes": dict(span.attributes),
        "note": span.note,
        "kb_id": span.kb_id,
    }


def relation_fields(relation: Relation) -> dict[str, Any]:
    """A relation as a JSON object, keys in their documented order."""
    return {
        "id": relation.id,
        "head": relation.head,
        "tail": relation.tail,
        "label": relation.label,
        "attributes": dict(relation.attributes),
        "note": relation.note,
    }


def span_json(span: Span) -> str:
    """The JSON of `span_fields`, as `json.dumps` would write it, in a third of the time: exports write many."""
    return (
        f'{{"id": {quoted(span.id)}, "start": {span.start}, "end": {span.end}, "label": {quoted(span.label)}, '
        f'"text": {quoted(span.text)}, "attributes": {_json(span.attributes)}, "note": {quoted(span.note)}, '
        f'"kb_id": {"null" if span.kb_id is None else quoted(span.kb_id)}}}'
    )


def relation_json(relation: Relation) -> str:
    """The JSON of `relation_fields`, likewise."""
    return (
        f'{{"id": {quoted(relation.id)}, "head": {quoted(relation.head)}, "tail": {quoted(relation.tail)}, '
        f'"label": {quoted(relation.label)}, "attributes": {_json(relation.attributes)}, '
        f'"note": {quoted(relation.note)}}}'
    )


def read_span(given: object, text: str, at: str = "span") -> Span:
    """A span from JSON. Without ``text`` its surface is taken from the document's ``text``.

    Offsets outside the text are left for the rules to refuse. Raises `BadRequest`.
    """
    fields = _object(given, SPAN_KEYS, at)
    start, end = _integer(fields, "start", at), _integer(fields, "end", at)
    surface = _string(fields, "text", at) if fields.get("text") is not None else text[max(start, 0) : max(end, 0)]
    kb_id = None if fields.get("kb_id") is None else _string(fields, "kb_id", at)
    return Span(
        read_id(fields, "id", at),
        start,
        end,
        _string(fields, "label", at),
        surface,
        _attributes(fields, at),
        _note(fields, at),
        kb_id,
    )


def read_relation(given: object, at: str = "relation") -> Relation:
    """A relation from JSON. Raises `BadRequest`."""
    fields = _object(given, RELATION_KEYS, at)
    own, head, tail = read_id(fields, "id", at), read_id(fields, "head", at), read_id(fields, "tail", at)
    return Relation(own, head, tail, _string(fields, "label", at), _attributes(fields, at), _note(fields, at))


def read_id(fields: Fields, key: str, at: str) -> str:
    """An id: a printable string of 1 to 200 characters. Raises `BadRequest`."""
    found = fields.get(key)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_ID or not found.isprintable():
        raise wrong(f"{at}.{key}", found, f"a printable string of 1 to {LONGEST_ID} characters")
    return found


def wrong(at: str, found: object, expected: str) -> BadRequest:
    """The error for a value that is not what it should be; ``None`` reads as missing."""
    got = "is missing" if found is None else f"is {shown(found)}"
    return BadRequest(at=at, got=got, expected=expected)


def shown(value: object) -> str:
    """A value as it is shown in a message: its ``repr``, cut to 60 characters."""
    try:
        text = repr(value)
    except RecursionError:
        text = f"{type(value).__name__}, nested deeply"
    return text if len(text) <= 60 else f"{text[:57]}…"


def _json(attributes: Fields) -> str:
    return json.dumps(dict(attributes), ensure_ascii=False) if attributes else "{}"


def _object(given: object, keys: tuple[str, ...], at: str) -> Fields:
    if not isinstance(given, dict):
        raise wrong(at, given, "an object")
    if not _KNOWN[keys].issuperset(given):
        unknown = next(key for key in given if key not in keys)
        raise wrong(f"{at}.{unknown}", "an unknown key", one_of(unknown, keys))
    return given


def _integer(fields: Fields, key: str, at: str) -> int:
    found = fields.get(key)
    if type(found) is not int:  # bool is an int to isinstance
        raise wrong(f"{at}.{key}", found, "a whole number (code points)")
    if abs(found) > 2**53:
        raise wrong(f"{at}.{key}", found, "a place in the text")
    return found


def _string(fields: Fields, key: str, at: str) -> str:
    found = fields.get(key)
    if not isinstance(found, str) or not is_text(found):
        raise wrong(f"{at}.{key}", found, "a string")
    return found


def _note(fields: Fields, at: str) -> str:
    note = fields.get("note", "")
    if note == "":
        return ""
    if not isinstance(note, str) or len(note) > LONGEST_NOTE or not is_text(note):
        raise wrong(f"{at}.note", note, f"a string of at most {LONGEST_NOTE} characters")
    return note


def _attributes(fields: Fields, at: str) -> Fields:
    found = fields.get("attributes", {})
    if found == {}:
        return {}
    if not isinstance(found, dict) or not all(isinstance(v, str) and is_text(v) for v in found.values()):
        raise wrong(f"{at}.attributes", found, "an object whose values are strings")
    return found


def is_text(found: str) -> bool:
    """Whether a string can be stored: no NUL, no half of a surrogate pair."""
    return not _NO_TEXT.search(found)
