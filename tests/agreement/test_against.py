"""One person against gold: the numbers are those of the report, and every item stands in a line."""

from hypothesis import given, settings

from tests.agreement.cases import SYMMETRIC, Case, at, case, close, corpora, report, said
from workbench.agreement.against import Tally, against


def test_a_person_is_scored_and_every_difference_listed():
    gold = said([at(0, 0, "PER"), at(2, 3, "LOC"), at(5, 5, "ORG"), at(7, 7, "LOC")], [("AT", 0, 1), ("MEETS", 2, 0)])
    mine = said([at(0, 0, "PER"), at(2, 2, "LOC"), at(5, 5, "PER"), at(9, 9, "LOC")], [("AT", 0, 1), ("MEETS", 0, 2)])
    found = against(mine, gold, SYMMETRIC)
    assert found.entities == Tally(mine=4, gold=4, both=1)
    assert found.relations == Tally(2, 2, 0)
    assert [line.kind for line in found.marks] == ["agree", "label", "boundary", "only_a", "only_b"]
    assert (found.entities.precision, found.entities.recall, found.entities.f1) == (0.25, 0.25, 0.25)


def test_nothing_marked_is_undefined_and_never_zero():
    empty = against(said(), said(), SYMMETRIC)
    assert (empty.entities.precision, empty.entities.recall, empty.entities.f1) == (None, None, None)
    missed = against(said(), said([at(0, 0, "PER")]), SYMMETRIC).entities
    assert (missed.precision, missed.recall, missed.f1) == (None, 0, 0)


@settings(max_examples=40)
@given(corpora(["ann1", "gold"]))
def test_the_numbers_are_those_of_the_agreement_report(found: list[Case]):
    for document, sets in found:
        mine, gold = ({one.owner: one for one in sets}[name] for name in ("ann1", "gold"))
        if (mine.status, gold.status) != ("done", "done"):
            continue
        told = report(case("d", document.text, ann1=mine, gold=gold))
        compared = against(mine, gold, SYMMETRIC)
        for measure, own in (
            ("precision_exact", compared.entities.precision), ("recall_exact", compared.entities.recall),
            ("f1_exact", compared.entities.f1), ("rel_f1_strict", compared.relations.f1),
        ):  # fmt: skip
            assert told.find(measure, annotator="ann1", reference="gold").value == close(own), measure
        assert sum(line.kind == "agree" for line in compared.marks) == compared.entities.both
        assert sum(line.kind == "agree" for line in compared.links) == compared.relations.both
