"""Labels of other tools → labels of the schema, as a small file that can be kept, read and changed by hand.

::

    [entities]
    "شخص" = "PERSON"
    MISC = false          # left out, with the relations that hang on it

    [relations]
    works_at = "WORKS_FOR"
"""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from workbench.formats.base import Draft
from workbench.formats.json_text import loads
from workbench.formats.notes import Remark
from workbench.formats.problems import FileProblem
from workbench.model.annotation import Relation, Span
from workbench.model.errors import Say, near_names, one_of
from workbench.model.items import shown
from workbench.model.schema import EntityType, RelationType, Schema

KINDS: Final = ("entities", "relations")
_PROPOSED: Final = 3


class BadMapping(FileProblem):
    """A mapping file that cannot be used."""

    code = "mapping"
    en = Say("{at} {got}.", "Expected {expected}.")
    ar = Say("{at}: {got}.", "المتوقَّع: {expected}.")


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """A label as the file has it → ours, or None to leave its items out. What is not named stays as it is."""

    entities: Mapping[str, str | None] = field(default_factory=dict)
    relations: Mapping[str, str | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.entities or self.relations)

    def __getitem__(self, kind: str) -> Mapping[str, str | None]:
        """The table of ``entities`` or ``relations``."""
        return self.entities if kind == "entities" else self.relations

    def updated(self, by: "LabelMapping") -> "LabelMapping":
        """This mapping, but what another names is as it says."""
        return LabelMapping({**self.entities, **by.entities}, {**self.relations, **by.relations})

    def apply(self, draft: Draft) -> Draft:
        """The draft in our labels, with notes on what was left out. Places still lead to the file."""
        if not self or not (draft.spans or draft.relations):
            return draft
        spans = _mapped(draft.spans, self.entities)
        kept = {span.id for span in spans.values()}
        known = {span.id for span in draft.spans} - kept
        relations = {
            at: relation
            for at, relation in _mapped(draft.relations, self.relations).items()
            if not known & {relation.head, relation.tail}
        }
        notes = [
            (Remark.SPANS_UNMAPPED, len(draft.spans) - len(spans)),
            (Remark.RELATIONS_UNMAPPED, len(draft.relations) - len(relations)),
        ]
        return replace(
            draft,
            spans=list(spans.values()),
            relations=list(relations.values()),
            place=_Moved(draft.place, {"spans": list(spans), "relations": list(relations)}),
            notes=[*draft.notes, *(remark(count=count) for remark, count in notes if count)],
        )

    def as_toml(self) -> str:
        """The mapping as a file."""
        return "\n".join(_table(kind, getattr(self, kind)) for kind in KINDS)


class _Moved:
    """Places of items after some of them were left out."""

    def __init__(self, place: Any, kept: Mapping[str, Sequence[int]]) -> None:
        self.place = place
        self.kept = kept

    def __call__(self, *path: str | int) -> str:
        match path:
            case (str(kind), int(at), *rest) if kind in self.kept and at < len(self.kept[kind]):
                return str(self.place(kind, self.kept[kind][at], *rest))
        return str(self.place(*path))


def read_mapping(text: str, name: str, schema: Schema) -> LabelMapping:
    """A mapping from TOML, or JSON of the same shape. Raises `BadMapping`, also for what the schema does not know."""
    try:
        given = loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadMapping(where=name, at="it", got=f"cannot be read: {error}", expected="TOML or JSON") from None
    unknown = next((key for key in given if key not in KINDS), None)
    if unknown is not None:
        raise BadMapping(where=name, at=unknown, got="is not a table of a mapping", expected=one_of(unknown, KINDS))
    tables = {kind: _read_table(given.get(kind, {}), kind, name, getattr(schema, kind)) for kind in KINDS}
    return LabelMapping(**tables)


def checked(mapping: LabelMapping, schema: Schema) -> LabelMapping:
    """The mapping, if all its labels of ours are in the schema. Raises `BadMapping`."""
    for kind in KINDS:
        _read_table(getattr(mapping, kind), kind, "", getattr(schema, kind))
    return mapping


def propose(label: str, types: Mapping[str, EntityType] | Mapping[str, RelationType]) -> list[str]:
    """The labels of ours, nearest first, that a label of another tool may mean: at most three.

    A label that some type carries already, in another letter case, in a name of its own or in a known scheme
    (OntoNotes, ACE, Wojood …), comes before one that is only spelt alike.
    """
    wanted = _plain(label)
    same = [ours for ours, kind in types.items() if wanted in map(_plain, _names(ours, kind))]
    spellings = {name: ours for ours, kind in types.items() for name in _names(ours, kind)}
    near = [spellings[name] for name in near_names(label, list(spellings))]
    return list(dict.fromkeys(same + near))[:_PROPOSED]


def unknown_labels(drafts: Iterable[Draft], schema: Schema) -> dict[str, dict[str, int]]:
    """How often each label that the schema does not know occurs, by kind."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for draft in drafts:
        for kind, items in (("entities", draft.spans), ("relations", draft.relations)):
            for item in items:
                if item.label not in getattr(schema, kind):
                    found[kind][item.label] = found[kind].get(item.label, 0) + 1
    return found


def _names(label: str, kind: EntityType | RelationType) -> list[str]:
    tags = [kind.tag.en, kind.tag.ar] if isinstance(kind, EntityType) else []
    return [label, kind.name.en, kind.name.ar, *tags, *kind.maps.values()]


def _plain(name: str) -> str:
    """A name without letter case and without what parts its words."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _mapped(items: Sequence[Any], labels: Mapping[str, str | None]) -> dict[int, Any]:
    """The items that stay, by their old index, in our labels."""
    ours = ((at, item, labels.get(item.label, item.label)) for at, item in enumerate(items))
    return {at: _labelled(item, label) for at, item, label in ours if label is not None}


def _labelled(item: Span | Relation, label: str) -> Span | Relation:
    return item if item.label == label else replace(item, label=label)


def _read_table(given: object, kind: str, name: str, types: Mapping[str, Any]) -> dict[str, str | None]:
    if not isinstance(given, dict):
        raise BadMapping(where=name, at=kind, got=f"is {shown(given)}", expected="a table of labels")
    return {label: _read_target(ours, f"{kind}.{label}", name, types) for label, ours in given.items()}


def _read_target(ours: object, at: str, name: str, types: Mapping[str, Any]) -> str | None:
    if ours is None or ours is False or ours == "":
        return None
    if isinstance(ours, str) and ours in types:
        return ours
    expected = one_of(str(ours), list(types)) + ", or false to leave it out"
    raise BadMapping(where=name, at=at, got=f"is {shown(ours)}", expected=expected)


def _table(kind: str, labels: Mapping[str, str | None]) -> str:
    lines = (f"{_quoted(label)} = {'false' if ours is None else _quoted(ours)}\n" for label, ours in labels.items())
    return f"[{kind}]\n{''.join(lines)}"


def _quoted(text: str) -> str:
    """A basic string of TOML: JSON's escapes are TOML's, DEL aside."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
