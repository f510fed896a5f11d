"""How long agreement takes in a large workspace: counting it once, then the figures, lists and intervals of any part.

CPU seconds, so that a busy machine does not matter much; memory is the peak of the process.
"""

import gc
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from workbench.actions import agreement, workspace
from workbench.actions.agreement import Cell, Filter, Settings, studies
from workbench.agreement.gamma import gamma_of
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent, packed
from workbench.model.people import SHELL
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE
from workbench.storage import Database, intake, writing
from workbench.storage import agreement as stored

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


def filled(path: Path) -> Database:
    """A workspace with the corpus, put in by the rows: making it is not what is measured."""
    db = workspace.init(path, SCHEMA_FILE)
    with writing(db):
        for number, owner in enumerate(PEOPLE, start=1):
            row = {"id": number, "name": owner, "role": "annotator", "created_at": "2026-01-01"}
            db.table("person").insert(row)
        for document, sets in cases(DOCUMENTS):
            intake.add_document(db, intake.document_rows(document, packed(document.sentences), packed(document.tokens)))
            for number, one in enumerate(sets, start=1):
                rows = intake.set_rows(allowed(one))
                entry = intake.first_entry(rows, document.sha256)
                intake.add_set(db, document.id, rows, entry, begun=None, owner=number, by=None)
    return db


def allowed(one: AnnotationSet) -> AnnotationSet:
    """A set without what would be against a rule: equal marks, equal links, links of a mark to itself."""
    marks = {(s.start, s.end, s.label): s for s in one.annotations.spans.values()}.values()
    ids = {mark.id for mark in marks}
    links = {
        (r.head, r.tail, r.label): r
        for r in one.annotations.relations.values()
        if r.head != r.tail and {r.head, r.tail} <= ids
    }
    return replace(one, annotations=Annotations.of(marks, links.values()))


def as_new_process() -> None:
    """Forget what is in memory."""
    studies._latest.clear()
    gc.collect()


def changed(db: Database) -> None:
    """Somebody has finished one document again."""
    with writing(db):
        db.execute("UPDATE annotation_set SET revision = revision + 1 WHERE id = 17")


def measured(db: Database) -> Iterator[tuple[str, float]]:
    """What is measured, and CPU seconds."""
    ask = partial(agreement.report, db, SHELL, options=Settings(samples=0, gamma_samples=0, by_document=False))
    yield "first of all: everything is read and counted", seconds(lambda: agreement.study(db, SHELL), runs=1)
    as_new_process()
    yield "a new process, all of it kept", seconds(lambda: agreement.study(db, SHELL), runs=1)
    for name, chosen in FILTERS.items():
        yield f"figures of {name}", seconds(partial(ask, chosen), runs=1)
    yield "the same again", seconds(lambda: ask(Filter()))
    cell = Cell(kinds=("label",))
    yield "a page of a list", seconds(lambda: agreement.differences(db, SHELL, Filter(), cell, after="9000"))
    changed(db)
    yield "figures after one document changed", seconds(lambda: ask(Filter()), runs=1)
    whole = Settings(gamma_samples=0, by_document=False)
    yield "all intervals, 2,000 samples", seconds(lambda: agreement.report(db, SHELL, Filter(), whole), runs=1)


FILTERS = {
    "everything": Filter(),
    "two people": Filter(owners=PEOPLE[:2]),
    "half of the weeks": Filter(since="2026-06-15"),
    "two labels": Filter(labels=("GPE", "PERSON")),
    "a tenth of the documents": Filter(query="doc-1"),
}


def report() -> list[str]:
    """The lines of the report."""
    units = [[(24 * i, 24 * i + 11, "GPE") for i in range(40)] for _ in range(3)]
    lines = [
        f"Agreement, {DOCUMENTS:,} documents × {len(PEOPLE)} people × {SPANS} spans, {RELATIONS} relations (CPU s):"
    ]
    with TemporaryDirectory() as folder:
        db = filled(Path(folder) / "large.db")
        figures = list(measured(db))
        size = sum(len(counts) for _, counts in stored.counts(db).values())
        db.close()
    figures.append(("gamma of 3 × 40 units, 30 samples", seconds(lambda: gamma_of(units, seed=13, samples=30))))
    lines += [f"  {name:55} {value:7.2f}" for name, value in figures]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *lines,
        f"  {'what is kept (MB)':55} {size / 2**20:7.0f}",
        f"  {'peak memory of it all (MB)':55} {peak:7.0f}",
    ]
