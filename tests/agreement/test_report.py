"""The report: what counts, what is missing, the scopes, and the JSON contract."""

import json
from typing import Any

import pytest

from tests.agreement.cases import (
    AS_OF,
    SCHEMA,
    at,
    case,
    inputs,
    reason,
    report,
    said,
    value,
)
from workbench.agreement import Report, Settings, build_study, report_json
from workbench.agreement.measures import alpha_nominal, fleiss_kappa, u_alpha

ONE, TWO, THREE = at(0, 0, "PER"), at(2, 3, "LOC"), at(5, 5, "ORG")
PAIR = ["ann1", "ann2"]
THREE_PEOPLE = ("ann1", "ann2", "ann3")

MUST = """n_common_docs f1_exact f1_boundary f1_label_overlap f1_exact_macro_label f1_exact_macro_doc
f1_exact_mean_pairs f1_exact_pooled_pairs confusion disagreement_counts kappa_tokens_all kappa_tokens_annotated
fleiss_tokens alpha_tokens alpha_tokens_label precision_exact recall_exact rel_f1_strict rel_f1_boundaries
rel_f1_given_entities rel_given_entities_coverage bootstrap_ci_low bootstrap_ci_high"""
SHOULD = """f1_partial f1_iou u_alpha bar_u_alpha cu_alpha cu_coverage gamma_observed_disorder gamma rel_f1_untyped
rel_f1_undirected rel_f1_overlap rel_kappa_candidates rel_type_accuracy bootstrap_mean scott_pi"""


def test_only_documents_both_finished_count() -> None:
    found = report(
        case("both", ann1=said([ONE]), ann2=said([ONE])),
        case("one", ann1=said([ONE])),
        case("begun", ann1=said([ONE]), ann2=said([TWO], status="in_progress")),
        case("returned", ann1=said([ONE]), ann2=said([TWO], status="returned")),
        case("new", ann1=said([ONE]), ann2=said(status="new")),
    )
    assert value(found, "n_common_docs") == 1
    assert value(found, "f1_exact") == 1
    assert found.scope["documents"] == 5
    assert found.scope["finished_by_two"] == found.scope["finished_by_all"] == 1
    assert found.scope["in_progress"] == 2


def test_a_finished_document_without_marks_is_a_judgement() -> None:
    found = report(case("d", ann1=said([ONE]), ann2=said()))
    assert value(found, "f1_exact") == 0
    assert value(found, "disagreement_counts")["only_a"] == 1


def test_a_document_where_neither_marked_anything_is_left_out_of_the_mean_and_counted() -> None:
    found = report(case("empty", ann1=said(), ann2=said()), case("full", ann1=said([ONE]), ann2=said([ONE])))
    macro = found.find("f1_exact_macro_doc", pair=PAIR)
    assert (macro.value, macro.n) == (1, {"documents": 2, "both_empty": 1})
    assert reason(found, "f1_exact", doc="empty") == "nothing was marked in the documents compared"
    assert found.find("kappa_tokens_all", pair=PAIR).n["items"] == 20


def test_two_people_without_a_common_document_have_no_value() -> None:
    cases = [case("d1", ann1=said([ONE]), ann3=said([ONE])), case("d2", ann2=said([ONE]), ann3=said())]
    found = report(*cases, owners=THREE_PEOPLE)
    for measure in ("f1_exact", "kappa_tokens_all", "u_alpha", "rel_f1_strict", "confusion", "f1_exact_macro_doc"):
        assert reason(found, measure) == "no document was finished by all who are compared"
    assert value(found, "n_common_docs") == 0
    mean = found.find("f1_exact_mean_pairs", group=list(THREE_PEOPLE))
    assert (mean.value, mean.n["pairs"]) == (0.5, 2)
    pooled = found.find("f1_exact_pooled_pairs", group=list(THREE_PEOPLE))
    assert pooled.value == pytest.approx(2 * 1 / 3)


def test_each_person_is_held_against_the_rest() -> None:
    found = report(case("d", ann1=said([ONE]), ann2=said([ONE]), ann3=said()), owners=THREE_PEOPLE)
    values = [found.find("f1_exact_mean_others", annotator=one, group=list(THREE_PEOPLE)).value for one in THREE_PEOPLE]
    assert values == [0.5, 0.5, 0]


