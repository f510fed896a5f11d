"""What a report says of several people together: means over their pairs, and coefficients for many raters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import fmean
from typing import Final

import numpy as np

from workbench.agreement.bootstrap import MINIMUM, Interval, interval, resample
from workbench.agreement.coefficients import alpha_measures, chance_corrected, label_unit_measure, unit_measures
from workbench.agreement.contingency import pi
from workbench.agreement.counting import CELLS
from workbench.agreement.draws import EXACT
from workbench.agreement.gamma import Gamma
from workbench.agreement.measure import Measure, Reason, Teller
from workbench.agreement.measures import f1
from workbench.agreement.relations import RELATION_F1
from workbench.agreement.spans import SPAN_F1
from workbench.agreement.table import Flags, Floats, Keys, Table
from workbench.agreement.view import View, added, cells_by_pair, ratio
from workbench.model.annotation import GOLD

WITH_INTERVAL: Final = ("f1_exact", "f1_label_overlap", "rel_f1_strict", "rel_f1_given_entities")
Gammas = Mapping[str, tuple[Sequence[str], Gamma | None]]
"""Gamma by document, with the people who were compared there; None where nobody marked anything."""


@dataclass(frozen=True, slots=True)
class Group:
    """The people of a view. ``by_all`` are the documents all of them finished, ``by_two`` those two or more did.

    ``full`` tells what rests on the former (and how many are dropped), ``teller`` what rests on the latter.
    """

    view: View
    pairs: Sequence[int]
    by_all: Flags
    by_two: Flags
    teller: Teller
    full: Teller

    @classmethod
    def of(cls, view: View) -> "Group":
        """Everybody who is compared."""
        statistics = view.statistics
        pairs = [number for number in statistics.compared if GOLD not in statistics.pairs[number]]
        by_two, by_all = statistics.by_two(), statistics.by_all()
        scope = {"group": list(statistics.owners)}
        of_two, of_all = int(by_two.sum()), int(by_all.sum())
        full = Teller(scope, of_all, {"dropped": of_two - of_all})
        return cls(view, pairs, by_all, by_two, Teller(scope, of_two), full)

    def cells(self, name: str) -> Table:
        """One contingency, of all documents and pairs."""
        cells = self.view.statistics.cells
        return cells.where(cells.key("cell") == CELLS.index(name))

    def among(self, table: Table, documents: Flags) -> Table:
        """The rows of these documents and the pairs of the group."""
        return table.where(documents[table.key("document")] & np.isin(table.key("pair"), self.pairs))


def group_measures(view: View, gammas: Gammas) -> Iterator[Measure]:
    """All measures of the group."""
    group = Group.of(view)
    parts = [_over_pairs, _by_person, _by_label, _by_week, _by_label_and_week, _tokens, _units]
    return chain(chain.from_iterable(part(group) for part in parts), _gamma(group, gammas))


def _over_pairs(group: Group) -> Iterator[Measure]:
    """For every F1 the mean over pairs (each weighs the same) and the pooled value (each mark weighs the same)."""
    counts = {
        name: _dense(group, table, columns)
        for table, catalogue in ((group.view.whole_spans, SPAN_F1), (group.view.whole_relations, RELATION_F1))
        for name, columns in catalogue.items()
    }
    drawn = _drawn(group, {name: counts[name] for name in WITH_INTERVAL})
    for name, table in counts.items():
        sums, draws = table.sum(axis=0), drawn.get(name)
        values = _f1(sums)
        mean, pairs = _mean_of_defined(values).item(), int((~np.isnan(values)).sum())
        around = None if draws is None else interval(_mean_of_defined(_f1(draws)))
        yield group.teller.tell(f"{name}_mean_pairs", mean if pairs else None, Reason.NO_PAIR, around, pairs=pairs)
        a, b, both = sums.sum(axis=0).tolist()
        around = None if draws is None else interval(_f1(draws.sum(axis=1)))
        yield group.teller.tell(f"{name}_pooled_pairs", f1(both, a, b), Reason.NO_PAIR, around, a=a, b=b, tp=both)


def _drawn(group: Group, counts: Mapping[str, Floats]) -> dict[str, Floats]:
    """Resampled sums (samples × pairs × columns) from the same draws of documents; none below the minimum."""
    if group.teller.documents < MINIMUM or not group.pairs or not group.view.settings.samples:
        return {}
    stacked = np.concatenate(list(counts.values()), axis=2)
    settings = group.view.settings
    flat = resample(stacked.reshape(len(stacked), -1), samples=settings.samples, seed=settings.seed)
    parts = np.split(flat.reshape(-1, *stacked.shape[1:]), len(counts), axis=2)
    return dict(zip(counts, parts, strict=True))


def _dense(group: Group, table: Table, columns: tuple[str, str, str]) -> Floats:
    """Counts of documents finished by two or more × pairs of the group × columns."""
    mine = group.among(table, group.by_two)
    places = np.cumsum(group.by_two) - 1
    counts = np.zeros((int(group.by_two.sum()), len(group.pairs), len(columns)))
    pairs = np.searchsorted(group.pairs, mine.key("pair"))
    counts[places[mine.key("document")], pairs] = np.stack([mine.column(name) for name in columns], axis=1)
    return counts


def _f1(counts: Floats) -> Floats:
    """F1 along the last axis: sizes of both and matches."""
    return ratio(2 * counts[..., 2], counts[..., 0] + counts[..., 1])


def _mean_of_defined(values: Floats) -> Floats:
    """The mean along the last axis of what is not nan; nan if all is."""
    return ratio(np.nansum(values, axis=-1), (~np.isnan(values)).sum(axis=-1).astype(np.float64))


def _by_person(group: Group) -> Iterator[Measure]:
    """Each person against the rest: the mean over the pairs she is in."""
    for owner in group.view.statistics.owners:
        mine = [number for number in group.pairs if owner in group.view.statistics.pairs[number]]
        values = _exact(group, mine)
        teller = Teller({"annotator": owner, **group.teller.scope}, group.teller.documents)
        mean = fmean(values) if values else None
        yield teller.tell("f1_exact_mean_others", mean, Reason.NO_PAIR, pairs=len(values))


def _by_label(group: Group) -> Iterator[Measure]:
    for label in group.view.entities:
        values = _exact(group, group.pairs, label)
        mean = fmean(values) if values else None
        yield group.teller.of_label(label).tell("f1_exact_mean_pairs", mean, Reason.NOT_USED, pairs=len(values))


def _by_week(group: Group) -> Iterator[Measure]:
    """Pooled over the pairs whose later person finished a document in a week; documents are resampled."""
    spans = group.among(group.view.whole_spans, group.by_two).only(EXACT)
    weeks = group.among(group.view.statistics.common, group.by_two).key("week")
    for week, code in _named_weeks(group, weeks):
        counts = np.array(list(spans.where(weeks == code).sums("document").values()))
        settings, around = group.view.settings, None
        if len(counts) >= MINIMUM and settings.samples:
            around = interval(_f1(resample(counts, samples=settings.samples, seed=settings.seed)))
        yield _pooled(Teller({**group.teller.scope, "week": week}, len(counts)), counts.sum(axis=0), around)


def _by_label_and_week(group: Group) -> Iterator[Measure]:
    """The same for each label that was used in a week, without intervals: how a definition settles."""
    statistics = group.view.statistics
    spans = group.among(statistics.spans, group.by_two).only(EXACT)
    rows = np.searchsorted(statistics.places(statistics.common), statistics.places(spans))
    weeks = statistics.common.key("week")[rows]
    dated = replace(spans, key_names=("label", "week"), keys=np.column_stack([spans.key("label"), weeks]))
    sums, names = dated.sums("label", "week"), dict(_named_weeks(group, weeks))
    documents = {code: len(np.unique(spans.key("document")[weeks == code])) for code in names.values()}
    for label in group.view.entities:
        number = statistics.labels.index(label) if label in statistics.labels else -1
        for week, code in names.items():
            if (number, code) in sums:
                teller = Teller({**group.teller.scope, "label": label, "week": week}, documents[code])
                yield _pooled(teller, sums[number, code])


def _named_weeks(group: Group, codes: Keys) -> list[tuple[str, int]]:
    """The weeks that are known among these, in order, with their codes."""
    names = group.view.statistics.weeks
    return sorted((names[code], code) for code in np.unique(codes).tolist() if names[code])


def _pooled(teller: Teller, sums: Floats, around: Interval | None = None) -> Measure:
    a, b, both = sums.tolist()
    return teller.tell("f1_exact_pooled_pairs", f1(both, a, b), Reason.NOTHING_MARKED, around, a=a, b=b, tp=both)


def _exact(group: Group, pairs: Sequence[int], label: str = "") -> list[float]:
    """f1_exact of those of the pairs for which it is defined."""
    sums = (group.view.spans(number, label) for number in pairs)
    return [value for one in sums if (value := f1(one["exact"], one["a"], one["b"])) is not None]


def _tokens(group: Group) -> Iterator[Measure]:
    """Fleiss over the documents all finished; alpha over those two or more did, the others missing."""
    statistics = group.view.statistics
    tokens = group.cells("tokens")
    cells = _all_pairs(group, group.among(tokens, group.by_all))
    yield chance_corrected(group.full, "fleiss_tokens", pi(cells), cells)
    table = group.among(tokens, group.by_two)
    shares = 1 / np.maximum(statistics.finishers() - 1, 1)
    cells = _all_pairs(group, table.weighted(shares[table.key("document")]))
    yield from alpha_measures(group.teller, cells, group.view.entities)


def _units(group: Group) -> Iterator[Measure]:
    """The u-alpha family over the documents all finished: sums over pairs, divided by the number of people less one."""
    statistics, people = group.view.statistics, len(group.view.statistics.owners)
    share = 1 / max(people - 1, 1)
    spans, cells = (group.among(table, group.by_all) for table in (statistics.spans, group.cells("units")))
    units = {pair: chars * share for pair, chars in _all_pairs(group, cells).items()}
    sums = {statistics.labels[label]: row * share for (label,), row in spans.sums("label").items()}
    nothing = np.zeros(len(spans.columns))
    named = {
        label: dict(zip(spans.columns, sums.get(label, nothing).tolist(), strict=True))
        for label in ("", *sums, *group.view.entities)
    }
    yield from unit_measures(group.full, named[""], units, people=people)
    for label in group.view.entities:
        yield label_unit_measure(group.full.of_label(label), named[label], named[""]["length"])


def _all_pairs(group: Group, cells: Table) -> dict[tuple[str, str], float]:
    """A contingency, added up over the pairs of the group."""
    return added(cells_by_pair(group.view.statistics, cells).values())


def _gamma(group: Group, gammas: Gammas) -> Iterator[Measure]:
    """Gamma of each document, and pooled: 1 - sum(w observed) / sum(w expected), w = mean units a person."""
    for document, (people, one) in gammas.items():
        teller = Teller({"annotators": list(people), "doc": document}, 1)
        units, expected = (one.units, one.expected) if one else (0, 0)
        yield teller.tell("gamma_observed_disorder", one.observed if one else None, Reason.NO_UNITS, units=units)
        reason = Reason.NO_DISORDER if one else Reason.NO_UNITS
        yield teller.tell("gamma", one.value if one else None, reason, expected_disorder=expected, units=units)
    found = [one for _, one in gammas.values() if one]
    expected = sum(one.units * one.expected for one in found)
    value = 1 - sum(one.units * one.observed for one in found) / expected if expected else None
    yield group.teller.tell("gamma", value, Reason.NO_GAMMA, gamma_documents=len(found))
