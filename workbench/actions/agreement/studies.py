"""The counts behind every figure: counted once, kept in the workspace, held in memory, cut by a filter.

What is counted of a document stays valid until the finished work on it changes. The whole of it stays in memory, one
study for each process, until somebody finishes or begins something; then only what changed is counted again.
"""

import json
import threading
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from workbench.actions.agreement.scope import Filter
from workbench.actions.guard import need_role
from workbench.agreement import Finished, Report, Settings, Study
from workbench.agreement.counting import VERSION, Counter
from workbench.agreement.finished import UNFINISHED, judgement_of
from workbench.agreement.statistics import Standing, Statistics, statistics_of, updated
from workbench.agreement.table import Codes
from workbench.model.annotation import GOLD
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, now, path_of, reading, settings, writing
from workbench.storage import agreement as stored
from workbench.storage.agreement import Work

Stamp = tuple[Any, ...]
Basis = tuple[int, Sequence[str]]
Progress = Callable[[int, int], None]
"""Told how many of how many documents have been counted."""

AT_ONCE: Final = 200
"""Documents that are read together."""

FEW: Final = 50
"""So many changed documents are put into the tables one by one; for more the tables are made anew."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document, by number and id, and what people and gold have of it.

    ``basis`` is what counting depends on beside the documents.
    """

    number: int
    document: str
    works: Sequence[Work]
    basis: Basis

    @property
    def key(self) -> str:
        """What is finished, and how it is counted."""
        return json.dumps([self.basis, [one[:-1] for one in self.done()]])

    def done(self) -> list[Work]:
        """What is finished."""
        return [one for one in self.works if one.status == "done"]

    def matters(self) -> object:
        """What changes a figure: not what somebody edits before it is finished."""
        return self.key, self.standing()

    def standing(self) -> Standing:
        """Who has finished and who has begun."""
        begun = [one.owner for one in self.works if one.status in UNFINISHED]
        kinds = ([one.owner for one in self.works if one.kind == kind] for kind in ("practice", "gold-check"))
        return Standing(self.document, [one.owner for one in self.done()], begun, *kinds)


@dataclass(frozen=True, slots=True)
class Counted:
    """All that was counted when the workspace had this stamp.

    ``fresh`` is what is not yet kept: numbers of documents, what they were counted from, counts; ``reports`` are those
    made of it.
    """

    stamp: Stamp
    cases: Sequence[Case]
    codes: Codes
    study: Study
    fresh: list[tuple[int, str, bytes]]
    reports: dict[Hashable, Report] = field(default_factory=dict)


_latest: dict[Path, Counted] = {}  # of the workspace that was asked about last
_turn = threading.Lock()  # counting twice at the same time would take twice as long


