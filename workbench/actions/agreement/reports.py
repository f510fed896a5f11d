"""The figures of a part of the work."""

from workbench.actions.agreement import studies
from workbench.actions.agreement.scope import Filter
from workbench.actions.guard import need_role
from workbench.agreement import Report, Settings
from workbench.model.people import Person
from workbench.storage import Database, reading


def report(db: Database, supervisor: Person, chosen: Filter | None = None, options: Settings | None = None) -> Report:
    """How far people mark the same in a part of the work, and each against gold. Only finished work counts.

    Raises `Forbidden`, and `UnknownName` for people who have no annotations here or labels the schema does not know.
    """
    need_role(supervisor, "supervisor")
    with reading(db):
        whole = studies.current(db)
        return studies.part(db, whole, chosen or Filter(), options).report()
