"""Where a written Arabic word begins: the particles و ف ب ل ك are written glued to the word after them.

Two rules, neither of which looks at annotation.

- *Anchored*: the spelling shows it. The particle stands before the article (والعراق, and للولايات, where the
  article has lost its alef), before a digit (و23), or before a hamza on its alef (وأعلن, لإيران): inside a
  word إ does not occur, and أ seldom in second place.
- *Vocabulary*: what follows is a known word, one of the lexicon or one that stands free in the same text
  (وبغداد).

A word that is itself known is never cut: its first letter is its own (وزير, لبنان).
"""

import re
from collections.abc import Container

from workbench.text.characters import TATWEEL, bare, is_unwritten, skeleton
from workbench.text.lexicon import is_listed, lexicon

PROCLITICS = "وفبلك"
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_ARTICLE = "ال"
_PARTICLES = re.compile(f"[{_CONJUNCTIONS}]?[{_PREPOSITIONS}]?")

SHORTEST_FREE_WORD = 3
"""Letters of a word of the text before it may vouch for another; shorter ones must be in the lexicon."""


def proclitic_length(word: str, known: Container[str]) -> int:
    """How many leading code points of `word` are proclitics with their marks and tatweel; 0 if none.

    `known` holds further words beside the lexicon, in bare spelling, as `tokens.vocabulary` gives them.
    The rest is never empty; the article stays with it: 2 for `وبالعراق`, 1 for `للولايات`.
    """
    if not word or word[0] not in PROCLITICS:
        return 0
    if TATWEEL in word:
        carried = _carried_length(word)
        if carried and (word.endswith(TATWEEL) or not is_listed(bare(word))):
            return carried
    return _length_in_word(word, _count(skeleton(word), known, PROCLITICS))


def _carried_length(word: str) -> int:
    """Length of proclitics that a single tatweel sets off from the letters after it (لـداعش)."""
    head, _, rest = word.partition(TATWEEL)
    letters = skeleton(head)
    if not rest:
        return _length_in_word(word, _particles_before_carrier(letters))
    if rest.startswith(TATWEEL) or not letters or not _PARTICLES.fullmatch(letters):
        return 0
    return len(head) + 1


def _particles_before_carrier(letters: str) -> int:
    """How many particles stand before the last particle, or article, of a word that ends in a tatweel (ولـ, والـ)."""
    carrier = _ARTICLE if letters.endswith(_ARTICLE) else letters[-1:]
    before = letters.removesuffix(carrier)
    return len(before) if carrier in (_ARTICLE, *PROCLITICS) and _PARTICLES.fullmatch(before) else 0


def _count(letters: str, known: Container[str], particles: str) -> int:
    """How many leading letters are proclitics, the first of them being one of `particles`."""
    first, rest = letters[:1], letters[1:]
    if not rest or first not in particles or _is_whole(letters, known):
        return 0
    if first in _CONJUNCTIONS:
        inner = _count(rest, known, _PREPOSITIONS)
        if inner:
            return 1 + inner
    return 1 if _is_split(letters, known) else 0


def _is_whole(letters: str, known: Container[str]) -> bool:
    """Is the word listed as it stands, or does it take the article in the text, which a proclitic cannot?"""
    word = bare(letters)
    return word in lexicon() or _ARTICLE + word in known


def _is_split(letters: str, known: Container[str]) -> bool:
    """Is the first letter a proclitic? A listed rest outweighs a word that is only a form of a listed one."""
    rest = bare(letters[1:])
    if rest in lexicon() or rest.removeprefix(_ARTICLE) in lexicon():
        return True
    if is_listed(bare(letters)):
        return False
    return _is_anchored(letters[0], letters[1:]) or _is_free(rest, known)


def _is_anchored(particle: str, rest: str) -> bool:
    """Does the spelling of the rest (hamzas kept) show that a word begins there?"""
    if rest[0].isdigit():
        return True
    if rest[0] in "إأآ":
        return len(rest) >= (3 if rest[0] == "إ" or particle == "و" else 4)
    if particle == "ل":
        return rest[0] == "ل" and (len(rest) >= 4 or is_listed("ا" + rest))
    return rest.startswith(_ARTICLE) and len(rest) >= 5


def _is_free(rest: str, known: Container[str]) -> bool:
    """Is the rest a word that occurs by itself, with or without the article?"""
    if is_listed(rest) or is_listed(rest.removeprefix(_ARTICLE)) or _ARTICLE + rest in lexicon():
        return True
    return len(rest) >= SHORTEST_FREE_WORD and (rest in known or _ARTICLE + rest in known)


def _length_in_word(word: str, letters: int) -> int:
    """Code points of the first `letters` letters of a word, with the marks that hang on them."""
    if not letters:
        return 0
    places = [place for place, character in enumerate(word) if not is_unwritten(character)]
    return places[letters]
