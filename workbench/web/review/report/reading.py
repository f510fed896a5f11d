"""A report, ready to be looked up and put into the words and digits of one reader."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from workbench.model.annotation import GOLD
from workbench.model.schema import Schema
from workbench.web.plots import interval_bar
from workbench.web.review.report.behind import DIFFERING, Behind, Pair
from workbench.web.review.report.names import Names
from workbench.web.review.report.tables import Entry, Interval, Link
from workbench.web.wording import Wording

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.agreement import Measure, Report

FEW_DOCUMENTS: Final = 5
FEW_MARKS: Final = 50
"""A value that rests on fewer is shown as one on few data."""

Linker = Callable[[Behind, int], Link | None]


@dataclass(frozen=True, slots=True)
class Value:
    """A number as it is shown, or the name of the reason why there is none.

    ``items`` are the marks, relations or tokens that it rests on (the mean of two people's), if that is known.
    """

    value: float | None
    interval: Interval | None = None
    documents: int = 0
    items: int | None = None
    reason: str = ""

    @property
    def few(self) -> bool:
        """Whether it rests on so few data that it says little."""
        return self.documents < FEW_DOCUMENTS or (self.items is not None and self.items < FEW_MARKS)


@dataclass(frozen=True)
class Reading:
    """A report and its reader.

    ``link`` makes the address of a list (None where there are none: in a file). ``match`` says what the map of pairs
    takes for the same mark: exact, boundary, overlap, partial.
    """

    report: "Report"
    schema: Schema
    words: Wording
    link: Linker
    person_page: Callable[[str], str] = lambda name: ""
    document_page: Callable[[str, Pair | None], str] = lambda name, pair: ""
    pair_page: Callable[[Pair], str] = lambda pair: ""
    match: str = "exact"
    _index: "dict[Hashable, Measure]" = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index the measures by name and scope."""
        self._index.update({_key(one.measure, one.scope): one for one in self.report.measures})

    @property
    def owners(self) -> Sequence[str]:
        """The people compared, by name."""
        found: Sequence[str] = self.report.scope["owners"]
        return found

    @property
    def pairs(self) -> list[Pair]:
        """Every two of them."""
        return [(one, other) for number, one in enumerate(self.owners) for other in self.owners[number + 1 :]]

    def find(self, measure: str, **scope: Any) -> "Measure | None":
        """The measure of exactly this scope."""
        return self._index.get(_key(measure, scope))

    def value(self, measure: str, **scope: Any) -> Value:
        """The value of a measure of exactly this scope."""
        return value_of(self.find(measure, **scope))

    def overall(self, measure: str, **part: str) -> Value:
        """The value of two people, or the mean over pairs of more; ``part`` may name a week."""
        if len(self.pairs) == 1:
            return self.value(measure, pair=self.pairs[0], **part)
        mean = self.value(f"{measure}_mean_pairs", group=self.owners, **part)
        if mean.reason != "missing":
            pooled = self.value(f"{measure}_pooled_pairs", group=self.owners)
            return Value(mean.value, mean.interval, mean.documents, pooled.items, mean.reason)
        return _mean([self.value(measure, pair=pair, **part) for pair in self.pairs])

    def counts(self, measure: str, **scope: Any) -> Mapping[str, int]:
        """The counts of a measure that consists of several, empty if there is none."""
        one = self.find(measure, **scope)
        return one.value if one is not None and isinstance(one.value, Mapping) else {}

    def kinds(self, layer: str, **scope: Any) -> Mapping[str, int]:
        """How many lines of each kind a scope has."""
        prefix = "rel_" if layer == "relation" else ""
        return self.counts(f"{prefix}disagreement_counts", **scope)

    def behind(self, layer: str = "span", kind: str = "differ", count: int | None = None, **where: Any) -> Link | None:
        """The link to the lines of a kind (``differ``: all but those agreed on); None if there is no line."""
        if count is None:
            count = self.differing(layer, kind, **where)
        return self.link(Behind(layer, kind, **where), count) if count else None

    def differing(self, layer: str = "span", kind: str = "differ", **where: Any) -> int:
        """How many lines of a kind a place stands for."""
        chosen = DIFFERING[layer] if kind == "differ" else (kind,)
        return sum(self.kinds(layer, **one).get(name, 0) for one in self.scopes(**where) for name in chosen)

    def scopes(self, pair: Pair | None = None, **rest: Any) -> list[dict[str, Any]]:
        """The scopes of pairs that a place stands for: one pair, or all."""
        pairs = self.pairs if pair is None else [pair]
        return [self.scope(one, **rest) for one in pairs]

    @staticmethod
    def scope(pair: Pair, **rest: Any) -> dict[str, Any]:
        """The scope of two people, or of one and gold."""
        named = {name: value for name, value in rest.items() if value}
        who = {"annotator": pair[0], "reference": GOLD} if pair[1] == GOLD else {"pair": pair}
        return {**who, **named}

    def entry(self, value: Value, link: Link | None = None, *, bar: bool = False, room: float = 1.0) -> Entry:
        """A value as a cell: the number, its interval below it, the disagreements behind it, or why there is none."""
        picture = interval_bar(self.shown(value), value.value, value.interval, room) if bar else ""
        if value.value is None:
            return Entry("–", why=self.why(value.reason), picture=picture)
        note = self.range(value.interval) if value.interval else ""
        return Entry(
            self.decimal(value.value), value.value, value.interval, link, note=note, few=value.few, picture=picture
        )

    def count(self, number: int, link: Link | None = None) -> Entry:
        """A whole number as a cell."""
        return Entry(self.words.number(number), number, link=link)

    def shown(self, value: Value) -> str:
        """A value and its interval as one phrase."""
        if value.value is None:
            return self.why(value.reason)
        return " ".join([self.decimal(value.value), *([f"({self.range(value.interval)})"] if value.interval else [])])

    def decimal(self, value: float) -> str:
        """A number with two decimals."""
        return self.words.decimal(value)

    def signed(self, value: float) -> str:
        """A number with two decimals and always a sign."""
        return self.words.signed(value)

    def range(self, interval: Interval) -> str:
        """An interval."""
        return f"{self.decimal(interval[0])}–{self.decimal(interval[1])}"

    def why(self, reason: str) -> str:
        """A reason in words."""
        return self.t("reason." + (reason or "missing"))

    def t(self, key: str, **fields: object) -> str:
        """Words, not yet as HTML."""
        return self.words.text(key, **fields).unescape()

    @property
    def names(self) -> Names:
        """Labels and people in words."""
        return Names(self.schema, self.words)


def value_of(one: "Measure | None") -> Value:
    """What a measure says, if it is a single number."""
    if one is None:
        return Value(None, reason="missing")
    documents = int(one.n.get("documents", 0))
    interval = (one.interval.low, one.interval.high) if one.interval else None
    number = None if one.value is None or isinstance(one.value, Mapping) else float(one.value)
    return Value(number, interval, documents, _items(one.n), one.reason.name.lower() if one.reason else "")


def _items(n: Mapping[str, float]) -> int | None:
    if "items" in n:
        return int(n["items"])
    return round((n["a"] + n["b"]) / 2) if "a" in n and "b" in n else None


def _mean(values: Iterable[Value]) -> Value:
    every = list(values)
    known = [one.value for one in every if one.value is not None]
    items = [one.items for one in every if one.items is not None]
    if not known:
        return Value(None, reason=every[0].reason if every else "no_pair")
    return Value(fmean(known), None, max(one.documents for one in every), sum(items) if items else None)


def _key(measure: str, scope: Mapping[str, Any]) -> Hashable:
    return measure, frozenset((k, tuple(v) if isinstance(v, list | tuple) else v) for k, v in scope.items())
