"""From a draft (what a file says) to a document and a set that fulfil every rule, or the problems with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from workbench import text as cutting
from workbench.formats import Draft
from workbench.formats.mapping import LabelMapping
from workbench.formats.notes import Note, Remark
from workbench.formats.problems import BadValue, NoOwner, TextsDiffer
from workbench.model import rules
from workbench.model.annotation import GOLD, SUGGESTION, Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section, digest, packed
from workbench.model.errors import WorkbenchError
from workbench.model.schema import Schema, Words
from workbench.storage.intake import DocumentRows, SetRows, document_rows, set_rows

_OWNER: Final = re.compile(r"(suggestion:)?[^:\s](?:[^:\n\t]{0,62}[^:\s])?")
RESERVED: Final = (GOLD, "all", "shell")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


_PARTS: Final = {
    "tokens": Words("tokens", "الكلمات"),
    "sentences": Words("sentences", "الجمل"),
    "sections": Words("sections", "الأقسام"),
    "meta": Words("meta", "البيانات الوصفية"),
}
"""What a file may say otherwise of a document that is here."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who imports chose: under which schema, whose it is whatever the file says, and labels in ours."""

    schema: Schema
    owner: str | None = None
    mapping: LabelMapping = field(default_factory=LabelMapping)


class Prepared(NamedTuple):
    """A document and what its owner says of it, fit to be stored once it is `cut`; `Preparer` makes them.

    ``new`` is None if the document is known, with the same text; ``said`` is then what the file says otherwise than
    by rule of its sections, tokens, sentences and meta. ``sha256`` is the digest of its text, ``where`` the place of
    the draft in the file.
    """

    document: str
    new: DocumentRows | None
    said: Mapping[str, Any]
    owned: SetRows | None
    sha256: str
    where: str
    notes: Sequence[Note]


class Preparer:
    """Cuts and checks drafts one by one. ``known`` maps the ids of documents to the digests of their texts."""

    def __init__(self, choices: Choices, source: str, known: Mapping[str, str]) -> None:
        self.choices = choices
        self.source = source
        self.known = known
        self.seen: dict[str, str] = {}  # digests of what came before in the file

    def prepare(self, draft: Draft) -> tuple[Prepared | None, list[WorkbenchError]]:
        """The draft as it is stored, or the problems with it."""
        draft = self.choices.mapping.apply(draft)
        has_items = bool(draft.spans or draft.relations)
        owner = (self.choices.owner or draft.owner) if has_items or draft.owner else None
        sha256 = digest(draft.text)
        problem = _text_problem(draft, self._known(draft.id) or sha256, sha256) or _owner_problem(
            draft, owner, has_items
        )
        if problem:
            return None, [problem]
        return self._checked(draft, owner, sha256)

    def _checked(self, draft: Draft, owner: str | None, sha256: str) -> tuple[Prepared | None, list[WorkbenchError]]:
        schema = self.choices.schema
        annotations, notes = _settled(draft.spans, draft.relations, schema)
        extents = [Extent(span.start, span.end) for span in draft.spans]
        document, freed = (None, []) if self._known(draft.id) else free_of_boilerplate(self._document(draft), extents)
        sections = document.sections if document else ()
        problems = [*_id_problems(draft), *rules.set_problems(annotations, draft.text, sections, schema)]
        if problems:
            return None, [_placed(problem, draft) for problem in problems]
        self.seen[draft.id] = sha256
        current = AnnotationSet(draft.id, owner or "", draft.status, 0, draft.completed_at, "", annotations)
        owned = set_rows(current) if owner else None
        found = Prepared(
            draft.id,
            document_rows(document, *_given_cut(draft)) if document else None,
            _said(draft) if document is None else {},
            owned,
            sha256,
            draft.place("id"),
            [*draft.notes, *notes, *freed, *_other_schema(draft, schema)],
        )
        return found, []

    def _known(self, document: str) -> str | None:
        return self.seen.get(document) or self.known.get(document)

    def _document(self, draft: Draft) -> Document:
        """The document with its sections, as given or found out; its tokens and sentences are still to be cut."""
        sections = draft.sections
        if sections is None:
            sections = list(map(Section._make, cutting.sections(draft.text)))
        notes = [str(note) for note in (*draft.notes, *_invisible(draft.text))]
        return Document(draft.id, draft.text, draft.language, self.source, draft.meta, notes, sections)


def cut(prepared: Prepared) -> Prepared:
    """The same with its text cut into sentences and tokens, if it is new and the file does not say how it is cut.

    It takes as long as all else that is to be prepared, and can be done by whoever has time.
    """
    new = prepared.new
    if new is None or new.tokens is not None:
        return prepared
    sentences, tokens = cutting.segmented(new.text)
    return prepared._replace(new=new._replace(sentences=new.sentences or sentences, tokens=tokens))


def _given_cut(draft: Draft) -> tuple[str | None, str | None]:
    """The sentences and tokens of a draft, None for what is still to be cut: nothing, where the file gives tokens."""
    given = None if draft.sentences is None else packed(draft.sentences)
    if draft.tokens is None:
        return given, None
    return given or packed(cutting.sentences(draft.text, draft.tokens)), packed(draft.tokens)


def is_owner(name: str) -> bool:
    """Whether a name can own annotations: a person's, ``gold``, or ``suggestion:NAME``."""
    reserved = name.casefold() in RESERVED and name != GOLD
    return bool(_OWNER.fullmatch(name)) and name.isprintable() and not reserved and name != SUGGESTION


