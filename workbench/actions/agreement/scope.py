"""What part of the work a report or a list is about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Self

from workbench.model.errors import UnknownName
from workbench.model.items import wrong
from workbench.model.schema import Schema

MATCHES: Final = ("exact", "boundary", "overlap", "partial")
"""What counts as the same mark in the headline: `f1_exact`, `f1_boundary`, `f1_label_overlap`, `f1_partial`."""

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "layer": ("", "entities", "relations"),
    "suggested": ("", "with", "without"),
    "match": MATCHES,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of a corpus; what is empty does not restrict.

    ``owners`` are people, ``labels`` entity labels and relation types (a layer of which none is named is whole);
    ``documents`` are ids, ``query`` a part of a title or id, ``batch`` the name of a batch.
    ``since`` and ``until`` are days (``2026-11-21``, UTC, inclusive) on which the last of the people finished a
    document; ``suggested`` chooses documents that all of them began ``with`` suggestions, or ``without`` any. ``gold``
    compares with gold too;
    ``practice`` counts practice and checks, which say how far somebody has learned, not how far people agree.
    ``layer`` and ``match`` choose what is shown first, and change no number.
    """

    owners: tuple[str, ...] = ()
    layer: str = ""
    labels: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    query: str = ""
    batch: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    suggested: str = ""
    gold: bool = True
    practice: bool = False
    match: str = "exact"

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """The filter in an address: what `fields` wrote (lists separated by commas). Unknown fields are ignored.

        Raises `BadRequest` or `UnknownName`.
        """
        words = {name: given.get(name, "").strip() for name in ("query", "batch", "language")}
        lists = {name: _listed(given.get(name, "")) for name in ("owners", "labels", "documents")}
        days = {name: _day(name, given.get(name, "")) for name in ("since", "until")}
        known = {name: _known(name, given.get(name, ""), names) for name, names in CHOICES.items()}
        chosen: dict[str, Any] = {**words, **lists, **days, **known}
        return cls(**chosen, gold=given.get("gold", "1") != "0", practice=given.get("practice") == "1")

    def fields(self) -> dict[str, str]:
        """The filter as fields of an address, those that restrict nothing left out."""
        usual = asdict(Filter())
        written = {name: value for name, value in asdict(self).items() if value != usual[name]}
        return {name: _written(value) for name, value in written.items()}

    def of_documents(self) -> dict[str, str]:
        """What restricts documents beside their ids."""
        return {name: getattr(self, name) for name in ("query", "batch", "language", "since", "until", "suggested")}

    def in_layer(self, known: Collection[str]) -> list[str]:
        """Those of the labels that are among these."""
        return [label for label in self.labels if label in known]

    def check(self, schema: Schema, owners: Sequence[str]) -> None:
        """Raise `UnknownName` for people without annotations, or labels the schema does not know."""
        for name in self.owners:
            if name not in owners:
                raise UnknownName("person", name, owners)
        for label in self.labels:
            if label not in (known := [*schema.entities, *schema.relations]):
                raise UnknownName("label", label, known)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def _known(kind: str, given: str, known: Sequence[str]) -> str:
    if given in known or not given:
        return given or known[0]
    raise UnknownName(kind, given, [name for name in known if name])


def _day(name: str, given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        raise wrong(name, given, "a day such as 2026-11-21") from None


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return ",".join(value) if isinstance(value, tuple) else str(value)
