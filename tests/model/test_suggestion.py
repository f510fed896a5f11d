"""The memory of names: scores by hand, keys of rejections."""

import pytest

from workbench.model.suggestion import End, Known, RelationOffer, SpanOffer, name_rejection, place_of


def test_a_score_is_the_share_of_a_label_with_one_reader_against_it():
    assert Known({"GPE": 1}, {}).best() == ("GPE", 1 / 2)
    assert Known({"GPE": 3, "GOV": 1}, {}).best() == ("GPE", 3 / 5)
    assert Known({"GPE": 3, "GOV": 2}, {"GPE": 2}).best() == ("GPE", 3 / 8)
    assert Known({"GPE": 3, "GOV": 2}, {"GPE": 5}).best() == ("GOV", 2 / 6)


def test_places_passed_over_and_mere_likeness_lower_a_score():
    assert Known({"GPE": 1}, passed=2).best() == ("GPE", 1 / 4)
    assert Known({"GPE": 1}, akin=True).best() == ("GPE", 1 / 3)
    assert Known({"GPE": 3, "GOV": 1}, {"GPE": 4}, passed=1, akin=True).best() == ("GPE", 3 / 11)


@pytest.mark.parametrize(
    ("key", "place"),
    [("ghost GPE 3-8", (3, 8)), ("GPE بغداد", None), ("ghost R 1-2 ghost R 3-4", None), ("ghost GPE 3-", None)],
)
def test_a_key_of_a_span_tells_its_place(key, place):
    assert place_of(key) == place


def test_keys_are_those_of_the_canvas():
    relation = RelationOffer(End(1, 5, "PERSON"), End(9, 12, "GPE"), "LOCATED_IN", "model")
    assert SpanOffer(1, 5, "GPE", "memory").key == "ghost GPE 1-5"
    assert name_rejection("GPE", "بغداد") == "GPE بغداد"
    assert relation.key == "ghost LOCATED_IN 1-5 ghost LOCATED_IN 9-12"
