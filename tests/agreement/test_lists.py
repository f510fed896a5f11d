"""Every count has its list: whatever people marked, and whatever is filtered, the two are equally long."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.agreement.cases import SCHEMA, Case, at, case, corpora, finished_case, inputs, said
from workbench.agreement import Cell, Measure, Settings, Study, build_study
from workbench.agreement.lists import KINDS, lines, parts

PEOPLE = ("ann1", "ann2", "ann3")
ALL = (*PEOPLE, "gold")
CHOICES: Sequence[Sequence[str]] = ((), ("PER",), ("LOC", "ORG"), ("AT",), ("PER", "MEETS"))


def study(cases: Sequence[Case], labels: Sequence[str] = (), **part: Any) -> Study:
    """What was counted of a part of some cases."""
    whole = build_study(inputs(*cases, owners=PEOPLE), Settings(samples=5, gamma_samples=0))
    return whole.part(labels=labels, **part)


def counted(found: Study, cell: Cell) -> int:
    """The number in a cell."""
    return sum(part.lines for part in parts(found.statistics, cell))


def listed(found: Study, cases: Sequence[Case], cell: Cell) -> int:
    """The length of its list, made document by document."""
    total, documents = 0, {one[0].id: finished_case(one, ALL) for one in cases}
    for part in parts(found.statistics, cell):
        here = lines(documents[part.document], part.pair, cell, found.labels_of(cell.layer))
        assert len(here) == part.lines
        total += len(here)
    return total


def cells_of(one: Measure) -> Iterator[tuple[Cell, int]]:
    """The cells behind a measure that is a table of counts, and their counts."""
    layer = "relation" if one.measure.startswith("rel_") else "span"
    scope = {name: one.scope[name] for name in ("label", "week") if name in one.scope}
    scope |= {"document": one.scope["doc"]} if "doc" in one.scope else {}
    pair = one.scope.get("pair") or [one.scope.get("annotator"), "gold"]
    assert isinstance(one.value, dict)
    for name, count in one.value.items():
        more: dict[str, Any] = {"kinds": (name,)}
        if one.measure.endswith("confusion"):
            more = dict(zip(("left", "right"), name.split(" -> "), strict=True))
        elif one.measure == "boundary_counts":
            more = {"minor": name}
        yield Cell(layer=layer, pair=tuple(pair), **scope, **more), count  # type: ignore[arg-type]


@settings(max_examples=40)
@given(corpora(ALL), st.sampled_from(CHOICES), st.sampled_from((None, PEOPLE[:2])), st.booleans())
def test_every_count_of_a_report_is_as_long_as_its_list(
    cases: list[Case], labels: Sequence[str], owners: Sequence[str] | None, gold: bool
) -> None:
    found = study(cases, labels, owners=owners, gold=gold)
    for one in found.report().measures:
        if isinstance(one.value, dict) and one.measure != "mark_lengths":  # of characters, not of lines
            for cell, count in cells_of(one):
                assert (count, count) == (counted(found, cell), listed(found, cases, cell)), cell


@settings(max_examples=40)
@given(corpora(ALL), st.sampled_from(CHOICES))
def test_cells_of_all_pairs_sum_those_of_each(cases: list[Case], labels: Sequence[str]) -> None:
    found = study(cases, labels)
    for layer, kinds in KINDS.items():
        for kind in kinds:
            each = [counted(found, Cell(layer, pair=pair, kinds=(kind,))) for pair in found.statistics.pairs]
            pooled = Cell(layer, kinds=(kind,))
            assert sum(each[:3]) == counted(found, pooled) == listed(found, cases, pooled)
            assert counted(found, Cell(layer, person="ann1", kinds=(kind,))) == sum(each[:2])


@settings(max_examples=40)
@given(corpora(), st.sampled_from(CHOICES[1:]))
def test_sums_of_labels_are_as_if_the_others_did_not_exist(cases: list[Case], labels: Sequence[str]) -> None:
    """f1_exact, f1_label_overlap, f1_iou, tokens and units of a choice: those of a corpus without the other marks."""
    entities = [label for label in labels if label in SCHEMA.entities]
    found = {_key(one): one.value for one in study(cases, labels).report().measures}
    alone = {_key(one): one.value for one in study([_without(one, entities) for one in cases]).report().measures}
    for measure in (
        "f1_exact",
        "f1_label_overlap",
        "f1_iou",
        "kappa_tokens_all",
        "alpha_tokens",
        "f1_exact_mean_pairs",
    ):
        for scope in ("(('pair', ['ann1', 'ann2']),)", "(('group', ['ann1', 'ann2', 'ann3']),)"):
            if entities and (measure, scope) in found:
                assert found[measure, scope] == pytest.approx(alone[measure, scope])


def _key(one: Measure) -> tuple[str, str]:
    return one.measure, str(tuple(one.scope.items()))


def _without(one: Case, labels: Sequence[str]) -> Case:
    document, sets = one
    kept = {
        each.owner: said(
            [(s.start, s.end, s.label) for s in each.annotations.spans.values() if s.label in labels],
            status=each.status,
            completed=each.completed_at,
        )
        for each in sets
    }
    return case(document.id, **kept)


def test_measures_of_all_labels_are_undefined_for_a_choice() -> None:
    cases = [case("d", ann1=said([at(0, 0, "PER")]), ann2=said([at(0, 0, "PER")]))]
    found = {_key(one): one for one in study(cases, ("PER",)).report().measures}
    scope = "(('pair', ['ann1', 'ann2']),)"
    assert found["f1_exact", scope].value == 1
    assert found["f1_boundary", scope].reason == "compares all labels at once: not defined for a choice of labels"
    assert found["rel_f1_untyped", scope].reason == "no relations were marked in the documents compared"


def test_what_a_label_is_taken_for_is_counted_with_it() -> None:
    cases = [case("d", ann1=said([at(0, 0, "PER"), at(2, 2, "ORG")]), ann2=said([at(0, 0, "LOC"), at(2, 2, "ORG")]))]
    found = study(cases, ("PER",))
    assert counted(found, Cell(left="PER", right="LOC")) == 1
    assert counted(found, Cell(left="LOC", right="PER")) == 0
    assert counted(found, Cell(left="LOC", right="PER", mirrored=True)) == 1
    assert counted(found, Cell()) == 1


def test_somebody_who_is_not_compared_has_no_lines() -> None:
    cases = [case("d", ann1=said([at(0, 0, "PER")]), ann2=said([at(0, 0, "PER")]), gold=said())]
    assert counted(study(cases), Cell(pair=("ann1", "gold"))) == 1
    assert counted(study(cases, gold=False), Cell(pair=("ann1", "gold"))) == 0
    assert counted(study(cases, owners=["ann2", "ann3"]), Cell(pair=("ann1", "ann2"))) == 0
    assert counted(study(cases), Cell(document="nowhere")) == counted(study(cases), Cell(week="1999-W01")) == 0
