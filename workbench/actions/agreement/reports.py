"""The figures of a part of the work."""

from dataclasses import replace
from typing import Final

from workbench.actions.agreement import studies
from workbench.actions.agreement.gammas import known_gammas
from workbench.actions.agreement.scope import Filter
from workbench.actions.guard import need_role
from workbench.agreement import Report, Settings
from workbench.model.people import Person
from workbench.storage import Database

BY_DOCUMENT: Final = 2000
"""So many documents are told one by one, if nobody says otherwise; a page could not show more."""


def report(db: Database, supervisor: Person, chosen: Filter | None = None, options: Settings | None = None) -> Report:
    """How far people mark the same in a part of the work, and each against gold. Only finished work counts.

    Of gamma it holds what is known (`compute_gammas`). Raises `Forbidden`, and `UnknownName` for people who have no
    annotations here or labels the schema does not know.
    """
    need_role(supervisor, "supervisor")
    chosen = chosen or Filter()
    with studies.counted(db) as found:
        documents = studies.documents_in(db, found, chosen)
        options = options or Settings(by_document=len(documents) <= BY_DOCUMENT)
        study = studies.part(db, found, chosen, options)
        if options.gamma_samples and not study.labels_of("span"):
            study = replace(study, gammas=known_gammas(db, found, documents, chosen, options))
        return study.report()
