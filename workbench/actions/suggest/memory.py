"""The memory of names: where a document holds what was marked before, in it or elsewhere, just so or in another form.

A name that is known itself is judged by itself; one that is not, by its kin (`text.kinship`). Both are judged by how
often they were marked, rejected, and left unmarked in what this person finished last.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model.document import Document
from workbench.model.suggestion import HERE, LEAST_SCORE, MEMORY, Known, SpanOffer
from workbench.storage import Database, annotations, documents, search, suggestions
from workbench.text import Extent, NameReader, full_key, kin_key, name_key

FINISHED: Final = 30
"""Finished articles that are asked how often a name was left unmarked, the last ones first."""
LETTERS: Final = 120_000
"""Where these are long, fewer of them: reading so much text takes about a second."""

_Labels = dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Names:
    """Names with how often they bore each label, by key and by kin; how often they were passed over, by both."""

    keys: _Labels = field(default_factory=dict)
    kins: _Labels = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    kin_passed: Counter[str] = field(default_factory=Counter)

    def add(self, key: str, label: str, count: int) -> None:
        """A name was marked so often."""
        self.keys.setdefault(key, Counter())[label] += count
        self.kins.setdefault(kin_key(key), Counter())[label] += count

    def pass_over(self, reader: NameReader, marks: Collection[Extent]) -> None:
        """Count where in a finished article they stand and are not what is marked."""
        self.passed.update(key for extent, key in reader.places(self.keys) if extent not in marks)
        self.kin_passed.update(kin for extent, _, kin in reader.kindred(self.kins) if extent not in marks)

    def found(self, reader: NameReader) -> Iterator[tuple[Extent, str, str]]:
        """The places of these names with their key; with their kin where only that is known."""
        known = {extent for extent, _ in reader.places(self.keys)}
        yield from ((extent, key, "") for extent, key in reader.places(self.keys))
        yield from (place for place in reader.kindred(self.kins) if place[0] not in known)

    def known(self, key: str, kin: str, rejected: Mapping[str, int]) -> Known:
        """What is known of a name, or else of its kin."""
        if kin:
            return Known(self.kins[kin], rejected, self.kin_passed[kin], akin=True)
        return Known(self.keys[key], rejected, self.passed[key])


def remembered(db: Database, whose: tuple[str, int], document: Document) -> Iterator[SpanOffer]:
    """The places of names that a person (by name and number) has marked elsewhere, or that final gold has."""
    name, number = whose
    reader = NameReader(document.text, document.tokens)
    names = Names()
    surfaces = _that_may_stand_in(reader, search.surfaces(db))
    for text, label, count in suggestions.mentions(db, name, document.id, list(surfaces)):
        names.add(surfaces[text], label, count)
    for one, marks in _finished(db, name, document.id):
        names.pass_over(NameReader(one.text, one.tokens), marks)
    return _offers(db, number, reader, names, MEMORY)


def said_here(db: Database, whose: tuple[str, int], document: Document) -> Iterator[SpanOffer]:
    """The other places of names that a person has marked in this document."""
    name, number = whose
    found = annotations.find(db, document.id, name)
    reader = NameReader(document.text, document.tokens)
    names = Names()
    for span in found.annotations.spans.values() if found else ():
        names.add(reader.name((span.start, span.end)), span.label, 1)
    return _offers(db, number, reader, names, HERE)


def _offers(db: Database, person: int, reader: NameReader, names: Names, source: str) -> Iterator[SpanOffer]:
    places = list(names.found(reader))
    rejected = suggestions.rejected_names(db, person, {key for _, key, _ in places})
    for (start, end), key, kin in places:
        known = names.known(key, kin, rejected.get(key, {}))
        label, score = known.best()
        if score >= LEAST_SCORE or (source == HERE and not kin):
            yield SpanOffer(start, end, label, source, round(score, 3), known.labels)


def _that_may_stand_in(reader: NameReader, surfaces: Sequence[str]) -> dict[str, str]:
    """Of all that was ever marked what begins like a word of the text, with its key."""
    keys = {text: name_key(text) for text in surfaces}
    known = set(keys.values())
    full = ((text, full_key(key, known)) for text, key in keys.items())
    return {text: key for text, key in full if reader.may_begin(key)}


def _finished(db: Database, owner: str, document: str) -> Iterator[tuple[Document, set[Extent]]]:
    """The last articles that somebody finished, or that have final gold, but for one; with what is marked there."""
    letters = 0
    for id, number in suggestions.last_finished(db, owner, document, FINISHED):
        found = documents.find(db, id)
        assert found is not None, "a set has a document"
        letters += len(found.text)
        if letters > LETTERS:
            return
        marks = annotations.find_by_number(db, number).annotations.spans.values()
        yield found, {(span.start, span.end) for span in marks}
