"""Every rule, with the code of the error that speaks for it."""

import pytest

from tests.fixtures import link, mini, span_of
from tests.model.scenes import DOCUMENT, TEXT
from workbench.model.annotation import Annotations, Span
from workbench.model.rules import in_order, overlapping_pairs, relation_problems, set_problems, span_problems

SAMIR = span_of(TEXT, "سامر", "PER", "samir")
BAGHDAD = span_of(TEXT, "بغداد", "LOC", "baghdad")
RANA = span_of(TEXT, "رنا", "PER", "rana")
SPANS = {one.id: one for one in (SAMIR, BAGHDAD, RANA)}
IN_BAGHDAD = Span("s", 5, 13, "ORG", "في بغداد")


def codes(problems):
    """The codes of some problems."""
    return [problem.code for problem in problems]


def span_codes(span, others=(), **nesting):
    """What is wrong with a span beside others, by its codes."""
    return codes(span_problems(span, others, TEXT, DOCUMENT.sections, mini(**nesting)))


def relation_codes(relation, others=()):
    """What is wrong with a relation among the three spans, by its codes."""
    return codes(relation_problems(relation, SPANS, others, mini()))


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (0, 26), (4, 4), (4, 0), (25, 26), (30, 40)])
def test_a_span_is_a_stretch_of_the_text(start, end) -> None:
    assert span_codes(Span("s", start, end, "PER", "سامر")) == ["span-outside"]


def test_the_whole_text_can_be_a_span() -> None:
    assert codes(span_problems(Span("s", 0, len(TEXT), "PER", TEXT), (), TEXT, (), mini())) == []


def test_a_surface_is_what_stands_in_the_text() -> None:
    assert span_codes(Span("s", 0, 4, "PER", "سامر ")) == ["span-surface"]


def test_a_label_is_one_of_the_schema_and_near_matches_are_offered() -> None:
    problems = span_problems(Span("s", 0, 4, "PERS", "سامر"), (), TEXT, (), mini())
    assert codes(problems) == ["unknown-name"]
    assert "Did you mean PER?" in problems[0].hint()


def test_an_attribute_and_its_value_are_of_the_schema() -> None:
    assert span_codes(Span("s", 0, 4, "PER", "سامر", {"kind": "real"})) == []
    assert span_codes(Span("s", 0, 4, "PER", "سامر", {"kind": "unreal", "size": "L"})) == ["unknown-name"] * 2
    assert relation_codes(link("r", "samir", "baghdad", "AT", attributes={"modality": "maybe"})) == ["unknown-name"]
    assert relation_codes(link("r", "samir", "rana", "MEETS", attributes={"modality": "asserted"})) == ["unknown-name"]


def test_a_label_may_not_touch_furniture() -> None:
    assert span_codes(Span("s", 21, 25, "ORG", "شارك")) == ["span-boilerplate"]
    assert span_codes(Span("s", 17, 22, "ORG", TEXT[17:22])) == ["span-boilerplate"]
    assert span_codes(Span("s", 22, 24, "ORG", TEXT[22:24])) == ["span-boilerplate"]
    assert span_codes(Span("s", 17, 21, "ORG", TEXT[17:21])) == []


def test_a_span_can_have_several_problems_at_once() -> None:
    assert span_codes(Span("s", 21, 25, "PERS", "x")) == ["span-surface", "unknown-name", "span-boilerplate"]


def test_spans_do_not_cross_unless_the_schema_says_so() -> None:
    crossing = Span("s", 2, 9, "ORG", TEXT[2:9])
    assert span_codes(crossing, [SAMIR, BAGHDAD, RANA]) == ["span-crosses"] * 2
    assert span_codes(crossing, [SAMIR, BAGHDAD, RANA], crossing=True) == []


def test_touching_spans_do_not_overlap() -> None:
    assert span_codes(Span("s", 4, 8, "ORG", TEXT[4:8]), [SAMIR, BAGHDAD]) == []


def test_one_stretch_carries_one_label_unless_the_schema_says_so() -> None:
    second = Span("s", 8, 13, "ORG", "بغداد")
    assert span_codes(second, [BAGHDAD]) == ["span-twice"]
    assert span_codes(second, [BAGHDAD], same_span=True) == []