def _text_problem(draft: Draft, known: str, sha256: str) -> WorkbenchError | None:
    if not draft.text.strip():
        return BadValue(where=draft.place("text"), at="text", got="is empty", expected="the text of the article")
    return TextsDiffer(where=draft.place("text"), id=draft.id) if known != sha256 else None


def _owner_problem(draft: Draft, owner: str | None, has_items: bool) -> WorkbenchError | None:
    if owner is None:
        return NoOwner(where=draft.place("id"), id=draft.id) if has_items else None
    if not is_owner(owner):
        expected = f"a person's name (no “:”, at most 64 characters), “{GOLD}” or “{SUGGESTION}NAME”"
        return BadValue(where=draft.place("owner"), at="owner", got=f"is “{owner}”", expected=expected)
    return None


def _other_schema(draft: Draft, schema: Schema) -> list[Note]:
    """A note if the line was made under another schema; its items fulfil ours all the same."""
    made = draft.schema or {}
    if made.get("sha256", schema.sha256) == schema.sha256:
        return []
    return [Remark.OTHER_SCHEMA(name=made.get("name"), version=made.get("version"))]


def _invisible(text: str) -> list[Note]:
    count = len(_INVISIBLE.findall(text))
    return [Remark.INVISIBLE_KEPT(count=count)] if count else []


def free_of_boilerplate(document: Document, marked: Sequence[Extent]) -> tuple[Document, list[Note]]:
    """Whoever marked something on a line found it part of the article; our rule for boilerplate gives way."""
    freed = [
        section
        for section in document.sections
        if section.kind == "boilerplate" and any(a < section.end and section.start < b for a, b in marked)
    ]
    if not freed:
        return document, []
    sections = [one._replace(kind="body") if one in freed else one for one in document.sections]
    return replace(document, sections=sections), [Remark.FREED_LINES(count=len(freed))]


def _settled(spans: Sequence[Span], relations: Sequence[Relation], schema: Schema) -> tuple[Annotations, list[Note]]:
    """Identical items made one, symmetric relations put in order; with notes on both."""
    kept, same = _unique_spans(spans)
    by_id = {span.id: span for span in kept}
    pointed = [_pointed(relation, same) for relation in relations] if same else relations
    ordered = [rules.in_order(r, by_id, schema) for r in pointed]
    turned = sum(a.head != b.head for a, b in zip(pointed, ordered, strict=True))
    unique = {(r.head, r.tail, r.label, *_frozen(r.attributes), r.note): r for r in reversed(ordered)}
    notes = [
        (Remark.SPANS_MERGED, len(same)),
        (Remark.RELATIONS_MERGED, len(ordered) - len(unique)),
        (Remark.RELATIONS_TURNED, turned),
    ]
    found = Annotations.of(kept, reversed(unique.values()))
    return found, [remark(count=count) for remark, count in notes if count]


def _pointed(relation: Relation, same: Mapping[str, str]) -> Relation:
    return replace(
        relation,
        head=same.get(relation.head, relation.head),
        tail=same.get(relation.tail, relation.tail),
    )


def _unique_spans(spans: Sequence[Span]) -> tuple[Sequence[Span], dict[str, str]]:
    """The spans without repetitions, and the id that now stands for each repetition."""
    if len({(span.start, span.end, span.label) for span in spans}) == len(spans):
        return spans, {}
    first: dict[tuple[Any, ...], str] = {}
    same: dict[str, str] = {}
    kept = []
    for span in spans:
        likeness = (span.start, span.end, span.label, span.text, *_frozen(span.attributes), span.note, span.kb_id)
        if likeness not in first:
            first[likeness] = span.id
            kept.append(span)
        elif first[likeness] != span.id:
            same[span.id] = first[likeness]
    return kept, same


def _frozen(attributes: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Attributes that can be compared by hash."""
    return tuple(sorted(attributes.items())) if attributes else ()


def _id_problems(draft: Draft) -> list[WorkbenchError]:
    """Different items under one id."""
    problems: list[WorkbenchError] = []
    for kind, items in _items(draft).items():
        if len({item.id for item in items}) == len(items):
            continue
        seen: dict[str, Span | Relation] = {}
        for item in (item for item in items if seen.setdefault(item.id, item) != item):
            problem = rules.IdTaken(id=item.id)
            problem.item = (kind, item.id)
            problems.append(problem)
    return problems


def _items(draft: Draft) -> dict[str, list[Span | Relation]]:
    return {"spans": [*draft.spans], "relations": [*draft.relations]}


def _said(draft: Draft) -> dict[str, Any]:
    """What a file says of a document beside its text."""
    given = {"tokens": draft.tokens, "sentences": draft.sentences, "sections": draft.sections}
    said: dict[str, Any] = {name: list(extents) for name, extents in given.items() if extents is not None}
    return said | ({"meta": dict(draft.meta)} if draft.meta else {})


def known_differences(said: Mapping[str, Any], stored: Document) -> list[Note]:
    """What a file says otherwise of a document that is here already; the stored one stays as it is."""
    here = {"tokens": stored.tokens, "sentences": stored.sentences, "sections": stored.sections, "meta": stored.meta}
    return [Remark.STORED_STAYS(what=_PARTS[name]) for name in said if said[name] != here[name]]


def _placed(problem: WorkbenchError, draft: Draft) -> WorkbenchError:
    """The problem with the place of its item in the file."""
    kind, id = problem.item
    position = next((at for at, item in enumerate(_items(draft).get(kind, [])) if item.id == id), None)
    problem.where = draft.place("id") if position is None else draft.place(kind, position)
    return problem
