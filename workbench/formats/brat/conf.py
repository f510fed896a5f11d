"""brat's configuration of types: ``annotation.conf`` and ``visual.conf`` from our schema, and the roles of theirs."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from workbench.model.document import direction_of
from workbench.model.schema import EntityType, RelationType, Schema

_SECTION: Final = re.compile(r"\[(\w+)\]")
_ROLE: Final = re.compile(r"([^\s:,<>]+):")
_DARK: Final = 0.45


def annotation_conf(schema: Schema) -> str:
    """What may be marked. A relation between spans of one type has a line for each type."""
    relations = [line for kind in schema.relations.values() for line in _relation(kind)]
    overlaps = {"contain": True, "equal": schema.nesting.same_span, "cross": schema.nesting.crossing}
    kinds = "|".join(kind for kind, allowed in overlaps.items() if allowed)
    nesting = f"<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:{kinds}"
    sections = {
        "entities": list(schema.entities),
        "relations": [*relations, nesting],
        "events": [],
        "attributes": [*_attributes(schema.entities.values(), "<ENTITY>"),
                       *_attributes(schema.relations.values(), "<RELATION>")],
    }  # fmt: skip
    title = f"# {schema.name} {schema.version}\n"
    return title + "".join(_section(name, lines) for name, lines in sections.items())


def visual_conf(schema: Schema) -> str:
    """How it looks: names in the language of the schema, its colours, its direction."""
    language = schema.language
    labels = [
        f"{kind.label} | {' | '.join(_bare(name) for name in (kind.name[language], kind.tag[language]))}"
        for kind in schema.entities.values()
    ]
    labels += [f"{kind.label} | {_bare(kind.name[language])}" for kind in schema.relations.values()]
    drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"]
    drawing += [f"{kind.label}\tfgColor:{_ink(kind)}, bgColor:{kind.colour}" for kind in schema.entities.values()]
    options = [f"Text\tdirection:{direction_of(language)}"]
    sections = {"labels": labels, "drawing": drawing, "options": options}
    return "".join(_section(name, lines) for name, lines in sections.items())


@lru_cache(maxsize=8)
def roles_of(conf: str) -> Mapping[str, tuple[str, str]]:
    """Relation type → its two roles, in the order of an ``annotation.conf``: the first is where the relation starts."""
    found: dict[str, tuple[str, str]] = {}
    section = ""
    for line in conf.splitlines():
        line = line.partition("#")[0].strip()
        header = _SECTION.fullmatch(line)
        section = header.group(1) if header else section
        name, _, arguments = line.replace("\t", " ").partition(" ")
        roles = _ROLE.findall(arguments)
        if section == "relations" and not header and len(roles) >= 2:
            found.setdefault(name.partition("|")[0].removeprefix("!"), (roles[0], roles[1]))
    return found


def _relation(kind: RelationType) -> Iterator[str]:
    flags = ", <REL-TYPE>:symmetric" if kind.symmetric else ""
    if kind.same_type:
        pairs = [(one, one) for one in kind.head if one in kind.tail]
    else:
        pairs = [("|".join(kind.head), "|".join(kind.tail))]
    yield from (f"{kind.label}\tArg1:{head}, Arg2:{tail}{flags}" for head, tail in pairs)


def _attributes(kinds: Collection[EntityType | RelationType], target: str) -> Iterator[str]:
    """An attribute once, with the types that have it, all of them as ``target``, and every value that one gives it."""
    values: dict[str, dict[str, None]] = {}
    bearers: dict[str, list[str]] = {}
    for kind in kinds:
        for attribute in kind.attributes.values():
            values.setdefault(attribute.name, {}).update(dict.fromkeys(attribute.values))
            bearers.setdefault(attribute.name, []).append(kind.label)
    for name, found in values.items():
        who = target if len(bearers[name]) == len(kinds) else "|".join(bearers[name])
        yield f"{name}\tArg:{who}, Value:{'|'.join(found)}"


def _section(name: str, lines: Iterable[str]) -> str:
    return f"\n[{name}]\n" + "".join(f"{line}\n" for line in lines)


def _bare(name: str) -> str:
    """A name without what parts fields."""
    return " ".join(name.replace("|", "/").split())


def _ink(kind: EntityType) -> str:
    """Black or white, whichever can be read on the colour (by its relative luminance, roughly)."""
    red, green, blue = (int(kind.colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else "black"
