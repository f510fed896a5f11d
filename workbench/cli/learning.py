"""Training and evaluation at the shell."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.shell import main, say
from workbench.learning.choices import ENTITIES, Recipe

if TYPE_CHECKING:
    from workbench.actions.learning import Evaluation

FOLDER = click.Path(path_type=Path, file_okay=False)


@main.command("train")
@click.argument("release", type=FOLDER)
@click.option("--out", type=FOLDER, help="Where to put the model; default: RELEASE with “-model” after it.")
@click.option("--entities", type=click.Choice(list(ENTITIES)), default="spancat", show_default=True,
              help="spancat finds nested entities too, ner the outermost only.")  # fmt: skip
@click.option("--relations/--no-relations", default=True, help="Learn relations too.")
@click.option("--steps", type=click.IntRange(1), default=400, show_default=True, help="Batches, at most.")
@click.option("--patience", type=click.IntRange(1), default=150, show_default=True,
              help="Stop after so many batches without anything better.")  # fmt: skip
@click.option("--seed", type=int, default=13, show_default=True, help="The same seed gives the same model.")
@click.option("--learning-curve", "curve", is_flag=True, help="Also train on a quarter, a half … of the documents.")
def train_command(
    release: Path, out: Path | None, entities: str, relations: bool, steps: int, patience: int, seed: int, curve: bool
) -> None:
    """Train a spaCy pipeline on a release, on the CPU, and say how good it is.

    Prints its scores on the documents held back, beside a baseline that only remembers names. The folder keeps the
    configuration, so that “spacy train config.cfg” repeats the training.
    """
    from workbench.actions import learning  # here, and the next: spaCy takes longer to load than most commands take
    from workbench.actions.learning.told import evaluation_text

    folder = out or release.with_name(f"{release.resolve().name}-model")
    recipe = Recipe(entities, relations, steps, patience, every=min(50, steps), seed=seed)
    trained = learning.train(learning.read_released(release), folder, recipe, curve=curve)
    click.echo(evaluation_text(trained.evaluation), nl=False)
    for step in trained.curve:
        click.echo(f"learned from {step.documents} documents: strict F1 {_shown(step.entities.f1)}")
    if trained.curve:
        from workbench.web.curve import curve_picture

        (folder / "curve.svg").write_text(curve_picture(trained.curve), encoding="utf-8")
    say(f"{folder / learning.MODEL}: load it with spacy.load.")


@main.command()
@click.argument("predictions", type=click.Path(path_type=Path))
@click.option("--gold", "release", type=FOLDER, required=True, help="The release to compare with.")
@click.option("--split", type=click.Choice(["test", "dev", "train"]), default="test", show_default=True)
@click.option("--against", type=click.Path(path_type=Path), help="Another model or file, compared by a paired test.")
@click.option("--baseline/--no-baseline", default=True, help="Compare with remembered names too.")
@click.option(
    "--samples", type=click.IntRange(0), default=2000, show_default=True, help="Of bootstrap and paired test."
)
@click.option("--seed", type=int, default=13, show_default=True)
@click.option("--format", "format", type=click.Choice(["text", "json", "html"]), default="text", show_default=True,
              help="html is a file that shows every error in its context.")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Of html.")
def evaluate(
    predictions: Path,
    release: Path,
    split: str,
    against: Path | None,
    baseline: bool,
    samples: int,
    seed: int,
    format: str,
    language: str,
) -> None:
    """How good a model (a folder) or a file of predictions is, against the gold of a release.

    Predictions may come in any format that is read here (see “formats”); each document of the split must be among them.
    """
    from workbench.actions import learning

    systems = {str(path): path for path in (predictions, against) if path}
    options = learning.Options(samples, seed)
    found = learning.evaluate(learning.read_released(release), split, systems, options, baseline=baseline)
    click.echo(_written(found, format, language), nl=False)


def _written(found: "Evaluation", format: str, language: str) -> str:
    """The evaluation in a format."""
    from workbench.actions import learning
    from workbench.actions.learning.told import evaluation_text

    if format == "html":
        from workbench.web.evaluation import render_evaluation

        return render_evaluation(found, learning.errors_of(found, found.systems[0]), language) + "\n"
    if format == "json":
        return json.dumps(learning.evaluation_json(found), ensure_ascii=False) + "\n"
    return evaluation_text(found)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
