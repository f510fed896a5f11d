"""What is suggested to a person in a document, and what they have rejected there.

Nobody is shown the work of others: the memory holds one's own work and final gold of other documents. Sets of
predictions and patterns are there for everybody, because a supervisor brought them in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.actions.guard import document_to_annotate
from workbench.actions.suggest.share import is_offered
from workbench.actions.suggest.sources import by_patterns, predicted_relations, predicted_spans, predictions, remembered
from workbench.model.document import Document
from workbench.model.errors import Forbidden, TooLarge
from workbench.model.items import is_text, wrong
from workbench.model.people import Person
from workbench.model.suggestion import RelationOffer, SpanOffer
from workbench.storage import Database, suggestions, writing
from workbench.storage.suggestions import Rejection

MOST_REJECTIONS: Final = 10_000
LONGEST_KEY: Final = 1000


@dataclass(frozen=True, slots=True)
class Offers:
    """What is suggested in a document, in reading order; nothing where ``on`` is false: the document goes without.

    An offer is a wish: it may overlap others or what is marked already, and the rules have not judged it.
    """

    document: Document
    on: bool
    spans: Sequence[SpanOffer]
    relations: Sequence[RelationOffer]
    rejected: Sequence[str]

    def as_dict(self) -> dict[str, Any]:
        """The answer of the suggestions API."""
        return {
            "on": self.on,
            "spans": [one.as_dict(self.document.text) for one in self.spans],
            "relations": [one.as_dict() for one in self.relations],
            "rejected": list(self.rejected),
        }


def offers(db: Database, person: Person, document: str) -> Offers:
    """What is suggested to a person in a document, without what they rejected there. Raises `NotFound`."""
    found = document_to_annotate(db, person, document, whole=True)
    rejected = rejected_keys(db, person, document)
    if not is_offered(db, person, document):
        return Offers(found, False, [], [], rejected)
    spans = [*remembered(db, (person.name, person.id), found), *by_patterns(db, found)]
    relations: list[RelationOffer] = []
    for one in predictions(db, document):
        scores = suggestions.scores(db, document, one.owner)
        spans += predicted_spans(one, scores)
        relations += predicted_relations(one, scores)
    refused = set(rejected)
    ordered = sorted(spans, key=lambda one: (one.start, -one.end, one.label, one.source))
    return Offers(
        found,
        True,
        [one for one in ordered if one.key not in refused],
        [one for one in relations if one.key not in refused],
        rejected,
    )


def rejected_keys(db: Database, person: Person, document: str) -> list[str]:
    """The keys of what a person rejected in a document."""
    return suggestions.rejected_keys(db, document, person.id)


def reject(db: Database, person: Person, document: str, payload: object) -> list[str]:
    """Remember what a person does not want in a document, and forget what they take back; all keys afterwards.

    The payload is ``{"reject": [{"key", "label", "source"[, "name"]}], "take_back": ["key"]}``, both may be missing.
    Raises `NotFound`, `BadRequest`, `TooLarge`; `Forbidden` for the shell, which annotates nothing.
    """
    fresh, gone = read_rejections(payload)
    if person.id == 0:
        raise Forbidden(role="annotator")
    with writing(db):
        document_to_annotate(db, person, document)
        suggestions.reject(db, document, person.id, fresh)
        suggestions.take_back(db, document, person.id, gone)
        return rejected_keys(db, person, document)


def read_rejections(payload: object) -> tuple[list[Rejection], list[str]]:
    """What is rejected and what is taken back. Raises `BadRequest` or `TooLarge`."""
    if not isinstance(payload, dict):
        raise wrong("body", payload, "an object")
    fresh, gone = (_listed(payload, name) for name in ("reject", "take_back"))
    return [_read_rejection(one, f"reject[{at}]") for at, one in enumerate(fresh)], [
        _word({"key": key}, "key", f"take_back[{at}]") for at, key in enumerate(gone)
    ]


def _listed(payload: Mapping[str, Any], name: str) -> list[Any]:
    given = payload.get(name, [])
    if not isinstance(given, list):
        raise wrong(name, given, "a list")
    if len(given) > MOST_REJECTIONS:
        raise TooLarge(limit=f"{MOST_REJECTIONS} suggestions")
    return given


def _read_rejection(given: object, at: str) -> Rejection:
    if not isinstance(given, dict):
        raise wrong(at, given, "an object")
    key, label, source = (_word(given, name, at) for name in ("key", "label", "source"))
    return Rejection(key, label, _word(given, "name", at) if given.get("name") else "", source)


def _word(given: Mapping[str, Any], name: str, at: str) -> str:
    found = given.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_KEY or not is_text(found):
        raise wrong(f"{at}.{name}", found, f"a string of 1 to {LONGEST_KEY} characters")
    return found
