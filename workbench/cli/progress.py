"""How far the team is, at the shell."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from workbench.actions import review, workspace
from workbench.cli.shell import main, opened


@main.command()
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def progress(path: Path, format: str) -> None:
    """How far everybody is, how fast, and when the rest might be done."""
    with opened(path) as db:
        found = review.team_progress(db, workspace.SHELL)
    if format == "json":
        click.echo(json.dumps(_fields(found), ensure_ascii=False, indent=1))
        return
    states = list(found.totals)
    click.echo("\t".join(["", *states, "finished lately", "marks", "hours"]))
    for name, (counts, pace) in found.people.items():
        row = [name, *counts.values(), pace.finished, pace.marks, f"{pace.seconds / 3600:.1f}"]
        click.echo("\t".join(map(str, row)))
    for batch, counts in found.batches.items():
        click.echo("\t".join([f"batch {batch or '–'}", *map(str, counts.values())]))
    click.echo("\t".join(["total", *map(str, found.totals.values())]))
    click.echo(_forecast(found))


def _forecast(found: review.Progress) -> str:
    if found.forecast is None:
        return "Too little was finished lately to say when the rest will be."
    one = found.forecast
    return f"{one.remaining} left: about {one.days} more working days ({one.least} to {one.most}), at the present pace."


def _fields(found: review.Progress) -> dict[str, object]:
    people = {name: {"states": counts, "pace": asdict(pace)} for name, (counts, pace) in found.people.items()}
    shown = ("day", "finished", "marks", "seconds")
    return {
        "states": found.totals,
        "waiting_in_pool": found.waiting,
        "people": people,
        "batches": found.batches,
        "days": [{name: getattr(day, name) for name in shown} for day in found.days],
        "forecast": asdict(found.forecast) if found.forecast else None,
    }
