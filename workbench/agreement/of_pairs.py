"""What a report says of two people, or of one person and gold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import fmean
from typing import Final

import numpy as np

from workbench.agreement.alignment import KINDS
from workbench.agreement.bootstrap import MINIMUM, interval
from workbench.agreement.coefficients import (
    alpha_measures,
    candidate_measures,
    chance_corrected,
    label_unit_measure,
    token_measures,
    unit_measures,
)
from workbench.agreement.contingency import kappa
from workbench.agreement.counting import BOUNDARY_CELLS, RELATION_CELLS, SPAN_CELLS
from workbench.agreement.draws import EXACT, Draws, draws_of, resampled
from workbench.agreement.measure import Measure, Reason, Teller
from workbench.agreement.measures import f1
from workbench.agreement.relations import RELATION_F1, RELATION_KINDS
from workbench.agreement.spans import SPAN_F1
from workbench.agreement.table import Keys, Table
from workbench.agreement.view import F1Columns, Sums, View, added, f1_of
from workbench.model.annotation import GOLD

F1_REASONS: Final = {
    **dict.fromkeys(SPAN_F1, Reason.NOTHING_MARKED),
    **dict.fromkeys(RELATION_F1, Reason.NOTHING_LINKED),
    "rel_f1_given_entities": Reason.NOTHING_AGREED,
}
_EXACT: Final = {"f1_exact": EXACT}
_MILDER: Final = {name: SPAN_F1[name] for name in ("f1_label_overlap", "f1_iou")}
_SPANS_BY_PART: Final = {name: SPAN_F1[name] for name in ("f1_exact", "f1_label_overlap")}
_RELATIONS_BY_PART: Final = {"rel_f1_strict": RELATION_F1["rel_f1_strict"]}
_RELATIONS_BY_WEEK: Final = {name: RELATION_F1[name] for name in ("rel_f1_strict", "rel_f1_given_entities")}
_UNTYPED: Final = {"rel_f1_untyped"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of people under a view. ``labels`` are those either used; ``draws`` are empty below the minimum.

    ``spans`` and ``relations`` have a row for each document both finished, in the order of ``weeks``.
    """

    view: View
    number: int
    spans: Table
    relations: Table
    weeks: Keys
    teller: Teller
    labels: Sequence[str]
    draws: Draws

    @classmethod
    def of(cls, view: View, number: int) -> "Pair":
        """The pair with this number."""
        one, other = view.statistics.pairs[number]
        scope = {"annotator": one, "reference": GOLD} if other == GOLD else {"pair": [one, other]}
        rows = view.statistics.common.key("pair") == number
        spans, relations = view.whole_spans.where(rows), view.whole_relations.where(rows)
        labels = [label for label in view.entities if any(view.spans(number, label)[side] for side in "ab")]
        teller, draws = Teller(scope, len(spans)), draws_of(view, number, spans, relations, labels)
        weeks = view.statistics.common.key("week")[rows]
        return cls(view, number, spans, relations, weeks, teller, labels, draws)

    def cells(self, name: str) -> dict[tuple[str, str], float]:
        """One contingency of the pair."""
        return dict(self.view.cells.get((self.number, name), {}))


def pair_measures(view: View, number: int) -> Iterator[Measure]:
    """All measures of a pair: over the whole, by label, by week and, if asked for, by document."""
    pair = Pair.of(view, number)
    parts = [_over_all, _macro, _listed, _coefficients, _by_label, _by_relation_type, _by_week]
    if view.settings.by_document:
        parts.append(_by_document)
    if "reference" in pair.teller.scope:
        parts = [*parts, _directed] if pair.teller.documents else [_exact_only, _directed]
    return chain.from_iterable(part(pair) for part in parts)


def f1_measures(
    teller: Teller, columns: F1Columns, sums: Sums, draws: Table | None = None, **n: float
) -> Iterator[Measure]:
    """The F1 of each measure from sums by column; ``draws`` are the resampled sums."""
    for name, (first, second, both) in columns.items():
        a, b, matches = sums[first], sums[second], sums[both]
        around = None if draws is None else interval(f1_of(draws, columns[name]))
        yield teller.tell(name, f1(matches, a, b), F1_REASONS[name], around, a=a, b=b, tp=matches, **n)


