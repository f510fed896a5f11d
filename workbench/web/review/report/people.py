"""Between people: the heat map of pairs (R3), and everybody against gold and against the others (R9)."""

from collections.abc import Sequence
from statistics import fmean
from typing import Final

from workbench.model.annotation import GOLD
from workbench.web.plots import shade
from workbench.web.review.report.behind import Pair
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Column, Entry, Part, Table

PALE: Final = 0.5

MATCHES: Final = {
    "exact": "f1_exact",
    "boundary": "f1_boundary",
    "overlap": "f1_label_overlap",
    "partial": "f1_partial",
}
"""The F1 of each way to match marks."""


def heat_map(reading: Reading) -> Part:
    """R3: F1 of every pair above the diagonal, what it rests on below it; who resembles whom stands side by side."""
    people = by_likeness(reading)
    columns = [
        Column("person", reading.t("agreement.person"), number=False),
        *(Column(name, name) for name in people),
        Column("others", reading.t("agreement.others")),
    ]
    rows = [_heat_row(reading, people, place) for place in range(len(people))]
    gold = [reading.value(MATCHES[reading.match], annotator=name, reference=GOLD) for name in people]
    if any(one.value is not None for one in gold):
        rows.append(_gold_row(reading, people, gold))
    return Part("pairs", [Table("pairs", reading.t("part.pairs"), columns, rows, kind="matrix")], readings=("pairs",))


def against_gold(reading: Reading) -> Part:
    """R9 in short: precision, recall and F1 of everybody against gold, and F1 against the others."""
    keys = ("documents", "precision_exact", "recall_exact", "f1_exact", "f1_exact_mean_others")
    columns = [Column("person", reading.t("agreement.person"), number=False)]
    columns += [Column(key, reading.t("measure." + key)) for key in keys]
    rows = [_person_row(reading, name) for name in reading.owners]
    table = Table("people", reading.t("part.people"), columns, rows)
    return Part("people", [table], readings=("gold",))


def by_likeness(reading: Reading) -> list[str]:
    """The people, each beside the one most like her of those left; who is most like all the others comes first."""
    left = list(reading.owners)
    line: list[str] = []
    while left:
        nearest = max(left, key=lambda name: _likeness(reading, name, line[-1:] or reading.owners))
        left.remove(nearest)
        line.append(nearest)
    return line


def pair_of(one: str, other: str) -> Pair:
    """Two people in the order in which the report names them."""
    return (one, other) if one < other else (other, one)


def _likeness(reading: Reading, name: str, others: Sequence[str]) -> float:
    values = [reading.value("f1_exact", pair=pair_of(name, other)).value for other in others if other != name]
    known = [value for value in values if value is not None]
    return fmean(known) if known else -1.0


def _heat_row(reading: Reading, people: Sequence[str], place: int) -> list[Entry]:
    name = people[place]
    cells = [_heat_cell(reading, name, other, above=place < far) for far, other in enumerate(people)]
    return [Entry(name, name, also=reading.person_page(name)), *cells, others_entry(reading, name)]


def others_entry(reading: Reading, name: str, *, bar: bool = False) -> Entry:
    """A person's F1 against the others, with all the lines she has part in."""
    value = reading.value("f1_exact_mean_others", annotator=name, group=reading.owners)
    mine = [pair for pair in reading.pairs if name in pair]
    count = sum(reading.differing("span", pair=pair) for pair in mine)
    link = reading.behind(count=count, person=name) if count else None
    return reading.entry(value, link, bar=bar)


def _heat_cell(reading: Reading, name: str, other: str, *, above: bool) -> Entry:
    if name == other:
        return Entry(kind="self")
    pair = pair_of(name, other)
    value = reading.value(MATCHES[reading.match], pair=pair)
    if above:
        return _shaded(reading, value, pair)
    both = reading.value("n_common_docs", pair=pair)
    note = reading.t("base.spans", n=value.items) if value.items is not None else ""
    return Entry(
        reading.t("agreement.documents", n=int(both.value or 0)), int(both.value or 0), note=note, kind="rests"
    )


def _shaded(reading: Reading, value: Value, pair: Pair | None = None) -> Entry:
    """A cell of the map; it leads to the report of the pair and to its disagreements."""
    link = reading.behind(pair=pair) if pair else None
    cell = reading.entry(value, link)
    page = reading.pair_page(pair) if pair and pair[1] != GOLD else ""
    return Entry(
        cell.text, cell.value, cell.interval, link, page, cell.note, cell.why, shade=_shade(value.value), few=value.few
    )


def _shade(value: float | None) -> int | None:
    """People seldom agree on less than half: below that all cells are pale."""
    return None if value is None else max(1, shade(value - PALE, 1 - PALE))


def _gold_row(reading: Reading, people: Sequence[str], values: Sequence[Value]) -> list[Entry]:
    pairs = [(name, GOLD) for name in people]
    cells = [_shaded(reading, value, pair) for value, pair in zip(values, pairs, strict=True)]
    return [Entry(reading.t("base.gold"), GOLD), *cells, Entry()]


def _person_row(reading: Reading, name: str) -> list[Entry]:
    gold = {"annotator": name, "reference": GOLD}
    documents = reading.value("f1_exact", **gold).documents
    link = reading.behind(pair=(name, GOLD))
    values = [reading.value(key, **gold) for key in ("precision_exact", "recall_exact")]
    return [
        Entry(name, name, also=reading.person_page(name)),
        reading.count(documents),
        *(reading.entry(value, link) for value in values),
        reading.entry(reading.value("f1_exact", **gold), link, bar=True),
        others_entry(reading, name),
    ]
