"""Small documents and what people say of them, in few words; and random ones for properties."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import strategies as st

from tests.fixtures import mini
from workbench.agreement import Finished, Inputs, Report, Settings, build_report, finished
from workbench.agreement.finished import Link, Mark
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent

TEXT = "aa bb cc dd ee ff gg hh ii jj"
"""Ten tokens of two letters: token ``n`` is at ``3 n``."""

AS_OF = "2026-11-21T20:00:00Z"
SCHEMA = mini()
SYMMETRIC = frozenset({"MEETS", "ALIAS"})
LABELS = ("PER", "LOC", "ORG")

Case = tuple[Document, Sequence[AnnotationSet]]
Place = tuple[int, int, str]


def words(text: str) -> list[Extent]:
    """The tokens of a text whose words are parted by single spaces."""
    found, start = [], 0
    for word in text.split(" "):
        found.append(Extent(start, start + len(word)))
        start += len(word) + 1
    return found


def at(first: int, last: int, label: str) -> Place:
    """The place of the tokens ``first`` to ``last`` of `TEXT`."""
    return 3 * first, 3 * last + 2, label


def said(
    places: Iterable[Place] = (),
    links: Iterable[tuple[str, int, int]] = (),
    status: str = "done",
    completed: str | None = "2026-11-18T10:00:00Z",
    text: str = TEXT,
) -> AnnotationSet:
    """What somebody said: marks, and relations between them by their numbers."""
    spans = [Span(f"s{n}", start, end, label, text[start:end]) for n, (start, end, label) in enumerate(places)]
    relations = [Relation(f"r{n}", f"s{h}", f"s{t}", label) for n, (label, h, t) in enumerate(links)]
    return AnnotationSet("", "", status, 1, completed, annotations=Annotations.of(spans, relations))


def case(id: str, text: str = TEXT, /, **sets: AnnotationSet) -> Case:
    """A document and the sets on it, by owner."""
    owned = [AnnotationSet(id, owner, s.status, 1, s.completed_at, "", s.annotations) for owner, s in sets.items()]
    return Document(id, text, tokens=words(text)), owned


def report(*cases: Case, owners: Sequence[str] = ("ann1", "ann2"), **settings: Any) -> Report:
    """The report of some documents; gamma and many samples only if asked for."""
    return build_report(inputs(*cases, owners=owners), Settings(**{"samples": 200, "gamma_samples": 0, **settings}))


def inputs(*cases: Case, owners: Sequence[str] = ("ann1", "ann2")) -> Inputs:
    """The inputs of a report under the small schema."""
    return Inputs(cases, SCHEMA, owners, AS_OF)


def finished_case(one: Case, owners: Iterable[str] = ("ann1", "ann2", "gold")) -> Finished:
    """A case as agreement sees it."""
    return finished(*one, set(owners), SYMMETRIC)


def value(found: Report, measure: str, **scope: Any) -> Any:
    """The value of a measure for ann1 and ann2, or within the scope given."""
    return found.find(measure, **({"pair": ["ann1", "ann2"]} | scope)).value


def reason(found: Report, measure: str, **scope: Any) -> str | None:
    """Why a measure is undefined."""
    one = found.find(measure, **({"pair": ["ann1", "ann2"]} | scope))
    assert one.value is None
    return one.reason


def close(expected: Any) -> Any:
    """A value that equals this one up to rounding; undefined equals only undefined."""
    return None if expected is None else pytest.approx(expected, abs=1e-9)


def mark_sets(size: int = 8, width: int = 30) -> st.SearchStrategy[frozenset[Mark]]:
    """Sets of marks that nest, touch, cross and repeat extents."""
    starts = st.integers(0, width - 1)
    mark = st.builds(
        lambda start, n, label: Mark(start, start + n, label), starts, st.integers(1, 9), st.sampled_from("XYZ")
    )
    return st.frozensets(mark, max_size=size)


def disjoint_marks(width: int = 40) -> st.SearchStrategy[list[Mark]]:
    """Marks of one person that do not overlap; they may touch."""
    step = st.tuples(st.integers(0, 4), st.integers(1, 5), st.sampled_from("XYZ"))
    return st.lists(step, max_size=5).map(lambda steps: _laid_out(steps, width))


def _laid_out(steps: Iterable[tuple[int, int, str]], width: int) -> list[Mark]:
    found, cursor = [], 0
    for gap, length, label in steps:
        if cursor + gap + length <= width:
            found.append(Mark(cursor + gap, cursor + gap + length, label))
            cursor += gap + length
    return found


@st.composite
def link_sets(draw: st.DrawFn, marks: frozenset[Mark]) -> frozenset[Link]:
    """Relations between some of the marks; undirected ones in text order."""
    if len(marks) < 2:
        return frozenset()
    ends = st.lists(st.sampled_from(sorted(marks)), min_size=2, max_size=2, unique=True)
    found = draw(st.lists(st.tuples(st.sampled_from(("AT", "MEETS")), ends), max_size=5))
    return frozenset(Link(label, *(sorted(pair) if label == "MEETS" else pair)) for label, pair in found)


@st.composite
def corpora(draw: st.DrawFn, owners: Sequence[str] = ("ann1", "ann2", "ann3")) -> list[Case]:
    """Up to seven documents, each finished by some of the people."""
    return [draw(_cases(f"d{number}", owners)) for number in range(draw(st.integers(0, 7)))]


@st.composite
def _cases(draw: st.DrawFn, id: str, owners: Sequence[str]) -> Case:
    sets: Mapping[str, AnnotationSet] = {owner: draw(_sets()) for owner in owners}
    return case(id, **sets)


@st.composite
def _sets(draw: st.DrawFn) -> AnnotationSet:
    tokens = st.tuples(st.integers(0, 9), st.integers(0, 2), st.sampled_from(LABELS))
    places = [at(first, min(9, first + more), label) for first, more, label in draw(st.lists(tokens, max_size=5))]
    ends = st.integers(0, max(0, len(places) - 1))
    links = draw(st.lists(st.tuples(st.sampled_from(("AT", "MEETS")), ends, ends), max_size=3)) if places else []
    status = draw(st.sampled_from(("done", "done", "done", "in_progress")))
    day = draw(st.integers(1, 28))
    return said(places, [link for link in links if link[1] != link[2]], status, f"2026-11-{day:02}T10:00:00Z")