def test_even_then_it_carries_each_label_once() -> None:
    assert span_codes(Span("s", 8, 13, "LOC", "بغداد"), [BAGHDAD], same_span=True, same_label=True) == ["span-twice"]


def test_a_label_does_not_nest_in_itself_unless_the_schema_says_so() -> None:
    outer = Span("s", 5, 13, "LOC", "في بغداد")
    assert span_codes(outer, [BAGHDAD]) == ["span-nesting"]
    assert span_codes(outer, [BAGHDAD], same_label=True) == []
    assert span_codes(IN_BAGHDAD, [BAGHDAD]) == []


def test_forbidden_nestings_have_a_direction() -> None:
    person = Span("s", 5, 13, "PER", "في بغداد")
    inner_person = Span("s", 8, 10, "PER", "بغ")
    assert span_codes(person, [BAGHDAD]) == ["span-nesting"]
    assert span_codes(BAGHDAD, [person]) == ["span-nesting"]
    assert span_codes(inner_person, [BAGHDAD]) == []


def test_a_forbidden_nesting_is_forbidden_at_any_depth() -> None:
    person = Span("s", 3, 13, "PER", TEXT[3:13])
    assert span_codes(BAGHDAD, [person, IN_BAGHDAD]) == ["span-nesting"]


def test_a_relation_label_is_one_of_the_schema() -> None:
    assert relation_codes(link("r", "samir", "baghdad", "ATT")) == ["unknown-name"]


def test_both_ends_of_a_relation_are_there() -> None:
    assert relation_codes(link("r", "nobody", "nowhere", "AT")) == ["item-unknown"] * 2


def test_a_relation_links_two_spans() -> None:
    assert relation_codes(link("r", "samir", "samir", "MEETS")) == ["relation-loop"]


def test_the_ends_of_a_relation_are_of_the_types_the_schema_names() -> None:
    assert relation_codes(link("r", "samir", "baghdad", "AT")) == []
    assert relation_codes(link("r", "baghdad", "samir", "AT")) == ["relation-arguments"]
    assert relation_codes(link("r", "samir", "baghdad", "ALIAS")) == ["relation-arguments"]
    assert relation_codes(link("r", "samir", "rana", "ALIAS")) == []


def test_a_relation_is_said_once() -> None:
    other = link("q", "samir", "rana", "MEETS")
    assert relation_codes(link("r", "samir", "rana", "MEETS"), [other]) == ["relation-twice"]
    assert relation_codes(link("r", "samir", "rana", "ALIAS"), [other]) == []


def test_a_symmetric_relation_is_said_once_in_either_direction() -> None:
    assert relation_codes(link("r", "rana", "samir", "MEETS"), [link("q", "samir", "rana", "MEETS")]) == [
        "relation-twice"
    ]


def test_a_set_is_judged_whole_and_every_problem_names_its_item() -> None:
    bad = [Span("out", 0, 99, "PER", ""), Span("cross", 2, 9, "ORG", TEXT[2:9]), SAMIR, BAGHDAD]
    found = set_problems(
        Annotations.of(bad, [link("loop", "samir", "samir", "MEETS"), link("lost", "samir", "x", "AT")]),
        TEXT,
        DOCUMENT.sections,
        mini(),
    )
    assert {(p.item, p.code) for p in found} >= {
        (("spans", "out"), "span-outside"),
        (("spans", "cross"), "span-crosses"),
        (("relations", "loop"), "relation-loop"),
        (("relations", "lost"), "item-unknown"),
    }
    assert all(all(problem.item) for problem in found)


def test_only_symmetric_relations_are_put_in_order() -> None:
    turned = in_order(link("r", "rana", "samir", "MEETS"), SPANS, mini())
    assert (turned.head, turned.tail) == ("samir", "rana")
    for label in ("AT", "UNKNOWN"):
        assert in_order(link("r", "rana", "samir", label), SPANS, mini()).head == "rana"
    assert in_order(link("r", "rana", "nobody", "MEETS"), SPANS, mini()).head == "rana"


def test_overlapping_pairs_come_earlier_first() -> None:
    spans = sorted([BAGHDAD, SAMIR, IN_BAGHDAD], key=Span.order)
    assert list(overlapping_pairs(spans)) == [(IN_BAGHDAD, BAGHDAD)]
