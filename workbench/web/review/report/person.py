"""One person's work beside that of the others and gold (R9)."""

from math import log2

from workbench.model.annotation import GOLD
from workbench.web.review.report.labels import use
from workbench.web.review.report.people import others_entry, pair_of
from workbench.web.review.report.reading import Reading
from workbench.web.review.report.tables import Card, Column, Entry, Part, Table

AGAINST_GOLD = ("f1_exact", "precision_exact", "recall_exact")


def person_parts(reading: Reading, name: str) -> list[Part]:
    """What a report says of one person: against gold, against each other person, and which labels she prefers."""
    return [_gold(reading, name), _others(reading, name), _usage(reading, name)]


def _gold(reading: Reading, name: str) -> Part:
    link = reading.behind(pair=(name, GOLD))
    values = {key: reading.value(key, annotator=name, reference=GOLD) for key in AGAINST_GOLD}
    cards = [
        Card(key, reading.entry(value, link, bar=True), reading.t("agreement.documents", n=value.documents))
        for key, value in values.items()
    ]
    shared = max((reading.value("f1_exact", pair=pair).documents for pair in reading.pairs if name in pair), default=0)
    mean = others_entry(reading, name, bar=True)
    cards.append(Card("f1_exact_mean_others", mean, reading.t("agreement.documents", n=shared)))
    return Part("against_gold", cards=cards, readings=("gold",))


def _others(reading: Reading, name: str) -> Part:
    columns = [
        Column("person", reading.t("agreement.person"), number=False),
        Column("documents", reading.t("agreement.documents_of")),
        Column("f1_exact", reading.t("measure.f1_exact")),
        *(Column(key, reading.t("agreement." + key)) for key in ("hers_alone", "theirs_alone")),
    ]
    rows = [_other_row(reading, name, other) for other in reading.owners if other != name]
    return Part("beside_others", [Table("beside-others", reading.t("part.beside_others"), columns, rows)])


def _other_row(reading: Reading, name: str, other: str) -> list[Entry]:
    pair = pair_of(name, other)
    kinds = reading.kinds("span", pair=pair)
    value = reading.value("f1_exact", pair=pair)
    sides = ("only_a", "only_b") if pair[0] == name else ("only_b", "only_a")
    alone = [
        reading.count(kinds.get(side, 0), reading.behind("span", side, kinds.get(side, 0), pair=pair)) for side in sides
    ]
    return [
        Entry(other, other, also=reading.pair_page(pair)),
        reading.count(value.documents),
        reading.entry(value, reading.behind(pair=pair), bar=True),
        *alone,
    ]


def _usage(reading: Reading, name: str) -> Part:
    columns = [
        Column("label", reading.t("agreement.label"), number=False),
        Column("hers", reading.t("agreement.hers")),
        Column("theirs", reading.t("agreement.theirs")),
        Column("log_ratio", reading.t("agreement.log_ratio")),
    ]
    rates = {label: use(reading, label) for label in reading.schema.entities}
    rows = [_usage_row(reading, label, name, found) for label, found in rates.items() if name in found]
    table = Table("usage", reading.t("part.usage"), columns, rows)
    return Part("usage", [table], readings=("usage",), empty="" if rows else reading.t("agreement.none_marked"))


def _usage_row(reading: Reading, label: str, name: str, rates: dict[str, float]) -> list[Entry]:
    hers = rates[name]
    others = [rate for other, rate in rates.items() if other != name]
    theirs = sum(others) / len(others)
    ratio = log2(hers / theirs) if hers and theirs else None
    shown = (
        Entry(reading.signed(ratio), ratio) if ratio is not None else Entry("–", why=reading.t("agreement.one_side"))
    )
    return [
        Entry(reading.names.label(label), label, kind=f"label-{label}"),
        Entry(reading.decimal(hers), hers),
        Entry(reading.decimal(theirs), theirs),
        shown,
    ]
