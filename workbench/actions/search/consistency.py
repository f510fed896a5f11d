"""What one owner has marked unevenly: a name under several labels, marked here but not there, a pair related otherwise.

An oddity is no mistake: a capital may stand for its government. The page shows the places; people decide.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from workbench.actions.annotate import cursor
from workbench.actions.search.find import Hit, in_context, scope_of
from workbench.model.annotation import GOLD
from workbench.model.errors import UnknownName
from workbench.model.people import Person
from workbench.model.search import Query
from workbench.storage import Database, search
from workbench.storage.search import Mark, Scope, Text
from workbench.text import Needle, name_keys

Oddity = Literal["labels", "unmarked", "relations"]
ODDITIES: Final[tuple[Oddity, ...]] = ("labels", "unmarked", "relations")
MOST_PLACES: Final = 500
MOST_ARTICLES: Final = 200
"""Articles that are looked through for one unmarked name."""
_ARTICLES_A_PAGE: Final = 1000
_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Case:
    """An oddity: the name (or pair of names) as most often written, its keys, and how often it has which label."""

    names: tuple[str, ...]
    keys: tuple[str, ...]
    counts: Mapping[str, int]
    unmarked: int = 0


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of oddities of one owner's marks, the most frequent first; whether this person may put them right."""

    owner: str
    cases: Sequence[Case]
    next: str | None
    fixable: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a case; ``more`` if there are more than are shown."""

    owner: str
    case: Case
    hits: Sequence[Hit]
    more: bool
    fixable: bool


def oddities(db: Database, person: Person, kind: str, owner: str = "", after: str | None = None) -> Cases:
    """What is uneven in somebody's marks; at first gold's for supervisors, one's own for others.

    Raises `Forbidden` for the marks of somebody else, `UnknownName`.
    """
    scope = _scope(person, owner)
    cases = _cases(db, scope, kind)
    skip = cursor(after)
    if kind == "unmarked":
        shown, then = _unmarked_page(db, scope, cases, skip)
    else:
        shown, then = cases[skip : skip + _PAGE], skip + _PAGE
    more = str(then) if then < len(cases) else None
    return Cases(scope.owner, shown, more, may_fix(person, scope.owner))


def places(db: Database, person: Person, kind: str, keys: Sequence[str], owner: str = "") -> Places:
    """The places of one oddity. Raises `Forbidden`, `UnknownName`; a case that is no more has no places."""
    scope = _scope(person, owner)
    search.catch_up(db)
    found = next((case for case in _cases(db, scope, kind) if case.keys == tuple(keys)), None)
    case = found or Case(tuple(keys), tuple(keys), {})
    spots = list(islice(_spots(db, scope, kind, case), MOST_PLACES + 1)) if found else []
    hits = in_context(db, spots[:MOST_PLACES])
    return Places(scope.owner, case, hits, len(spots) > MOST_PLACES, may_fix(person, scope.owner))


def may_fix(person: Person, owner: str) -> bool:
    """Everybody puts right their own marks; supervisors gold. Nobody changes what somebody else has said."""
    return owner == person.name or (owner == GOLD and person.has_role("supervisor"))


def _scope(person: Person, owner: str) -> Scope:
    """Of one owner, always: what two people mark differently is for the agreement report."""
    return scope_of(person, owner or (GOLD if person.has_role("supervisor") else person.name))


def _cases(db: Database, scope: Scope, kind: str) -> list[Case]:
    if kind == "relations":
        return _pairs(db, scope)
    if kind not in ODDITIES:
        raise UnknownName("oddity", kind, ODDITIES)
    cases = _names(db, scope)
    return [case for case in cases if len(case.counts) > 1] if kind == "labels" else cases


def _names(db: Database, scope: Scope) -> list[Case]:
    """Every name with its labels, whatever its spelling."""
    rows = search.labelled(db, scope)
    keys = name_keys(text for text, _, _ in rows)
    labels: dict[str, Counter[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    for text, label, count in rows:
        labels.setdefault(keys[text], Counter())[label] += count
        spellings.setdefault(keys[text], Counter())[text] += count
    cases = [Case((_usual(spellings[key]),), (key,), dict(counts.most_common())) for key, counts in labels.items()]
    return sorted(cases, key=_weight)


def _pairs(db: Database, scope: Scope) -> list[Case]:
    """Every pair of names with several relations; of relations that hold either way round the order does not count."""
    rows = search.linked(db, scope)
    keys = _keys(db, scope)
    kinds: dict[tuple[str, str], Counter[str]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for head, tail, label, count in rows:
        pair = (keys[head], keys[tail])
        pair = pair if pair in kinds or pair[::-1] not in kinds else pair[::-1]
        kinds.setdefault(pair, Counter())[label] += count
        names.setdefault(pair, (head, tail))
    cases = [Case(names[pair], pair, dict(found.most_common())) for pair, found in kinds.items() if len(found) > 1]
    return sorted(cases, key=_weight)


def _usual(spellings: Counter[str]) -> str:
    """The spelling that is met most, the shortest of several."""
    return min(spellings, key=lambda text: (-spellings[text], len(text), text))


def _weight(case: Case) -> tuple[int, tuple[str, ...]]:
    return -sum(case.counts.values()), case.keys


def _unmarked_page(db: Database, scope: Scope, cases: Sequence[Case], skip: int) -> tuple[list[Case], int]:
    """The next names that stand unmarked somewhere, and where to go on: a page may not look through everything."""
    search.catch_up(db)
    shown: list[Case] = []
    articles = 0
    for position, case in enumerate(cases[skip:], skip):
        if len(shown) == _PAGE or articles >= _ARTICLES_A_PAGE:
            return shown, position
        found = _articles(db, scope, case)
        articles += 1 + len(found)
        count = sum(1 for _ in _unmarked_in(db, scope, case, found))
        shown += [replace(case, unmarked=count)] if count else []
    return shown, len(cases)


Spot = tuple[str, int, int, Mark | None]


def _spots(db: Database, scope: Scope, kind: str, case: Case) -> Iterator[Spot]:
    if kind == "unmarked":
        return _unmarked(db, scope, case)
    return iter(_related(db, scope, case) if kind == "relations" else _marked(db, scope, case))


def _unmarked(db: Database, scope: Scope, case: Case) -> Iterator[Spot]:
    """Where the name stands in documents that the owner has gone through, and nothing is marked."""
    return _unmarked_in(db, scope, case, _articles(db, scope, case))


def _articles(db: Database, scope: Scope, case: Case) -> list[Text]:
    needle = Needle(case.names[0], whole=True)
    return list(islice(search.texts(db, scope, Query(worked_on=True), needle), MOST_ARTICLES))


def _unmarked_in(db: Database, scope: Scope, case: Case, articles: Sequence[Text]) -> Iterator[Spot]:
    needle = Needle(case.names[0], whole=True)
    taken = search.taken(db, scope.owner, (one.id for one in articles))
    for one in articles:
        closed = taken.get(one.id, [])
        for start, end in needle.places(one.text):
            if not any(first < end and start < last for first, last in closed):
                yield one.id, start, end, None


def _marked(db: Database, scope: Scope, case: Case) -> list[Spot]:
    on = [text for text, key in _keys(db, scope).items() if key in case.keys]
    marks = search.entities(db, scope, Query(), on, MOST_PLACES + 1, 0)
    return [(mark.document, mark.head.start, mark.head.end, mark) for mark in marks]


def _related(db: Database, scope: Scope, case: Case) -> list[Spot]:
    keys = _keys(db, scope)
    on = [text for text, key in keys.items() if key in case.keys]
    marks = search.relations(db, scope, Query(), on, -1, 0)
    ends = [(mark, {keys[mark.head.text], keys[mark.tail.text]}) for mark in marks if mark.tail]
    return [_spot(mark) for mark, pair in ends if pair == set(case.keys)]


def _spot(mark: Mark) -> Spot:
    assert mark.tail is not None
    return mark.document, min(mark.head.start, mark.tail.start), max(mark.head.end, mark.tail.end), mark


def _keys(db: Database, scope: Scope) -> dict[str, str]:
    """The surfaces of an owner's marks with their keys."""
    return name_keys(text for text, _, _ in search.labelled(db, scope))
