"""The text of a document, put together again from tokens and their places."""

from typing import Final

from workbench.model.document import Section

_CODE: Final = "utf-32-le"  # four bytes a code point, so that places in the text are places in the bytes
_SPACE: Final = " ".encode(_CODE)
_NEWLINE: Final = "\n".encode(_CODE)


class Page:
    """Tokens on a line of code points; gaps are spaces, and a sentence begins a line where there is a gap.

    The blocks of several owners share a page, so that their texts are one and the same even if one of them shows
    lines, or ends of sentences, that another does not.
    """

    def __init__(self) -> None:
        self._codes = bytearray()
        self._kinds: dict[int, str] = {}
        self._text: str | None = None

    def put(self, start: int, form: str) -> bool:
        """Put a token at a place; False if another stands there already."""
        first, codes = 4 * start, form.encode(_CODE, "surrogatepass")
        last = first + len(codes)
        if len(self._codes) <= first:
            self._codes += _SPACE * (start - len(self._codes) // 4) + codes
            return True
        if not _fits(self._codes[first:last], codes):
            return False
        self._codes[first:last] = codes
        return True

    def begin_sentence(self, start: int, kind: str | None) -> None:
        """Begin a line before the token at this place, if there is room; ``kind`` is the line's section."""
        gap = slice(4 * (start - 1), 4 * start)
        if start > 0 and self._codes[gap] == _SPACE:
            self._codes[gap] = _NEWLINE
        if kind:
            self._kinds.setdefault(start, kind)

    @property
    def text(self) -> str:
        """The whole text. To be read when all tokens are there."""
        if self._text is None:
            self._text = self._codes.decode(_CODE, "surrogatepass")
        return self._text

    def sections(self) -> list[Section] | None:
        """The section of every line, or None if no sentence named one. Lines without any token are boilerplate."""
        if not self._kinds:
            return None
        found, start = [], 0
        for line in self.text.split("\n"):
            if line:
                kind = self._kinds.get(start, "body" if line.strip() else "boilerplate")
                found.append(Section(start, start + len(line), kind))
            start += len(line) + 1
        return found


def _fits(old: bytearray, new: bytes) -> bool:
    """Whether the new code points differ from the old ones only where these are gaps, or not there yet."""
    if old == new:
        return True
    pairs = zip(old.decode(_CODE, "surrogatepass"), new.decode(_CODE, "surrogatepass"), strict=False)
    return all(before in (after, " ", "\n") for before, after in pairs)
