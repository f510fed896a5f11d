"""What all commands share: the root command, the workspace they open, how they speak."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from workbench import __version__
from workbench.actions import workspace
from workbench.model.errors import Refusals, WorkbenchError
from workbench.storage import Database


class _Commands(click.Group):
    """A group that turns refusals into words on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WorkbenchError as error:
            for one in error.errors if isinstance(error, Refusals) else (error,):
                complain(one)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--db",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("workbench.db"),
    envvar="WORKBENCH_DB",
    show_default=True,
    show_envvar=True,
    help="The workspace.",
)
@click.pass_context
def main(ctx: click.Context, path: Path) -> None:
    """Mark entities and relations in articles under a fixed schema, and export a gold dataset."""
    ctx.obj = path


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The workspace, closed when the block is left."""
    db = workspace.open_workspace(path)
    try:
        yield db
    finally:
        db.close()


def complain(error: WorkbenchError) -> None:
    """An error on stderr: where and what, what to do next, its code."""
    hint = error.hint()
    say(f"{error.message()}{' ' + hint if hint else ''} [{error.code}]")


def say(words: str) -> None:
    """Talk: on stderr, so that results on stdout stay clean."""
    click.echo(words, err=True)
