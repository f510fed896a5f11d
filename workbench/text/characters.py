"""What kind of character a code point is, as far as Arabic text needs to know."""

import re

TATWEEL = "\u0640"
"""The stretching stroke; in news text mostly the carrier of a lone proclitic, as in لـ before a quote."""

_HARAKAT = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
)
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"

_UNWRITTEN = re.compile(f"[{_HARAKAT}{TATWEEL}{_INVISIBLE}]")
UNWRITTEN = "".join(_UNWRITTEN.findall("".join(map(chr, range(0x10000)))))
"""The characters without which a word is the same: vowel signs, tatweel, zero-width and direction marks."""

_ALEFS = str.maketrans("أإآٱ", "اااا")


def is_unwritten(character: str) -> bool:
    """Is it a vowel sign, a tatweel, or a zero-width or direction mark, so that the word is the same without?"""
    return _UNWRITTEN.fullmatch(character) is not None


def skeleton(word: str) -> str:
    """The letters of a word, without what `is_unwritten`."""
    return _UNWRITTEN.sub("", word)


def bare(word: str) -> str:
    """The skeleton of a word, with one alef for أ إ آ ٱ, as the lexicon and vocabularies spell it."""
    return skeleton(word).translate(_ALEFS)
