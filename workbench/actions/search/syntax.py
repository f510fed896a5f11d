"""The small query language: words, `field:value` and a relation as an arrow.

::

    وزارة الدفاع                      these letters, wherever they stand
    "بغداد"                           as whole words; particles glued before them do not count
    label:GPE note:"to check"         fields: label relation head tail attribute note owner status batch in
    attribute:modality=negated
    PERSON -HOLDS_ROLE-> ROLE         a relation; * for any type, also with – and →; PERSON → ROLE for any relation
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from workbench.model.annotation import STATUSES
from workbench.model.errors import BadRequest, InvalidInput, Say, UnknownName, near_names
from workbench.model.schema import Attribute, Schema
from workbench.model.search import ANY, FIELDS, KINDS, Query, Trait

_ARROW: Final = re.compile(
    r"(?P<head>\*|\w+)\s*(?:[-–—−]+\s*(?P<relation>\*|\w+)\s*)?(?:[-–—−]+>|→)\s*(?P<tail>\*|\w+)"
)
_ARROW_HEAD: Final = re.compile(r"[-–—−]>|→")
_PART: Final = re.compile(r'(?:(?P<field>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))')


class BadQuery(InvalidInput):
    """A query that cannot be read; ``place`` counts its characters from 1."""

    code = "bad-query"


class OpenQuote(BadQuery):
    """A quotation mark without its partner."""

    code = "open-quote"
    en = Say("Character {place} of the search: this quotation mark is not closed.", 'Close it: "…".')
    ar = Say("الحرف {place} من البحث: علامة الاقتباس هذه غير مغلقة.", 'أغلقها: "…".')


class BrokenArrow(BadQuery):
    """An arrow without both its ends."""

    code = "broken-arrow"
    en = Say(
        "Character {place} of the search: this arrow needs a type at both ends.",
        "Write PERSON -HOLDS_ROLE-> ROLE, with * for any type.",
    )
    ar = Say(
        "الحرف {place} من البحث: هذا السهم يحتاج إلى نوع عند كل طرف.",
        "اكتب ‎PERSON -HOLDS_ROLE-> ROLE‎، و* لأي نوع.",
    )


class SaidTwice(BadQuery):
    """A field that is given two values."""

    code = "said-twice"
    en = Say("Character {place} of the search: “{field}” is said twice.", "Keep one of the two.")
    ar = Say("الحرف {place} من البحث: ذُكر «{field}» مرتين.", "أبقِ واحدًا منهما.")


def read_query(asked: str, fields: Mapping[str, str], schema: Schema) -> Query:
    """The query that a person has written, with fields chosen beside it (name -> value; empty ones do not count).

    Raises `BadQuery`, `BadRequest` or `UnknownName`.
    """
    said, text, whole = _parts(asked)
    for name, value in fields.items():
        if name not in FIELDS:
            raise UnknownName("field", name, FIELDS)
        if value and said.setdefault(name, value) != value:
            raise SaidTwice(place=1, field=name)
    return _checked(Query(text=text, whole=whole), said, schema)


def _parts(asked: str) -> tuple[dict[str, str], str, bool]:
    """The fields of what was written, the free text left over, and whether that was quoted."""
    said, rest = _arrow(asked)
    loose: list[tuple[str, bool]] = []
    for part in _PART.finditer(rest):
        value = part["bare"] if part["quoted"] is None else part["quoted"]
        if part["field"]:
            _say(said, _known_field(part["field"]), value, part.start())
        else:
            loose.append((value, part["quoted"] is not None))
    if rest.count('"') % 2:
        raise OpenQuote(place=rest.rindex('"') + 1)
    return said, " ".join(text for text, _ in loose), any(quoted for _, quoted in loose)


def _arrow(asked: str) -> tuple[dict[str, str], str]:
    """The relation pattern in what was written, if any, and the same with blanks in its place."""
    found = _ARROW.search(asked)
    if not found:
        loose = _ARROW_HEAD.search(asked)
        if loose:
            raise BrokenArrow(place=loose.start() + 1)
        return {}, asked
    said = {name: value for name, value in found.groupdict().items() if value}
    return said | {"in": "relations"}, asked[: found.start()] + " " * len(found[0]) + asked[found.end() :]


def _say(said: dict[str, str], field: str, value: str, place: int) -> None:
    if said.get(field, value) != value:
        raise SaidTwice(place=place + 1, field=field)
    said[field] = value


def _known_field(name: str) -> str:
    if name.lower() in FIELDS:
        return name.lower()
    raise UnknownName("field", name, FIELDS)


def _checked(query: Query, said: Mapping[str, str], schema: Schema) -> Query:
    """The query with its fields, each of which must exist in the schema."""
    entities, relations = list(schema.entities), list(schema.relations)
    kind = _named("kind of search", said.get("in", ""), KINDS)
    return replace(
        query,
        label=_named("entity", said.get("label", ""), entities),
        relation=_named("relation", said.get("relation", ""), [*relations, ANY]).replace(ANY, ""),
        head=_named("entity", said.get("head", ""), [*entities, ANY]).replace(ANY, ""),
        tail=_named("entity", said.get("tail", ""), [*entities, ANY]).replace(ANY, ""),
        attribute=_trait(said.get("attribute", ""), schema),
        note=said.get("note", ""),
        owner=said.get("owner", ""),
        status=_named("status", said.get("status", ""), STATUSES),
        batch=said.get("batch", ""),
        chosen=next((one for one in KINDS if one == kind), None),
        symmetric=frozenset(kind.label for kind in schema.relations.values() if kind.symmetric),
    )


def _named(kind: str, name: str, known: Sequence[str]) -> str:
    """A name as the schema writes it, whatever its letter case."""
    if not name or name in known:
        return name
    exact = [one for one in near_names(name, known) if one.casefold() == name.casefold()]
    if not exact:
        raise UnknownName(kind, name, known)
    return exact[0]


def _trait(given: str, schema: Schema) -> Trait | None:
    """``name=value`` as an attribute of the schema."""
    if not given:
        return None
    name, _, value = given.partition("=")
    if not value:
        raise BadRequest(at="attribute", got=given, expected="name=value")
    known = _attributes(schema)
    if name not in known:
        raise UnknownName("attribute", name, list(known))
    values = list(dict.fromkeys(value for own in known[name] for value in own.values))
    found = _named(f"value of {name}", value, values)
    return Trait(name, found, all(own.default == found for own in known[name]))


def _attributes(schema: Schema) -> dict[str, list[Attribute]]:
    """The attributes of all types, by name."""
    found: dict[str, list[Attribute]] = {}
    for kind in schema.entities.values():
        for own in kind.attributes.values():
            found.setdefault(own.name, []).append(own)
    for link in schema.relations.values():
        for own in link.attributes.values():
            found.setdefault(own.name, []).append(own)
    return found
