"""The agreement report at the shell."""

import json
from pathlib import Path

import click

from workbench.actions import workspace
from workbench.cli.shell import listed, main, opened


@main.command()
@click.option("--owners", default="", help="Names, separated by commas; default: everybody who has annotated.")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
              help="text leaves out the values of single documents.")  # fmt: skip
@click.option("--gamma/--no-gamma", default=True, help="gamma takes longest; left out beyond 100 documents anyway.")
@click.option("--pseudonyms", is_flag=True, help="Call people by names that say nothing, the same every time.")
@click.pass_obj
def agreement(path: Path, owners: str, format: str, gamma: bool, pseudonyms: bool) -> None:
    """How far people agree, and where they do not; only finished work counts."""
    from workbench import agreement as numbers  # here, and the next: scipy takes longer to load than most commands take
    from workbench.actions import agreement as actions
    from workbench.actions import pseudonyms as naming

    options = numbers.Settings() if gamma else numbers.Settings(gamma_samples=0)
    with opened(path) as db:
        report = actions.report(db, workspace.SHELL, actions.Filter(owners=tuple(listed(owners))), options)
        if pseudonyms:
            report = numbers.renamed(report, naming.pseudonyms(db))
    if format == "json":
        click.echo(json.dumps(numbers.report_json(report), ensure_ascii=False))
    else:
        click.echo(numbers.report_csv(report) if format == "csv" else numbers.report_text(report), nl=False)
