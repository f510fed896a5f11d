"""Assignment."""

from pathlib import Path

import click

from workbench.actions import review, workspace
from workbench.cli.shell import listed, main, opened, say


@main.command()
@click.option("--overlap", default=1, show_default=True, help="How many people see each document.")
@click.option("--people", "names", required=True, help="Names, separated by commas.")
@click.option("--documents", "chosen", default="", help="Document ids, separated by commas; default: all.")
@click.pass_obj
def assign(path: Path, overlap: int, names: str, chosen: str) -> None:
    """Give documents to people in turn. Assigned documents are closed to everybody else."""
    with opened(path) as db:
        count = review.assign(db, workspace.SHELL, listed(names), listed(chosen), overlap)
    say(f"{count} new assignments.")