def coverage_of(sums: Sums) -> float | None:
    """The share of both people's relations whose two ends both marked identically."""
    relations = sums["strict_a"] + sums["strict_b"]
    return (sums["given_entities_a"] + sums["given_entities_b"]) / relations if relations else None


def _over_all(pair: Pair) -> Iterator[Measure]:
    teller, draws = pair.teller, pair.draws
    spans, relations = pair.view.spans(pair.number), pair.view.relations(pair.number)
    yield teller.tell("n_common_docs", teller.documents, Reason.NO_COMMON)
    yield from f1_measures(teller, SPAN_F1, spans, draws.spans)
    yield _lengths(teller, spans)
    coverage = coverage_of(relations)
    ladder = dict(RELATION_F1)
    given = {"rel_f1_given_entities": ladder.pop("rel_f1_given_entities")}
    yield from f1_measures(teller, ladder, relations, draws.relations)
    yield from f1_measures(teller, given, relations, draws.relations, coverage=coverage or 0.0)
    yield teller.tell("rel_given_entities_coverage", coverage, Reason.NOTHING_LINKED)
    around = None if draws.spans is None else interval(f1_of(draws.spans, EXACT))
    reason = Reason.NOTHING_MARKED if pair.view.settings.samples else Reason.NOT_RESAMPLED
    reason = reason if teller.documents >= MINIMUM else Reason.TOO_FEW
    yield teller.tell("bootstrap_ci_low", around.low if around else None, reason)
    yield teller.tell("bootstrap_ci_high", around.high if around else None, reason)
    yield teller.tell("bootstrap_mean", around.mean if around else None, reason)


def _macro(pair: Pair) -> Iterator[Measure]:
    counts = (pair.view.spans(pair.number, label) for label in pair.labels)
    by_label = [value for one in counts if (value := f1(one["exact"], one["a"], one["b"])) is not None]
    by_document = f1_of(pair.spans, EXACT)
    defined = by_document[~np.isnan(by_document)].tolist()
    empty = pair.teller.documents - len(defined)
    mean = fmean(by_label) if by_label else None
    yield pair.teller.tell("f1_exact_macro_label", mean, Reason.NOTHING_MARKED, labels=len(by_label))
    mean = fmean(defined) if defined else None
    yield pair.teller.tell("f1_exact_macro_doc", mean, Reason.NOTHING_MARKED, both_empty=empty)


def _listed(pair: Pair) -> Iterator[Measure]:
    """The counts behind which there is a list (`statistics.differences`)."""
    for prefix, cells in (("", SPAN_CELLS), ("rel_", RELATION_CELLS)):
        tables = {kind: added(map(pair.cells, names)) for kind, names in cells.items()}
        matrix = {f"{left} -> {right}": int(count) for (left, right), count in sorted(added(tables.values()).items())}
        counts = {kind: int(sum(table.values())) for kind, table in tables.items()}
        yield _or_none(pair.teller, f"{prefix}confusion", matrix)
        yield _or_none(pair.teller, f"{prefix}disagreement_counts", counts)
    minor = {name: int(sum(pair.cells(cell).values())) for name, cell in BOUNDARY_CELLS.items()}
    yield _or_none(pair.teller, "boundary_counts", minor)


def _or_none(teller: Teller, measure: str, counts: dict[str, int]) -> Measure:
    return teller.tell(measure, counts if teller.documents else None, Reason.NO_COMMON)


def _coefficients(pair: Pair) -> Iterator[Measure]:
    teller, tokens = pair.teller, pair.cells("tokens")
    same_boundaries = added([pair.cells("span_agree"), pair.cells("span_label")])
    yield chance_corrected(teller, "kappa_labels", kappa(same_boundaries), same_boundaries)
    yield from token_measures(teller, tokens)
    yield from alpha_measures(teller, tokens, pair.view.entities)
    yield from unit_measures(teller, pair.view.spans(pair.number), pair.cells("units"), people=2)
    yield from candidate_measures(teller, pair.cells("candidates"))


