"""How well somebody does: practice and checks against gold, and how far they agree with the others.

Performance data: annotators see their own practice, and their agreement if the team's settings say so; checks against
gold are the supervisors'. Import this module late: it loads the numbers of `workbench.agreement`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.actions.agreement import studies
from workbench.actions.guard import need_role
from workbench.agreement.against import Comparison, Tally, against
from workbench.model.annotation import GOLD, AnnotationSet
from workbench.model.document import Document
from workbench.model.errors import NotFound
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, annotations, assignments, documents, settings
from workbench.storage import people as stored


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's work on one document beside its gold."""

    document: Document
    owner: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Result:
    """The scores of one document that somebody practised on, or was checked with (``kind``)."""

    document: str
    title: str
    kind: str
    entities: Tally
    relations: Tally


@dataclass(frozen=True, slots=True)
class WithOthers:
    """Exact entity F1 of one person with all others, pooled over documents that both have finished; None if none.

    Practice and checks do not count.
    """

    f1: float | None
    documents: int


def feedback(db: Database, viewer: Person, document: str, owner: str = "") -> Feedback:
    """How somebody's finished practice compares with gold: one's own, or for a supervisor anybody's, checks as well.

    Raises `NotFound` unless it is practice, finished, and has final gold; `Forbidden`.
    """
    owner = owner or viewer.name
    kinds = _visible_kinds(viewer, owner)
    given = assignments.find(db, document, owner)
    text, sets = documents.find_text(db, document), _finished_sets(db, document, owner)
    if given is None or given.kind not in kinds or text is None or sets is None:
        raise NotFound(kind="document", name=document)
    return Feedback(text, owner, against(*sets, _symmetric(settings.schema(db))))


def results(db: Database, viewer: Person, owner: str = "") -> list[Result]:
    """The scores of what somebody finished as practice (for a supervisor, checks as well), in the order of import.

    Raises `Forbidden` for somebody else's, `NotFound`.
    """
    owner = owner or viewer.name
    kinds = _visible_kinds(viewer, owner)
    symmetric, found = _symmetric(settings.schema(db)), []
    for given in assignments.of_person(db, _person(db, owner).id, kinds):
        sets, text = _finished_sets(db, given.document, owner), documents.find_text(db, given.document)
        if sets and text:
            compared = against(*sets, symmetric)
            found.append(Result(text.id, text.title, given.kind, compared.entities, compared.relations))
    return found


def with_others(db: Database, viewer: Person, owner: str = "") -> WithOthers | None:
    """How far somebody agrees with the others; None for an annotator whom the settings of the team do not tell.

    Raises `Forbidden` for somebody else's, `NotFound`.
    """
    owner = owner or viewer.name
    _visible_kinds(viewer, owner)
    _person(db, owner)
    if not (viewer.has_role("supervisor") or settings.shows_own_agreement(db)):
        return None
    with studies.counted(db) as found:
        counted = found.study.statistics.untested()
    pairs = {number for number, pair in enumerate(counted.pairs) if owner in pair and GOLD not in pair}
    whole = counted.spans.where(counted.spans.key("label") == 0)
    names = list(whole.columns)
    sums = [dict(zip(names, row, strict=True)) for (pair,), row in whole.sums("pair").items() if pair in pairs]
    both, either = sum(row["exact"] for row in sums), sum(row["a"] + row["b"] for row in sums)
    shared = {document for document, pair in whole.sums("document", "pair") if pair in pairs}
    return WithOthers(float(2 * both / either) if either else None, len(shared))


def _visible_kinds(viewer: Person, owner: str) -> Sequence[str]:
    """What a viewer may know of an owner: nothing of others, and never that one is checked."""
    if viewer.has_role("supervisor"):
        return ("practice", "gold-check")
    if owner != viewer.name or not viewer.active:
        need_role(viewer, "supervisor")
    return ("practice",)


def _finished_sets(db: Database, document: str, owner: str) -> tuple[AnnotationSet, AnnotationSet] | None:
    mine, gold = (annotations.find(db, document, name) for name in (owner, GOLD))
    if mine is None or gold is None or mine.status != "done" or gold.status != "done":
        return None
    return mine, gold


def _symmetric(schema: Schema) -> frozenset[str]:
    return frozenset(kind.label for kind in schema.relations.values() if kind.symmetric)


def _person(db: Database, name: str) -> Person:
    account = stored.by_name(db, name)
    if account is None:
        raise NotFound(kind="person", name=name)
    return account.person
