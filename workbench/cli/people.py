"""People and tokens."""

import sys
from pathlib import Path

import click

from workbench.actions import people, workspace
from workbench.cli.shell import main, opened, say
from workbench.model.people import ROLES


@main.group()
def user() -> None:
    """People: add, list, disable, set a password."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def user_add(path: Path, name: str, role: str, password_stdin: bool) -> None:
    """Add a person."""
    with opened(path) as db:
        people.add_person(db, workspace.SHELL, name, role, _password(password_stdin))
    say(f"Added {name} ({role}).")


@user.command("list")
@click.pass_obj
def user_list(path: Path) -> None:
    """Everybody: name, role, whether they can sign in, documents done and in progress."""
    with opened(path) as db:
        for row in people.people(db, workspace.SHELL):
            access = "active" if row.person.active and row.person.can_sign_in else "cannot sign in"
            click.echo(f"{row.person.name}\t{row.person.role}\t{access}\t{row.done}\t{row.in_progress}")


@user.command("disable")
@click.argument("name")
@click.pass_obj
def user_disable(path: Path, name: str) -> None:
    """Close a person's account; their work stays."""
    with opened(path) as db:
        people.change_person(db, workspace.SHELL, name, active=False)
    say(f"{name} can no longer sign in.")


@user.command("password")
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def user_password(path: Path, name: str, password_stdin: bool) -> None:
    """Set a person's password."""
    with opened(path) as db:
        people.set_password(db, workspace.SHELL, name, _password(password_stdin))
    say(f"New password for {name}; their sessions have ended.")


@main.group()
def token() -> None:
    """API tokens."""


@token.command("create")
@click.argument("name")
@click.option("--label", default="", help="What it is for.")
@click.pass_obj
def token_create(path: Path, name: str, label: str) -> None:
    """Print a new API token of a person, once."""
    with opened(path) as db:
        click.echo(people.create_token(db, workspace.SHELL, name, label))


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
