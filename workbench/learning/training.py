"""Carries a training out: writes its folder, runs spaCy's training loop, leaves a pipeline that ``spacy.load`` reads.

The folder holds ``config.cfg``, ``train.spacy`` and ``dev.spacy`` (``spacy train config.cfg`` repeats the training from
them) and the pipeline itself, ``model``.
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run
from spacy.util import load_config, load_model
from spacy.vocab import Vocab

from workbench.learning import relations, spans, tokenizer
from workbench.learning.choices import Recipe
from workbench.learning.docs import GROUP, gold_doc
from workbench.learning.recipe import configuration
from workbench.model.annotation import Annotations
from workbench.model.document import Document
from workbench.model.schema import Schema

MODEL: Final = "model"
CONFIG: Final = "config.cfg"
_MOST: Final = 99
"""Per cent of the entities that are no longer than the longest that is looked for; a few very long ones cost most."""

registered = (relations, spans, tokenizer)
"""What spaCy finds by name once this is imported, installed or not."""

Gold = Sequence[tuple[Document, Annotations]]


def train(
    schema: Schema, train: Gold, dev: Gold, folder: Path, recipe: Recipe, talk: IO[str] | None = None
) -> Language:
    """Train on gold and keep the best pipeline by the scores on ``dev`` (on ``train`` itself if that is empty).

    ``folder`` is made; a model in it is replaced once the training is over. Progress goes to ``talk``, by default
    stderr. The same input and recipe give the same pipeline on the same machine and versions.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_corpus(train, folder / "train.spacy")
    write_corpus(dev or train, folder / "dev.spacy")
    configuration(schema, recipe, longest_entity(train)).to_disk(folder / CONFIG)
    talk = sys.stderr if talk is None else talk
    paths = {"paths.train": str(folder / "train.spacy"), "paths.dev": str(folder / "dev.spacy")}
    config = load_config(folder / CONFIG, overrides=paths, interpolate=False)
    output = folder / "passes"
    shutil.rmtree(output, ignore_errors=True)  # of a training that was ended
    output.mkdir()
    run(init_nlp(config), output, stdout=talk, stderr=talk)
    shutil.rmtree(folder / MODEL, ignore_errors=True)
    (output / "model-best").rename(folder / MODEL)
    shutil.rmtree(output)
    return load_model(folder / MODEL)


def write_corpus(gold: Gold, path: Path) -> None:
    """Gold as a DocBin that spaCy trains on."""
    docs = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for doc in _docs(gold):
        docs.add(doc)
    docs.to_disk(path)


def longest_entity(gold: Gold) -> int:
    """Tokens of the longest entity, the longest few of a hundred left aside; at least 1."""
    lengths = [len(span) for doc in _docs(gold) for span in doc.spans[GROUP]]
    return int(np.ceil(np.percentile(lengths, _MOST))) if lengths else 1


def _docs(gold: Gold) -> list[Doc]:
    vocab = Vocab()
    return [gold_doc(vocab, document, annotations) for document, annotations in gold]
