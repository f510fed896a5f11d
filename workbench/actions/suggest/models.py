"""What a trained model finds, kept as a set of predictions that everybody is offered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workbench.actions.guard import need_role
from workbench.actions.transfer.doccano_sets import effects
from workbench.model import rules
from workbench.model.annotation import SUGGESTION, Annotations, Relation, Span
from workbench.model.document import Document
from workbench.model.errors import BadRequest, NotFound
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, annotations, documents, now, settings, suggestions, writing

LONGEST_NAME = 60


class Marker(Protocol):
    """Whatever marks documents: a trained pipeline."""

    def scored(self, document: Document) -> tuple[Annotations, Mapping[str, float]]:
        """The entities and relations that it finds in a document, and by id how sure it was, 0 to 1, where it says."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a model came to: documents looked at, spans and relations that are offered now."""

    documents: int
    spans: int
    relations: int


def load_model(folder: Path) -> Marker:
    """The model in a folder. Raises `BadRequest` if there is none."""
    from workbench.learning.predicting import Model  # here: spaCy takes longer to load than most commands take

    try:
        return Model.load(folder)
    except (OSError, ValueError) as error:
        raise BadRequest(at=str(folder), got=f"is no model: {error}", expected="a folder that train made") from None


def suggest_by_model(
    db: Database,
    supervisor: Person,
    model: Marker,
    name: str,
    chosen: Sequence[str] = (),
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Predicted:
    """Let a model mark documents (default: all without final gold) and keep what the rules allow as suggestions.

    What it suggested in them before goes. Each document is a transaction of its own. Raises `Forbidden`, `BadRequest`
    for a name that cannot be a source, `NotFound`.
    """
    need_role(supervisor, "supervisor")
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable() or ":" in name or name != name.strip():
        raise wrong("name", name, f"a printable name of 1 to {LONGEST_NAME} characters, without colons")
    ids = list(chosen) or suggestions.without_final_gold(db)
    schema, counts = settings.schema(db), [0, 0]
    for done, id in enumerate(ids, start=1):
        document = documents.find(db, id)
        if document is None:
            raise NotFound(kind="document", name=id)
        given, scores = model.scored(document)
        found = legal(given, document, schema)
        with writing(db):
            _keep(db, supervisor, id, f"{SUGGESTION}{name}", found, scores)
        counts = [counts[0] + len(found.spans), counts[1] + len(found.relations)]
        tell(done, len(ids))
    return Predicted(len(ids), *counts)


def legal(found: Annotations, document: Document, schema: Schema) -> Annotations:
    """What the rules allow of it: in reading order, outer spans before inner ones, then relations between these."""
    kept = Annotations.of(_legal_spans(found, document, schema))
    relations: dict[str, Relation] = {}
    for given in found.ordered_relations():
        if given.head in kept.spans and given.tail in kept.spans:
            one = rules.in_order(given, kept.spans, schema)
            if not rules.relation_problems(one, kept.spans, relations.values(), schema):
                relations[one.id] = one
    return Annotations.of(kept.spans.values(), relations.values())


def _legal_spans(found: Annotations, document: Document, schema: Schema) -> Iterator[Span]:
    kept: list[Span] = []
    for one in found.ordered_spans():
        if not rules.span_problems(one, kept, document.text, document.sections, schema):
            kept.append(one)
            yield one


def _keep(
    db: Database, supervisor: Person, document: str, owner: str, found: Annotations, scores: Mapping[str, float]
) -> None:
    """Make this the set of predictions of an owner, if it is another than before; and keep the scores of its items."""
    number = annotations.set_number(db, document, owner) or annotations.add_set(db, document, owner, None)
    kept = found.spans.keys() | found.relations.keys()
    suggestions.keep_scores(db, number, [(item, score) for item, score in scores.items() if item in kept])
    current = annotations.find_by_number(db, number)
    if current.annotations == found:
        return
    nothing = Annotations()
    change = [*effects(current.annotations, nothing), *effects(nothing, found)]
    said = f"model {now()}", "import"
    annotations.record(db, number, current.revision + 1, said, change, supervisor.id or None)