def _by_label(pair: Pair) -> Iterator[Measure]:
    length = pair.view.spans(pair.number)["length"]
    for label in pair.view.entities:
        teller, sums = pair.teller.of_label(label), pair.view.spans(pair.number, label)
        if label not in pair.labels:
            yield teller.tell("f1_exact", None, Reason.NOT_USED)
            continue
        yield from f1_measures(teller, _EXACT, sums, pair.draws.by_label.get(label))
        yield from f1_measures(teller, _MILDER, sums)
        yield _lengths(teller, sums)
        yield teller.tell("disagreement_counts", _kinds(sums, KINDS), Reason.NOT_USED)
        yield label_unit_measure(teller, sums, length)


def _by_relation_type(pair: Pair) -> Iterator[Measure]:
    rungs = {name: columns for name, columns in RELATION_F1.items() if name not in _UNTYPED}
    for label in pair.view.relation_types:
        teller, sums = pair.teller.of_label(label), pair.view.relations(pair.number, label)
        if not sums["strict_a"] + sums["strict_b"]:
            yield teller.tell("rel_f1_strict", None, Reason.NOT_USED)
            continue
        yield from f1_measures(teller, rungs, sums)
        yield teller.tell("rel_given_entities_coverage", coverage_of(sums), Reason.NOT_USED)
        yield teller.tell("rel_disagreement_counts", _kinds(sums, RELATION_KINDS), Reason.NOT_USED)


def _by_week(pair: Pair) -> Iterator[Measure]:
    names = pair.view.statistics.weeks
    for week, code in sorted((names[code], code) for code in set(pair.weeks.tolist()) if names[code]):
        spans, relations = (table.where(pair.weeks == code) for table in (pair.spans, pair.relations))
        teller = Teller({**pair.teller.scope, "week": week}, len(spans))
        draws = resampled(spans, pair.view.settings)
        yield teller.tell("n_common_docs", teller.documents, Reason.NO_COMMON)
        yield from f1_measures(teller, _SPANS_BY_PART, spans.sum(), draws)
        yield from f1_measures(teller, _RELATIONS_BY_WEEK, relations.sum())
        yield teller.tell("disagreement_counts", _kinds(spans.sum(), KINDS), Reason.NO_COMMON)


def _by_document(pair: Pair) -> Iterator[Measure]:
    documents = pair.view.statistics.documents
    names = (documents[number] for number in pair.spans.key("document").tolist())
    for name, span_row, relation_row in zip(names, pair.spans.rows(), pair.relations.rows(), strict=True):
        teller = Teller({**pair.teller.scope, "doc": name}, 1)
        yield from f1_measures(teller, _SPANS_BY_PART, span_row)
        yield from f1_measures(teller, _RELATIONS_BY_PART, relation_row)
        yield teller.tell("disagreement_counts", _kinds(span_row, KINDS), Reason.NO_COMMON)


def _exact_only(pair: Pair) -> Iterator[Measure]:
    """Where there is no gold yet, one line says so for all."""
    return f1_measures(pair.teller, _EXACT, pair.view.spans(pair.number))


def _directed(pair: Pair) -> Iterator[Measure]:
    """Precision and recall of a person whose work is held against gold, over the documents both finished."""
    sums, teller = pair.view.spans(pair.number), pair.teller
    precision = sums["exact"] / sums["a"] if sums["a"] else None
    recall = sums["exact"] / sums["b"] if sums["b"] else None
    yield teller.tell("precision_exact", precision, Reason.NOTHING_MARKED, a=sums["a"], tp=sums["exact"])
    yield teller.tell("recall_exact", recall, Reason.NOTHING_MARKED, b=sums["b"], tp=sums["exact"])


def _lengths(teller: Teller, sums: Sums) -> Measure:
    """How many characters the marks of either cover, each counted by itself."""
    lengths = {side: int(sums[f"chars_{side}"]) for side in "ab"}
    marked = lengths if sums["a"] + sums["b"] else None
    return teller.tell("mark_lengths", marked, Reason.NOTHING_MARKED, a=sums["a"], b=sums["b"])


def _kinds(sums: Sums, kinds: Sequence[str]) -> dict[str, int]:
    return {kind: int(sums[kind]) for kind in kinds}
