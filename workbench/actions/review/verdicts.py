"""What somebody says of a conflict: as JSON from the API or a file, and decisions as lines of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.model.annotation import Relation, Span
from workbench.model.document import Document
from workbench.model.errors import NotFound, UnknownName
from workbench.model.gold.case import CATEGORIES, WHATS, Case, Decision, Version
from workbench.model.items import LONGEST_NOTE, is_text, read_id, read_relation, read_span, wrong

KEYS = ("key", "what", "take", "spans", "relations", "category", "gap", "reason")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided of the conflict ``key``: ``what``, which side is taken, or which items are put in its place.

    ``spans`` and ``relations`` are JSON objects; the ends of a relation are ids of gold spans, or their extents
    ``[start, end]``.
    """

    key: str
    what: str
    take: str = ""
    category: str = ""
    gap: bool = False
    reason: str = ""
    spans: Sequence[Mapping[str, Any]] = field(default_factory=list)
    relations: Sequence[Mapping[str, Any]] = field(default_factory=list)

    def version(self, case: Case, document: Document) -> Version:
        """The items that were put in place. Raises `BadRequest`, `NotFound` for an end that is not in gold."""
        spans = [_span(one, document, f"spans[{at}]") for at, one in enumerate(self.spans)]
        relations = [_relation(one, case, f"relations[{at}]") for at, one in enumerate(self.relations)]
        return Version(sorted(spans, key=Span.order), relations)


def read_verdict(given: object) -> Verdict:
    """A verdict from JSON. Raises `BadRequest`, `UnknownName`."""
    if not isinstance(given, dict):
        raise wrong("decision", given, "an object")
    what, category = given.get("what"), given.get("category", "")
    if what not in WHATS:
        raise UnknownName("decision", what, WHATS)
    if category not in ("", *CATEGORIES):
        raise UnknownName("category", category, CATEGORIES)
    gap = given.get("gap", False)
    if not isinstance(gap, bool):
        raise wrong("gap", gap, "true or false")
    take = read_id(given, "take", "decision") if what == "taken" else ""
    items = {name: _objects(given, name) for name in ("spans", "relations")}
    return Verdict(read_id(given, "key", "decision"), what, take, category, gap, _reason(given), **items)


def decision_line(one: Decision) -> dict[str, Any]:
    """A decision as a line of a file from which it can be taken again: conflicts are told by key and by extent.

    The ends of relations are ids of gold spans; those say where the spans are, and come out the same elsewhere.
    """
    line: dict[str, Any] = {
        "document": one.document,
        "key": one.key,
        "kind": one.kind,
        "at": [one.start, one.end],
        "versions": {owner: _shown(side) for owner, side in one.versions.items()},
        "what": one.what,
        "category": one.category,
        "gap": one.gap,
        "reason": one.reason,
    }
    if one.what == "taken":
        line["take"] = one.take
    return line | (_shown(one.chosen) if one.what == "edited" else {})


def _shown(side: Version) -> dict[str, Any]:
    """A side with nothing in it that is usual."""
    spans = [
        {"start": s.start, "end": s.end, "label": s.label, "text": s.text} | _given(s.attributes) for s in side.spans
    ]
    relations = [{"head": r.head, "tail": r.tail, "label": r.label} | _given(r.attributes) for r in side.relations]
    return ({"spans": spans} if spans else {}) | ({"relations": relations} if relations else {})


def _given(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {"attributes": dict(attributes)} if attributes else {}


def _objects(given: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = given.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise wrong(name, found, "a list of objects")
    return found


def _reason(given: Mapping[str, Any]) -> str:
    reason = given.get("reason", "")
    if not isinstance(reason, str) or len(reason) > LONGEST_NOTE or not is_text(reason):
        raise wrong("reason", reason, f"a string of at most {LONGEST_NOTE} characters")
    return reason.strip()


def _span(given: Mapping[str, Any], document: Document, at: str) -> Span:
    return read_span({"id": "chosen", **given}, document.text, at)


def _relation(given: Mapping[str, Any], case: Case, at: str) -> Relation:
    ends = {end: _end(given.get(end), case) for end in ("head", "tail")}
    return read_relation({"id": "chosen", **given, **ends}, at)


def _end(said: object, case: Case) -> object:
    """The id of the gold span that an end names by its extent; anything else as it is."""
    if not isinstance(said, list):
        return said
    found = next((one.id for one in case.gold.ordered_spans() if [one.start, one.end] == said[:2]), None)
    if found is None:
        raise NotFound(kind="span", name=said)
    return found
