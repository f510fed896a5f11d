"""What one person did: performance data, for themselves and their supervisors only."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.actions.guard import need_role
from workbench.actions.review.progress import Pace, every_day, pace_of, window_start
from workbench.model.errors import NotFound
from workbench.model.people import Person
from workbench.storage import Database, pace, people, progress, reading
from workbench.storage.pace import PAUSE_SECONDS, Day
from workbench.storage.progress import Counts, FinishedRow

MOST_FINISHED = 100


@dataclass(frozen=True, slots=True)
class Work:
    """Counts of pieces of work by state, the days and pace of the window, and what was finished last.

    ``finished`` pairs each row with the seconds that it took.
    """

    name: str
    counts: Counts
    days: Sequence[Day]
    pace: Pace
    finished: Sequence[tuple[FinishedRow, float]]
    pause_minutes: int = PAUSE_SECONDS // 60


def work_of(db: Database, viewer: Person, name: str = "") -> Work:
    """What somebody did: oneself, or for a supervisor anybody. Raises `Forbidden`, `NotFound`."""
    name = name or viewer.name
    if name != viewer.name or not viewer.active:
        need_role(viewer, "supervisor")
    account = people.by_name(db, name)
    if account is None:
        raise NotFound(kind="person", name=name)
    person = account.person
    with reading(db):
        days, times = pace.days(db, window_start(), person.id), pace.seconds_by_document(db, person.id)
        counts, rows = progress.of_person(db, person.name), progress.finished_by(db, person.id, MOST_FINISHED)
    finished = [(row, times.get((row.document, person.name), 0.0)) for row in rows]
    return Work(person.name, counts, every_day(days), pace_of(days), finished)
