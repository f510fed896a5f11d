"""The workspace as a whole, and its schema."""

import json
from pathlib import Path

import click

from workbench.actions import annotate, workspace
from workbench.cli.shell import main, opened, say
from workbench.formats.proposals import proposal_of
from workbench.formats.source import Source
from workbench.model.schema_file import parse_schema, read_schema
from workbench.model.schema_json import schema_fields
from workbench.resources import SCHEMA_FILE


@main.command()
@click.option(
    "--schema",
    "schema_file",
    type=click.Path(path_type=Path),
    default=SCHEMA_FILE,
    help="The schema file; by default the one of the US–Iraq security dialogue.",
)
@click.pass_obj
def init(path: Path, schema_file: Path) -> None:
    """Make a workspace."""
    workspace.init(path, schema_file).close()
    say(f"Made {path} under {schema_file.name}. Next: user add, import, serve.")


@main.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup(path: Path, target: Path) -> None:
    """Copy the workspace to TARGET, also while people work."""
    with opened(path) as db:
        workspace.backup(db, target)
    say(f"Backed up to {target}.")


@main.command()
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def restore(path: Path, source: Path) -> None:
    """Make the workspace from a backup; refuses to write over one."""
    workspace.restore(source, path)
    say(f"Restored {path}.")


@main.command()
@click.pass_obj
def check(path: Path) -> None:
    """Verify every invariant of the workspace."""
    with opened(path) as db:
        faults = list(workspace.check(db))
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what}")
    say(f"{len(faults)} faults." if faults else "All is well.")
    if faults:
        raise SystemExit(1)


@main.group()
def schema() -> None:
    """The schema: check a file, show the one in force, put another in its place."""


@schema.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def schema_check(file: Path) -> None:
    """Check a schema file; every fault with its line."""
    found = read_schema(file)
    say(f"{found.name} {found.version}: {len(found.entities)} entity types, {len(found.relations)} relation types.")


@schema.command("show")
@click.option("--json", "as_json", is_flag=True, help="All of it, as JSON.")
@click.pass_obj
def schema_show(path: Path, as_json: bool) -> None:
    """Show the schema of the workspace."""
    with opened(path) as db:
        found = annotate.schema(db)
    if as_json:
        click.echo(json.dumps(schema_fields(found), ensure_ascii=False, indent=1))
        return
    for kind in found.entities.values():
        click.echo(f"{kind.label}\t{kind.key}\t{kind.name.en}\t{kind.name.ar}")
    for link in found.relations.values():
        click.echo(f"{link.label}\t{link.key}\t{', '.join(link.head)} → {', '.join(link.tail)}")


@schema.command("propose")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The schema file; printed by default.")
def schema_propose(file: Path, out: Path | None) -> None:
    """Write the schema that FILE describes: brat's annotation.conf, or a labelling interface of Label Studio.

    What a schema file cannot say is named with its line. Read it, complete it, then `schema check` and `init --schema`.
    """
    found = proposal_of(Source.of_path(file))
    parse_schema(found.as_toml(), str(out or file))
    for note in found.notes:
        say(note)
    if out:
        out.write_text(found.as_toml(), encoding="utf-8")
        say(f"{out}: {len(found.entities)} entity types, {len(found.relations)} relation types.")
    else:
        click.echo(found.as_toml(), nl=False)


@schema.command("change")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what would change and what would break.")
@click.pass_obj
def schema_change(path: Path, file: Path, dry_run: bool) -> None:
    """Put the workspace under the schema in FILE, if every annotation fulfils it; else list what would break."""
    with opened(path) as db:
        found = workspace.change_schema(db, file, dry_run=dry_run)
    for fault in found.breaks:
        click.echo(f"{fault.where}: {fault.what}")
    say(f"{found.old.name} {found.old.version} → {found.new.name} {found.new.version}")
    for words, labels in (("new", found.added), ("gone", found.removed)):
        say(f"{words}: {', '.join(labels) or 'none'}")
    if found.breaks:
        say(f"{len(found.breaks)} annotations would break it: nothing was changed. Correct them first.")
        raise SystemExit(1)
    say("Nothing was changed: a dry run." if dry_run else "Changed.")
