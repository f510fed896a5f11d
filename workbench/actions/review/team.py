"""Whom a supervisor can give work to, and the settings of their work together."""

from dataclasses import dataclass
from typing import Final

from workbench.actions.guard import need_role
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, assignments, people, settings, writing

LONGEST_RESERVATION: Final = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who can sign in, and how many documents they hold and have not finished."""

    person: Person
    load: int


@dataclass(frozen=True, slots=True)
class TeamSettings:
    """How long a place of the pool is kept for who has not begun; whether annotators see how far they agree."""

    reservation_minutes: int
    own_agreement: bool


def team(db: Database, supervisor: Person) -> list[Member]:
    """Everybody who can sign in, by name. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    loads = assignments.loads(db)
    able = (one.person for one in people.activity(db) if one.person.active and one.person.can_sign_in)
    return [Member(person, loads.get(person.id, 0)) for person in able]


def team_settings(db: Database, supervisor: Person) -> TeamSettings:
    """The settings. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return TeamSettings(settings.reservation_minutes(db), settings.shows_own_agreement(db))


def set_team_settings(db: Database, supervisor: Person, chosen: TeamSettings) -> None:
    """Change the settings. Raises `BadRequest`, `Forbidden`."""
    need_role(supervisor, "supervisor")
    if not 1 <= chosen.reservation_minutes <= LONGEST_RESERVATION:
        raise wrong("minutes", chosen.reservation_minutes, f"a number from 1 to {LONGEST_RESERVATION}")
    with writing(db):
        settings.put(db, "reservation_minutes", str(chosen.reservation_minutes))
        settings.put(db, "own_agreement", str(int(chosen.own_agreement)))
