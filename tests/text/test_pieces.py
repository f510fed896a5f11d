"""Tokens cut further, and texts spelled out as words and spaces."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.text import cut_at, solid, spelled_out, tokenize

TEXTS = st.lists(st.sampled_from(["وبغداد", "بغداد", "  ", " ", "\n", "\u00a0", "،", "🙂", "ـ"]), max_size=12).map(
    "".join
)


def test_tokens_are_cut_at_edges_inside_them_only() -> None:
    assert cut_at([(0, 5), (6, 9)], [0, 2, 3, 5, 6, 99]) == [(0, 2), (2, 3), (3, 5), (6, 9)]
    assert cut_at([(0, 5)], []) == [(0, 5)]


def test_tokens_lose_the_white_space_they_came_with() -> None:
    assert solid("a b  c", [(0, 3), (5, 6)]) == [(0, 1), (2, 3), (5, 6)]
    assert solid(" a", [(0, 2)]) == [(1, 2)]
    assert solid("ab", [(0, 2)]) == [(0, 2)]


@given(TEXTS)
def test_words_and_spaces_are_the_text(text: str) -> None:
    words, spaces = spelled_out(text, tokenize(text))
    assert all(words)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
