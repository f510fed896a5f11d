"""Decisions as lines of a file: written out, and taken again, so that an adjudication can be repeated elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.actions.guard import any_document, need_role
from workbench.actions.review.adjudication import decide
from workbench.actions.review.gold import GoldSet
from workbench.actions.review.verdicts import Verdict, decision_line, read_verdict
from workbench.model.errors import WorkbenchError
from workbench.model.gold.case import Conflict
from workbench.model.gold.conflicts import desk
from workbench.model.items import read_id, wrong
from workbench.model.people import Person
from workbench.storage import Database, writing
from workbench.storage import decisions as stored

_ABOUT = ("key", "what", "take", "category", "gap", "reason", "spans", "relations")


@dataclass(frozen=True, slots=True)
class Line:
    """A decision in a file: of which document and conflict (by key, else by kind and extent), and the verdict."""

    where: str
    document: str
    kind: str
    at: Sequence[int]
    verdict: Verdict


@dataclass(slots=True)
class Taken:
    """What became of the lines: how many were decided now, how many had been, and those that fit no open conflict."""

    decided: int = 0
    known: int = 0
    left_over: list[Line] = field(default_factory=list)


def decision_lines(db: Database, supervisor: Person, documents: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """The decisions in force of these documents (of all), oldest first, each as a JSON object."""
    need_role(supervisor, "supervisor")
    for document in documents or stored.merged_documents(db):
        any_document(db, supervisor, document)
        yield from (decision_line(one) for one in stored.decisions(db, document) if one.undone_at is None)


def take_decisions(db: Database, supervisor: Person, given: Sequence[tuple[str, object]]) -> Taken:
    """Decide open conflicts as a file says; ``given`` are its JSON objects, each with its place. All or nothing.

    Lines are gone through again as long as one fits: relations come up only when their ends are settled. Raises what
    `read_verdict` and `decide` refuse, with the place of the line.
    """
    need_role(supervisor, "supervisor")
    waiting, report = [_line(where, one) for where, one in given], Taken()
    with writing(db):
        progress = True
        while waiting and progress:
            before = len(waiting)
            waiting = [line for line in waiting if not _take(db, supervisor, line, report)]
            progress = len(waiting) < before
    report.left_over = waiting
    return report


def _take(db: Database, supervisor: Person, line: Line, report: Taken) -> bool:
    """Decide the conflict of a line; whether it has been dealt with."""
    try:
        found = any_document(db, supervisor, line.document)
        conflicts = desk(GoldSet(db, supervisor, found).case(), found).conflicts
        fitting = _fitting(line, conflicts)
        if fitting is None:
            known = _is_known(db, line)
            report.known += known
            return known
        decide(db, supervisor, line.document, replace(line.verdict, key=fitting.key))
    except WorkbenchError as error:
        error.where = error.where or line.where
        raise
    report.decided += 1
    return True


def _fitting(line: Line, conflicts: Sequence[Conflict]) -> Conflict | None:
    by_key = [one for one in conflicts if one.key == line.verdict.key]
    by_place = [one for one in conflicts if [one.start, one.end] == list(line.at) and line.kind in ("", one.kind)]
    return next(iter(by_key), None) or (by_place[0] if len(by_place) == 1 else None)


def _is_known(db: Database, line: Line) -> bool:
    """Whether the same was decided at the same place before."""
    verdict = line.verdict
    return any(
        one.undone_at is None
        and (one.key == verdict.key or ([one.start, one.end] == list(line.at) and line.kind in ("", one.kind)))
        and (one.what, one.take) == (verdict.what, verdict.take)
        for one in stored.decisions(db, line.document)
    )


def _line(where: str, given: object) -> Line:
    try:
        if not isinstance(given, dict):
            raise wrong("decision", given, "an object")
        at = given.get("at", [])
        if not isinstance(at, list) or not all(isinstance(edge, int) for edge in at):
            raise wrong("at", at, "[start, end]")
        kind = given.get("kind", "")
        if kind not in ("", "spans", "relations"):
            raise wrong("kind", kind, "“spans” or “relations”")
        return Line(where, read_id(given, "document", "decision"), kind, at, read_verdict(_verdict_fields(given)))
    except WorkbenchError as error:
        error.where = where
        raise


def _verdict_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": "by-place"} | {name: given[name] for name in _ABOUT if name in given}
