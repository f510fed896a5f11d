"""By label: agreement, use and confusion of each (R4), and which label was taken for which (R5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbench.web.plots import shade
from workbench.web.review.report.behind import DIFFERING, Behind, Pair
from workbench.web.review.report.headline import SPAN_KINDS
from workbench.web.review.report.label_weeks import over_weeks, trend
from workbench.web.review.report.names import NONE
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Column, Entry, Link, Part, Table

FACTOR: Final = 2
"""One person's use of a label that is so many times another's is pointed out."""

Matrix = Mapping[Pair, int]


def labels(reading: Reading) -> Part:
    """R4: a row for every label in use, those with the most disagreements first."""
    keys = ("f1_exact", "f1_label_overlap", "alpha_tokens_label")
    shared = [Column(key, reading.t("measure." + key)) for key in keys]
    columns = [
        Column("label", reading.t("agreement.label"), number=False),
        Column("use", reading.t("agreement.use"), number=False),
        Column("disagreements", reading.t("agreement.disagreements")),
        *shared,
        *(Column(kind, reading.t("difference." + kind)) for kind in ("boundary", "label")),
        Column("taken_for", reading.t("agreement.taken_for"), number=False),
        Column("", reading.t("agreement.by_week"), number=False),
    ]
    matrix = confusion(reading, "confusion")
    used = [name for name in reading.schema.entities if use(reading, name)]
    ranked = sorted(used, key=lambda name: -_differing(reading, name))
    rows = [_label_row(reading, name, matrix) for name in ranked]
    tables = [Table("labels", reading.t("part.labels"), columns, rows), over_weeks(reading, ranked)]
    return Part(
        "labels", tables, readings=("labels", "alpha"), empty="" if rows else reading.t("agreement.none_marked")
    )


def matrix(reading: Reading, measure: str = "confusion", layer: str = "span") -> Part:
    """R5: labels × labels and "nobody": of a pair its first person's by row, of several pairs both ways together."""
    counts = confusion(reading, measure)
    known = reading.schema.entities if layer == "span" else reading.schema.relations
    used = {label for cell in counts for label in cell}
    names = [*(name for name in known if name in used), *([NONE] if NONE in used else [])]
    first = reading.t("agreement.rows_columns", first=reading.owners[0], second=reading.owners[-1])
    heading = first if len(reading.pairs) == 1 else reading.t("agreement.label")
    columns = [Column("label", heading, number=False), *(Column(name, reading.names.label(name)) for name in names)]
    most = max((count for (left, right), count in counts.items() if left != right), default=0)
    rows = [
        [
            Entry(reading.names.label(left), left),
            *(_cell(reading, layer, (left, right), counts, most) for right in names),
        ]
        for left in names
    ]
    name = "confusion" if layer == "span" else "relation-confusion"
    table = Table(name, reading.t("part.confusion"), columns, rows, kind="matrix square")
    return Part("confusion", [table], readings=("confusion",), empty="" if rows else reading.t("agreement.none_marked"))


def confusion(reading: Reading, measure: str) -> Matrix:
    """Counts by the first and the second label; over several pairs of people every line stands in both orders."""
    total: Counter[Pair] = Counter()
    for pair in reading.pairs:
        for cell, count in reading.counts(measure, pair=pair).items():
            left, _, right = cell.partition(" -> ")
            total[left, right] += count
            if len(reading.pairs) > 1 and left != right:
                total[right, left] += count
    return total


def use(reading: Reading, label: str) -> dict[str, float]:
    """How many marks of a label each person makes in a document that she shares with others."""
    found: dict[str, list[tuple[float, float]]] = {}
    for pair in reading.pairs:
        one = reading.find("f1_exact", pair=pair, label=label)
        if one is not None and one.reason is None:
            for name, side in zip(pair, "ab", strict=True):
                found.setdefault(name, []).append((one.n[side], one.n["documents"]))
    return {name: sum(marks for marks, _ in seen) / sum(d for _, d in seen) for name, seen in sorted(found.items())}


