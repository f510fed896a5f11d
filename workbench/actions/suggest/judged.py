"""Which wishes can be granted together: those that the rules allow beside what is marked, and beside each other."""

from collections.abc import Iterable, Iterator

from workbench.model import rules
from workbench.model.annotation import Span
from workbench.model.document import Document
from workbench.model.schema import Schema
from workbench.model.suggestion import HERE, SpanOffer

_CELL = 128
"""Code points; spans are looked up by the cells of the text that they touch."""


def judged(wishes: Iterable[SpanOffer], marked: Iterable[Span], document: Document, schema: Schema) -> list[SpanOffer]:
    """The longest first, what the article itself says before what others say, then the surest; in reading order."""
    cover = _Cover(marked)
    allowed = []
    for one in sorted(wishes, key=_rank):
        span = Span(one.key, one.start, one.end, one.label, document.text[one.start : one.end])
        if not rules.span_problems(span, cover.around(span), document.text, document.sections, schema):
            cover.add(span)
            allowed.append(one)
    return sorted(allowed, key=lambda one: (one.start, -one.end))


def _rank(one: SpanOffer) -> tuple[int, int, bool, float, str]:
    return one.start - one.end, one.start, one.source != HERE, -(1 if one.score is None else one.score), one.label


class _Cover:
    """Spans by the cells that they touch: those around a place are found without looking at all."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._cells: dict[int, list[Span]] = {}
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        for cell in _cells(span):
            self._cells.setdefault(cell, []).append(span)

    def around(self, span: Span) -> Iterator[Span]:
        return (other for cell in _cells(span) for other in self._cells.get(cell, ()))


def _cells(span: Span) -> range:
    return range(span.start // _CELL, (span.end - 1) // _CELL + 1)
