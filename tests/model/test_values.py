"""Small values: documents, annotations, items as JSON, people's roles, the schema as JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures import link, mini, span_of
from workbench.model.annotation import Annotations, Relation, Span, is_person
from workbench.model.document import Document, Extent, PackedExtents, Section, direction_of, packed, steps_of
from workbench.model.errors import BadRequest
from workbench.model.items import read_relation, read_span, relation_fields, shown, span_fields
from workbench.model.people import SHELL, Person
from workbench.model.schema_json import schema_fields

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
IDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=20)
MAPS = st.dictionaries(WORDS, WORDS, max_size=3)
SPANS = st.builds(
    Span, IDS, st.integers(-5, 99), st.integers(-5, 99), WORDS, WORDS, MAPS, WORDS, st.one_of(st.none(), WORDS)
)
RELATIONS = st.builds(Relation, IDS, IDS, IDS, WORDS, MAPS, WORDS)


@given(SPANS)
def test_a_span_survives_json(span) -> None:
    assert read_span(json.loads(json.dumps(span_fields(span))), "") == span


@given(RELATIONS)
def test_a_relation_survives_json(relation) -> None:
    assert read_relation(json.loads(json.dumps(relation_fields(relation)))) == relation


@given(st.lists(SPANS, unique_by=lambda span: span.id))
def test_spans_come_in_reading_order_outer_before_inner(spans) -> None:
    ordered = Annotations.of(spans).ordered_spans()
    assert sorted(ordered, key=lambda s: (s.start, -s.end)) == ordered
    assert len(ordered) == len(spans)


def test_relations_come_in_the_order_of_their_ends() -> None:
    text = "أ ب ج"
    spans = [span_of(text, letter, "PER", letter) for letter in "جبأ"]
    relations = [link("1", "ج", "أ", "A"), link("2", "أ", "ج", "A"), link("3", "أ", "ب", "B"), link("4", "أ", "ب", "A")]
    annotations = Annotations.of(spans, relations)
    assert [r.id for r in annotations.ordered_relations()] == ["4", "3", "2", "1"]
    assert {r.id for r in annotations.relations_of("ج")} == {"1", "2"}


@pytest.mark.parametrize(
    ("owner", "person"), [("ali", True), ("gold", False), ("suggestion:x", False), ("golden", True)]
)
def test_an_owner_is_a_person_gold_or_a_source_of_suggestions(owner, person) -> None:
    assert is_person(owner) is person


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("AR-IQ", "rtl"), ("ckb", "rtl"), ("en", "ltr"), ("", "ltr")]
)
def test_direction_comes_from_the_language(language, direction) -> None:
    assert direction_of(language) == Document("d", "x", language).direction == direction


def test_the_title_is_the_title_line_else_the_first_of_the_article_else_the_id() -> None:
    text = "شارك\nعنوان\nمتن"
    lines = [Section(0, 4, "boilerplate"), Section(5, 10, "body"), Section(11, 14, "title")]
    assert Document("d", text, sections=lines).title == "متن"
    assert Document("d", text, sections=lines[:2]).title == "عنوان"
    assert Document("d", text, sections=lines[:1]).title == "d"
    assert len(Document("d", "x" * 500, sections=[Section(0, 500, "title")]).title) == 200


def test_a_digest_is_that_of_the_utf8_bytes() -> None:
    assert Document("d", "é").sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


def test_a_message_shows_a_long_value_cut() -> None:
    assert len(shown("x" * 500)) == 58
    assert shown("x") == "'x'"
    with pytest.raises(BadRequest, match="…"):
        read_span("x" * 500, "")


def test_a_person_who_is_not_active_has_no_role_at_all() -> None:
    assert not Person(1, "a", "admin", active=False).has_role("annotator")
    assert SHELL.has_role("admin")


def test_the_schema_as_json_is_json_and_keeps_the_order_of_the_file() -> None:
    fields = json.loads(json.dumps(schema_fields(mini())))
    assert [kind["label"] for kind in fields["entities"]] == ["PER", "LOC", "ORG"]
    assert fields["relations"][0]["attributes"] == {"modality": ["asserted", "negated"]}
    switches = {"crossing": False, "same_span": False, "same_label": False}
    assert fields["nesting"] == {**switches, "forbid": [["PER", "LOC"]], "implies": []}
    assert fields["entities"][0]["name"] == {"en": "PER", "ar": "PER"}


def test_extents_as_steps_are_distances_and_lengths() -> None:
    assert steps_of([]) == []
    assert steps_of([(2, 5), (5, 6), (8, 9)]) == [2, 3, 0, 1, 2, 1]
    assert list(PackedExtents(packed([(2, 5), (5, 6), (8, 9)]))) == [(2, 5), (5, 6), (8, 9)]


def test_packed_extents_are_as_the_list_of_them() -> None:
    short, plain = PackedExtents("[0,5,1,3]"), [Extent(0, 5), Extent(6, 9)]
    assert short == plain
    assert short == PackedExtents("[0,5,1,3]")
    assert short != plain[:1]
    assert (len(short), list(short), short[1].end, short[:1]) == (2, plain, 9, plain[:1])