def _label_row(reading: Reading, label: str, matrix: Matrix) -> list[Entry]:
    pair = _single(reading)
    differing = _differing(reading, label)
    overlap = _over_pairs(reading, "f1_label_overlap", label)
    kinds = _kinds(reading, label)
    link = reading.behind(count=differing, pair=pair, label=label)
    return [
        Entry(reading.names.label(label), label, kind=f"label-{label}"),
        _use(reading, label),
        reading.count(differing, link),
        reading.entry(_exact(reading, label), link, bar=True),
        reading.entry(overlap, link),
        reading.entry(_alpha(reading, label), link),
        *(reading.count(kinds[kind], reading.behind("span", kind, kinds[kind], pair=pair, label=label))
          for kind in ("boundary", "label")),
        _taken_for(reading, label, matrix),
        trend(reading, label),
    ]  # fmt: skip


def _use(reading: Reading, label: str) -> Entry:
    """Marks of the label for each person; by document where several pairs share different documents."""
    rates = use(reading, label)
    if len(reading.pairs) == 1:
        one = reading.find("f1_exact", pair=reading.pairs[0], label=label)
        shown = [reading.words.number(int(one.n[side])) for side in "ab"] if one else []
    else:
        shown = [reading.decimal(rate) for rate in rates.values()]
    uneven = len(rates) > 1 and max(rates.values()) > FACTOR * min(rates.values())
    note = reading.t("agreement.uneven") if uneven else ""
    return Entry(" · ".join(shown), " · ".join(f"{rate:.2f}" for rate in rates.values()), note=note, kind="together")


def _taken_for(reading: Reading, label: str, matrix: Matrix) -> Entry:
    """The other label (or nobody's) that this one is most often aligned with."""
    others = Counter({cell: count for cell, count in matrix.items() if label in cell and cell[0] != cell[1]})
    if not others:
        return Entry("–")
    if _single(reading) is None:  # both orders are the same list
        others = Counter({cell: count for cell, count in others.items() if cell[0] == label})
    (cell, count), *_ = others.most_common(1)
    other = cell[1] if cell[0] == label else cell[0]
    link = _cell_link(reading, "span", cell, count)
    return Entry(reading.names.label(other), other, link=link, note=reading.words.number(count))


def _cell(reading: Reading, layer: str, cell: Pair, counts: Matrix, most: int) -> Entry:
    count = counts.get(cell, 0)
    if not count:
        return Entry(kind="zero", value=0)
    row = sum(number for (left, _), number in counts.items() if left == cell[0])
    diagonal = cell[0] == cell[1]
    return Entry(
        reading.words.number(count),
        count,
        link=_cell_link(reading, layer, cell, count),
        note=reading.words.percent(count / row),
        shade=None if diagonal else shade(count, most),
        kind="diagonal" if diagonal else "",
    )


def _cell_link(reading: Reading, layer: str, cell: Pair, count: int) -> Link | None:
    return reading.link(Behind(layer, "any", _single(reading), left=cell[0], right=cell[1]), count)


def _single(reading: Reading) -> Pair | None:
    return reading.pairs[0] if len(reading.pairs) == 1 else None


def _differing(reading: Reading, label: str) -> int:
    return sum(_kinds(reading, label)[kind] for kind in DIFFERING["span"])


def _kinds(reading: Reading, label: str) -> Counter[str]:
    total: Counter[str] = Counter(dict.fromkeys(SPAN_KINDS, 0))
    for scope in reading.scopes(label=label):
        total.update(reading.kinds("span", **scope))
    return total


def _exact(reading: Reading, label: str) -> Value:
    if len(reading.pairs) == 1:
        return reading.value("f1_exact", pair=reading.pairs[0], label=label)
    mean = reading.value("f1_exact_mean_pairs", group=reading.owners, label=label)
    items = _items(reading.value("f1_exact", pair=pair, label=label) for pair in reading.pairs)
    return Value(mean.value, mean.interval, mean.documents, items, mean.reason)


def _over_pairs(reading: Reading, measure: str, label: str) -> Value:
    values = [reading.value(measure, pair=pair, label=label) for pair in reading.pairs]
    known = [one for one in values if one.value is not None]
    if not known:
        return Value(None, reason="not_used")
    mean = sum(one.value or 0.0 for one in known) / len(known)
    return Value(mean, None, max(one.documents for one in known), _items(known))


def _alpha(reading: Reading, label: str) -> Value:
    if len(reading.pairs) == 1:
        return reading.value("alpha_tokens_label", pair=reading.pairs[0], label=label)
    return reading.value("alpha_tokens_label", group=reading.owners, label=label)


def _items(values: Iterable[Value] | Sequence[Value]) -> int:
    return sum(one.items or 0 for one in values)
