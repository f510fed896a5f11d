"""How long people work, from the change log: the one measure of time, with pauses left out.

Time is the sum of the gaps between one change of a person and the next, whichever documents they belong to; a gap
belongs to the document of the later change (reading comes before marking). A gap longer than `PAUSE_SECONDS` is a pause
and counts as nothing, so the measure is a lower bound: long reading without a mark is not seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

PAUSE_SECONDS: Final = 300

_STEPS: Final = """
    WITH own_change AS (
        SELECT change.person, change."set", change.at, change.op, julianday(change.at) moment
        FROM change JOIN annotation_set own ON own.id = change."set" AND own.person = change.person
        WHERE change.op <> 'import' AND change.at >= :since {of_person}),
    step AS (
        SELECT *, 86400 * (moment - lag(moment) OVER (PARTITION BY person ORDER BY at)) gap FROM own_change),
    worked AS (SELECT *, CASE WHEN gap <= :pause THEN gap ELSE 0 END seconds FROM step)"""


@dataclass(frozen=True, slots=True)
class Day:
    """One person on one day (UTC, ``2026-11-21``): documents finished (and still so), marks added, seconds worked."""

    person: str
    day: str
    finished: int
    marks: int
    seconds: float


def days(db: Database, since: str, person: int | None = None) -> list[Day]:
    """Every day on which somebody (or this person) worked since a moment, in order."""
    sql = f"""{_steps(person)},
        marked AS (SELECT person, substr(at, 1, 10) day, 0 finished, sum(op IN ('add_span', 'add_relation')) marks,
                          total(seconds) seconds FROM worked GROUP BY 1, 2),
        done AS (SELECT person, substr(completed_at, 1, 10) day, count(*) finished, 0 marks, 0.0 seconds
                 FROM annotation_set WHERE person IS NOT NULL AND completed_at >= :since GROUP BY 1, 2)
        SELECT name, day, sum(finished), sum(marks), total(seconds)
        FROM (SELECT * FROM marked UNION ALL SELECT * FROM done) both JOIN person ON person.id = both.person
        WHERE :person IS NULL OR person.id = :person GROUP BY 1, 2 ORDER BY 2, 1"""
    scope = {"since": since, "pause": PAUSE_SECONDS, "person": person}
    return [Day(*row) for row in db.execute(sql, scope).fetchall()]


def seconds_by_document(db: Database, person: int | None = None) -> dict[tuple[str, str], float]:
    """How long each person (or this one) has worked on each document: (document, name) -> seconds."""
    sql = f"""{_steps(person)} SELECT own.document, own.owner, total(seconds)
              FROM worked JOIN annotation_set own ON own.id = worked."set" GROUP BY worked."set" """
    rows = db.execute(sql, {"since": "", "pause": PAUSE_SECONDS, "person": person}).fetchall()
    return {(document, owner): seconds for document, owner, seconds in rows}


def summed(found: Iterable[Day]) -> dict[str, Day]:
    """The days of all people together, by day, in order; their person is empty."""
    together: dict[str, Day] = {}
    for one in found:
        so_far = together.get(one.day, Day("", one.day, 0, 0, 0.0))
        together[one.day] = Day(
            "",
            one.day,
            so_far.finished + one.finished,
            so_far.marks + one.marks,
            so_far.seconds + one.seconds,
        )
    return dict(sorted(together.items()))


def _steps(person: int | None) -> str:
    """The gaps of everybody, or of one person; said in the SQL, so that the index of changes by person is used."""
    return _STEPS.format(of_person="" if person is None else "AND change.person = :person")
