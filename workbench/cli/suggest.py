"""Suggestions: patterns, the share of articles that go without, and what suggestions do."""

import json
from pathlib import Path

import click

from workbench.actions import suggest as actions
from workbench.actions import workspace
from workbench.actions.suggest import Effort, Use
from workbench.cli.shell import following, listed, main, opened, say


@main.group()
def suggest() -> None:
    """Suggestions on the canvas, and what they do."""


@suggest.command("share")
@click.argument("percent", type=click.IntRange(0, 100), required=False)
@click.pass_obj
def suggest_share(path: Path, percent: int | None) -> None:
    """How many of a hundred articles go without suggestions, drawn for each person; with PERCENT, set it.

    Work that is begun stays as it is.
    """
    with opened(path) as db:
        if percent is not None:
            actions.set_share_without(db, workspace.SHELL, percent)
        click.echo(actions.share_without(db))


@suggest.group("patterns")
def suggest_patterns() -> None:
    """Patterns in spaCy's and Prodigy's format, suggested to everybody."""


@suggest_patterns.command("add")
@click.argument("files", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1, required=True)
@click.pass_obj
def suggest_patterns_add(path: Path, files: tuple[Path, ...]) -> None:
    """Take in FILES of patterns, in place of earlier ones of the same names."""
    with opened(path) as db:
        for file in files:
            count = actions.add_patterns(db, workspace.SHELL, file.name, actions.decoded(file.read_bytes(), file.name))
            say(f"{file.name}: {count} patterns.")


@suggest_patterns.command("list")
@click.pass_obj
def suggest_patterns_list(path: Path) -> None:
    """Every file with the number of its patterns and their labels."""
    with opened(path) as db:
        for one in actions.pattern_files(db, workspace.SHELL):
            click.echo(f"{one.name}\t{one.patterns}\t{', '.join(one.labels)}")


@suggest_patterns.command("drop")
@click.argument("name")
@click.pass_obj
def suggest_patterns_drop(path: Path, name: str) -> None:
    """Suggest nothing by the patterns of the file NAME any more."""
    with opened(path) as db:
        actions.drop_patterns(db, workspace.SHELL, name)
    say(f"{name} is gone.")


@suggest.command("model")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--name", default="", help="What the source is called; default: the name of the folder.")
@click.option("--documents", "chosen", default="", help="Ids, separated by commas; default: all without final gold.")
@click.pass_obj
def suggest_model(path: Path, folder: Path, name: str, chosen: str) -> None:
    """Let the model in FOLDER mark articles, and offer everybody what it finds; what it found before goes."""
    with opened(path) as db, following("articles") as tell:
        model = actions.load_model(folder)
        named = name or folder.resolve().name
        found = actions.suggest_by_model(db, workspace.SHELL, model, named, listed(chosen), tell)
    say(f"{found.documents} articles: {found.spans} entities and {found.relations} relations suggested by {named}.")


@suggest.command("report")
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def suggest_report(path: Path, format: str) -> None:
    """What suggestions do: time and keys with and without them, what is accepted, how far people agree."""
    with opened(path) as db:
        found = actions.use(db, workspace.SHELL)
    if format == "json":
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(_text(found))


def _text(found: Use) -> str:
    lines = ["person\tsuggestions\tarticles\tentities\tseconds per entity\tkeys per entity"]
    for name, both in found.effort.items():
        lines += ["\t".join([name or "all", way, *_effort(one)]) for way, one in zip(_WAYS, both, strict=True)]
    lines += ["", "source\tlabel\taccepted\tstill so\trejected\trate"]
    for one in found.taken:
        counts = (one.accepted, one.kept, one.rejected)
        lines.append("\t".join([one.source, one.label, *map(str, counts), _number(one.rate, 2)]))
    lines += ["", "suggestions\tarticles\tagreement (exact F1)"]
    for way, agreed in zip(_WAYS, found.agreement, strict=True):
        lines.append(f"{way}\t{agreed.articles}\t{_number(agreed.value, 3)}")
    lines += ["", "entities\tof pairs\tmarked alike\trate"]
    for how, entities in zip(("accepted", "by hand"), found.marks, strict=True):
        lines.append(f"{how}\t{entities.marks}\t{entities.alike}\t{_number(entities.rate, 3)}")
    return "\n".join(lines)


_WAYS = ("with", "without")


def _effort(one: Effort) -> list[str]:
    return [str(one.articles), str(one.entities), _number(one.seconds_per_entity, 1), _number(one.keys_per_entity, 2)]


def _number(value: float | None, digits: int) -> str:
    """A number, or a dash: undefined is never a zero."""
    return "–" if value is None else f"{value:.{digits}f}"
