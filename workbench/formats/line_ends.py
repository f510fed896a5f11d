"""Line ends: files have CR LF, CR or LF, stored texts LF alone; offsets move with them."""

import re
from bisect import bisect_left
from dataclasses import replace

from workbench.formats.notes import Note, Remark
from workbench.model.annotation import Span


def plain_lines(text: str) -> tuple[str, tuple[Note, ...]]:
    """The text with CRLF and CR as LF, and a note if there were any."""
    if "\r" not in text:
        return text, ()
    count = text.count("\r")
    return text.replace("\r\n", "\n").replace("\r", "\n"), (Remark.LINE_ENDS(count=count),)


class Moved:
    """Offsets into a text as given → into the same text as `plain_lines` leaves it."""

    def __init__(self, raw: str) -> None:
        self.dropped = [found.start() for found in re.finditer("\r\n", raw)]
        self.unchanged = "\r" not in raw

    def __call__(self, offset: int) -> int:
        return offset - bisect_left(self.dropped, offset)

    def span(self, span: Span) -> Span:
        """The span in the stored text."""
        if self.unchanged:
            return span
        surface, _ = plain_lines(span.text)
        return replace(span, start=self(span.start), end=self(span.end), text=surface)
