"""Splits: sizes as asked, labels spread, families together, sides that never move, the order of no consequence."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.splits import SIDES, families, leaks, quotas, split

NAMES = [f"d{number}" for number in range(12)]
DOCUMENTS = st.dictionaries(
    st.sampled_from(NAMES), st.dictionaries(st.sampled_from("abc"), st.integers(1, 5)), min_size=1
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1]))
PLACED = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(SIDES))


def known(near, *names):
    """The pairs whose documents are known."""
    return [pair for pair in near if {*pair} <= {name for some in names for name in some}]


@pytest.mark.parametrize(
    ("count", "shares", "wanted"),
    [
        (100, (80, 10, 10), (80, 10, 10)),
        (5, (80, 10, 10), (3, 1, 1)),
        (3, (80, 10, 10), (1, 1, 1)),
        (2, (80, 10, 10), (1, 1, 0)),
        (1, (80, 10, 10), (1, 0, 0)),
        (0, (80, 10, 10), (0, 0, 0)),
        (7, (100, 0, 0), (7, 0, 0)),
        (15, (60, 20, 20), (9, 3, 3)),
    ],
)
def test_quotas(count, shares, wanted) -> None:
    assert tuple(quotas(count, shares).values()) == wanted


def test_a_rare_label_reaches_every_side() -> None:
    documents = {f"d{number:03}": {"common": 5} | ({"rare": 1} if number % 10 == 0 else {}) for number in range(100)}
    found = split(documents, [], {})
    assert [len(found.on(side)) for side in SIDES] == [80, 10, 10]
    rare = Counter(found.sides[name] for name, traits in documents.items() if "rare" in traits)
    assert rare == {"train": 8, "dev": 1, "test": 1}


def test_another_seed_gives_another_split() -> None:
    documents = {f"d{number:03}": {"x": 1} for number in range(50)}
    assert split(documents, [], {}).sides != split(documents, [], {}, seed=1).sides


def test_a_family_stays_together_and_follows_who_was_placed() -> None:
    documents = {name: {"x": 1} for name in "abcdefghij"}
    near = [("a", "b"), ("b", "c"), ("d", "e")]
    found = split(documents, near, {"d": "test"})
    assert found.sides["a"] == found.sides["b"] == found.sides["c"]
    assert found.sides["e"] == "test"
    assert not leaks(near, found.sides)


def test_what_links_two_sides_is_withheld() -> None:
    found = split({name: {} for name in "abx"}, [("a", "x"), ("b", "x")], {"a": "train", "b": "test"})
    assert found.sides == {"a": "train", "b": "test"}
    assert found.withheld == {"x": ["a", "b"]}


def test_a_side_is_respected_also_where_its_document_is_gone() -> None:
    assert split({"new": {}}, [("gone", "new")], {"gone": "test"}).sides == {"new": "test"}


def test_a_leak_is_found() -> None:
    assert leaks([("a", "b"), ("b", "c"), ("c", "x")], {"a": "train", "b": "test", "c": "test"}) == [("a", "b")]


def test_families_are_linked_through_others() -> None:
    assert families("edcba", [("a", "c"), ("c", "e")]) == [["a", "c", "e"], ["b"], ["d"]]


@given(DOCUMENTS, PAIRS, PLACED, st.integers(0, 3), st.randoms(use_true_random=False))
def test_whatever_comes(documents, near, placed, seed, random) -> None:
    near = known(near, documents, placed)
    found = split(documents, near, placed, seed=seed)
    assert {*found.sides} | {*found.withheld} == {*documents}
    assert all(found.sides[name] == side for name, side in placed.items() if name in documents)
    given = known(leaks(near, found.sides), placed)
    assert leaks(near, found.sides) == given  # only what was given already can leak
    shuffled = random.sample(sorted(documents), len(documents))
    backwards = random.sample(near, len(near))
    assert split({name: documents[name] for name in shuffled}, backwards, placed, seed=seed) == found


@given(DOCUMENTS, DOCUMENTS, PAIRS)
def test_no_document_moves_in_a_later_version(first, more, near) -> None:
    one = split(first, known(near, first), {})
    assert not one.withheld
    documents = first | more
    two = split(documents, known(near, documents), one.sides)
    assert {name: two.sides[name] for name in first} == one.sides
    assert not leaks(known(near, documents), two.sides)
    again = split(documents, known(near, documents), {**one.sides, **two.sides})
    assert again == two
