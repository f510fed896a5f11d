"""The chance-corrected lines of a report, from contingencies: of a pair, or of a group (whose pairs are added up)."""

from collections.abc import Iterable, Iterator

from workbench.agreement.contingency import alpha, by_label, kappa, only_marked, pi, raw
from workbench.agreement.measure import Measure, Reason, Teller
from workbench.agreement.relations import NO_RELATION
from workbench.agreement.tokens import OUTSIDE
from workbench.agreement.unitizing import (
    UnitCounts,
    alpha_of,
    correction_of,
    label_cells,
    marked_by_both,
    marked_or_not,
)
from workbench.agreement.view import Cells, Sums


def token_measures(teller: Teller, tokens: Cells) -> Iterator[Measure]:
    """Kappa and pi over tokens; each with the raw agreement, to be shown where the coefficient is undefined."""
    marked = only_marked(tokens, OUTSIDE)
    yield chance_corrected(teller, "kappa_tokens_all", kappa(tokens), tokens)
    yield chance_corrected(teller, "kappa_tokens_annotated", kappa(marked), marked)
    yield chance_corrected(teller, "scott_pi", pi(tokens), tokens)


def alpha_measures(teller: Teller, tokens: Cells, labels: Iterable[str]) -> Iterator[Measure]:
    """Alpha over tokens, and for each label that of "the token has the label" (valid for nested marks too)."""
    yield chance_corrected(teller, "alpha_tokens", alpha(tokens), tokens)
    reduced = by_label(tokens, OUTSIDE)
    for label in labels:
        reason = Reason.ONE_CATEGORY if label in reduced else Reason.NOT_USED
        yield teller.of_label(label).tell("alpha_tokens_label", alpha(reduced.get(label, {})), reason)


def unit_measures(teller: Teller, sums: Sums, cells: Cells, *, people: int) -> Iterator[Measure]:
    """The u-alpha family; undefined where marks of one person overlap each other."""
    counts, length = _counts(sums), sums["length"]
    reason = Reason.OVERLAPPING if sums["overlapping"] else Reason.ONE_CATEGORY
    whole = {} if sums["overlapping"] else cells
    correction = correction_of(counts, length)
    yield teller.tell("u_alpha", alpha_of(whole, correction), reason, characters=length)
    yield teller.tell("bar_u_alpha", alpha_of(marked_or_not(whole), correction), reason, characters=length)
    if people != 2:
        yield teller.tell("cu_alpha", None, Reason.TWO_PEOPLE)
        yield teller.tell("cu_coverage", None, Reason.TWO_PEOPLE)
        return
    both = marked_by_both(whole)
    coverage = 2 * sum(both.values()) / counts.chars if whole and counts.chars else None
    yield teller.tell("cu_alpha", alpha_of(both, counts.inside), reason, coverage=coverage or 0.0)
    reason = Reason.OVERLAPPING if sums["overlapping"] else Reason.NOTHING_MARKED
    yield teller.tell("cu_coverage", coverage, reason)


def label_unit_measure(teller: Teller, sums: Sums, length: float) -> Measure:
    """u-alpha of one label, marks of it that overlap merged; ``length`` is that of all texts."""
    counts = _counts(sums)
    value = alpha_of(label_cells(counts, length), correction_of(counts, length))
    return teller.tell("u_alpha", value, Reason.ONE_CATEGORY if counts.chars else Reason.NOT_USED)


def candidate_measures(teller: Teller, candidates: Cells) -> Iterator[Measure]:
    """Relations between marks both agree on: chance-corrected over all ordered pairs, and the types of those linked."""
    linked = {pair: count for pair, count in candidates.items() if NO_RELATION not in pair}
    reason = Reason.ONE_CATEGORY if candidates else Reason.NO_CANDIDATES
    count = sum(candidates.values())
    yield teller.tell("rel_kappa_candidates", kappa(candidates), reason, candidates=count)
    yield teller.tell("rel_type_accuracy", raw(linked), Reason.NOT_LINKED_BY_BOTH, pairs=sum(linked.values()))


def chance_corrected(teller: Teller, measure: str, value: float | None, table: Cells) -> Measure:
    """A coefficient with the number of items it rests on, and their raw agreement."""
    items, agreement = sum(table.values()), raw(table)
    n = {"items": items} | ({} if agreement is None else {"raw_agreement": agreement})
    return teller.tell(measure, value, Reason.ONE_CATEGORY if items else Reason.NOTHING_MARKED, **n)


def _counts(sums: Sums) -> UnitCounts:
    return UnitCounts(*(sums[name] for name in UnitCounts._fields))
