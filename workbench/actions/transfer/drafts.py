"""From a draft (what a file says) to a document and a set that fulfil every rule, or the problems with it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from workbench import text as cutting
from workbench.formats import Draft
from workbench.formats.problems import BadValue, NoOwner
from workbench.model import rules
from workbench.model.annotation import GOLD, SUGGESTION, Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, Section
from workbench.model.errors import WorkbenchError
from workbench.model.schema import Schema

_OWNER: Final = re.compile(r"(suggestion:)?[^:\s](?:[^:\n\t]{0,62}[^:\s])?")
RESERVED: Final = (GOLD, "all", "shell")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document, what its owner says of it (None: nothing), and what had to be adapted."""

    draft: Draft
    document: Document
    current: AnnotationSet | None
    notes: Sequence[str]


def prepare(
    draft: Draft, source: str, owner: str | None, schema: Schema
) -> tuple[Prepared | None, list[WorkbenchError]]:
    """The draft cut and checked under ``schema``; ``owner``, if given, replaces the owner of the file."""
    has_items = bool(draft.spans or draft.relations)
    owner = (owner or draft.owner) if has_items or draft.owner else None
    problem = _text_problem(draft) or _owner_problem(draft, owner, has_items)
    if problem:
        return None, [problem]
    annotations, notes = _settled(draft.spans, draft.relations, schema)
    document = _cut(draft, source)
    document, freed = free_of_boilerplate(document, draft.spans)
    problems = [
        *_id_problems(draft),
        *rules.set_problems(annotations, document.text, document.sections, schema),
    ]
    if problems:
        return None, [_placed(problem, draft) for problem in problems]
    current = AnnotationSet(draft.id, owner, draft.status, 0, draft.completed_at, "", annotations) if owner else None
    return Prepared(draft, document, current, [*draft.notes, *notes, *freed, *_other_schema(draft, schema)]), []


def is_owner(name: str) -> bool:
    """Whether a name can own annotations: a person's, ``gold``, or ``suggestion:NAME``."""
    reserved = name.casefold() in RESERVED and name != GOLD
    return bool(_OWNER.fullmatch(name)) and name.isprintable() and not reserved and name != SUGGESTION


def _text_problem(draft: Draft) -> WorkbenchError | None:
    if draft.text.strip():
        return None
    return BadValue(where=draft.place("text"), at="text", got="is empty", expected="the text of the article")


def _owner_problem(draft: Draft, owner: str | None, has_items: bool) -> WorkbenchError | None:
    if owner is None:
        return NoOwner(where=draft.place("id"), id=draft.id) if has_items else None
    if not is_owner(owner):
        expected = f"a person's name (no “:”, at most 64 characters), “{GOLD}” or “{SUGGESTION}NAME”"
        return BadValue(where=draft.place("owner"), at="owner", got=f"is “{owner}”", expected=expected)
    return None


def _other_schema(draft: Draft, schema: Schema) -> list[str]:
    """A note if the line was made under another schema; its items fulfil ours all the same."""
    made = draft.schema or {}
    if made.get("sha256", schema.sha256) == schema.sha256:
        return []
    return [f"made under the schema {made.get('name')} {made.get('version')}, which is not the one in force here"]


def _cut(draft: Draft, source: str) -> Document:
    """The document with its sections, tokens and sentences: as given, else cut now and frozen."""
    text = draft.text
    tokens = draft.tokens if draft.tokens is not None else [Extent(*t) for t in cutting.tokenize(text)]
    sentences = draft.sentences
    if sentences is None:
        sentences = [Extent(*s) for s in cutting.sentences(text, list(tokens))]
    sections = draft.sections if draft.sections is not None else [Section(*s) for s in cutting.sections(text)]
    notes = [*draft.notes, *_invisible(text)]
    return Document(draft.id, text, draft.language, source, draft.meta, notes, sections, sentences, tokens)


