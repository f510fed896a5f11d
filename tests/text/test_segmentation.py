"""A text cut whole: what an import stores is what the slower functions give, piece for piece."""

import json
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import segmented, sentences, tokenize

SPACES = [" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2028", "\r", "\x1c"]
WORDS = ["و", "ب", "العراق", "وبالعراق ", "لبنان", "فكر ", "12", "3.5", "د.", "ق.م. ", "U.S. ", "Dr. ", "وأ. ", "1. "]
SIGNS = [".", " . ", "، ", "(", ") ", '"', "»", "...", "!", "؟", "🇮🇶", "👍🏽", "ـ", "\u200f"]
texts = st.lists(st.sampled_from([*SPACES, *WORDS, *SIGNS])).map("".join) | st.text()


def unpacked(steps: str) -> list[tuple[int, int]]:
    """The extents of steps, by adding them up."""
    edges = list(accumulate(json.loads(steps)))
    return list(zip(edges[::2], edges[1::2], strict=True))


@given(texts)
def test_it_is_cut_as_by_the_functions_for_each(text: str) -> None:
    found = segmented(text)
    tokens = tokenize(text)
    assert unpacked(found.tokens) == tokens
    assert unpacked(found.sentences) == sentences(text, tokens)


@pytest.mark.parametrize(
    ("text", "tokens", "parts"),
    [
        ("", "[]", "[]"),
        (" \n ", "[]", "[]"),
        ("نعم", "[0,3]", "[0,3]"),
        ("  نعم.\n\n لا ", "[2,3,0,1,3,2]", "[2,4,3,2]"),
        ("نعم. لا", "[0,3,0,1,1,2]", "[0,4,1,2]"),
    ],
)
def test_steps_are_the_distance_from_the_one_before_and_the_length(text: str, tokens: str, parts: str) -> None:
    assert segmented(text) == (parts, tokens)
