"""How long agreement takes on a large corpus: counting it once, then reports of all and of a part, then the bootstrap.

CPU seconds, so that a busy machine does not matter much; memory is the peak of the process.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median

import numpy as np

from workbench.agreement import Inputs, Settings, Study, build_study
from workbench.agreement.bootstrap import resample
from workbench.agreement.gamma import gamma_of
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE

DOCUMENTS = 10_000
PEOPLE = ("ali", "noor", "salma", "zainab")
SPANS = 20
RELATIONS = 8
WORD = 6
"""Characters of a word with its space; a span covers one to three words, and every fifth has another inside."""

RUNS = 3
SCHEMA = read_schema(SCHEMA_FILE)
TEXT = "كلمات " * (4 * SPANS)
TOKENS = [Extent(start, start + WORD - 1) for start in range(0, len(TEXT), WORD)]

Case = tuple[Document, Sequence[AnnotationSet]]


def cases(documents: int) -> Iterator[Case]:
    """Documents made up one by one; four in five marks and relations of a person agree with what was meant."""
    chance = random.Random(13)
    for number in range(documents):
        document = Document(f"doc-{number}", TEXT, tokens=TOKENS)
        meant = [mark(chance, place) for place in range(SPANS)]
        yield document, [annotations(chance, document.id, owner, number, meant) for owner in PEOPLE]


def mark(chance: random.Random, place: int) -> tuple[int, int, str]:
    """A span in the four words of a place; or inside the one before, for every fifth."""
    inside = place % 5 == 4
    start = (4 * (place - inside)) * WORD
    length = 1 if inside else chance.randint(1, 3)
    return start, start + length * WORD - 1, chance.choice(list(SCHEMA.entities))


def annotations(
    chance: random.Random, document: str, owner: str, number: int, meant: Sequence[tuple[int, int, str]]
) -> AnnotationSet:
    """What one person made of what was meant."""
    labels, types = list(SCHEMA.entities), list(SCHEMA.relations)
    spans = []
    for place, (start, end, label) in enumerate(meant):
        luck = chance.random()
        moved = end + WORD if luck > 0.93 else end
        said = chance.choice(labels) if 0.8 < luck < 0.87 else label
        if not 0.87 < luck < 0.93:
            spans.append(Span(f"s{place}", start, moved, said, TEXT[start:moved]))
    ends = [(spans[2 * i % len(spans)].id, spans[(2 * i + 1) % len(spans)].id) for i in range(RELATIONS)]
    links = [Relation(f"r{i}", *pair, types[(number + i) % len(types)]) for i, pair in enumerate(ends)]
    moment = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T10:00:00Z"
    return AnnotationSet(document, owner, "done", 1, moment, annotations=Annotations.of(spans, links))


def seconds(action: Callable[[], object], runs: int = RUNS) -> float:
    """CPU seconds of an action, the median of some runs."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        action()
        times.append(time.process_time() - began)
    return median(times)


def counted(settings: Settings) -> tuple[Study, float, float]:
    """A study of the corpus, the CPU seconds of counting it, and those of making up the documents alone."""
    making = seconds(lambda: sum(1 for _ in cases(DOCUMENTS)), runs=1)
    began = time.process_time()
    study = build_study(Inputs(cases(DOCUMENTS), SCHEMA, PEOPLE, "2026-11-21T20:00:00Z"), settings)
    return study, time.process_time() - began - making, making


def report() -> list[str]:
    """The lines of the report."""
    study, counting, making = counted(Settings(samples=2, gamma_samples=0, by_document=False))
    tenth = {f"doc-{number}" for number in range(0, DOCUMENTS, 10)}
    sums = np.ones((DOCUMENTS, len(PEOPLE) * 20))
    units = [[(24 * i, 24 * i + 11, "GPE") for i in range(40)] for _ in range(3)]
    lines = [
        f"Agreement, {DOCUMENTS:,} documents × {len(PEOPLE)} people × {SPANS} spans, {RELATIONS} relations (CPU s):"
    ]
    figures = [
        (f"counting, once (without {making:.0f} s of making the data up)", counting),
        ("report of everything, no intervals", seconds(lambda: study.report())),
        ("report of a tenth of the documents", seconds(lambda: study.part(tenth).report())),
        ("report of two people", seconds(lambda: study.part(owners=PEOPLE[:2]).report())),
        ("bootstrap, 2,000 samples of 80 columns", seconds(lambda: resample(sums, samples=2000, seed=13))),
        ("gamma of 3 × 40 units, 30 samples", seconds(lambda: gamma_of(units, seed=13, samples=30))),
    ]
    lines += [f"  {name:55} {value:7.2f}" for name, value in figures]
    full = Study(study.statistics, {}, SCHEMA, study.as_of, Settings(gamma_samples=0, by_document=False))
    lines.append(f"  {'report with all intervals, 2,000 samples':55} {seconds(lambda: full.report(), runs=1):7.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, f"  {'peak memory of it all (MB)':55} {peak:7.0f}"]
