"""The figures of a part of the work."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Final

from workbench.actions.agreement import studies
from workbench.actions.agreement.gammas import known_gammas
from workbench.actions.agreement.scope import Filter
from workbench.actions.agreement.studies import Counted
from workbench.actions.guard import need_role
from workbench.agreement import Report, Settings
from workbench.agreement.of_groups import Gammas
from workbench.model.people import Person
from workbench.storage import Database

BY_DOCUMENT: Final = 500
"""So many documents are told one by one, if nobody says otherwise; a page could not show more."""

AT_ONCE: Final = 5_000
"""Of so many documents a page gets intervals at once; of more it gets them when it asks for them."""

KEPT: Final = 16
"""Reports that stay in memory: most people look at the same few parts of the work."""


def report(db: Database, supervisor: Person, chosen: Filter | None = None, options: Settings | None = None) -> Report:
    """How far people mark the same in a part of the work, and each against gold. Only finished work counts.

    Of gamma it holds what is known (`compute_gammas`). Raises `Forbidden`, and `UnknownName` for people who have no
    annotations here or labels the schema does not know.
    """
    need_role(supervisor, "supervisor")
    with studies.counted(db) as found:
        return _Part(db, found, chosen or Filter()).report(options)


def first_report(db: Database, supervisor: Person, chosen: Filter) -> Report:
    """The report as fast as can be: of a large part of the work without intervals, unless they are there already.

    It says 0 samples then; `report` has the intervals. Raises as `report` does.
    """
    need_role(supervisor, "supervisor")
    with studies.counted(db) as found:
        part = _Part(db, found, chosen)
        usual = part.usual()
        late = len(part.documents) > AT_ONCE and part.key(usual) not in found.reports
        return part.report(replace(usual, samples=0) if late else usual)


class _Part:
    """A part of the work, of which reports are made, or found where they were kept."""

    def __init__(self, db: Database, found: Counted, chosen: Filter) -> None:
        self.db = db
        self.found = found
        self.chosen = chosen
        self.documents = frozenset(studies.documents_in(db, found, chosen))

    def usual(self) -> Settings:
        """The settings if nobody says otherwise."""
        return Settings(by_document=len(self.documents) <= BY_DOCUMENT)

    def key(self, options: Settings) -> Hashable:
        """What a report depends on, beside what was counted."""
        return self.chosen, self.documents, options, frozenset(self.gammas(options).items())

    def report(self, options: Settings | None) -> Report:
        """The report with these settings, or the usual."""
        options = options or self.usual()
        key, kept = self.key(options), self.found.reports
        if key not in kept:
            study = studies.part(self.db, self.found, self.chosen, options)
            kept[key] = replace(study, gammas=self.gammas(options)).report()
        while len(kept) > KEPT:
            kept.pop(next(iter(kept)), None)
        return kept[key]

    def gammas(self, options: Settings) -> Gammas:
        """The gammas that are known; none for a choice of labels."""
        if not options.gamma_samples or self.chosen.in_layer(self.found.study.schema.entities):
            return {}
        return known_gammas(self.db, self.found, self.documents, self.chosen, options)
