"""One person's work beside that of the others and gold (R9)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log2
from typing import TYPE_CHECKING

from workbench.model.annotation import GOLD
from workbench.web.review.report.labels import use
from workbench.web.review.report.people import others_entry, pair_of
from workbench.web.review.report.reading import Reading
from workbench.web.review.report.tables import Card, Column, Entry, Part, Table

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.actions.agreement import Independence

AGAINST_GOLD = ("f1_exact", "precision_exact", "recall_exact")


def person_parts(reading: Reading, name: str, own: "Independence") -> list[Part]:
    """What a report says of one person: against gold, against each other person, and which labels she prefers.

    ``own`` says how independent that is.
    """
    return [_gold(reading, name, own), _others(reading, name), _usage(reading, name)]


def _gold(reading: Reading, name: str, own: "Independence") -> Part:
    link = reading.behind(pair=(name, GOLD))
    values = {key: reading.value(key, annotator=name, reference=GOLD) for key in AGAINST_GOLD}
    cards = [
        Card(key, reading.entry(value, link, bar=True), reading.t("agreement.documents", n=value.documents))
        for key, value in values.items()
    ]
    shared = max((reading.value("f1_exact", pair=pair).documents for pair in reading.pairs if name in pair), default=0)
    mean = others_entry(reading, name, bar=True)
    cards.append(Card("f1_exact_mean_others", mean, reading.t("agreement.documents", n=shared)))
    cards += [_length_card(reading, name), _suggestions_card(reading, own)]
    texts = {"note": reading.t("agreement.own_gold", n=own.decided, all=own.with_gold)} if own.decided else {}
    readings = ("gold", "length_difference", "suggestions_kept")
    return Part("against_gold", [_as_table(reading, cards)], cards=cards, readings=readings, texts=texts)


def _as_table(reading: Reading, cards: Sequence[Card]) -> Table:
    columns = [
        Column("measure", reading.t("agreement.measure"), number=False),
        Column("value", reading.t("agreement.value")),
        Column("rests_on", reading.t("agreement.rests_on"), number=False),
    ]
    heads = (Entry(reading.t("measure." + one.key), one.key) for one in cards)
    rows = [[head, one.entry, Entry(one.rests_on, one.rests_on)] for head, one in zip(heads, cards, strict=True)]
    return Table("person", reading.t("part.against_gold"), columns, rows)


def _length_card(reading: Reading, name: str) -> Card:
    """How much longer this person's marks are than the others' in the documents they share."""
    hers, theirs = _lengths(reading, name)
    rests_on = reading.t("agreement.lengths", hers=reading.decimal(hers or 0.0), theirs=reading.decimal(theirs or 0.0))
    entry = _difference(reading, hers, theirs)
    return Card("length_difference", entry, rests_on if entry.value is not None else "")


def _suggestions_card(reading: Reading, own: "Independence") -> Card:
    rests_on = reading.t("agreement.suggested_marks", n=own.suggested)
    if not own.suggested:
        return Card("suggestions_kept", Entry("–", why=reading.t("agreement.nothing_suggested")), rests_on)
    share = own.kept / own.suggested
    return Card("suggestions_kept", Entry(reading.words.percent(share), share), rests_on)


def _difference(reading: Reading, hers: float | None, theirs: float | None) -> Entry:
    if hers is None or theirs is None:
        return Entry("–", why=reading.t("agreement.one_side"))
    return Entry(reading.signed(hers - theirs), hers - theirs)


def _lengths(reading: Reading, name: str, **label: str) -> tuple[float | None, float | None]:
    """The mean length of a person's marks and of the others', over the documents that two share; None without marks."""
    chars, marks = Counter[bool](), Counter[bool]()
    for pair in (pair for pair in reading.pairs if name in pair):
        one = reading.find("mark_lengths", pair=pair, **label)
        if one is not None and isinstance(one.value, Mapping):
            for owner, side in zip(pair, "ab", strict=True):
                chars[owner == name] += one.value[side]
                marks[owner == name] += int(one.n[side])
    hers, theirs = (chars[mine] / marks[mine] if marks[mine] else None for mine in (True, False))
    return hers, theirs


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
        Column("length_difference", reading.t("agreement.length_difference")),
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
        _difference(reading, *_lengths(reading, name, label=label)),
    ]
