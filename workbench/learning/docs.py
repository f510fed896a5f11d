"""A document with its gold as a spaCy ``Doc``, laid out as the DocBin export does, and a ``Doc`` as annotations.

``doc.ents`` holds the outermost spans, ``doc.spans[GROUP]`` all of them, ``doc._.relations`` the relations: dicts with
``label`` and, as places in the group, ``head_index`` and ``tail_index``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spacy.tokens import Doc
from spacy.tokens import Span as Piece
from spacy.vocab import Vocab

from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Document
from workbench.text import cut_at, solid, spelled_out

GROUP: Final = "sc"
"""The span group that spaCy's span categorizer writes by default."""

if not Doc.has_extension("relations"):
    Doc.set_extension("relations", default=())


def gold_doc(vocab: Vocab, document: Document, gold: Annotations) -> Doc:
    """The document on its frozen tokens, cut where a gold span begins or ends inside one.

    A span that begins or ends in white space cannot be shown, and is left out with its relations.
    """
    edges = (edge for span in gold.spans.values() for edge in (span.start, span.end))
    tokens = cut_at(solid(document.text, document.tokens), edges)
    words, spaces = spelled_out(document.text, tokens)
    doc = Doc(vocab, words=words, spaces=spaces)
    pieces = put_spans(doc, gold)
    doc.set_ents(outermost(pieces.values()), default="outside")
    order = {id: place for place, id in enumerate(pieces)}
    doc._.relations = [
        {"label": one.label, "head_index": order[one.head], "tail_index": order[one.tail]}
        for one in gold.ordered_relations()
        if one.head in order and one.tail in order
    ]
    return doc


def put_spans(doc: Doc, annotations: Annotations) -> Mapping[str, Piece]:
    """Put the spans that fall on token edges into the group, in reading order; the same by their ids."""
    found = {}
    for span in annotations.ordered_spans():
        piece = doc.char_span(span.start, span.end, label=span.label, span_id=span.id)
        if piece is not None:
            found[span.id] = piece
    doc.spans[GROUP] = list(found.values())
    return found


def outermost(pieces: Iterable[Piece]) -> list[Piece]:
    """Those that lie in no other, each stretch of text once; of two that cross the first."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.start, -one.end, one.label_)):
        if not kept or kept[-1].end <= piece.start:
            kept.append(piece)
    return kept


def annotations_of(doc: Doc) -> Annotations:
    """What a pipeline has marked: the spans of the group, and the relations between them."""
    pieces = list(doc.spans[GROUP]) if GROUP in doc.spans else list(doc.ents)
    spans = [_span(piece, f"s{number}") for number, piece in enumerate(pieces, 1)]
    return Annotations.of(spans, _relations(doc._.relations, spans))


def scores_of(doc: Doc) -> dict[str, float]:
    """How sure a pipeline was of each item of `annotations_of`, 0 to 1, by id, as far as it says."""
    group = doc.spans[GROUP].attrs.get("scores", ()) if GROUP in doc.spans else ()
    found = {f"s{number}": float(score) for number, score in enumerate(group, 1)}
    links = {f"r{number}": one["score"] for number, one in enumerate(doc._.relations, 1) if "score" in one}
    return found | links


def _span(piece: Piece, id: str) -> Span:
    return Span(id, piece.start_char, piece.end_char, piece.label_, piece.text)


def _relations(said: Iterable[Mapping[str, Any]], spans: Sequence[Span]) -> Iterable[Relation]:
    for number, one in enumerate(said, 1):
        head, tail = spans[one["head_index"]], spans[one["tail_index"]]
        yield Relation(f"r{number}", head.id, tail.id, one["label"])
