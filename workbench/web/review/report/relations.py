"""Relations (R7): a ladder of ever milder comparisons, every type, and which was taken for which."""

from collections import Counter
from dataclasses import replace
from typing import Final

from workbench.web.review.report.behind import DIFFERING, Pair
from workbench.web.review.report.labels import matrix
from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Column, Entry, Part, Table

LADDER: Final = ("strict", "boundaries", "overlap", "undirected", "untyped", "given_entities")
KINDS: Final = ("agree", "type", "direction", "argument", "only_a", "only_b")


def relations(reading: Reading) -> Part:
    """R7."""
    used = [name for name in reading.schema.relations if sum(_kinds(reading, name).values())]
    if not used:
        return Part("relations", empty=reading.t("reason.nothing_linked"))
    confused = [_with_reversed(reading, table) for table in matrix(reading, "rel_confusion", "relation").tables]
    return Part("relations", [_ladder(reading), _types(reading, used), *confused], readings=("ladder", "given"))


def _with_reversed(reading: Reading, table: Table) -> Table:
    """The matrix with a column for those on the diagonal whose direction was turned round."""
    columns = [*table.columns, Column("reversed", reading.t("agreement.reversed"))]
    return replace(table, columns=columns, rows=[[*row, _reversed(reading, row[0])] for row in table.rows])


def _reversed(reading: Reading, head: Entry) -> Entry:
    name = str(head.value)
    count = _kinds(reading, name)["direction"] if name in reading.schema.relations else 0
    if not count:
        return Entry(kind="zero", value=0)
    return reading.count(count, reading.behind("relation", "direction", count, pair=_single(reading), label=name))


def _ladder(reading: Reading) -> Table:
    """Six rungs; the ground of the last is as wide as the share of relations it is about."""
    covered = reading.overall("rel_given_entities_coverage").value
    columns = [
        Column("rung", reading.t("agreement.rung"), number=False),
        Column("f1", reading.t("agreement.f1")),
        Column("means", reading.t("agreement.means"), number=False),
    ]
    rows = []
    for rung in LADDER:
        room = covered or 0.0 if rung == "given_entities" else 1.0
        value = reading.overall(f"rel_f1_{rung}")
        entry = reading.entry(value, reading.behind("relation", pair=_single(reading)), bar=True, room=room)
        rows.append([Entry(reading.t("rung." + rung), rung), entry, Entry(reading.t("rung_means." + rung))])
    if covered is not None:
        share = Entry(reading.words.percent(covered), covered)
        rows.append([Entry(reading.t("rung.coverage"), "coverage"), share, Entry(reading.t("rung_means.coverage"))])
    return Table("ladder", reading.t("part.ladder"), columns, rows, kind="with-bars")


def _types(reading: Reading, used: list[str]) -> Table:
    columns = [
        Column("relation", reading.t("agreement.relation_type"), number=False),
        Column("disagreements", reading.t("agreement.disagreements")),
        *(Column(f"rel_f1_{name}", reading.t("rung." + name)) for name in ("strict", "given_entities")),
        *(Column(kind, reading.t("difference." + kind)) for kind in KINDS),
    ]
    ranked = sorted(used, key=lambda name: -_differing(reading, name))
    rows = [_type_row(reading, name) for name in ranked]
    return Table("relation-types", reading.t("part.types"), columns, rows)


def _type_row(reading: Reading, name: str) -> list[Entry]:
    pair, kinds, differing = _single(reading), _kinds(reading, name), _differing(reading, name)
    link = reading.behind("relation", count=differing, pair=pair, label=name)
    rungs = [reading.entry(_over_pairs(reading, f"rel_f1_{rung}", name), link) for rung in ("strict", "given_entities")]
    counts = [
        reading.count(kinds[kind], reading.behind("relation", kind, kinds[kind], pair=pair, label=name))
        for kind in KINDS
    ]
    return [Entry(reading.names.label(name), name), reading.count(differing, link), *rungs, *counts]


def _differing(reading: Reading, name: str) -> int:
    return sum(_kinds(reading, name)[kind] for kind in DIFFERING["relation"])


def _kinds(reading: Reading, name: str) -> Counter[str]:
    total: Counter[str] = Counter()
    for scope in reading.scopes(label=name):
        total.update(reading.kinds("relation", **scope))
    return total


def _over_pairs(reading: Reading, measure: str, label: str) -> Value:
    values = [reading.value(measure, pair=pair, label=label) for pair in reading.pairs]
    known = [one.value for one in values if one.value is not None]
    if not known:
        return Value(None, reason=values[0].reason if values else "no_pair")
    return Value(sum(known) / len(known), None, max(one.documents for one in values))


def _single(reading: Reading) -> Pair | None:
    return reading.pairs[0] if len(reading.pairs) == 1 else None
