"""What makes one person's figures less than independent: gold that she decided on, marks that were suggested to her."""

from typing import NamedTuple

from workbench.actions.agreement import studies
from workbench.actions.agreement.scope import Filter
from workbench.actions.guard import need_role
from workbench.model.people import Person
from workbench.storage import Database
from workbench.storage import agreement as stored


class Independence(NamedTuple):
    """Of what somebody finished: documents with gold, and those in whose gold this person decided something.

    ``suggested`` marks were offered in what this person finished, ``kept`` of them stand there unchanged.
    """

    with_gold: int
    decided: int
    suggested: int
    kept: int


def independence(db: Database, supervisor: Person, name: str, chosen: Filter) -> Independence:
    """How far somebody's work in a part of the whole is her own. Raises `Forbidden`, `UnknownName`."""
    need_role(supervisor, "supervisor")
    with studies.counted(db) as found:
        documents = studies.documents_in(db, found, chosen)
        among = None if len(documents) == len(found.cases) else documents
        return Independence(*stored.gold_decided(db, name, among), *stored.suggestions_kept(db, name, among))
