"""The bridge to a doccano server."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from workbench.actions import transfer, workspace
from workbench.actions.transfer import PREFER, PullReport, PullRequest, PushReport, PushRequest
from workbench.cli.shell import complain, listed, main, opened, say
from workbench.doccano import Login

_SHOWN = 200


@main.group()
def doccano() -> None:
    """doccano: put articles into a project of a server, bring people's work back."""


def _server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--url", envvar="DOCCANO_URL", required=True, show_envvar=True, help="The server's address."),
        click.option("--user", envvar="DOCCANO_USER", required=True, show_envvar=True, help="Your name in doccano."),
        click.option(
            "--password-stdin",
            is_flag=True,
            help="Read the password from standard input; else it is asked for, or read from DOCCANO_PASSWORD.",
        ),
        click.option("--project", required=True, help="Name or number of the doccano project."),
        click.option("--people", default="", help="NAME or OURS=THEIRS, separated by commas: who is who in doccano."),
        click.option(
            "--wait", type=click.IntRange(1), default=300, show_default=True, help="Seconds for doccano's worker."
        ),
        click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@doccano.command()
@_server_options
@click.option("--owner", help="Whose annotations go along: NAME, gold or suggestion:NAME. Without: texts only.")
@click.option("--documents", default="", help="Ids, separated by commas. Without: all.")
@click.option("--again", is_flag=True, help="Do not wait for what an earlier push left with doccano's worker.")
@click.pass_obj
def push(
    path: Path,
    /,
    owner: str | None,
    documents: str,
    again: bool,
    project: str,
    people: str,
    dry_run: bool,
    **login: Any,
) -> None:
    """Make or complete a doccano project: label types, members, articles that are not there yet, annotations."""
    request = PushRequest(project, owner, _people(people), listed(documents), again, dry_run)
    with opened(path) as db, _Bar() as bar:
        report = transfer.push_to_doccano(db, workspace.SHELL, _login(**login), request, bar.show)
    _print_push(report, dry_run)


@doccano.command()
@_server_options
@click.option("--owner", help="Whose the work of a shared project becomes. Without: whoever it was pushed for.")
@click.option(
    "--prefer",
    type=click.Choice(PREFER),
    default=PREFER[0],
    show_default=True,
    help="Whose word counts where both sides changed the same article.",
)
@click.pass_obj
def pull(path: Path, /, owner: str | None, prefer: str, project: str, people: str, dry_run: bool, **login: Any) -> None:
    """Bring people's work back from a doccano project. What was confirmed there is done here."""
    request = PullRequest(project, owner, _people(people), prefer, dry_run)
    with opened(path) as db, _Bar() as bar:
        report = transfer.pull_from_doccano(db, workspace.SHELL, _login(**login), request, bar.show)
    _print_pull(report, dry_run)
    if report.problems:
        raise SystemExit(1)


def _login(url: str, user: str, password_stdin: bool, wait: int) -> Login:
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = os.environ.get("DOCCANO_PASSWORD") or click.prompt(f"Password of {user}", hide_input=True, err=True)
    return Login(url, user, password, wait)


def _people(given: str) -> dict[str, str]:
    """Our name -> their user name; a name alone stands for both."""
    pairs = (one.partition("=") for one in listed(given))
    return {ours.strip(): (theirs if equals else ours).strip() for ours, equals, theirs in pairs}


class _Bar(AbstractContextManager["_Bar"]):
    """A bar on stderr for what takes a while, on a terminal only; a word when doccano's worker keeps us waiting."""

    def __init__(self) -> None:
        self.drawn = False
        self.warned = False

    def show(self, what: str, done: int, total: int) -> None:
        if what == "wait":
            if done >= 10 and not self.warned:
                self.warned = True
                say(f"Waiting for doccano's worker, at most {total} s. Is `doccano task` running?")
        elif sys.stderr.isatty():
            filled = 30 * done // max(total, 1)
            click.echo(f"\r{what} [{'#' * filled}{'-' * (30 - filled)}] {done}/{total}", err=True, nl=done == total)
            self.drawn = done != total

    def __exit__(self, *error: object) -> None:
        if self.drawn:
            say("")


def _print_push(report: PushReport, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    if report.created:
        say(f"Project “{report.project}” {would}made.")
    for what, names in (("Label types", report.types), ("Members", report.members)):
        if names:
            say(f"{what} {would}added: {', '.join(names)}")
    if report.kept_here:
        say(f"{report.kept_here} items keep attributes, notes or knowledge-base ids here: doccano cannot hold them.")
    items = f"{report.spans} spans, {report.relations} relations"
    click.echo(f"{report.project}: {report.new} documents {would}pushed ({items}); there already: {report.known}")


def _print_pull(report: PullReport, dry_run: bool) -> None:
    for note in report.notes[:_SHOWN]:
        say(note)
    for problem in report.problems:
        complain(problem)
    if report.left_out:
        shown = ", ".join(map(str, report.left_out[:20]))
        say(f"{len(report.left_out)} texts in doccano are no articles of this workspace, and stay there: {shown}")
    for owner, counts in sorted(report.owners.items()):
        click.echo(owner + "".join(f"\t{counts[what]} {what}" for what in ("new", "changed", "same", "newer here")))
    if not report.owners:
        say("Nobody has done anything in this project yet.")
    if dry_run:
        say("Dry run: nothing was written.")
