"""What doccano says of a document, read and laid over what we say: the parts that need no server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.actions.transfer import doccano_sets as sets
from workbench.doccano import Link, Mark, Record
from workbench.formats.units import Unit
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.changes import Effect, Entry, apply
from workbench.model.document import Document
from workbench.model.errors import Refusals
from workbench.model.schema_file import parse_schema

TEXT = "زار 🇮🇶 سامر بغداد"
DOCUMENT = Document("d", TEXT)
SCHEMA = parse_schema("""
name = "mini"
version = "1"
[entities.PER]
attributes.kind = ["real", "fictional"]
[entities.LOC]
[relations.AT]
head = ["PER"]
tail = ["LOC"]
[relations.MEETS]
head = ["PER", "LOC"]
tail = ["PER", "LOC"]
symmetric = true
""")


def record(marks=(), links=(), comments=(), example=1):
    return Record(example, TEXT, {}, marks, links, comments)


def span(id, start, end, label="PER", **more):
    return Span(id, start, end, label, TEXT[start:end], **more)


def read(*arguments, unit=Unit.UTF16):
    return sets.read(record(*arguments), DOCUMENT, SCHEMA, unit)


def codes(caught):
    return [problem.code for problem in caught.value.errors]


def test_code_units_become_code_points() -> None:
    found, twice = read([Mark(7, 4, 8, "LOC"), Mark(9, 9, 13, "PER")], [Link(3, 9, 7, "AT")])
    assert list(found.spans.values()) == [span("d7", 4, 6, "LOC"), span("d9", 7, 11)]
    assert [one.text for one in found.spans.values()] == ["🇮🇶", "سامر"]
    assert list(found.relations.values()) == [Relation("d3", "d9", "d7", "AT")]
    assert twice == 0


def test_a_project_may_count_graphemes() -> None:
    found, _ = read([Mark(1, 4, 5, "LOC")], unit=Unit.GRAPHEMES)
    assert found.spans["d1"].text == "🇮🇶"


@pytest.mark.parametrize("mark", [Mark(1, 5, 8, "LOC"), Mark(1, 4, 99, "LOC"), Mark(1, 9, 9, "LOC")])
def test_offsets_that_are_no_place_are_refused(mark) -> None:
    with pytest.raises(Refusals) as caught:
        read([mark])
    assert codes(caught) == ["doccano-offsets"]


def test_a_relation_to_somebody_elses_span_is_refused() -> None:
    with pytest.raises(Refusals) as caught:
        read([Mark(9, 9, 13, "PER")], [Link(1, 9, 77, "AT")])
    assert codes(caught) == ["item-unknown"]


def test_what_was_clicked_twice_is_there_once() -> None:
    marks = [Mark(1, 9, 13, "PER"), Mark(2, 9, 13, "PER"), Mark(3, 14, 19, "LOC")]
    found, twice = read(marks, [Link(1, 1, 3, "MEETS"), Link(2, 3, 2, "MEETS")])
    assert (set(found.spans), list(found.relations.values())) == ({"d1", "d3"}, [Relation("d1", "d1", "d3", "MEETS")])
    assert twice == 2


def test_our_ids_attributes_and_notes_stay_with_what_is_still_there() -> None:
    ours = Annotations.of(
        [span("a", 7, 11, attributes={"kind": "fictional"}, note="n"), span("b", 12, 17, "LOC", kb_id="Q1")],
        [Relation("r", "a", "b", "AT", note="said")],
    )
    theirs, _ = read([Mark(9, 9, 13, "PER"), Mark(8, 14, 19, "LOC")], [Link(4, 9, 8, "AT")])
    assert sets.laid_over(theirs, ours, SCHEMA) == ours


def test_a_span_with_another_label_stays_the_same_span() -> None:
    ours = Annotations.of([span("a", 7, 11, attributes={"kind": "fictional"}, note="n")])
    theirs, _ = read([Mark(9, 9, 13, "LOC")])
    (found,) = sets.laid_over(theirs, ours, SCHEMA).spans.values()
    assert found == span("a", 7, 11, "LOC", note="n")  # LOC has no such attribute


def test_an_id_that_is_taken_is_not_given_again() -> None:
    ours = Annotations.of([span("d9", 0, 3)])
    theirs, _ = read([Mark(1, 0, 3, "PER"), Mark(9, 9, 13, "PER")])
    assert set(sets.laid_over(theirs, ours, SCHEMA).spans) == {"d9", "d9-2"}


@st.composite
def annotated(draw, prefix):
    """Annotations of `TEXT`; not all of them legal."""
    extents = st.tuples(st.integers(0, 8), st.integers(9, 16), st.sampled_from(["PER", "LOC"]))
    keys = draw(st.lists(extents, max_size=5, unique=True))
    spans = [span(f"{prefix}{at}", *key) for at, key in enumerate(keys)]
    ends = st.sampled_from(spans) if spans else st.nothing()
    links = st.tuples(ends, ends, st.sampled_from(["AT", "MEETS"])).filter(lambda one: one[0] != one[1])
    relations = [
        Relation(f"{prefix}{at}", *((h.id, t.id) if h.order() < t.order() or label == "AT" else (t.id, h.id)), label)
        for at, (h, t, label) in enumerate(draw(st.lists(links, max_size=4)) if len(spans) > 1 else [])
    ]
    return Annotations.of(spans, {(r.head, r.tail, r.label): r for r in relations}.values())


@given(annotated("a"), annotated("d"))
def test_laid_over_says_what_doccano_says_and_effects_lead_there(ours, theirs) -> None:
    after = sets.laid_over(theirs, ours, SCHEMA)
    assert sets.likeness(after) == sets.likeness(theirs)
    current = AnnotationSet("d", "gold", annotations=ours)
    for effect in sets.effects(ours, after):
        current = apply([effect], current)
        ends = {end for r in current.annotations.relations.values() for end in (r.head, r.tail)}
        assert ends <= set(current.annotations.spans), "a relation without its end, as the database would see it"
    assert current.annotations == after
    assert sets.effects(after, after) == []


def history():
    """A set pushed at revision 1, pulled at 2, changed here at 3; newest first."""
    steps = [("x", span("a", 0, 3)), ("doccano-0a1b-2", span("b", 4, 6)), ("mine", span("c", 7, 11))]
    log = [Entry("import", [Effect("span", one.id, None, one)], id) for id, one in steps]
    items = Annotations.of([one for _, one in steps])
    return AnnotationSet("d", "gold", revision=3, annotations=items), log[::-1]


@pytest.mark.parametrize(
    ("source", "pushed", "revision", "spans"),
    [
        ("0a1b", None, 2, {"a", "b"}),  # as it last came from there
        ("0a1b", 1, 2, {"a", "b"}),  # later than the push
        ("ffff", 1, 1, {"a"}),
        ("ffff", 3, 3, {"a", "b", "c"}),
        ("ffff", 0, 0, set()),
    ],
)
def test_where_both_sides_began(source, pushed, revision, spans) -> None:
    current, log = history()
    base = sets.base_of(current, iter(log), source, pushed)
    assert base is not None
    assert (base.revision, set(base.annotations.spans)) == (revision, spans)


def test_a_set_that_never_was_in_doccano_has_no_common_beginning() -> None:
    current, log = history()
    assert sets.base_of(current, iter(log), "ffff", None) is None


@pytest.mark.parametrize(
    ("now", "then", "confirmed", "changed", "after"),
    [
        ("new", None, False, True, "in_progress"),
        ("new", None, True, True, "done"),
        ("in_progress", "in_progress", True, False, "done"),
        ("in_progress", "done", True, False, "in_progress"),  # reopened here since: not closed again
        ("done", "done", False, True, "in_progress"),
        ("done", "done", False, False, "done"),
        ("returned", "done", True, False, "returned"),
        ("returned", "done", False, True, "returned"),
    ],
)
def test_the_status_after_a_pull(now, then, confirmed, changed, after) -> None:
    base = AnnotationSet("d", "gold", then) if then else None
    assert sets.status_after(AnnotationSet("d", "gold", now), base, confirmed, changed) == after


def test_of_a_text_that_is_there_twice_the_one_with_work_counts() -> None:
    empty, full = record(example=1), record([Mark(1, 9, 13, "PER")], example=2)
    again, other = record([Mark(5, 9, 13, "PER")], example=3), record([Mark(6, 0, 3, "PER")], example=4)
    assert sets.joined([empty, full]) == full
    assert sets.joined([full, again]) == full
    assert sets.joined([empty, record(example=9)]) == empty
    assert sets.joined([full, other]) is None
