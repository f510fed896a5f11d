"""What all commands share: the root command, the workspace they open, how they speak."""

import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

from workbench import __version__
from workbench.actions import workspace
from workbench.model.errors import Refusals, WorkbenchError
from workbench.storage import Database


def _choose_workspace(ctx: click.Context, option: click.Parameter, path: Path | None) -> None:
    if path is not None:
        ctx.obj = path


def _workspace_option(**more: Any) -> click.Option:
    """``--db``: understood before and after the name of a command, the last one counts."""
    return click.Option(
        ["--db"],
        type=click.Path(path_type=Path, dir_okay=False),
        expose_value=False,
        is_eager=True,
        callback=_choose_workspace,
        help="The workspace.",
        **more,
    )


class _Command(click.Command):
    """A command that takes ``--db`` like its group."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(_workspace_option())


class Commands(click.Group):
    """A group that turns refusals into words on stderr and exit code 1."""

    command_class = _Command
    group_class = type

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WorkbenchError as error:
            for one in error.errors if isinstance(error, Refusals) else (error,):
                complain(one)
            ctx.exit(1)


HOMES: Final = {
    "agreement": ("agreement",),
    "doccano": ("doccano",),
    "gold": ("gold",),
    "learning": ("train", "evaluate"),
    "people": ("token", "user"),
    "progress": ("progress",),
    "release": ("release",),
    "review": ("assign", "batch", "unassign"),
    "search": ("search",),
    "serving": ("demo", "serve"),
    "suggest": ("suggest",),
    "transfer": ("export", "formats", "import"),
    "workspace": ("backup", "check", "init", "restore", "schema"),
}
"""The module of each command: loaded when the command is called, so that nobody waits for the others."""


class _Root(Commands):
    """The root command, into which the modules put their commands as they are loaded."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for module, names in HOMES.items():
            if cmd_name in names:
                import_module(f"workbench.cli.{module}")
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        for module in HOMES:
            import_module(f"workbench.cli.{module}")
        return super().list_commands(ctx)


_SELDOM: Final = 50_000
"""New values after which Python looks for cycles among them: imports and exports make millions that are in none, and
at the usual 700 a sixth of the time goes into looking."""


@click.group(
    cls=_Root,
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[
        _workspace_option(default=Path("workbench.db"), envvar="WORKBENCH_DB", show_default=True, show_envvar=True)
    ],
)
@click.version_option(__version__)
def main() -> None:
    """Mark entities and relations in articles under a fixed schema, and export a gold dataset."""
    gc.set_threshold(_SELDOM)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """The workspace, closed when the block is left."""
    db = workspace.open_workspace(path)
    try:
        with _ending_tidily():
            yield db
    finally:
        db.close()


@contextmanager
def _ending_tidily() -> Iterator[None]:
    """Let whoever asks the process to end find nothing half written: it then ends as by Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


@contextmanager
def following(what: str) -> Iterator[Callable[[int, int], None]]:
    """Something to tell how many of how many are done: it shows on stderr, if that is a terminal."""
    terminal = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if terminal and total:
            click.echo(f"\r{what}: {done} / {total}", err=True, nl=done == total)

    yield tell


def complain(error: WorkbenchError) -> None:
    """An error on stderr: where and what, what to do next, its code."""
    hint = error.hint()
    say(f"{error.message()}{' ' + hint if hint else ''} [{error.code}]")


def say(words: str) -> None:
    """Talk: on stderr, so that results on stdout stay clean."""
    click.echo(words, err=True)


def listed(names: str) -> list[str]:
    """The names in a list that is separated by commas."""
    return [name.strip() for name in names.split(",") if name.strip()]
