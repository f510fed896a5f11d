"""How far the team is, how fast, and when it might be done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, sqrt
from typing import Final

from workbench.actions.annotate import cursor
from workbench.actions.guard import need_role
from workbench.model.assignment import WORK_STATES
from workbench.model.errors import UnknownName
from workbench.model.people import Person
from workbench.storage import Database, assignments, pace, progress, reading
from workbench.storage.pace import PAUSE_SECONDS, Day
from workbench.storage.progress import Counts, DocumentProgress

WINDOW_DAYS: Final = 14
LEAST_FINISHED: Final = 5
LEAST_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Pace:
    """What somebody did in the last `WINDOW_DAYS`: documents finished, marks added, seconds worked, days with work."""

    finished: int
    marks: int
    seconds: float
    days: int

    @property
    def marks_per_hour(self) -> float | None:
        """Marks added in an hour of work; None below a minute, when it would say nothing."""
        return 3600 * self.marks / self.seconds if self.seconds >= 60 else None


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many more working days the rest takes at the present pace, and the range that chance alone leaves."""

    remaining: int
    days: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of pieces of work by state, in total, by person and by batch; pace; forecast (None: too little to tell).

    ``waiting`` places in the pool are held by nobody. ``days`` are those of all people, by day, of the last
    `WINDOW_DAYS`, days without work included; longer gaps than ``pause_minutes`` are in no one's seconds.
    """

    totals: Counts
    waiting: int
    people: Mapping[str, tuple[Counts, Pace]]
    batches: Mapping[str, Counts]
    days: Sequence[Day]
    pace: Pace
    forecast: Forecast | None
    stamp: str
    pause_minutes: int = PAUSE_SECONDS // 60


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """A page of documents with the state of every piece; ``next`` is the cursor, or None."""

    rows: Sequence[DocumentProgress]
    next: str | None


def team_progress(db: Database, supervisor: Person) -> Progress:
    """How far everybody is. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    with reading(db):
        totals, waiting, found = progress.totals(db), assignments.pool_waiting(db), pace.days(db, window_start())
        counts, batches, stamp = progress.by_person(db), progress.by_batch(db), progress.stamp(db)
    nothing = dict.fromkeys(WORK_STATES, 0)
    names = sorted({*counts, *(day.person for day in found)})
    people = {
        name: (counts.get(name, nothing), pace_of([day for day in found if day.person == name])) for name in names
    }
    whole = pace_of(pace.summed(found).values())
    rest = waiting + sum(totals[state] for state in ("new", "in_progress", "returned"))
    return Progress(totals, waiting, people, batches, every_day(found), whole, forecast(rest, whole), stamp)


def progress_stamp(db: Database, supervisor: Person) -> str:
    """A string that changes when `team_progress` would; cheap to ask for. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return progress.stamp(db)


def document_progress(
    db: Database, supervisor: Person, state: str = "", limit: int = 50, after: str | None = None
) -> ProgressPage:
    """Documents with the state of everybody's piece, all or those with a piece in one state. Raises `UnknownName`."""
    need_role(supervisor, "supervisor")
    if state and state not in WORK_STATES:
        raise UnknownName("status", state, WORK_STATES)
    rows = progress.documents(db, state, limit + 1, cursor(after))
    return ProgressPage(rows[:limit], str(rows[limit - 1].number) if len(rows) > limit else None)


def window_start() -> str:
    """The first moment of the days that pace looks at (UTC)."""
    return (datetime.now(UTC) - timedelta(days=WINDOW_DAYS - 1)).date().isoformat()


def every_day(found: Sequence[Day]) -> list[Day]:
    """The days of the window for all people together, also those without work."""
    together, start = pace.summed(found), datetime.fromisoformat(window_start())
    days = ((start + timedelta(days=number)).date().isoformat() for number in range(WINDOW_DAYS))
    return [together.get(day, Day("", day, 0, 0, 0.0)) for day in days]


def pace_of(found: Iterable[Day]) -> Pace:
    """What days add up to."""
    days = list(found)
    return Pace(
        sum(day.finished for day in days),
        sum(day.marks for day in days),
        sum(day.seconds for day in days),
        len(days),
    )


def forecast(remaining: int, pace: Pace) -> Forecast | None:
    """When the rest is done if people go on as they did, in days on which anybody works.

    The range is what chance alone leaves, taking finished documents as a Poisson count: finished ± 2 √finished. None
    below `LEAST_FINISHED` documents or `LEAST_DAYS` days.
    """
    if pace.finished < LEAST_FINISHED or pace.days < LEAST_DAYS:
        return None
    spread = 2 * sqrt(pace.finished)
    rates = [count / pace.days for count in (pace.finished, pace.finished + spread, pace.finished - spread)]
    days, least, most = (ceil(remaining / rate) for rate in rates)
    return Forecast(remaining, days, least, most)
