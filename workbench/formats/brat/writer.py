"""The way out: ``X.txt`` and ``X.ann`` for every pair, ``annotation.conf`` and ``visual.conf`` for the schema."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Final

from workbench.formats.base import Chunks, ExportOptions, LossReport, Pairs, lost
from workbench.formats.brat.conf import annotation_conf, visual_conf
from workbench.formats.brat.page import LINK, NO_DB, NOTES
from workbench.formats.file_names import file_stem, folder_of
from workbench.formats.line_ends import plain_lines
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent
from workbench.model.schema import Words

BLANK: Final = Words("it covers line breaks or tabs only", "لا يغطي سوى فواصل أسطر أو علامات جدولة")
TRIMMED: Final = Words(
    "line breaks and tabs at its edges were cut off: brat has no place for them",
    "حُذفت فواصل الأسطر وعلامات الجدولة عند طرفيه: لا مكان لها في brat",
)
ENDLESS: Final = Words("one of its ends did not leave", "لم يُصدَّر أحد طرفيها")
_PIECE: Final = re.compile(r"[^\n\t\r]+")
_WORD: Final = re.compile(r"\S+")
_VALUE: Final = re.compile(r"[^\n\t\r]+")
_BOM: Final = "\ufeff"


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A text and its annotations for every pair, those of each owner in a folder."""
    if options.types:
        yield "annotation.conf", annotation_conf(options.types)
        yield "visual.conf", visual_conf(options.types)
    for document, owned in pairs():
        loss.documents += 1
        path = folder_of(owned.owner if owned else None) + file_stem(document.id)
        # A mark at the head of a text is part of it; readers take the first of two off.
        bom = _BOM if document.text.startswith(_BOM) else ""
        yield f"{path}.txt", bom + document.text
        yield f"{path}.ann", ""
        if owned:
            loss.count(owned)
            yield f"{path}.ann", "".join(f"{line}\n" for line in _Lines(document, owned, loss, len(bom)).all())


class _Lines:
    """The lines of one set. ``shift`` is what brat counts before the text."""

    def __init__(self, document: Document, owned: AnnotationSet, loss: LossReport, shift: int) -> None:
        self.text, self.owned, self.loss, self.shift = document.text, owned, loss, shift
        self.ids: dict[str, str] = {}
        self.numbers = {kind: count(1) for kind in "TRAN#"}

    def all(self) -> Iterator[str]:
        """Spans, then relations, then what is said of each."""
        items = self._fitting()
        spans, relations = items.ordered_spans(), items.ordered_relations()
        for span in spans:
            yield self._span(span)
        numbered = [(self._id("R"), relation) for relation in relations]
        for id, one in numbered:
            yield f"{id}\t{one.label} Arg1:{self.ids[one.head]} Arg2:{self.ids[one.tail]}\t"
        for span in spans:
            yield from self._remarks(self.ids[span.id], span, span.text)
        for id, one in numbered:
            yield from self._remarks(id, one, self._ends(one))

    def _fitting(self) -> Annotations:
        """The spans as lines can show them, and the relations between these."""
        items = self.owned.annotations
        spans = {span.id: found for span in items.spans.values() if (found := self._trimmed(span))}
        kept = [one for one in items.relations.values() if {one.head, one.tail} <= spans.keys()]
        for one in items.relations.values():
            if not {one.head, one.tail} <= spans.keys():
                self.loss.dropped_relations.append(lost(self.owned, one, self._ends(one), ENDLESS))
        return Annotations.of(spans.values(), kept)

    def _trimmed(self, span: Span) -> Span | None:
        pieces = self._pieces(span)
        if not pieces:
            self.loss.dropped_spans.append(lost(self.owned, span, span.text, BLANK))
            return None
        became = Extent(pieces[0].start, pieces[-1].end)
        if became == (span.start, span.end):
            return span
        self.loss.changed_spans.append(lost(self.owned, span, span.text, TRIMMED, became))
        return replace(span, start=became.start, end=became.end)

    def _span(self, span: Span) -> str:
        """The line of a span, in pieces where lines of the text break."""
        id = self.ids[span.id] = self._id("T")
        pieces = self._pieces(span)
        where = ";".join(f"{start + self.shift} {end + self.shift}" for start, end in pieces)
        return f"{id}\t{span.label} {where}\t{' '.join(self.text[start:end] for start, end in pieces)}"

    def _pieces(self, span: Span) -> list[Extent]:
        return [Extent(*found.span()) for found in _PIECE.finditer(self.text, span.start, span.end)]

    def _remarks(self, target: str, item: Span | Relation, surface: str) -> Iterator[str]:
        """Attributes, knowledge-base id and note of an item; a note of several lines is several notes."""
        unfit = [name for name, value in item.attributes.items() if not _fits(name, value)]
        for name, value in item.attributes.items():
            if name not in unfit:
                yield f"{self._id('A')}\t{name} {target} {value}"
        kb_id = item.kb_id if isinstance(item, Span) else None
        if kb_id is not None and _WORD.fullmatch(kb_id):
            yield f"{self._id('N')}\t{LINK} {target} {_linked(kb_id)}\t"
        elif kb_id is not None:
            unfit.append(kb_id)
        for line in plain_lines(item.note)[0].split("\n") if item.note else ():
            yield f"{self._id('#')}\t{NOTES} {target}\t{line}"
        if unfit:
            self.loss.stripped.append(lost(self.owned, item, surface, _unfit(unfit)))

    def _id(self, kind: str) -> str:
        return f"{kind}{next(self.numbers[kind])}"

    def _ends(self, relation: Relation) -> str:
        spans = self.owned.annotations.spans
        return " → ".join(spans[end].text for end in (relation.head, relation.tail))


def _fits(name: str, value: str) -> bool:
    """Whether an attribute fits into a line: a name of one word, a value that is all there and on the line."""
    return bool(_WORD.fullmatch(name) and _VALUE.fullmatch(value))


def _linked(kb_id: str) -> str:
    """A knowledge-base id as DATABASE:ID."""
    database, colon, entry = kb_id.partition(":")
    return kb_id if database and colon and entry and not kb_id.startswith(NO_DB) else f"{NO_DB}{kb_id}"


def _unfit(what: list[str]) -> Words:
    names = ", ".join(what)
    return Words(f"left without what brat's lines cannot hold: {names}", f"خرج من دون ما لا تتّسع له سطور brat: {names}")
