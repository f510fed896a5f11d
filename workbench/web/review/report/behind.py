"""Which disagreements stand behind a number, as it is written in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.model.errors import UnknownName

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.agreement import Cell

Pair = tuple[str, str]

DIFFERING: Final = {
    "span": ("boundary", "label", "both", "only_a", "only_b"),
    "relation": ("type", "direction", "argument", "only_a", "only_b"),
}
"""The kinds of lines of each layer in which two people are not at one."""

MINOR: Final = ("clitic", "punctuation", "other")
_WHERE: Final = ("person", "label", "left", "right", "doc", "week", "minor")


@dataclass(frozen=True, slots=True)
class Behind:
    """The lines of a ``layer`` (span, relation) that are counted in one place of the report.

    ``kind`` is that of a line, ``differ`` for every kind but agree, ``any`` for all. ``pair`` (None: every pair of
    people, or those that ``person`` is in), ``label`` (of either side), ``left`` and ``right`` (the first and the
    second person's label, in either order if no pair is named), ``doc`` and ``week`` say where. ``minor`` tells
    boundary differences apart: clitic, punctuation, other.
    """

    layer: str = "span"
    kind: str = "differ"
    pair: Pair | None = None
    person: str = ""
    label: str = ""
    left: str = ""
    right: str = ""
    doc: str = ""
    week: str = ""
    minor: str = ""

    def query(self) -> dict[str, str]:
        """The fields of an address."""
        fields = {"of": self.layer, "kind": self.kind}
        fields |= {name: getattr(self, name) for name in _WHERE if getattr(self, name)}
        return fields if self.pair is None else {**fields, "one": self.pair[0], "other": self.pair[1]}

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Behind":
        """What an address asks for. Raises `UnknownName` for a layer, kind or minor difference there is none of."""
        one, other = query.get("one", ""), query.get("other", "")
        layer = _known("layer", query.get("of") or "span", [*DIFFERING])
        kind = _known("kind", query.get("kind") or "differ", ["differ", "any", "agree", *DIFFERING[layer]])
        _known("minor", query.get("minor", ""), ["", *MINOR])
        pair = (one, other) if one and other else None
        return cls(layer, kind, pair, **{name: query.get(name, "") for name in _WHERE})

    def cell(self) -> "Cell":
        """The same as the agreement actions name it."""
        from workbench.agreement import Cell

        kinds = {"differ": DIFFERING[self.layer], "any": ()}.get(self.kind, (self.kind,))
        where = {name: getattr(self, name) for name in _WHERE if name != "doc"}
        return Cell(
            layer="relation" if self.layer == "relation" else "span",
            pair=self.pair,
            kinds=kinds,
            document=self.doc,
            mirrored=self.pair is None,
            **where,
        )


def _known(what: str, name: str, names: list[str]) -> str:
    if name not in names:
        raise UnknownName(what, name, names)
    return name
