"""Mapping files: labels of others in ours, kept in a file, with proposals for what is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.contract import SCHEMA
from tests.formats.reading import notes_of, read
from workbench.formats.mapping import BadMapping, LabelMapping, propose, read_mapping, unknown_labels
from workbench.formats.native import NATIVE

LINE = """{"id": "d", "text": "ab cd ef", "owner": "x",
 "spans": [{"id": "1", "start": 0, "end": 2, "label": "PER"}, {"id": "2", "start": 3, "end": 5, "label": "MISC"},
           {"id": "3", "start": 6, "end": 8, "label": "GPE"}],
 "relations": [{"id": "a", "head": "1", "tail": "2", "label": "R"},
               {"id": "b", "head": "1", "tail": "3", "label": "R"}]}
""".replace("\n", " ")
DRAFT = read(NATIVE, LINE, "f").drafts[0]


def test_labels_are_mapped_and_left_out_with_what_hangs_on_them() -> None:
    mapping = LabelMapping({"PER": "PERSON", "MISC": None}, {"R": "LOCATED_IN"})
    found = mapping.apply(DRAFT)
    assert [(span.id, span.label) for span in found.spans] == [("1", "PERSON"), ("3", "GPE")]
    assert [(relation.id, relation.label) for relation in found.relations] == [("b", "LOCATED_IN")]
    assert notes_of(found) == ["1 spans left out by the mapping", "1 relations left out by the mapping"]


def test_places_lead_to_the_file_although_items_were_left_out() -> None:
    found = LabelMapping({"MISC": None}).apply(DRAFT)
    assert found.place("spans", 1, "label") == DRAFT.place("spans", 2, "label")
    assert found.place("relations", 0) == DRAFT.place("relations", 1)
    assert found.place("id") == DRAFT.place("id")


def test_an_empty_mapping_changes_nothing() -> None:
    assert LabelMapping().apply(DRAFT) is DRAFT


LABELS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@given(
    st.dictionaries(LABELS, st.none() | st.sampled_from(sorted(SCHEMA.entities)), max_size=4),
    st.dictionaries(LABELS, st.none() | st.sampled_from(sorted(SCHEMA.relations)), max_size=4),
)
def test_a_mapping_survives_its_file(entities, relations) -> None:
    mapping = LabelMapping(entities, relations)
    assert read_mapping(mapping.as_toml(), "m.toml", SCHEMA) == mapping


@pytest.mark.parametrize(
    "text",
    [
        "[entities]\nPER = 'PERSOON'",
        "[entities]\nPER = 5",
        "[relation]\nR = 'X'",
        "entities = 5",
        "[entities",
        '{"entities": {"PER": "GPE"}, "x": 1}',
        "{",
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(text) -> None:
    with pytest.raises(BadMapping) as caught:
        read_mapping(text, "m.toml", SCHEMA)
    assert caught.value.where == "m.toml"
    assert caught.value.hint()


def test_json_does_as_well() -> None:
    assert read_mapping('{"entities": {"PER": "PERSON", "X": null}}', "m", SCHEMA).entities == {
        "PER": "PERSON",
        "X": None,
    }


@pytest.mark.parametrize(
    ("label", "ours"), [("person", "PERSON"), ("شخص", "PERSON"), ("Geopolitical-Entity", "GPE"), ("PRSON", "PERSON")]
)
def test_what_an_unknown_label_may_mean_is_proposed(label, ours) -> None:
    assert propose(label, SCHEMA.entities)[0] == ours


def test_nothing_is_proposed_where_nothing_is_near() -> None:
    assert propose("zzqqxx", SCHEMA.entities) == []


def test_unknown_labels_are_counted() -> None:
    assert unknown_labels([DRAFT, DRAFT], SCHEMA) == {"entities": {"PER": 2, "MISC": 2}, "relations": {"R": 4}}