def test_a_report_of_nobody_and_of_nothing_has_no_number() -> None:
    for found in (report(), report(case("d", ann1=said([ONE])), owners=()), report(case("d"), owners=["ann1"])):
        assert all(not one.value for one in found.measures)
        json.dumps(report_json(found), allow_nan=False)


def test_names_stand_in_order_and_the_left_label_is_the_first_persons() -> None:
    found = report(case("d", zoe=said([at(0, 0, "PER")]), ann=said([at(0, 0, "LOC")])), owners=["zoe", "ann"])
    assert found.find("confusion", pair=["ann", "zoe"]).value == {"LOC -> PER": 1}
    assert found.scope["owners"] == ["ann", "zoe"]


def test_weeks_are_iso_weeks_of_the_later_of_two() -> None:
    found = report(
        case(
            "d1", ann1=said([ONE], completed="2026-11-15T23:59:00Z"), ann2=said([ONE], completed="2026-11-14T08:00:00Z")
        ),
        case("d2", ann1=said([ONE], completed="2026-11-15T23:59:00Z"), ann2=said(completed="2026-11-16T00:01:00Z")),
        case(
            "d3", ann1=said([ONE], completed="2027-01-01T09:00:00Z"), ann2=said([ONE], completed="2026-12-01T09:00:00")
        ),
        case(
            "d4", ann1=said([ONE], completed="2026-11-16T01:30:00+03:00"), ann2=said(completed="2026-11-10T09:00:00Z")
        ),
        case("d5", ann1=said([ONE]), ann2=said([ONE], completed=None)),
    )
    assert value(found, "f1_exact", week="2026-W46") == pytest.approx(
        2 / 3
    )  # d1 and d4, whose evening is still Sunday in UTC
    assert value(found, "f1_exact", week="2026-W47") == 0
    assert value(found, "f1_exact", week="2026-W53") == 1
    assert value(found, "n_common_docs", week="2026-W46") == 2
    assert {one.scope["week"] for one in found.measures if "week" in one.scope} == {"2026-W46", "2026-W47", "2026-W53"}


def test_everybody_is_held_against_gold_over_the_documents_both_finished() -> None:
    found = report(
        case("d1", ann1=said([ONE, TWO]), gold=said([ONE, THREE, at(7, 7, "LOC")])),
        case("d2", ann2=said([ONE]), gold=said([ONE])),
        case("d3", ann1=said([ONE]), gold=said([ONE], status="in_progress")),
    )
    scope: dict[str, Any] = {"annotator": "ann1", "reference": "gold"}
    assert found.find("precision_exact", **scope).value == pytest.approx(1 / 2)
    assert found.find("recall_exact", **scope).value == pytest.approx(1 / 3)
    assert found.find("f1_exact", **scope).value == pytest.approx(2 / 5)
    assert found.find("n_common_docs", **scope).value == 1
    assert found.find("confusion", **scope).value["PER -> PER"] == 1  # type: ignore[index]
    assert found.find("recall_exact", annotator="ann2", reference="gold").value == 1


def test_where_there_is_no_gold_only_precision_recall_and_f1_say_so() -> None:
    found = report(case("d", ann1=said([ONE]), ann2=said([ONE])))
    against = [one for one in found.measures if one.scope == {"annotator": "ann1", "reference": "gold"}]
    assert [one.measure for one in against] == ["f1_exact", "precision_exact", "recall_exact"]
    assert {one.reason for one in against} == {"no document was finished by all who are compared"}
    assert not any("reference" in one.scope and "label" in one.scope for one in found.measures)


def test_gold_is_the_reference_and_never_one_of_the_people() -> None:
    found = report(case("d", ann1=said([ONE]), gold=said([ONE])), owners=["ann1", "gold"])
    assert found.scope["owners"] == ["ann1"]
    assert found.find("recall_exact", annotator="ann1", reference="gold").value == 1


