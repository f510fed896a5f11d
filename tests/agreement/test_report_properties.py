"""What holds of every report, whatever people marked: sums, lists, and the coefficients of a group."""

import json
from collections.abc import Iterable

from hypothesis import given, settings

from tests.agreement.cases import Case, close, corpora, finished_case, inputs, report, value
from workbench.agreement import Settings, build_study, report_json
from workbench.agreement.finished import Mark
from workbench.agreement.measures import alpha_nominal, u_alpha
from workbench.agreement.unitizing import Units

PAIR = ["ann1", "ann2"]
THREE_PEOPLE = ("ann1", "ann2", "ann3")


@settings(max_examples=40)
@given(corpora())
def test_counts_add_up_to_what_they_are_counts_of(cases: list[Case]) -> None:
    found = report(*cases, samples=5)
    counts = value(found, "disagreement_counts")
    if counts is None:
        return
    assert sum(value(found, "confusion").values()) == sum(counts.values())
    assert sum(value(found, "boundary_counts").values()) == counts["boundary"]
    n = found.find("f1_exact", pair=PAIR).n
    assert counts["agree"] == n["tp"]
    assert sum(counts.values()) == n["a"] + n["b"] - sum(counts[k] for k in ("agree", "label", "boundary", "both"))


@settings(max_examples=40)
@given(corpora())
def test_counts_of_documents_and_weeks_add_up_to_the_whole(cases: list[Case]) -> None:
    found = report(*cases, samples=5)
    whole = found.find("f1_exact", pair=PAIR).n
    for part in ("doc", "week"):
        parts = [
            one.n
            for one in found.measures
            if one.measure == "f1_exact" and set(one.scope) == {"pair", part} and one.scope["pair"] == PAIR
        ]
        assert {key: sum(n[key] for n in parts) for key in whole} == whole


@settings(max_examples=40)
@given(corpora())
def test_a_corpus_of_parts_is_the_sum_of_the_parts(cases: list[Case]) -> None:
    study = build_study(inputs(*cases, owners=THREE_PEOPLE), Settings(samples=5, gamma_samples=0))
    half = {document.id for document, _ in cases[::2]}
    kept = [one for one in cases if one[0].id in half]
    part = build_study(inputs(*kept, owners=THREE_PEOPLE), Settings(samples=5, gamma_samples=0)).report()
    assert study.part(half).report() == part


@settings(max_examples=40)
@given(corpora())
def test_reports_are_honest(cases: list[Case]) -> None:
    """No value is not a number; undefined ones say why; proportions lie between 0 and 1."""
    found = report(*cases, owners=THREE_PEOPLE, samples=20)
    json.dumps(report_json(found), allow_nan=False)
    for one in found.measures:
        assert (one.value is None) == (one.reason is not None)
        if isinstance(one.value, float) and one.measure.startswith(
            ("f1_", "rel_f1_", "rel_type", "rel_given", "cu_coverage")
        ):
            assert 0 <= one.value <= 1 + 1e-9
        elif isinstance(one.value, float) and one.measure != "n_common_docs":
            assert one.value <= 1 + 1e-9


@settings(max_examples=25)
@given(corpora(("ann1", "ann2")))
def test_coefficients_for_many_are_those_for_two_if_there_are_two(cases: list[Case]) -> None:
    found = report(*cases, samples=5)
    for measure in ("alpha_tokens", "u_alpha", "bar_u_alpha", "cu_alpha"):
        pair, group = found.find(measure, pair=PAIR), found.find(measure, group=PAIR)
        assert pair.value == close(group.value)
    fleiss, pi = found.find("fleiss_tokens", group=PAIR).value, value(found, "scott_pi")
    assert fleiss == close(pi)


@settings(max_examples=25)
@given(corpora())
def test_coefficients_of_a_group_are_those_of_plain_sequences(cases: list[Case]) -> None:
    """Alpha with missing people from label sequences, u-alpha from units: no sums over pairs involved."""
    found = report(*cases, owners=THREE_PEOPLE, samples=5)
    documents = [finished_case(one, THREE_PEOPLE) for one in cases]
    columns = [
        [None if owner not in one.judgements else labels_at(one.judgements[owner].marks, n) for owner in THREE_PEOPLE]
        for one in documents
        for n in range(10)
    ]
    alpha = alpha_nominal(list(zip(*columns, strict=True)))
    assert found.find("alpha_tokens", group=list(THREE_PEOPLE)).value == close(alpha)
    full = [
        [sorted(one.judgements[owner].marks) for owner in THREE_PEOPLE] for one in documents if len(one.judgements) == 3
    ]
    nested = any(Units.of(marks).overlapping for coders in full for marks in coders)
    expected = u_alpha([(29, coders) for coders in full]) if full and not nested else None
    assert found.find("u_alpha", group=list(THREE_PEOPLE)).value == close(expected)


def labels_at(marks: Iterable[Mark], token: int) -> str:
    """The category of a token."""
    return "|".join(sorted({label for start, end, label in marks if start < 3 * token + 2 and 3 * token < end})) or "O"
