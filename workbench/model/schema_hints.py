"""Reads the parts of a schema file that suggest relations: where one mention lies inside another, and where one
follows another. Suggestions only: nothing becomes legal or illegal by them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.model.items import shown
from workbench.model.schema import Adjacency, Implication, NeighbourRule, Nesting, RelationType
from workbench.model.table_reader import TableReader


class HintReader(TableReader):
    """Reads ``[[nesting.implies]]`` and ``[adjacency]``."""

    def implication(
        self,
        table: Mapping[str, Any],
        path: tuple[str, ...],
        entities: list[str],
        relations: Mapping[str, RelationType],
    ) -> Implication:
        """One row about a mention inside another."""
        self.only(table, path, ("outer", "inner", "relation", "head"))
        return Implication(
            outer=self.one_of(table, path, "outer", entities, ""),
            inner=self.one_of(table, path, "inner", entities, ""),
            relation=self.one_of(table, path, "relation", list(relations), ""),
            head=self.one_of(table, path, "head", ["outer", "inner"], "outer"),
        )

    def possible(
        self, implies: list[Implication], legal: Nesting, relations: Mapping[str, RelationType]
    ) -> Iterator[Implication]:
        """Those whose nesting and relation the schema itself allows; a fault for each of the others."""
        for place, rule in enumerate(implies):
            ends = (rule.outer, rule.inner) if rule.head == "outer" else (rule.inner, rule.outer)
            path = ("nesting", "implies", str(place))
            if not legal.allows(rule.outer, rule.inner):
                self.fault(path, f"puts {rule.inner} inside {rule.outer}", "a nesting that is allowed")
            elif rule.relation in relations and not relations[rule.relation].links(*ends):
                got = f"leads {rule.relation} from {ends[0]} to {ends[1]}"
                self.fault((*path, "relation"), got, "labels that the relation may link")
            else:
                yield rule

    def adjacency(
        self, table: Mapping[str, Any], entities: list[str], relations: Mapping[str, RelationType]
    ) -> Adjacency:
        """The whole table about mentions that follow each other."""
        path = ("adjacency",)
        self.only(table, path, ("joins", "implies"))
        rows = enumerate(self.tables(table, path, "implies"))
        rules = [self.neighbours(row, (*path, "implies", str(i)), entities, relations) for i, row in rows]
        return Adjacency(joins=tuple(self.strings(table, path, "joins")), implies=tuple(rules))

    def neighbours(
        self,
        table: Mapping[str, Any],
        path: tuple[str, ...],
        entities: list[str],
        relations: Mapping[str, RelationType],
    ) -> NeighbourRule:
        """One row about a mention after another."""
        self.only(table, path, ("first", "second", "between", "relation", "head"))
        rule = NeighbourRule(
            first=tuple(self.labels(table, path, "first", entities)),
            second=tuple(self.labels(table, path, "second", entities)),
            between=self.particles(table, path),
            relation=self.one_of(table, path, "relation", list(relations), ""),
            head=self.one_of(table, path, "head", ["first", "second"], "first"),
        )
        if rule.relation in relations:
            self.every_label_links(rule, relations[rule.relation], path)
        return rule

    def particles(self, table: Mapping[str, Any], path: tuple[str, ...]) -> tuple[str, ...]:
        """What may stand between; an empty string is nothing, an empty list would be a row that never holds."""
        found = table.get("between")
        if isinstance(found, list) and found and all(isinstance(one, str) for one in found):
            return tuple(found)
        got = "is missing" if found is None else f"is {shown(found)}"
        self.fault((*path, "between"), got, 'a list of strings; "" where nothing stands between')
        return ()

    def every_label_links(self, rule: NeighbourRule, kind: RelationType, path: tuple[str, ...]) -> None:
        """A fault for each label that the relation can link to none of the other side."""
        heads, tails = (rule.first, rule.second) if rule.head == "first" else (rule.second, rule.first)
        idle = [head for head in heads if not any(kind.links(head, tail) for tail in tails)]
        idle += [tail for tail in tails if not any(kind.links(head, tail) for head in heads)]
        for label in dict.fromkeys(idle):
            self.fault((*path, "relation"), f"never links {label} here", "labels that the relation may link")
