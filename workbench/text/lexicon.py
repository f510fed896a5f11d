"""Which Arabic words are known: the words of `lexicon.txt` and their regular forms.

Words are compared as `characters.bare` spells them. The forms are found by undoing one ending and one
verb prefix, with no claim to be a morphology: it is enough to know that كويتيين and بياناته are words, so
that nobody cuts their first letter off.
"""

from collections.abc import Iterator
from functools import cache
from importlib import resources

from workbench.text.characters import bare

_ENDINGS = (
    "ا", "ه", "ها", "هم", "هما", "هن", "نا", "كم",
    "ة", "ات", "ت", "تا", "وا", "ان", "ين", "ون", "و", "ي",
)  # fmt: skip
"""Accusative, pronouns, feminine, plurals, duals, and the persons of a verb."""

_NISBA = ("ي", "ية", "يا", "يات", "يين", "يون")
"""Endings that make an adjective of a name: سوريا, سوري."""

_SHORTEST_STEM = 3


@cache
def lexicon() -> frozenset[str]:
    """The listed words, in bare spelling."""
    text = resources.files(__package__).joinpath("lexicon.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(bare(word) for line in lines for word in line.split())


def is_listed(word: str) -> bool:
    """Is a word (in bare spelling) in the lexicon, as it stands or in a regular form?"""
    listed = lexicon()
    return any(form in listed for verb in _present_tenses(word) for form in _stems(verb))


def _present_tenses(word: str) -> Iterator[str]:
    """The word, and the third person present of which it may be another person or the future."""
    yield word
    if word[:1] == "س":
        word = word[1:]
        yield word
    if word[:1] in ("ت", "ن", "ا"):
        yield "ي" + word[1:]


def _stems(word: str) -> Iterator[str]:
    """The word, and every citation form of which it may be a regular form."""
    yield word
    for ending in _ENDINGS:
        yield from _citations(word, ending, ("", "ة"))
    for ending in _NISBA:
        yield from _citations(word, ending, ("", "ا", "يا", "ة", "ي"))


def _citations(word: str, ending: str, restored: tuple[str, ...]) -> Iterator[str]:
    """The word without the ending, completed by each of the letters that the ending may have displaced."""
    stem = word.removesuffix(ending)
    if stem == word or len(stem) < _SHORTEST_STEM:
        return
    yield from (stem + letters for letters in restored)
    if stem.endswith("ت"):
        yield stem[:-1] + "ة"
