"""The memory of names: scores by hand, ambiguous names, rejections."""

from workbench.model.suggestion import End, Known, Memory, RelationOffer, SpanOffer


def test_a_score_is_the_share_of_a_label_with_one_reader_against_it():
    assert Known({"GPE": 1}, {}).best() == ("GPE", 1 / 2)
    assert Known({"GPE": 3, "GOV": 1}, {}).best() == ("GPE", 3 / 5)
    assert Known({"GPE": 3, "GOV": 2}, {"GPE": 2}).best() == ("GPE", 3 / 8)
    assert Known({"GPE": 3, "GOV": 2}, {"GPE": 5}).best() == ("GOV", 2 / 6)


def test_an_ambiguous_name_is_offered_with_the_likelier_label_and_shows_all():
    memory = Memory([("بغداد", "GOV", 1), ("بغداد", "GPE", 2), ("بغداد", "GPE", 1)])
    assert memory.offer("بغداد", 3, 8) == SpanOffer(3, 8, "GPE", "memory", 0.6, {"GOV": 1, "GPE": 3})


def test_a_name_that_was_rejected_too_often_is_forgotten():
    said = [("بغداد", "GPE", 1)]
    assert Memory(said, [("بغداد", "GPE", 1)]).names
    assert not Memory(said, [("بغداد", "GPE", 2)]).names


def test_keys_are_those_of_the_canvas():
    relation = RelationOffer(End(1, 5, "PERSON"), End(9, 12, "GPE"), "LOCATED_IN", "model")
    assert SpanOffer(1, 5, "GPE", "memory").key == "ghost GPE 1-5"
    assert relation.key == "ghost LOCATED_IN 1-5 ghost LOCATED_IN 9-12"
