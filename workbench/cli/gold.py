"""Gold at the shell: merged, decided from a file, finalised."""

import json
import sys
from pathlib import Path

import click

from workbench.actions import review, workspace
from workbench.cli.shell import complain, main, opened, say
from workbench.formats.problems import BadJson
from workbench.model.errors import Refusals, WorkbenchError
from workbench.storage import Database

_RULE = "all, majority, or trusted:NAME; default: the rule of the last merge, at first “all”."
_ALL = 1_000_000


@main.group()
def gold() -> None:
    """Gold: merge finished work, decide conflicts, declare it final."""


@gold.command("status")
@click.pass_obj
def gold_status(path: Path) -> None:
    """Every document on the desk: state, open conflicts, stale items, who finished it, “changed” if merging is due."""
    with opened(path) as db:
        for tray in review.trays(db, workspace.SHELL, limit=_ALL).trays:
            counts = ["-" if count is None else str(count) for count in (tray.open, tray.stale)]
            changed = "changed" if tray.row.fresh else ""
            click.echo("\t".join((tray.row.id, tray.row.state, *counts, ",".join(tray.row.finished), changed)))


@gold.command("merge")
@click.argument("documents", nargs=-1)
@click.option("--rule", help=_RULE)
@click.pass_obj
def gold_merge(path: Path, documents: tuple[str, ...], rule: str | None) -> None:
    """Merge documents; without names all that two people finished, and all that changed since they were merged."""
    chosen = review.read_rule(rule) if rule else None
    with opened(path) as db:
        if not documents:
            say(f"{review.merge_all(db, workspace.SHELL, chosen)} documents merged.")
        for document in documents:
            desk = review.merge(db, workspace.SHELL, document, chosen)
            say(f"{document}: merged, {len(desk.conflicts)} conflicts open.")


@gold.command("decide")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.pass_obj
def gold_decide(path: Path, file: Path) -> None:
    """Take decisions from a JSONL file as “decisions” writes it, all or nothing. Exit code 1 if lines are left over.

    A line names "document", the conflict by "key" or by "at": [start, end], and "what": taken (with "take": NAME),
    merged, edited (with "spans" or "relations"), nothing. It may give "category", "gap" and "reason"."""
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    lines = [
        (f"{file}:{number}", _parsed(line, f"{file}:{number}"))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    with opened(path) as db:
        report = review.take_decisions(db, workspace.SHELL, lines)
    say(f"{report.decided} decided, {report.known} known already.")
    for line in report.left_over:
        say(f"{line.where}: no open conflict of {line.document} fits, by key or at {list(line.at)}")
    if report.left_over:
        raise SystemExit(1)


@gold.command("decisions")
@click.argument("documents", nargs=-1)
@click.pass_obj
def gold_decisions(path: Path, documents: tuple[str, ...]) -> None:
    """Print the decisions in force as JSONL, in the form that “decide” takes."""
    with opened(path) as db:
        for line in review.decision_lines(db, workspace.SHELL, documents):
            click.echo(json.dumps(line, ensure_ascii=False))


@gold.command("finalise")
@click.argument("documents", nargs=-1)
@click.pass_obj
def gold_finalise(path: Path, documents: tuple[str, ...]) -> None:
    """Declare gold final; without names, every draft in which nothing is open."""
    with opened(path) as db:
        drafts = [t for t in review.trays(db, workspace.SHELL, "draft", limit=_ALL).trays if t.open == 0]
        chosen = documents or [tray.row.id for tray in drafts]
        failed = [document for document in chosen if not _finalised(db, document)]
    say(f"{len(chosen) - len(failed)} documents final.")
    if failed:
        raise SystemExit(1)


@gold.command("reopen")
@click.argument("documents", nargs=-1, required=True)
@click.pass_obj
def gold_reopen(path: Path, documents: tuple[str, ...]) -> None:
    """Make final gold a draft again."""
    with opened(path) as db:
        for document in documents:
            review.reopen(db, workspace.SHELL, document)
            say(f"{document}: reopened.")


def _finalised(db: Database, document: str) -> bool:
    try:
        review.finalise(db, workspace.SHELL, document)
    except WorkbenchError as error:
        for one in error.errors if isinstance(error, Refusals) else (error,):
            complain(one)
        return False
    return True


def _parsed(line: str, where: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise BadJson(where=f"{where}:{error.colno}", reason=error.msg) from None
