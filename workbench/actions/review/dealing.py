"""How documents are dealt to people: a pure function, so that a seed gives the same hands again."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

Units = Sequence[Sequence[str]]
States = Mapping[str, Mapping[int, str]]


def deal(
    units: Units, people: Sequence[int], overlap: int, states: States, loads: Mapping[int, int], seed: int | None = None
) -> Iterator[tuple[str, int]]:
    """Pairs of document and person, until ``overlap`` of ``people`` hold each document (those who do already count).

    Documents of one unit go to the same people. The least loaded come first (``loads``: unfinished documents of each);
    among equals, whose turn it is, or with a ``seed`` whom the draw names. ``states`` says what became of a document
    with a person (``held``, ``skipped``, ``withdrawn``, ``lapsed``); who skipped it gets it again only if all are to.
    """
    draw = None if seed is None else random.Random(seed)
    load = Counter(loads)
    for turn, unit in enumerate(units):
        ties = _ties(len(people), turn, draw)
        held = Counter(person for document in unit for person in people if _state(states, document, person) == "held")
        order = sorted(people, key=lambda person: (-held[person], load[person], ties[people.index(person)]))
        for document in unit:
            for person in _takers(document, order, overlap, states):
                load[person] += 1
                yield document, person


def _ties(people: int, turn: int, draw: random.Random | None) -> list[float]:
    """A number for each person that decides among equals."""
    return [draw.random() if draw else (position - turn) % people for position in range(people)]


def _takers(document: str, order: Sequence[int], overlap: int, states: States) -> list[int]:
    found = {person: _state(states, document, person) for person in order}
    barred = {"held"} if overlap == len(order) else {"held", "skipped"}
    missing = overlap - sum(state == "held" for state in found.values())
    return [person for person in order if found[person] not in barred][: max(0, missing)]


def _state(states: States, document: str, person: int) -> str:
    return states.get(document, {}).get(person, "")