def _invisible(text: str) -> list[str]:
    count = len(_INVISIBLE.findall(text))
    return [f"{count} zero-width or direction marks kept as they are"] if count else []


def free_of_boilerplate(document: Document, spans: Sequence[Span]) -> tuple[Document, list[str]]:
    """Whoever marked something on a line found it part of the article; our rule for boilerplate gives way."""
    marked = [
        s
        for s in document.sections
        if s.kind == "boilerplate" and any(p.start < s.end and s.start < p.end for p in spans)
    ]
    if not marked:
        return document, []
    sections = [s._replace(kind="body") if s in marked else s for s in document.sections]
    return replace(document, sections=sections), [
        f"{len(marked)} lines with annotations taken as body, not boilerplate"
    ]


def _settled(spans: Sequence[Span], relations: Sequence[Relation], schema: Schema) -> tuple[Annotations, list[str]]:
    """Identical items made one, symmetric relations put in order; with notes on both."""
    kept, same = _unique_spans(spans)
    by_id = {span.id: span for span in kept}
    pointed = [replace(r, head=same.get(r.head, r.head), tail=same.get(r.tail, r.tail)) for r in relations]
    ordered = [rules.in_order(r, by_id, schema) for r in pointed]
    turned = sum(a.head != b.head for a, b in zip(pointed, ordered, strict=True))
    unique = {(r.head, r.tail, r.label, *sorted(r.attributes.items()), r.note): r for r in reversed(ordered)}
    notes = [
        (len(same), "identical spans merged"),
        (len(ordered) - len(unique), "identical relations merged"),
        (turned, "symmetric relations turned so that the earlier span is the head"),
    ]
    found = Annotations.of(kept, reversed(unique.values()))
    return found, [f"{count} {what}" for count, what in notes if count]


def _unique_spans(spans: Iterable[Span]) -> tuple[list[Span], dict[str, str]]:
    """The spans without repetitions, and the id that now stands for each repetition."""
    first: dict[Span, str] = {}
    same: dict[str, str] = {}
    kept = []
    for span in spans:
        likeness = replace(span, id="", attributes=_Frozen(span.attributes))
        if likeness in first and first[likeness] != span.id:
            same[span.id] = first[likeness]
        elif likeness not in first:
            first[likeness] = span.id
            kept.append(span)
    return kept, same


class _Frozen(dict[str, str]):
    """Attributes that can be compared by hash."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))


def _id_problems(draft: Draft) -> list[WorkbenchError]:
    """Different items under one id."""
    problems: list[WorkbenchError] = []
    for kind, items in _items(draft).items():
        seen: dict[str, Span | Relation] = {}
        for item in (item for item in items if seen.setdefault(item.id, item) != item):
            problem = rules.IdTaken(id=item.id)
            problem.item = (kind, item.id)
            problems.append(problem)
    return problems


def _items(draft: Draft) -> dict[str, list[Span | Relation]]:
    return {"spans": [*draft.spans], "relations": [*draft.relations]}


def known_differences(draft: Draft, stored: Document) -> list[str]:
    """What a file says otherwise of a document that is here already; the stored one stays as it is."""
    given = {"tokens": draft.tokens, "sentences": draft.sentences, "sections": draft.sections}
    here = {"tokens": stored.tokens, "sentences": stored.sentences, "sections": stored.sections}
    differ = [name for name, said in given.items() if said is not None and list(said) != list(here[name])]
    differ += ["meta"] if draft.meta and draft.meta != stored.meta else []
    return [f"other {name} than the document that is here; those stay" for name in differ]


def _placed(problem: WorkbenchError, draft: Draft) -> WorkbenchError:
    """The problem with the place of its item in the file."""
    kind, id = problem.item
    position = next((at for at, item in enumerate(_items(draft).get(kind, [])) if item.id == id), None)
    problem.where = draft.place("id") if position is None else draft.place(kind, position)
    return problem
