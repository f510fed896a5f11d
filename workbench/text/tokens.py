"""Words and tokens: every character that is not white space is in exactly one of them.

A *word* is a run of letters, digits and the marks on them; a number keeps its inner points and commas
(2,500 · 3.5). Every punctuation mark and symbol is a word of its own, and so is an emoji sequence or a
flag. Tatweel is a letter, but ends the word before a digit (الـ|12). Joiners and soft hyphens belong to a
word when they stand inside it; elsewhere a run of zero-width characters and direction marks is a word of
its own, so that names have clean edges. A *token* is a word whose proclitics are cut off, one token per
particle: و|ب|العراق.
"""

import json
from collections.abc import Collection
from itertools import accumulate

from workbench.text.chunks import Extent, chunks_of, free_words, joined, lines_of


def words(text: str) -> list[Extent]:
    """The words of a text, in order. Every character but white space (`str.isspace`) is in exactly one."""
    return _extents(joined([chunk.words for chunk in chunks_of(lines_of(text))]))


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, in bare spelling, that may vouch for a word with a proclitic."""
    return free_words(chunks_of(lines_of(text)))


def tokenize(text: str, known: Collection[str] | None = None) -> list[Extent]:
    """The tokens of a text, in order: its words, with their proclitics cut off.

    `known`: the free words to go by, as `vocabulary` gives them; by default those of the text itself.
    The same text (and the same `known`) always gives the same tokens.
    """
    chunks = chunks_of(lines_of(text))
    free = free_words(chunks) if known is None else frozenset(known)
    return _extents(joined([chunk.tokens(free) for chunk in chunks]))


def _extents(steps: str) -> list[Extent]:
    edges = accumulate(json.loads(steps))
    return list(zip(edges, edges, strict=True))
