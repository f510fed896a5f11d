"""Lists about adjudication: what waits on the desk, where guidelines have gaps, what became of somebody's marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.actions.annotate import cursor
from workbench.actions.guard import any_document, document_to_annotate, need_role
from workbench.actions.review.gold import GoldSet
from workbench.model.annotation import Relation, Span
from workbench.model.document import Document
from workbench.model.errors import NotFound, UnknownName
from workbench.model.gold.case import Case, Decision, Link
from workbench.model.gold.conflicts import desk
from workbench.model.gold.places import images, links
from workbench.model.people import Person
from workbench.storage import Database
from workbench.storage import decisions as stored
from workbench.storage.decisions import DeskRow

STATES = ("ready", "draft", "final", "fresh")
CONTEXT = 60


@dataclass(frozen=True, slots=True)
class Tray:
    """A document with how many conflicts are open and how many gold items are stale (None: not merged)."""

    row: DeskRow
    open: int | None
    stale: int | None


@dataclass(frozen=True, slots=True)
class Trays:
    """A page of documents; ``counts`` by state over all; ``next`` is the cursor, or None."""

    trays: Sequence[Tray]
    counts: Mapping[str, int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A decision that shows a gap in the guidelines, with the text around it."""

    decision: Decision
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one mark: ``kept`` as it was, ``changed``, ``dropped``, or ``added`` by others; and why."""

    fate: str
    own: Span | None
    gold: Span | None
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class LinkFate:
    """The same for a relation: ``kept``, ``dropped`` or ``added``, with its ends as they are read."""

    fate: str
    relation: Relation
    head: Span
    tail: Span
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a person's finished annotations of a document."""

    document: Document
    spans: Sequence[Fate]
    relations: Sequence[LinkFate]


def trays(
    db: Database, supervisor: Person, state: str = "", query: str = "", limit: int = 50, after: str | None = None
) -> Trays:
    """The documents that can be adjudicated, that are, and that were. Raises `Forbidden`, `UnknownName`."""
    need_role(supervisor, "supervisor")
    if state and state not in STATES:
        raise UnknownName("state", state, STATES)
    rows = stored.desk_rows(db, state, query, limit + 1, cursor(after))
    more = str(rows[limit - 1].number) if len(rows) > limit else None
    return Trays([_tray(db, supervisor, row) for row in rows[:limit]], stored.desk_counts(db), more)


def gold_counts(db: Database, supervisor: Person) -> dict[str, int]:
    """How many documents are ready, draft, final, and ``fresh`` (changed since). Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return stored.desk_counts(db)


def gaps(db: Database, supervisor: Person) -> list[Gap]:
    """The decisions in force that show a gap in the guidelines, newest first."""
    need_role(supervisor, "supervisor")
    return [
        Gap(
            one,
            text[max(0, one.start - CONTEXT) : one.start].rpartition("\n")[2],
            text[one.start : one.end],
            text[one.end : one.end + CONTEXT].partition("\n")[0],
        )
        for one, text in stored.gaps(db)
    ]


def settled(db: Database, person: Person) -> set[str]:
    """The documents of which this person may see what became of their marks."""
    return stored.settled_documents(db, person.name)


def outcome(db: Database, person: Person, document: str) -> Outcome:
    """What became of the caller's own marks once gold is final. Raises `NotFound` before, and for anybody else."""
    found = document_to_annotate(db, person, document)
    if document not in stored.settled_documents(db, person.name):
        raise NotFound(kind="document", name=document)
    case = GoldSet(db, person, found).case()
    return Outcome(found, _fates(case, person.name), _link_fates(case, person.name))


def _tray(db: Database, supervisor: Person, row: DeskRow) -> Tray:
    if not row.merged:
        return Tray(row, None, None)
    found = any_document(db, supervisor, row.id)
    seen = desk(GoldSet(db, supervisor, found).case(), found)
    return Tray(row, len(seen.conflicts), len(seen.stale))


def _fates(case: Case, owner: str) -> list[Fate]:
    image = images(case, owner)
    fates = [_fate(case, owner, span, image.get(span.id)) for span in case.sources[owner].ordered_spans()]
    missed = [span for span in case.gold.ordered_spans() if span.id not in image.values()]
    fates += [Fate("added", None, span, case.decision_of("span", span.id)) for span in missed]
    return sorted(fates, key=lambda one: (one.own or one.gold or Span("", 0, 0, "", "")).order())


def _fate(case: Case, owner: str, span: Span, image: str | None) -> Fate:
    if image is None:
        return Fate("dropped", span, None, _judging(case, owner, span))
    gold = case.gold.spans[image]
    kept = case.mark(gold) == case.mark(span)
    return Fate("kept" if kept else "changed", span, gold, case.decision_of("span", image))


def _judging(case: Case, owner: str, span: Span) -> Decision | None:
    """The last decision at which a mark of an owner was on the table."""
    judged = (
        one
        for one in reversed(case.decisions)
        if owner in one.versions and case.mark(span) in [case.mark(s) for s in one.versions[owner].spans]
    )
    return next(judged, None)


def _ruling(case: Case, owner: str, link: Link) -> Decision | None:
    """The last decision at which a relation of an owner was on the table."""
    judged = (
        one
        for one in reversed(case.decisions)
        if owner in one.versions and link in [case.link(r) for r in one.versions[owner].relations]
    )
    return next(judged, None)


def _link_fates(case: Case, owner: str) -> list[LinkFate]:
    found, own = links(case), case.sources[owner]
    there = {case.link(one): one for one in case.gold.ordered_relations()}
    fates = []
    for link, holders in found.held.items():
        if owner in holders:
            one = holders[owner]
            fate = "kept" if link in there else "dropped"
            decision = case.decision_of("relation", there[link].id) if link in there else _ruling(case, owner, link)
            fates.append(LinkFate(fate, one, own.spans[one.head], own.spans[one.tail], decision))
    lost = [one for who, one in found.lost if who == owner]
    fates += [LinkFate("dropped", one, own.spans[one.head], own.spans[one.tail], None) for one in lost]
    for link, one in there.items():
        if owner not in found.held.get(link, {}):
            ends = case.gold.spans[one.head], case.gold.spans[one.tail]
            fates.append(LinkFate("added", one, *ends, case.decision_of("relation", one.id)))
    return sorted(fates, key=lambda fate: (fate.head.order(), fate.tail.order()))
