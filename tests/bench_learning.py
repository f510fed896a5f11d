"""What a training on made-up text reaches, beside the baseline and beside what its data allow, and how long it takes.

A third of the names of persons stands nowhere in the text that is learned from, though their parts do: a list of names
cannot know them. A share of the marks is taken away by chance, in what is learned from and in what is held back. Nobody
can foresee which: the ceiling is what a reader gets who knows the text as it was written; below it, what can be said on
the tokens, as a particle that is not cut off a name nobody knows (ودينا) hides its edge.
"""

import io
import random
import tempfile
import time
from itertools import islice
from pathlib import Path
from zlib import crc32

from spacy.vocab import Vocab

from tests.learning.corpus import Gold, corpus, schema
from workbench.agreement.predictions import Scores, score
from workbench.learning.choices import Recipe
from workbench.learning.docs import GROUP, gold_doc, put_spans
from workbench.learning.names import Names
from workbench.learning.predicting import Model
from workbench.learning.training import train
from workbench.model.annotation import Annotations
from workbench.model.document import Document

LEARNED, DEV, HELD_BACK = 240, 30, 80
LOST = 0.05
"""The share of the marks that is taken away, with their relations."""

RECIPE = Recipe(steps=200, patience=100, every=50)


def aside(name: str) -> bool:
    """Whether a name is one that is not learned."""
    return crc32(name.encode()) % 3 == 0


def learnable(documents: int, seed: int) -> Gold:
    """So many documents without any name that is kept aside."""
    made = corpus(8 * documents, seed)
    free = (one for one in made if not any(s.label == "PERSON" and aside(s.text) for s in one[1].spans.values()))
    return list(islice(free, documents))


def on_tokens(document: Document, annotations: Annotations) -> Annotations:
    """The marks that begin and end where tokens do."""
    doc = gold_doc(Vocab(), document, Annotations())
    put_spans(doc, annotations)
    kept = {span.id_ for span in doc.spans[GROUP]}
    links = [one for one in annotations.relations.values() if {one.head, one.tail} <= kept]
    return Annotations.of([annotations.spans[id] for id in kept], links)


def lossy(gold: Gold, seed: int) -> Gold:
    """The same text with marks missing."""
    chance = random.Random(seed)
    found = []
    for document, annotations in gold:
        spans = [one for one in annotations.ordered_spans() if chance.random() >= LOST]
        kept = {one.id for one in spans}
        links = [one for one in annotations.relations.values() if one.head in kept and one.tail in kept]
        found.append((document, Annotations.of(spans, links)))
    return found


def report() -> list[str]:
    """The lines of the report."""
    learned, whole = lossy(learnable(LEARNED, 1), 1), corpus(HELD_BACK, seed=5)
    gold = lossy(whole, 2)
    began = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        nlp = train(schema(), learned, lossy(learnable(DEV, 3), 3), Path(folder) / "out", RECIPE, io.StringIO())
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    names = Names(schema()).learn(learned)
    systems = {
        "ceiling": {document.id: annotations for document, annotations in whole},
        "tokens": {document.id: on_tokens(document, annotations) for document, annotations in whole},
        "model": {document.id: Model(nlp).mark(document) for document, _ in gold},
        "names": {document.id: names.mark(document) for document, _ in gold},
    }
    return [
        f"Training on {LEARNED} made-up articles, {LOST:.0%} of the marks lost:"
        f" {took[0]:.0f} s, {took[1]:.0f} s of them computing; strict F1 on {HELD_BACK} others:",
        *(f"  {name:8} {_figures(score(gold, said, schema(), samples=0))}" for name, said in systems.items()),
    ]


def _figures(found: Scores) -> str:
    return f"entities {found.entities['strict'].f1:.3f}   relations {found.relations['strict'].f1:.3f}"
