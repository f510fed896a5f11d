"""Dealing documents to people: overlap kept, loads even, the same seed the same hands."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workbench.actions.review.dealing import deal

STATES = st.sampled_from(["held", "skipped", "withdrawn", "lapsed"])


def dealt(units, people, overlap, states=None, loads=None, seed=None):
    """What is dealt, as a list."""
    return list(deal(units, people, overlap, states or {}, loads or {}, seed))


@st.composite
def tables(draw):
    """Units of documents, people, an overlap that fits, and what became of documents before."""
    documents = [f"d{number}" for number in range(draw(st.integers(0, 12)))]
    people = list(range(1, 1 + draw(st.integers(1, 5))))
    states = draw(
        st.dictionaries(st.sampled_from(documents), st.dictionaries(st.sampled_from(people), STATES))
        if documents else st.just({})
    )  # fmt: skip
    return [[one] for one in documents], people, draw(st.integers(1, len(people))), states


@given(tables(), st.none() | st.integers(0, 2**31 - 1))
def test_each_document_is_held_by_as_many_as_wanted_and_can_be(table, seed):
    units, people, overlap, states = table
    given_out = dealt(units, people, overlap, states, seed=seed)
    assert len(set(given_out)) == len(given_out)
    for (document,) in units:
        before = states.get(document, {})
        fresh = {person for one, person in given_out if one == document}
        held = {person for person, state in before.items() if state == "held"}
        skipped = {person for person, state in before.items() if state == "skipped"} if overlap < len(people) else set()
        assert not fresh & (held | skipped)
        assert len(fresh) == max(0, min(overlap - len(held), len(people) - len(held | skipped)))
    assert given_out == dealt(units, people, overlap, states, seed=seed)


@given(st.integers(0, 40), st.integers(1, 6), st.data(), st.none() | st.integers(0, 99))
def test_loads_differ_by_one_at_most(count, size, data, seed):
    overlap = data.draw(st.integers(1, size))
    loads = Counter(person for _, person in dealt([[str(n)] for n in range(count)], range(size), overlap, seed=seed))
    assert max(loads.values(), default=0) - min((loads[person] for person in range(size)), default=0) <= 1


def test_who_has_more_to_do_waits():
    assert dealt([["a"], ["b"]], [1, 2], 1, loads={1: 5}) == [("a", 2), ("b", 2)]


def test_a_batch_goes_to_the_same_people():
    hands = dealt([["a", "b"], ["c"], ["d"]], [1, 2, 3], 1)
    assert hands == [("a", 1), ("b", 1), ("c", 2), ("d", 3)]
    assert dealt([["a", "b"]], [1, 2, 3], 1, {"b": {3: "held"}}) == [("a", 3)]


def test_other_seeds_deal_other_hands():
    units = [[str(n)] for n in range(8)]
    assert len({tuple(dealt(units, [1, 2, 3], 2, seed=seed)) for seed in range(5)}) > 1
