"""The two doors to the rules agree: one by one (edits) and all at once (imports)."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures import link, mini
from tests.model.scenes import DOCUMENT, TEXT
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.rules import overlapping_pairs, relation_problems, set_problems, span_problems
from workbench.model.schema import Schema

SCHEMAS = st.builds(mini, crossing=st.booleans(), same_span=st.booleans(), same_label=st.booleans())
EDGES = st.integers(-1, 26)
SURFACES = st.sampled_from(["right", "right", "right", "right", "wrong"])


def _span(start: int, end: int, label: str, surface: str) -> Span:
    return Span("", start, end, label, TEXT[max(start, 0) : max(end, 0)] if surface == "right" else "؟")


ANY_SPAN = st.builds(_span, EDGES, EDGES, st.sampled_from(["PER", "LOC", "ORG", "NONE"]), SURFACES)
GOOD_SPAN = st.builds(
    lambda start, length, label: _span(start, start + length, label, "right"),
    st.integers(0, 13),
    st.integers(1, 7),
    st.sampled_from(["PER", "LOC", "ORG"]),
)
SPANS = st.lists(st.one_of(GOOD_SPAN, GOOD_SPAN, GOOD_SPAN, ANY_SPAN), max_size=5).map(
    lambda spans: [Span(f"s{i}", s.start, s.end, s.label, s.text) for i, s in enumerate(spans)]
)
ENDS = st.sampled_from(["s0", "s1", "s2", "s3", "s9"])
LINKS = st.sampled_from(["AT", "MEETS", "MEETS", "ALIAS", "NONE"])
RELATIONS = st.lists(st.tuples(ENDS, ENDS, LINKS), max_size=4).map(
    lambda found: [link(f"r{i}", *one) for i, one in enumerate(found)]
)


def refused_one_by_one(spans: list[Span], relations: list[Relation], schema: Schema) -> bool:
    """Whether some item is refused when they are added in turn."""
    for i, span in enumerate(spans):
        if span_problems(span, spans[:i], TEXT, DOCUMENT.sections, schema):
            return True
    by_id = {span.id: span for span in spans}
    return any(relation_problems(r, by_id, relations[:i], schema) for i, r in enumerate(relations))


@given(SPANS, RELATIONS, SCHEMAS)
def test_adding_items_one_by_one_is_refused_if_and_only_if_the_whole_has_a_problem(spans, relations, schema) -> None:
    whole = set_problems(Annotations.of(spans, relations), TEXT, DOCUMENT.sections, schema)
    assert refused_one_by_one(spans, relations, schema) == bool(whole)


@given(SPANS, RELATIONS, SCHEMAS, st.randoms())
def test_the_order_in_which_items_are_given_does_not_matter(spans, relations, schema, random) -> None:
    whole = set_problems(Annotations.of(spans, relations), TEXT, DOCUMENT.sections, schema)
    random.shuffle(spans)
    random.shuffle(relations)
    again = set_problems(Annotations.of(spans, relations), TEXT, DOCUMENT.sections, schema)
    assert bool(whole) == bool(again)


@given(st.lists(GOOD_SPAN, max_size=8))
def test_one_sweep_finds_every_overlapping_pair(spans) -> None:
    spans = [Span(f"s{i}", s.start, s.end, s.label, s.text) for i, s in enumerate(spans)]
    swept = {frozenset((a.id, b.id)) for a, b in overlapping_pairs(sorted(spans, key=Span.order))}
    assert swept == {frozenset((a.id, b.id)) for a, b in combinations(spans, 2) if a.overlaps(b)}


@given(GOOD_SPAN, GOOD_SPAN)
def test_two_spans_are_apart_or_nested_or_crossing(a, b) -> None:
    kinds = [not a.overlaps(b), a.contains(b) or b.contains(a), a.crosses(b)]
    assert kinds.count(True) == 1
    assert a.crosses(b) == b.crosses(a)
    assert a.same_extent(b) == (a.contains(b) and b.contains(a))
