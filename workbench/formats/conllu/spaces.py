"""White space in MISC, as UDPipe writes it: ``SpaceAfter=No``, ``SpacesAfter=\\n\\n``, ``SpacesBefore``.

Kinds of white space that UDPipe does not name are written as ``\\uXXXX``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from workbench.model.items import is_text

_NAMED: Final = {" ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p", "\\": "\\\\"}
_CHARACTERS: Final = {escape: character for character, escape in _NAMED.items()}
_ESCAPE: Final = re.compile(r"\\u[0-9a-fA-F]{4}|\\.")


def escaped(text: str) -> str:
    """Text as a value in MISC: no white space, no bar."""
    return "".join(_NAMED.get(c, f"\\u{ord(c):04x}" if c.isspace() else c) for c in text)


def unescaped(value: str) -> str:
    """The text that such a value stands for; what is no escape of ours stays as it is."""
    return _ESCAPE.sub(_character, value)


def after(gap: str, *, spelt: bool) -> list[str]:
    """The entries of MISC for what follows a word; none for one space, which goes without saying unless ``spelt``."""
    if gap == " " and not spelt:
        return []
    return [f"SpacesAfter={escaped(gap)}" if gap else "SpaceAfter=No"]


def gap_after(misc: Mapping[str, str]) -> str | None:
    """What follows a word, or None if its MISC does not say."""
    if "SpacesAfter" in misc:
        return unescaped(misc["SpacesAfter"])
    return "" if misc.get("SpaceAfter") == "No" else None


def gaps_in(text: str, words: Sequence[str]) -> list[str] | None:
    """The white space between these words in a text that holds nothing else; None if it does."""
    gaps, done = [], 0
    for word in words:
        start = text.find(word, done)
        if start < 0 or text[done:start].strip():
            return None
        gaps.append(text[done:start])
        done = start + len(word)
    return None if text[done:].strip() else gaps[1:]


def _character(found: re.Match[str]) -> str:
    escape = found[0]
    if escape.startswith("\\u") and len(escape) == 6:
        character = chr(int(escape[2:], 16))
        return character if is_text(character) else escape  # half a character can be in no text
    return _CHARACTERS.get(escape, escape)
