"""Predictions in a workspace (suggestions of a source) against its final gold."""

from workbench.actions.guard import need_role
from workbench.actions.learning.evaluating import Evaluation, Options, Rated
from workbench.agreement.predictions import score
from workbench.model.annotation import GOLD, SUGGESTION, Annotations, is_person
from workbench.model.document import Document
from workbench.model.errors import UnknownName
from workbench.model.people import Person
from workbench.storage import Database, outgoing, reading, settings
from workbench.storage.outgoing import Wanted


def suggestions_against_gold(db: Database, supervisor: Person, source: str = "") -> tuple[Evaluation | None, list[str]]:
    """How good a source of suggestions (default: the first by name) is in the articles it shares with final gold.

    And the names of all sources; None where no source shares an article with gold. Raises `Forbidden`, `UnknownName`.
    """
    need_role(supervisor, "supervisor")
    gold: dict[str, tuple[Document, Annotations]] = {}
    said: dict[str, dict[str, Annotations]] = {}
    with reading(db):
        schema = settings.schema(db)
        for document, owned in outgoing.pairs(db, Wanted()):
            if owned and owned.owner == GOLD and owned.status == "done":
                gold[document.id] = (document, owned.annotations)
            elif owned and owned.owner != GOLD and not is_person(owned.owner):
                said.setdefault(owned.owner.removeprefix(SUGGESTION), {})[document.id] = owned.annotations
    sources = sorted(said)
    if source and source not in said:
        raise UnknownName("source", source, sources)
    chosen = source or next(iter(sources), "")
    shared = [gold[document] for document in said.get(chosen, ()) if document in gold]
    if not shared:
        return None, sources
    options = Options()
    scores = score(shared, said[chosen], schema, samples=options.samples, seed=options.seed)
    rated = [Rated(chosen, said[chosen], scores)]
    return Evaluation(schema.name, GOLD, shared, schema, options.samples, options.seed, rated, []), sources
