"""Every figure of an evaluation, counted a second time straight from its definition, on made-up cases of every kind.

Flat, nested and crossing marks, duplicates, two labels on one stretch, documents without marks or predictions;
relations with moved ends, turned round, of another type, directed and not.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from tests.agreement.cases import SCHEMA, TEXT, words
from workbench.agreement.bootstrap import interval, resample
from workbench.agreement.paired import paired
from workbench.agreement.predictions import Score, score
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Document

WORDS = words(TEXT)
LABELS = ("PER", "ORG", "LOC")
TYPES = tuple(SCHEMA.relations)

Mark = tuple[int, int, str]
Link = tuple[str, Mark, Mark]
Counts = tuple[float, float, float]


class Said:
    """Marks, and relations between their places."""

    def __init__(self, marks: Sequence[Mark], links: Sequence[tuple[str, int, int]]) -> None:
        self.marks, self.links = list(marks), list(links)

    def annotations(self) -> Annotations:
        spans = [Span(f"s{n}", *mark, TEXT[mark[0] : mark[1]]) for n, mark in enumerate(self.marks)]
        links = (Relation(f"r{n}", f"s{h}", f"s{t}", label) for n, (label, h, t) in enumerate(self.links))
        return Annotations.of(spans, links)

    def ends(self) -> set[Link]:
        """The relations with their ends; those of undirected types in text order."""
        found = set()
        for label, head, tail in self.links:
            one, other = self.marks[head], self.marks[tail]
            turned = label in SCHEMA.symmetric() and other < one
            found.add((label, other, one) if turned else (label, one, other))
        return found


def made_up(chance: random.Random) -> Said:
    marks = []
    for _ in range(chance.choice([0, 2, 5, 8])):
        first = chance.randrange(len(WORDS))
        last = min(len(WORDS) - 1, first + chance.choice([0, 0, 1, 2]))
        marks.append((WORDS[first].start, WORDS[last].end, chance.choice(LABELS)))
    marks += marks[: chance.choice([0, 0, 2])]
    pairs = [chance.sample(range(len(marks)), 2) for _ in range(chance.randrange(5))] if len(marks) > 1 else []
    return Said(marks, [(chance.choice(TYPES), head, tail) for head, tail in pairs])


def distorted(gold: Said, chance: random.Random) -> Said:
    """What somebody else may have made of it: lost, moved, relabelled, turned round."""
    kept = [n for n in range(len(gold.marks)) if chance.random() > 0.15]
    marks = [gold.marks[n] for n in kept]
    for place, (start, end, label) in enumerate(marks):
        moved = chance.choice([(start, end), (start, end), (start, WORDS[-1].end), (WORDS[0].start, end)])
        marks[place] = (*moved, label if chance.random() > 0.2 else chance.choice(LABELS))
    links = []
    for label, head, tail in gold.links:
        if head in kept and tail in kept and chance.random() > 0.15:
            one, other = kept.index(head), kept.index(tail)
            kind = chance.choice([label, label, *TYPES])
            links.append((kind, one, other) if chance.random() > 0.2 else (kind, other, one))
    return Said(marks, links)


def best(first: Collection[Mark], second: Collection[Mark], worth: Callable[[Mark, Mark], float]) -> float:
    """The greatest sum over one-to-one pairs that overlap."""
    gains = [[worth(a, b) if a[0] < b[1] and b[0] < a[1] else 0 for b in second] for a in first]
    if not (first and second):
        return 0
    return float(np.array(gains)[linear_sum_assignment(gains, maximize=True)].sum())


def shared(first: Collection[object], second: Collection[object]) -> Counts:
    ours, theirs = set(first), set(second)
    return len(ours), len(theirs), len(ours & theirs)


def entities(found: Said, gold: Said) -> dict[str, Counts]:
    ours, theirs = set(found.marks), set(gold.marks)
    sizes = len(ours), len(theirs)
    return {
        "strict": shared(ours, theirs),
        "boundary": shared([one[:2] for one in ours], [one[:2] for one in theirs]),
        "type": (*sizes, best(ours, theirs, lambda a, b: a[2] == b[2])),
        "partial": (*sizes, best(ours, theirs, lambda a, b: 1 if a[:2] == b[:2] else 0.5)),
    }


def relations(found: Said, gold: Said) -> dict[str, Counts]:
    both = set(found.marks) & set(gold.marks)
    ours, theirs = found.ends(), gold.ends()
    given = [[one for one in some if one[1] in both and one[2] in both] for some in (ours, theirs)]

    def seen(how: Callable[[Link], object]) -> Counts:
        return shared([how(one) for one in ours], [how(one) for one in theirs])

    return {
        "strict": shared(ours, theirs),
        "boundaries": seen(lambda one: (one[0], one[1][:2], one[2][:2])),
        "undirected": seen(lambda one: (one[0], frozenset(one[1:]))),
        "untyped": seen(lambda one: one[1:]),
        "given_entities": shared(*given),
    }


def told(one: Score) -> list[float]:
    return [one.system, one.gold, one.both]


@pytest.mark.parametrize("seed", range(60))
def test_each_figure_is_what_its_definition_says(seed) -> None:
    chance = random.Random(seed)
    gold, predictions = [], {}
    expected: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0])
    for number in range(chance.choice([1, 3, 6])):
        document = Document(f"d{number}", TEXT, tokens=WORDS)
        right = made_up(chance)
        found = distorted(right, chance) if chance.random() > 0.1 else Said([], [])
        gold.append((document, right.annotations()))
        if found.marks:
            predictions[document.id] = found.annotations()
        for layer, counted in (("e", entities(found, right)), ("r", relations(found, right))):
            for rung, more in counted.items():
                key = f"{layer} {rung}"
                expected[key] = [a + b for a, b in zip(expected[key], more, strict=True)]
    scores = score(gold, predictions, SCHEMA, samples=0)
    ours = {f"e {rung}": told(one) for rung, one in scores.entities.items()}
    ours |= {f"r {rung}": told(one) for rung, one in scores.relations.items()}
    assert {key: ours[key] for key in expected} == {key: pytest.approx(some) for key, some in expected.items()}


def f1(counts) -> float:
    return float(2 * counts[2] / (counts[0] + counts[1]))


def systems(seed: int, documents: int):
    """Counts of two systems that are no better than each other."""
    chance = np.random.default_rng(seed)
    gold = chance.integers(1, 12, documents)
    rights = [chance.integers(0, gold + 1) for _ in range(2)]
    return [np.stack([right + chance.integers(0, 4, documents), gold, right], 1).astype(float) for right in rights]


@pytest.mark.parametrize("seed", range(6))
def test_the_paired_test_is_near_the_exact_permutation_test(seed) -> None:
    first, second = systems(seed, documents=6)
    seen = abs(f1(first.sum(0)) - f1(second.sum(0)))
    as_great = 0
    for swaps in product([False, True], repeat=6):
        turned = np.array(swaps)[:, None]
        sums = [np.where(turned, *pair).sum(0) for pair in ((second, first), (first, second))]
        as_great += abs(f1(sums[0]) - f1(sums[1])) >= seen - 1e-12
    assert paired(first, second, samples=8000, seed=3).p == pytest.approx(as_great / 2**6, abs=0.015)


def test_the_interval_is_near_that_of_many_plain_resamples() -> None:
    counts, _ = systems(1, documents=25)
    sums = resample(counts, samples=2000, seed=13)
    ours = interval(2 * sums[:, 2] / (sums[:, 0] + sums[:, 1]))
    chance = np.random.default_rng(5)
    plain = [f1(counts[chance.integers(0, 25, 25)].sum(0)) for _ in range(8000)]
    assert ours is not None
    assert [ours.low, ours.high] == pytest.approx(np.percentile(plain, [2.5, 97.5]).tolist(), abs=0.012)
