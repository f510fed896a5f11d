"""brat's ``annotation.conf`` and ``visual.conf`` → a schema file of ours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import PurePosixPath
from typing import Final

from workbench.formats.brat.conf_lines import Entry, entries
from workbench.formats.proposal import Proposal, colour_of, ordered
from workbench.formats.source import Source

_ALL: Final = ("<ENTITY>", "<ANY>")
_NESTING: Final = ("<OVERLAP>", "ENTITY-NESTING")
_OTHERS: Final = "others"
_TRUE: Final = ["false", "true"]
"""Values of an attribute that holds or does not: the first is meant where nothing is marked."""


def proposed(source: Source) -> Proposal:
    """The schema that an ``annotation.conf``, and a ``visual.conf`` beside it, describe. Raises a `FileProblem`."""
    visual = source.sibling("visual.conf")
    looks = list(entries(visual.text().text, visual.name)) if visual else []
    found = _Proposer(Proposal(PurePosixPath(source.name).parent.name or "brat"), _Looks(looks))
    found.take(list(entries(source.text().text, source.name)))
    return found.proposal


class _Looks:
    """What ``visual.conf`` says of each type: its names, its colour; and in which direction texts run."""

    def __init__(self, found: Sequence[Entry]) -> None:
        self.colours = {one.name: colour for one in found for colour in one.values("bgColor")}
        self.names = {one.name: one.terms for one in found if one.section == "labels"}
        options = {value for one in found if one.section == "options" for value in one.values("direction")}
        self.language = "ar" if "rtl" in options or not options else "en"

    def of(self, name: str) -> dict[str, object]:
        """The fields of a type of entities."""
        names = dict(zip(("name", "tag"), self.names.get(name, ()), strict=False))
        return {**names, **colour_of(self.colours.get(name))}


class _Proposer:
    def __init__(self, proposal: Proposal, looks: _Looks) -> None:
        self.proposal = proposal
        self.looks = looks
        proposal.language = looks.language
        self.labels: dict[str, str] = {}  # of types that can be marked
        self.below: dict[str, list[str]] = {}  # abstract type → those below it
        self.links: dict[str, list[Entry]] = {}

    def take(self, found: Sequence[Entry]) -> None:
        """All entries: entities first, since relations and attributes name them."""
        of = {name: [one for one in found if one.section == name] for name in ("entities", "relations", "attributes")}
        for one in (one for one in found if one.section not in of):
            self.proposal.left_out(one.where, f"“{one.name}” of [{one.section}]")
        parents = {parent for one in of["entities"] for parent in one.parents}
        for one in of["entities"]:
            self._entity(one, has_families=bool(parents), stands_alone=not one.parents and one.name not in parents)
        for one in of["relations"]:
            if one.name in _NESTING:
                self._nesting(one)
            else:
                self.links.setdefault(one.name, []).append(one)
        for name, lines in self.links.items():
            self._relation(name, lines)
        for one in of["attributes"]:
            self._attribute(one)

    def _entity(self, one: Entry, *, has_families: bool, stands_alone: bool) -> None:
        for argument in one.arguments:
            self.proposal.left_out(one.where, f"“{argument.name}” of {one.name}")
        for parent in one.parents:
            self.below.setdefault(parent, []).append(one.name)
        if one.abstract:
            return
        label = self.labels[one.name] = self.proposal.label(one.name, one.where)
        fields = self.looks.of(one.name)
        if has_families:
            family = _OTHERS if stands_alone else (*one.parents, one.name)[0]
            self.proposal.families.setdefault(family, {"name": family})
            fields = {"family": family, **fields}
        self.proposal.entities[label] = fields

    def _nesting(self, one: Entry) -> None:
        """How spans may lie in each other: for all types alike, since a schema file only forbids single pairs."""
        kinds = one.values("<OVL-TYPE>") or ["contain"]
        if all(set(role.values) & set(_ALL) for role in one.roles):
            if {"cross", "<ANY>"} & set(kinds):
                self.proposal.nesting["crossing"] = True
            if {"equal", "<ANY>"} & set(kinds):
                self.proposal.nesting["same_span"] = True
        else:
            self.proposal.left_out(one.where, f"which types may overlap ({', '.join(kinds)})")

    def _relation(self, name: str, lines: Sequence[Entry]) -> None:
        where = lines[0].where
        pairs = [pair for line in lines for pair in self._pairs(line)]
        known = list(self.proposal.entities)
        heads, tails = (ordered((pair[at] for pair in pairs), known) for at in (0, 1))
        if not pairs:
            self.proposal.left_out(where, f"the relation {name}, which links no two types of entities,")
            return
        kinds = {kind for line in lines for value in line.values("<REL-TYPE>") for kind in value.split("-")}
        for kind in sorted(kinds - {"symmetric"}):
            self.proposal.left_out(where, f"that {name} is {kind}")
        fields: dict[str, object] = {"head": heads, "tail": tails}
        if self.looks.names.get(name):
            fields["name"] = self.looks.names[name][0]
        if "symmetric" in kinds:
            fields["symmetric"] = True
        if len(pairs) > 1 and all(head == tail for head, tail in pairs):
            fields["same_type"] = True
        elif more := [f"{h} → {t}" for h, t in product(heads, tails) if (h, t) not in set(pairs)]:
            said = ", ".join(more[:5]) + (", …" if len(more) > 5 else "")
            self.proposal.notes.append(f"{where}: {name} may link {len(more)} more pairs here than there: {said}")
        self.proposal.relations[self.proposal.label(name, where)] = fields

    def _pairs(self, line: Entry) -> list[tuple[str, str]]:
        roles = line.roles
        if len(roles) != 2:
            self.proposal.left_out(line.where, f"the relation {line.name}, which has {len(roles)} arguments, not two,")
            return []
        heads, tails = (self._types(line, role.values) for role in roles)
        return list(product(heads, tails))

    def _types(self, line: Entry, names: Iterable[str]) -> list[str]:
        """The labels of entities that an argument may be; what is none is named."""
        found: list[str] = []
        for name in names:
            if name in _ALL:
                found += self.proposal.entities
            elif name in self.labels:
                found.append(self.labels[name])
            elif name in self.below:
                found += [self.labels[one] for one in self.below[name] if one in self.labels]
            else:
                self.proposal.left_out(line.where, f"“{name}”, no entity, as an argument of {line.name}")
        return list(dict.fromkeys(found))

    def _attribute(self, one: Entry) -> None:
        values = one.values("Value") or _TRUE
        for fields in self._bearers(one):
            attributes = fields.setdefault("attributes", {})
            attributes[one.name] = list(dict.fromkeys([*attributes.get(one.name, ()), *values]))
        note = f"{one.where}: where {one.name} is not marked, “{values[0]}” is meant: put the usual value first"
        self.proposal.notes.append(note)

    def _bearers(self, one: Entry) -> Iterator[dict[str, dict[str, list[str]]]]:
        """The fields of all types that may have an attribute."""
        relations: Mapping[str, dict[str, dict[str, list[str]]]] = self.proposal.relations
        names = one.values("Arg")
        if {"<RELATION>", "<ANY>"} & set(names):
            yield from relations.values()
        yield from (relations[name] for name in names if name in relations)
        entities = [name for name in names if name != "<RELATION>" and name not in relations]
        yield from (self.proposal.entities[label] for label in self._types(one, entities))