def test_fleiss_rests_on_documents_all_finished_and_alpha_on_those_two_did() -> None:
    cases = [
        case("all", ann1=said([ONE]), ann2=said([ONE]), ann3=said([TWO])),
        case("two", ann1=said([ONE]), ann3=said([THREE])),
        case("one", ann2=said([TWO])),
    ]
    found = report(*cases, owners=THREE_PEOPLE)
    per = [[2, 0, 0, 1], [0, 0, 0, 3], *[[0, 1, 0, 2]] * 2, *[[0, 0, 0, 3]] * 6]
    fleiss = found.find("fleiss_tokens", group=list(THREE_PEOPLE))
    assert fleiss.value == pytest.approx(fleiss_kappa(per))
    assert (fleiss.n["documents"], fleiss.n["dropped"]) == (1, 1)
    first = ["P", *"OOOOOOOOO", "P", *"OOOOOOOOO"]
    second: list[str | None] = ["P", *"OOOOOOOOO", *[None] * 10]
    third = [*"OOLLOOOOOO", *"OOOOOGOOOO"]
    alpha = found.find("alpha_tokens", group=list(THREE_PEOPLE))
    assert alpha.value == pytest.approx(alpha_nominal([first, second, third]))
    assert alpha.n["documents"] == 2
    persons = [["P" if one == "P" else one and "O" for one in row] for row in (first, second, third)]
    by_label = found.find("alpha_tokens_label", group=list(THREE_PEOPLE), label="PER")
    assert by_label.value == pytest.approx(alpha_nominal(persons))
    units = found.find("u_alpha", group=list(THREE_PEOPLE))
    assert units.n["dropped"] == 1
    assert units.value == pytest.approx(u_alpha([(29, [[ONE], [ONE], [TWO]])]))
    assert found.find("cu_alpha", group=list(THREE_PEOPLE)).reason == "defined for two people only"


def test_a_report_of_a_part_is_that_of_the_part_alone() -> None:
    cases = [case(f"d{n}", ann1=said([ONE]), ann2=said([ONE] * (n % 2)), ann3=said([TWO])) for n in range(6)]
    study = build_study(inputs(*cases, owners=THREE_PEOPLE), Settings(samples=50, gamma_samples=0))
    part = study.part({"d1", "d2"}, PAIR).report()
    assert part == build_study(inputs(*cases[1:3]), Settings(samples=50, gamma_samples=0)).report()


def everything() -> Report:
    """A report in which most measures are defined: two people, gold, relations, two weeks."""
    links = [("AT", 0, 1)]
    cases = [
        case(
            f"d{n}",
            ann1=said([ONE, TWO, THREE], links),
            ann2=said([ONE, TWO, at(6, 6, "ORG")][: 2 + n % 2], links, completed=f"2026-11-{10 + n}T10:00:00Z"),
            gold=said([ONE, TWO], links),
        )
        for n in range(6)
    ]
    return report(*cases, gamma_samples=5)


def test_every_measure_of_the_contract_has_a_value_somewhere() -> None:
    defined = {one.measure for one in everything().measures if one.value is not None}
    assert set(f"{MUST} {SHOULD}".split()) <= defined


def test_the_json_keeps_the_contract() -> None:
    shape = report_json(everything())
    assert shape == json.loads(json.dumps(shape, allow_nan=False))
    assert shape["format"] == "workbench-agreement/1"
    assert shape["scope"]["schema"] == {"name": SCHEMA.name, "version": SCHEMA.version}
    assert shape["scope"]["as_of"] == AS_OF
    assert shape["scope"]["bootstrap"] == {"samples": 200, "seed": 13}
    for one in shape["measures"]:
        assert set(one) == {"measure", "scope", "value", "ci", "n"} | ({"reason"} if one["value"] is None else set())
        assert one["value"] is None or one["ci"] is None or one["ci"][0] <= one["value"] <= one["ci"][1]
        assert tuple(one["scope"]) in SCOPES


SCOPES = [
    ("pair",),
    ("pair", "label"),
    ("pair", "doc"),
    ("pair", "week"),
    ("group",),
    ("group", "label"),
    ("group", "week"),
    ("group", "label", "week"),
    ("annotators", "doc"),
    ("annotator", "group"),
    ("annotator", "reference"),
    ("annotator", "reference", "label"),
    ("annotator", "reference", "doc"),
    ("annotator", "reference", "week"),
]


def test_no_measure_is_told_twice_of_one_scope() -> None:
    told = [(one.measure, json.dumps(one.scope)) for one in everything().measures]
    assert len(told) == len(set(told))


def test_documents_are_left_out_if_nobody_asks_for_them() -> None:
    found = report(case("d", ann1=said([ONE]), ann2=said([ONE])), by_document=False)
    with pytest.raises(LookupError, match="no f1_exact"):
        value(found, "f1_exact", doc="d")
