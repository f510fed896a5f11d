"""Predictions that another program wrote to a file, read so that they can be held against the gold of a release."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from workbench.actions.learning.problems import NoModel, OtherTexts, SeveralOwners
from workbench.actions.learning.released import Gold, read_drafts
from workbench.formats import Source, guess
from workbench.formats.base import Draft
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.errors import Refusals, UnknownName, WorkbenchError
from workbench.model.rules import ItemUnknown, SpanOutside, SpanSurface
from workbench.model.schema import Schema


def read_predictions(path: Path, gold: Gold, schema: Schema) -> dict[str, Annotations]:
    """What a file says of the documents of a side; it must hold each of them, with the same text. Others are left out.

    What breaks the nesting rules is counted like everything else. Raises `NoModel`, `OtherTexts`, `SeveralOwners`, and
    `Refusals` where labels or offsets are not those of schema and text.
    """
    if not path.is_file():
        raise NoModel(path=path, reason="there is nothing of this name")
    wanted = {document.id: document.text for document, _ in gold}
    drafts = [one for one in read_drafts(path, guess(Source.of_path(path)).format.name) if one.id in wanted]
    said = _of_one_owner(path, drafts)
    for id, text in wanted.items():
        if id not in said or said[id].text != text:
            raise OtherTexts(path=path, document=id)
    problems = [problem for draft in said.values() for problem in _problems(draft, schema)]
    if problems:
        raise Refusals(problems)
    return {id: Annotations.of(one.spans, one.relations) for id, one in said.items()}


def _of_one_owner(path: Path, drafts: Sequence[Draft]) -> dict[str, Draft]:
    """The drafts by document; one that names nobody and has no marks (a text alone) gives way to one that does."""
    owned = [one for one in drafts if one.owner is not None or one.spans]
    owners = sorted({one.owner or "–" for one in owned})
    if len(owners) > 1:
        raise SeveralOwners(path=path, owners=", ".join(owners))
    return {one.id: one for one in [*drafts, *owned]}


def _problems(draft: Draft, schema: Schema) -> Iterator[WorkbenchError]:
    """What is wrong with the marks of a document; of misplaced ones the first, for then most are."""
    yield from _unknown(draft, "entity", "spans", draft.spans, schema.entities)
    yield from _unknown(draft, "relation", "relations", draft.relations, schema.relations)
    yield from islice(_misplaced(draft), 1)
    ids = {one.id for one in draft.spans}
    for number, relation in enumerate(draft.relations):
        for end in {relation.head, relation.tail} - ids:
            yield ItemUnknown(kind="span", id=end, where=draft.place("relations", number))


def _misplaced(draft: Draft) -> Iterator[WorkbenchError]:
    for number, span in enumerate(draft.spans):
        where, found = draft.place("spans", number), draft.text[span.start : span.end]
        if not 0 <= span.start < span.end <= len(draft.text):
            yield SpanOutside(start=span.start, end=span.end, length=len(draft.text), where=where)
        elif span.text != found:
            yield SpanSurface(start=span.start, end=span.end, found=found, given=span.text, where=where)


def _unknown(
    draft: Draft, kind: str, part: str, items: Sequence[Span] | Sequence[Relation], known: Collection[str]
) -> Iterator[WorkbenchError]:
    """Labels that the schema does not know, each where it first stands."""
    labels = [one.label for one in items]
    for label in dict.fromkeys(labels):
        if label not in known:
            yield UnknownName(kind, label, list(known), where=draft.place(part, labels.index(label)))
