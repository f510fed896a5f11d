"""What suggestions do: effort with and without them, what is accepted, how far people agree with and without.

With and without are told apart by the lot that was drawn when work on a document began, not by what was accepted: so
people who reject everything count as having had suggestions. Only finished work counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.actions.guard import need_role
from workbench.actions.suggest.share import share_without
from workbench.model.people import Person
from workbench.storage import Database, pace, reading, suggestion_use
from workbench.storage.suggestion_use import FinishedSet, Shared, Taken


@dataclass(frozen=True, slots=True)
class Effort:
    """What finished articles took. ``counted`` of them, with ``counted_entities``, tell their keys."""

    articles: int
    entities: int
    seconds: float
    counted: int
    counted_entities: int
    keys: int

    @property
    def seconds_per_entity(self) -> float | None:
        """Seconds of work on an article, relations and all, for each of its entities; None without any."""
        return self.seconds / self.entities if self.entities and self.seconds else None

    @property
    def keys_per_entity(self) -> float | None:
        """Keys and clicks for each entity, where they are known; None without any."""
        return self.keys / self.counted_entities if self.counted_entities else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """Mean exact F1 of entities over pairs of people, with its interval if there is one, and on how many articles."""

    value: float | None
    interval: tuple[float, float] | None
    articles: int


@dataclass(frozen=True, slots=True)
class Use:
    """The report. ``effort`` by person, under ``""`` all together: with suggestions, without."""

    share_without: int
    effort: Mapping[str, tuple[Effort, Effort]]
    taken: Sequence[Taken]
    agreement: tuple[Agreed, Agreed]
    marks: tuple[Shared, Shared]
    """Entities that were accepted from suggestions, and those made by hand: how many others mark alike."""

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON; what is undefined is null."""
        return {
            "format": "workbench-suggestions/1",
            "share_without": self.share_without,
            "effort": [
                {"person": name or None, "suggestions": given, **_effort_fields(one)}
                for name, both in self.effort.items()
                for given, one in zip((True, False), both, strict=True)
            ],
            "taken": [
                {name: getattr(one, name) for name in ("source", "label", "accepted", "kept", "rejected", "rate")}
                for one in self.taken
            ],
            "agreement": [
                {"suggestions": given, "f1_exact": one.value, "interval": one.interval, "articles": one.articles}
                for given, one in zip((True, False), self.agreement, strict=True)
            ],
            "marks": [
                {"suggested": given, "marks": one.marks, "alike": one.alike, "rate": one.rate}
                for given, one in zip((True, False), self.marks, strict=True)
            ],
        }


def use(db: Database, supervisor: Person) -> Use:
    """What suggestions do, as far as finished work tells. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    with reading(db):
        sets, seconds = suggestion_use.finished_sets(db), pace.seconds_by_document(db)
        taken, share = suggestion_use.taken(db), share_without(db)
        marks = suggestion_use.shared(db)
    names = ["", *sorted({one.owner for one in sets})]
    effort = {name: _both(sets, seconds, name) for name in names}
    agreed = _agreed(db, supervisor, sets, given=True), _agreed(db, supervisor, sets, given=False)
    return Use(share, effort, taken, agreed, marks)


def _both(sets: Iterable[FinishedSet], seconds: Mapping[tuple[str, str], float], name: str) -> tuple[Effort, Effort]:
    own = [one for one in sets if not name or one.owner == name]
    given, lacking = ([one for one in own if one.suggested is way] for way in (True, False))
    return _effort(given, seconds), _effort(lacking, seconds)


def _effort(sets: Sequence[FinishedSet], seconds: Mapping[tuple[str, str], float]) -> Effort:
    counted = [one for one in sets if one.keys is not None]
    return Effort(
        articles=len(sets),
        entities=sum(one.entities for one in sets),
        seconds=sum(seconds.get((one.document, one.owner), 0.0) for one in sets),
        counted=len(counted),
        counted_entities=sum(one.entities for one in counted),
        keys=sum(one.keys or 0 for one in counted),
    )


def _agreed(db: Database, supervisor: Person, sets: Iterable[FinishedSet], *, given: bool) -> Agreed:
    """Agreement on the articles that at least two people finished, all of them with suggestions or all without."""
    ways: dict[str, list[bool]] = {}
    for one in sets:
        ways.setdefault(one.document, []).append(one.suggested)
    alike = sorted(id for id, found in ways.items() if len(found) > 1 and set(found) == {given})
    if not alike:
        return Agreed(None, None, 0)
    from workbench.actions import agreement  # here: numpy takes longer to load than most pages take
    from workbench.agreement import Settings

    options = Settings(gamma_samples=0, by_document=False)
    report = agreement.report(db, supervisor, agreement.Filter(documents=tuple(alike), gold=False), options)
    means = (one for one in report.measures if one.measure == "f1_exact_mean_pairs")
    whole = next((one for one in means if not {"label", "document", "week"} & {*one.scope}), None)
    if whole is None or not isinstance(whole.value, float):
        return Agreed(None, None, len(alike))
    around = whole.interval
    return Agreed(whole.value, (around[0], around[1]) if around else None, len(alike))


def _effort_fields(one: Effort) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("articles", "entities", "seconds", "counted", "keys")}
    return counts | {name: getattr(one, name) for name in ("seconds_per_entity", "keys_per_entity")}
