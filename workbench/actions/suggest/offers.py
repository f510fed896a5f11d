"""What is suggested to a person in a document, and what they have rejected there.

Nobody is shown the work of others: the memory holds one's own work and final gold of other documents. Sets of
predictions and patterns are there for everybody, because a supervisor brought them in.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from workbench.actions.guard import document_to_annotate
from workbench.actions.suggest.judged import judged
from workbench.actions.suggest.memory import remembered, said_here
from workbench.actions.suggest.share import is_offered
from workbench.actions.suggest.sources import by_patterns, predicted_relations, predicted_spans, predictions
from workbench.model.document import Document
from workbench.model.errors import Forbidden, TooLarge
from workbench.model.items import is_text, wrong
from workbench.model.people import Person
from workbench.model.suggestion import RelationOffer, SpanOffer, name_rejection, place_of
from workbench.storage import Database, annotations, settings, suggestions, writing
from workbench.storage.suggestions import Rejection
from workbench.text import NameReader

MOST_REJECTIONS: Final = 10_000
LONGEST_KEY: Final = 1000


@dataclass(frozen=True, slots=True)
class Offers:
    """What is suggested in a document, in reading order; nothing where ``on`` is false: the document goes without.

    An offer is nothing that anybody has said yet.
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


def offers(db: Database, person: Person, document: str, *, wishes: bool = False) -> Offers:
    """What is suggested to a person in a document now, without what they rejected there. Raises `NotFound`.

    With ``wishes`` it is meant for a page that judges by itself, at every edit: offers may overlap each other and what
    is marked already, and names that the document itself repeats are left to the page.
    """
    found = document_to_annotate(db, person, document, whole=True)
    rejected = rejected_keys(db, person, document)
    if not is_offered(db, person, document):
        return Offers(found, False, [], [], rejected)
    whose, refused = (person.name, person.id), set(rejected)
    reader = NameReader(found.text, found.tokens)
    here = () if wishes else said_here(db, whose, found)
    wanted = [one for one in (*here, *_spans(db, whose, found)) if not _is_refused(one, reader, refused)]
    relations = [one for one in _relations(db, document) if one.key not in refused]
    if wishes:
        ordered = sorted(wanted, key=lambda one: (one.start, -one.end, one.label, one.source))
        return Offers(found, True, ordered, relations, rejected)
    own = annotations.find(db, document, person.name)
    if own and own.status == "done":
        return Offers(found, True, [], [], rejected)
    marked = own.annotations.spans.values() if own else ()
    return Offers(found, True, judged(wanted, marked, found, settings.schema(db)), relations, rejected)


def _spans(db: Database, whose: tuple[str, int], document: Document) -> Iterator[SpanOffer]:
    yield from remembered(db, whose, document)
    yield from by_patterns(db, document)
    for one in predictions(db, document.id):
        yield from predicted_spans(one, suggestions.scores(db, document.id, one.owner))


def _relations(db: Database, document: str) -> Iterator[RelationOffer]:
    for one in predictions(db, document):
        yield from predicted_relations(one, suggestions.scores(db, document, one.owner))


def _is_refused(one: SpanOffer, reader: NameReader, refused: Collection[str]) -> bool:
    """Was it rejected at its place, or everywhere in this document?"""
    return one.key in refused or name_rejection(one.label, reader.name((one.start, one.end))) in refused


def rejected_keys(db: Database, person: Person, document: str) -> list[str]:
    """The keys of what a person rejected in a document."""
    return suggestions.rejected_keys(db, document, person.id)


def reject(db: Database, person: Person, document: str, payload: object) -> list[str]:
    """Remember what a person does not want in a document, and forget what they take back; all keys afterwards.

    The payload is ``{"reject": [{"key", "label", "source"[, "name"]}], "take_back": ["key"]}``, both may be missing.
    A span that comes without its name has the one that stands at its place.
    Raises `NotFound`, `BadRequest`, `TooLarge`; `Forbidden` for the shell, which annotates nothing.
    """
    fresh, gone = read_rejections(payload)
    if person.id == 0:
        raise Forbidden(role="annotator")
    with writing(db):
        found = document_to_annotate(db, person, document, whole=True)
        suggestions.reject(db, document, person.id, _named(fresh, found))
        suggestions.take_back(db, document, person.id, gone)
        return rejected_keys(db, person, document)


def _named(rejections: Sequence[Rejection], document: Document) -> Iterator[Rejection]:
    reader = NameReader(document.text, document.tokens)
    for one in rejections:
        place = None if one.name else place_of(one.key)
        yield replace(one, name=reader.name(place)) if place and place[1] <= len(document.text) else one


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
