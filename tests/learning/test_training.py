"""Training from end to end: a pipeline that loads where the workbench is installed, the same for the same seed."""

import io
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import spacy

from tests.learning.corpus import corpus, schema
from workbench.agreement.predictions import score
from workbench.learning import training
from workbench.learning.choices import Recipe
from workbench.learning.names import Names
from workbench.learning.predicting import Model
from workbench.learning.training import CONFIG, MODEL, longest_entity, train
from workbench.model.annotation import Annotations

ROOT = Path(__file__).parents[2]
ONE = Recipe(steps=1, every=1, patience=5)


def installed(folder: Path) -> Path:
    """What a wheel leaves beside the package, as far as spaCy looks for it: the entry points."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    written = "".join(
        f"[{group}]\n" + "".join(f"{name} = {target}\n" for name, target in some.items())
        for group, some in points.items()
    )
    info = folder / "workbench_annotation-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: workbench-annotation\nVersion: 0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(written, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def barely(tmp_path_factory):
    """A folder in which a training of one batch was carried out."""
    folder = tmp_path_factory.mktemp("barely") / "out"
    train(schema(), corpus(4), corpus(2, 2), folder, ONE, io.StringIO())
    return folder


def test_the_pipeline_loads_with_spacy_alone_where_the_workbench_is_installed(barely, tmp_path) -> None:
    code = "import sys, spacy; nlp = spacy.load(sys.argv[1]); print(nlp.pipe_names, nlp('وصل سامر')[0].text)"
    command = [sys.executable, "-c", code, str(barely / MODEL)]
    found = subprocess.run(
        command, env={"PYTHONPATH": f"{ROOT}:{installed(tmp_path)}"}, capture_output=True, text=True, timeout=60
    )
    assert found.stdout.strip() == "['tok2vec', 'spancat', 'workbench_spans', 'workbench_relations'] وصل", found.stderr


def test_the_folder_holds_all_that_repeats_the_training(barely) -> None:
    assert sorted(one.name for one in barely.iterdir()) == [CONFIG, "dev.spacy", MODEL, "train.spacy"]
    config = spacy.util.load_config(barely / CONFIG, interpolate=False)
    assert config["nlp"]["tokenizer"] == {"@tokenizers": "workbench.clitic_tokenizer.v1"}
    assert config["paths"] == {"train": "train.spacy", "dev": "dev.spacy"}
    assert config["training"]["seed"] == ONE.seed


def test_the_same_seed_gives_the_same_pipeline_and_another_another(barely, tmp_path) -> None:
    made = [Model.load(barely / MODEL).nlp]
    for recipe in (ONE, replace(ONE, seed=99)):
        made.append(train(schema(), corpus(4), corpus(2, 2), tmp_path / str(recipe.seed), recipe, io.StringIO()))
    weights = [[pipe.model.to_bytes() for _, pipe in nlp.pipeline if hasattr(pipe, "model")] for nlp in made]
    assert weights[0] == weights[1]
    assert weights[0] != weights[2]


def test_a_training_that_is_ended_leaves_the_model_as_it_was(tmp_path, monkeypatch) -> None:
    """Whatever it had written is taken for no model, and is no part of the next one."""
    folder, said = tmp_path / "out", io.StringIO()
    few, recipe = corpus(2), replace(ONE, relations=False)
    monkeypatch.setattr(training, "run", ended)
    with pytest.raises(KeyboardInterrupt):
        train(schema(), few, [], folder, recipe, said)
    assert not (folder / MODEL).exists()
    monkeypatch.undo()
    train(schema(), few, [], folder, recipe, said)
    made = (folder / MODEL / "tok2vec" / "model").read_bytes()
    monkeypatch.setattr(training, "run", ended)
    with pytest.raises(KeyboardInterrupt):
        train(schema(), few, [], folder, recipe, said)
    assert (folder / MODEL / "tok2vec" / "model").read_bytes() == made
    assert not (folder / MODEL / "half").exists()


def ended(nlp, output, **talk) -> None:
    """A training that is ended while it writes."""
    half = output / "model-best"
    half.mkdir()
    (half / "half").write_text("", encoding="utf-8")
    raise KeyboardInterrupt


@pytest.mark.parametrize(("entities", "pipes"), [("ner", ["ner"]), ("both", ["ner", "spancat"])])
def test_entities_are_found_flat_nested_or_both_ways(tmp_path, entities, pipes) -> None:
    recipe = Recipe(entities, relations=False, steps=1, every=1)
    nlp = train(schema(), corpus(2), [], tmp_path / "out", recipe, io.StringIO())
    assert nlp.pipe_names == ["tok2vec", *pipes, "workbench_spans"]
    assert not Model(nlp).relates
    Model(nlp).mark(corpus(1)[0][0])


def test_the_longest_entity_decides_what_is_looked_for() -> None:
    assert longest_entity(corpus(20)) == 3
    assert longest_entity([(corpus(1)[0][0], Annotations())]) == 1


def test_the_baseline_remembers_names_whatever_their_spelling_and_particles() -> None:
    names = Names(schema()).learn(corpus(40))
    gold = corpus(5, seed=7)
    found = {document.id: names.mark(document) for document, _ in gold}
    assert (score(gold, found, schema()).entities["strict"].f1 or 0) > 0.5
    linked = {document.id: names.relate(document, some) for document, some in gold}
    assert (score(gold, linked, schema()).relations["strict"].f1 or 0) > 0.5
    assert names.mark(corpus(1, seed=9)[0][0]) == names.mark(corpus(1, seed=9)[0][0])


def test_a_word_that_is_mostly_no_name_is_not_remembered_as_one() -> None:
    (document, gold) = corpus(1)[0]
    span = gold.ordered_spans()[0]
    names = Names(schema()).learn([(document, Annotations.of([span])), *[(document, Annotations())] * 3])
    assert span.text not in {one.text for one in names.mark(document).spans.values()}


@pytest.mark.slow
def test_on_a_corpus_that_can_be_learned_it_beats_the_baseline(tmp_path) -> None:
    """Names whose parts were seen and whose whole was not: what a memory of names cannot know."""
    learned, gold = corpus(20), corpus(10, seed=5)
    recipe = Recipe(steps=50, every=25, patience=50)
    model = Model(train(schema(), learned, corpus(5, 3), tmp_path / "out", recipe, io.StringIO()))
    names = Names(schema()).learn(learned)
    scores = [score(gold, {one.id: system.mark(one) for one, _ in gold}, schema()) for system in (model, names)]
    ours, baseline = (one.entities["strict"].f1 or 0 for one in scores)
    assert ours > 0.9
    assert ours > baseline + 0.05
    assert (scores[0].relations["strict"].f1 or 0) > 0.8
