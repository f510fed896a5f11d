"""What stands in the way of a release, all of it at once, with the documents that it is about."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from workbench.actions import workspace
from workbench.actions.guard import need_role
from workbench.actions.release.problems import GoldIsDraft, GoldIsStale, NoGoldYet, WorkspaceFaulty
from workbench.actions.review import on_desk
from workbench.model.errors import WorkbenchError
from workbench.model.people import Person
from workbench.storage import Database, decisions, outgoing

_FAULTS = 20


def obstacles(db: Database, supervisor: Person, chosen: Collection[str]) -> Iterator[WorkbenchError]:
    """Why the gold of these documents (as `gold_of` lists them) cannot be released."""
    need_role(supervisor, "supervisor")
    if not chosen:
        yield NoGoldYet()
    yield from (WorkspaceFaulty(place=one.where, what=one.what) for one in islice(workspace.check(db), _FAULTS))
    drafts = _drafts(db, chosen)
    if drafts:
        yield GoldIsDraft(documents=_named(drafts))
    merged = [document for document in decisions.merged_documents(db) if document in chosen and document not in drafts]
    stale = [document for document in merged if _is_stale(db, supervisor, document)]
    if stale:
        yield GoldIsStale(documents=_named(stale))


def gold_of(db: Database, without: Collection[str]) -> list[str]:
    """The documents that have gold, final or not, but those that are left out; sorted."""
    return sorted({*outgoing.gold_statuses(db)} - {*without})


def _drafts(db: Database, chosen: Collection[str]) -> list[str]:
    """Gold that is being made here, and imported gold that somebody reopened."""
    being_made = decisions.draft_documents(db)
    statuses = outgoing.gold_statuses(db).items()
    reopened = {document for document, status in statuses if status in ("in_progress", "returned")}
    return sorted((being_made | reopened) & {*chosen})


def _is_stale(db: Database, supervisor: Person, document: str) -> bool:
    found = on_desk(db, supervisor, document).desk
    return bool(found.stale or found.conflicts)


def _named(documents: Sequence[str]) -> str:
    return ", ".join(f"“{document}”" for document in documents)