def study(db: Database, supervisor: Person) -> Study:
    """Everything that was counted of everybody's finished work. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    with counted(db) as found:
        return found.study


@contextmanager
def counted(db: Database, progress: Progress = lambda done, total: None) -> Iterator[Counted]:
    """The counts of the workspace as it is, and one view of it for all reads of the block.

    What had to be counted is kept when the block is left.
    """
    found: Counted | None = None
    try:
        with reading(db):
            with _turn:
                found = _up_to_date(db, progress)
            yield found
    finally:
        if found is not None and found.fresh:
            rows, found.fresh[:] = list(found.fresh), []
            with writing(db):
                stored.keep_counts(db, list(found.codes), rows)


def part(db: Database, found: Counted, chosen: Filter, options: Settings | None = None) -> Study:
    """The part of a study that a filter leaves, without gamma. Raises `UnknownName`."""
    documents = documents_in(db, found, chosen)
    cut = None if len(documents) == len(found.cases) else documents
    whole = found.study.part(cut, chosen.owners or None, chosen.labels, gold=chosen.gold, practice=chosen.practice)
    return replace(whole, settings=options or whole.settings, as_of=now())


def documents_in(db: Database, found: Counted, chosen: Filter) -> Collection[str]:
    """The ids of the documents that a filter leaves. Raises `UnknownName`."""
    chosen.check(found.study.schema, found.study.statistics.owners)
    kept = stored.matching(db, documents=chosen.documents, owners=chosen.owners, **chosen.of_documents())
    return {one.document for one in found.cases} if kept is None else kept


def judged(db: Database, cases: Sequence[Case], symmetric: Collection[str]) -> Iterator[tuple[Case, Finished]]:
    """What people and gold finished of these documents, read some documents at a time."""
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        said = stored.said(db, [one.set for case in some for one in case.done()])
        texts = {text.number: text for text in stored.texts(db, [case.number for case in some])}
        for case in some:
            text = texts[case.number]
            judgements = {one.owner: judgement_of(*said[one.set], one.completed_at, symmetric) for one in case.done()}
            yield case, Finished(text.id, text.text, text.tokens, judgements)


def _up_to_date(db: Database, progress: Progress) -> Counted:
    path, stamp = path_of(db), stored.stamp(db)
    latest = _latest.get(path)
    if latest and latest.stamp == stamp:
        return latest
    schema = settings.schema(db)
    cases = _cases(db, schema)
    changed = _changed(latest, cases) if latest else None
    if latest is None or changed is None:
        found = _anew(db, stamp, cases, schema, progress)
    else:
        found = _again(db, stamp, cases, schema, latest, changed)
    _latest.clear()
    _latest[path] = found
    return found


def _cases(db: Database, schema: Schema) -> list[Case]:
    basis = VERSION, sorted(schema.symmetric())
    return [Case(*found, basis) for found in stored.works(db)]


def _changed(latest: Counted, cases: Sequence[Case]) -> list[int] | None:
    """The places of the documents that changed since; None if so much did that all tables are made anew."""
    before = latest.cases
    if _owners(before) != _owners(cases) or [one.number for one in before] != [one.number for one in cases]:
        return None
    edited = [place for place, one in enumerate(cases) if one != before[place]]
    changed = [place for place in edited if cases[place].matters() != before[place].matters()]
    return changed if len(changed) <= FEW else None


def _anew(db: Database, stamp: Stamp, cases: Sequence[Case], schema: Schema, progress: Progress) -> Counted:
    """Everything, what is kept and still valid from there."""
    codes = Codes(stored.names(db) or [""])
    kept = stored.counts(db)
    stale = [case for case in cases if len(case.done()) > 1 and kept.get(case.number, ("", b""))[0] != case.key]
    fresh = list(_count(db, stale, codes, schema, progress))
    packed = {number: counts for number, (_, counts) in kept.items()} | {row[0]: row[2] for row in fresh}
    nothing = Counter(codes, ()).count(Finished("", "", (), {}))
    rows = (packed[case.number] if len(case.done()) > 1 else nothing for case in cases)
    statistics = statistics_of([case.standing() for case in cases], rows, _owners(cases), list(codes))
    return Counted(stamp, cases, codes, _study(db, statistics, schema), fresh)


def _again(
    db: Database, stamp: Stamp, cases: Sequence[Case], schema: Schema, latest: Counted, changed: Sequence[int]
) -> Counted:
    """What was counted before, and a few documents again."""
    codes = Codes(latest.codes)
    fresh = list(_count(db, [cases[place] for place in changed], codes, schema))
    again = {place: (cases[place].standing(), row[2]) for place, row in zip(changed, fresh, strict=True)}
    statistics = updated(latest.study.statistics, again, list(codes)) if again else latest.study.statistics
    return Counted(stamp, cases, codes, _study(db, statistics, schema), [*latest.fresh, *fresh])


def _count(
    db: Database, cases: Sequence[Case], codes: Codes, schema: Schema, progress: Progress = lambda done, total: None
) -> Iterator[tuple[int, str, bytes]]:
    counter = Counter(codes, schema.symmetric())
    for done, (case, document) in enumerate(judged(db, cases, counter.symmetric), start=1):
        yield case.number, case.key, counter.count(document)
        progress(done, len(cases))


def _study(db: Database, statistics: Statistics, schema: Schema) -> Study:
    return Study(statistics, {}, schema, now(), Settings(), adopted=settings.adopted(db))


def _owners(cases: Sequence[Case]) -> list[str]:
    """The people who have annotated, by name."""
    return sorted({one.owner for case in cases for one in case.works} - {GOLD})
