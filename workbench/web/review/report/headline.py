"""The first look: the coverage line, the cards (R1), and where disagreement comes from (R2)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from workbench.web.plots import Segment, stacked_bar
from workbench.web.review.report.behind import Behind, Pair
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Card, Column, Entry, Part, Table
from workbench.web.review.report.weeks import week_of

CARDS: Final = ("f1_exact", "f1_label_overlap", "kappa_labels", "gamma", "rel_f1_strict", "rel_f1_given_entities")
SAME: Final = 0.005
"""A smaller change is none."""

SPAN_KINDS: Final = ("agree", "boundary", "label", "both", "only_a", "only_b")


def cards(reading: Reading) -> Part:
    """R1: the numbers that one quotes, each with its interval and what it rests on."""
    found = [_card(reading, name) for name in CARDS]
    return Part("cards", [_as_table(reading, found)], found, readings=CARDS)


def sources(reading: Reading) -> Part:
    """R2: one bar for every pair and one for all: how much is agreed on, and how the rest differs."""
    pairs: list[tuple[str, Pair | None]] = [(reading.names.pair(pair), pair) for pair in reading.pairs]
    if len(pairs) > 1:
        pairs.append((reading.t("agreement.all_pairs"), None))
    kinds = [Column(kind, reading.t("difference." + kind)) for kind in SPAN_KINDS]
    minor = [Column(name, reading.t("minor." + name)) for name in ("clitic", "punctuation")]
    columns = [Column("pair", reading.t("agreement.pair"), number=False), Column("", ""), *kinds, *minor]
    rows = [_source_row(reading, name, pair) for name, pair in pairs]
    legend = [(f"kind-{kind}", reading.t("difference." + kind)) for kind in SPAN_KINDS]
    table = Table("sources", reading.t("part.sources"), columns, rows, kind="with-bars")
    return Part("sources", [table], legend=legend, readings=("sources", "minor"))


def coverage(reading: Reading) -> str:
    """How many people and documents the report rests on, and what is not counted."""
    scope = reading.report.scope
    left_out = scope["practice_left_out"]
    return " ".join(
        [
            reading.t("agreement.covered_people", n=len(reading.owners)),
            reading.t("agreement.covered_documents", n=scope["documents"]),
            reading.t("agreement.covered_two", n=scope["finished_by_two"]),
            reading.t("agreement.covered_all", n=scope["finished_by_all"]),
            *([reading.t("agreement.covered_open", n=scope["in_progress"])] if scope["in_progress"] else []),
            *([reading.t("agreement.covered_practice", n=left_out)] if left_out else []),
            reading.t("agreement.covered_as_of", when=reading.words.date(scope["as_of"])),
        ]
    )


def _card(reading: Reading, name: str) -> Card:
    value = _headline(reading, name)
    layer = "relation" if name.startswith("rel_") else "span"
    kind = {"kappa_labels": "label", "f1_label_overlap": "differ"}.get(name, "differ")
    pair = reading.pairs[0] if len(reading.pairs) == 1 else None
    link = reading.behind(layer, kind, pair=pair)
    return Card(name, reading.entry(value, link, bar=True), _rests_on(reading, name, value), _change(reading, name))


def _change(reading: Reading, name: str) -> Entry:
    """By how much the last week that is over lies above the one before; "–" where either has no value."""
    weeks = _last_two_weeks(reading)
    values = [value for week in weeks if (value := reading.overall(name, week=week).value) is not None]
    if len(values) < 2:
        return Entry("–", why=reading.t("agreement.no_change"))
    change = values[1] - values[0]
    arrow = "=" if abs(change) < SAME else "↑" if change > 0 else "↓"
    said = {"arrow": arrow, "by": reading.signed(change), "week": _whole(weeks[1]), "before": _whole(weeks[0])}
    return Entry(reading.t("agreement.changed", **said), change)


def _whole(week: str) -> str:
    """A week that stands in a sentence of any direction, left to right and on one line."""
    unbroken = week.replace("-", "\u2011")
    return f"\u2066{unbroken}\u2069"


def _last_two_weeks(reading: Reading) -> list[str]:
    """The last two weeks with finished work that are over, the later one last."""
    now = week_of(reading.report.scope["as_of"])
    known = {one.scope["week"] for one in reading.report.measures if "week" in one.scope}
    return sorted(week for week in known if week < now)[-2:]


def _headline(reading: Reading, name: str) -> Value:
    return reading.value("gamma", group=reading.owners) if name == "gamma" else reading.overall(name)


def _rests_on(reading: Reading, name: str, value: Value) -> str:
    """The documents and marks below a card; for relations given entities the share of relations that is."""
    if name == "rel_f1_given_entities":
        covered = reading.overall("rel_given_entities_coverage")
        if covered.value is not None:
            return reading.t("agreement.covers", share=reading.words.percent(covered.value))
    documents = reading.t("agreement.documents", n=value.documents)
    if value.items is None:
        return documents
    counted = "base.relations" if name.startswith("rel_") else "base.spans"
    return f"{documents}{reading.t('base.between')}{reading.t(counted, n=value.items)}"


def _as_table(reading: Reading, found: list[Card]) -> Table:
    columns = [
        Column("measure", reading.t("agreement.measure"), number=False),
        Column("value", reading.t("agreement.value")),
        Column("rests_on", reading.t("agreement.rests_on"), number=False),
        Column("change", reading.t("agreement.change"), number=False),
    ]
    heads = (Entry(reading.t("measure." + one.key), one.key) for one in found)
    rows = [
        [head, one.entry, Entry(one.rests_on, one.rests_on), one.change or Entry()]
        for head, one in zip(heads, found, strict=True)
    ]
    return Table("headline", reading.t("part.cards"), columns, rows)


def _source_row(reading: Reading, name: str, pair: Pair | None) -> list[Entry]:
    counts = _added(reading.kinds("span", **scope) for scope in reading.scopes(pair=pair))
    minor = _added(reading.counts("boundary_counts", **scope) for scope in reading.scopes(pair=pair))
    cells = [reading.count(counts[kind], reading.behind("span", kind, counts[kind], pair=pair)) for kind in SPAN_KINDS]
    small = [_minor(reading, kind, minor[kind], pair) for kind in ("clitic", "punctuation")]
    parts = [
        Segment(f"kind-{kind}", counts[kind], reading.t("difference." + kind), cell.link.page if cell.link else "")
        for kind, cell in zip(SPAN_KINDS, cells, strict=True)
    ]
    return [Entry(name, name), Entry(picture=stacked_bar(name, parts)), *cells, *small]


def _minor(reading: Reading, kind: str, count: int, pair: Pair | None) -> Entry:
    link = reading.link(Behind("span", "boundary", pair, minor=kind), count) if count else None
    return reading.count(count, link)


def _added(several: Iterator[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in several:
        total.update(one)
    return total
