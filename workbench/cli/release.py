"""Releases at the shell: made, listed, compared."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from workbench.actions import release as releases
from workbench.actions import workspace
from workbench.actions.release import Changed, Difference, Item, ReleaseRequest
from workbench.cli.shell import Commands, main, opened, say

_FOLDER = click.Path(path_type=Path, exists=True)
_COUNTED = {"documents": "documents", "spans": "entities", "relations": "relations"}


class _Release(Commands):
    """``release VERSION`` is short for ``release make VERSION``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not {"-h", "--help"} & {*args}:
            args = ["make", *args]
        return super().parse_args(ctx, args)


@main.group(cls=_Release)
def release() -> None:
    """Freeze final gold: “release VERSION”, and what there is to do with releases."""


@release.command("make")
@click.argument("version")
@click.option("--name", default="", help="What the dataset is called; default: the schema's name.")
@click.option("--license", default="", help="SPDX name, such as CC0-1.0; remembered for the next release.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="The folder of releases; default: exports."
)
@click.option("--seed", default=0, show_default=True, help="Decides between equally good splits.")
@click.option("--shares", default="80,10,10", show_default=True, help="Percent of documents in train, dev and test.")
@click.option("--splits-from", type=_FOLDER, help="A manifest of an earlier release made elsewhere: its splits stay.")
@click.option("--without", multiple=True, metavar="DOCUMENT", help="Leave this document out; may be repeated.")
@click.option(
    "--note", type=click.File(encoding="utf-8"), help="A text for the datasheet: what its makers say of the data."
)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.pass_obj
def make(
    path: Path,
    /,
    out: Path | None,
    shares: str,
    splits_from: Path | None,
    note: TextIO | None,
    dry_run: bool,
    **choices: Any,
) -> None:
    """Freeze all final gold under a version: “release VERSION” does the same."""
    from workbench.web.datasheet import datasheets  # here: the web takes longer to load than most commands take

    sides = releases.sides_of(releases.read_manifest(splits_from)) if splits_from else None
    text = note.read() if note else ""
    request = ReleaseRequest(note=text, shares=releases.read_shares(shares), sides=sides, **choices)
    with opened(path) as db:
        made = releases.make_release(db, workspace.SHELL, request, out, sheets=datasheets, dry_run=dry_run)
    for line in _summary(made.manifest):
        say(line)
    if dry_run:
        say("Dry run: nothing was written.")
    else:
        click.echo(made.folder)


@release.command("list")
@click.pass_obj
def list_(path: Path) -> None:
    """Every release made from this workspace: name, version, when, documents, digest of its data, folder."""
    with opened(path) as db:
        for row in releases.made_releases(db, workspace.SHELL):
            documents = row.manifest["counts"]["total"]["documents"]
            click.echo("\t".join((row.name, row.version, row.created_at, str(documents), row.content[:12], row.folder)))


@release.command("diff")
@click.argument("before", type=_FOLDER)
@click.argument("after", type=_FOLDER)
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(before: Path, after: Path, format: str) -> None:
    """Say what changed from one release's folder to another's, by document and annotation."""
    found = releases.compare(before, after)
    if format == "json":
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    for line in _lines(found):
        click.echo(line)


def _summary(manifest: Mapping[str, Any]) -> Iterator[str]:
    for side, counts in manifest["counts"].items():
        numbers = "  ".join(f"{counts[name]:7} {word}" for name, word in _COUNTED.items())
        yield f"{side:5} {numbers}"
    for document, beside in manifest["splits"]["withheld"].items():
        yield f"{document}: withheld, for it is nearly the same as documents on different sides: {', '.join(beside)}"
    if manifest["license"] is None:
        yield "No licence: nobody knows what they may do with it. Name one with --license."


def _lines(found: Difference) -> Iterator[str]:
    for name, (before, after) in found.stamps.items():
        yield f"{name}: {_short(before)} → {_short(after)}"
    for one in found.documents:
        yield from _document(one)
    if not found.documents:
        yield "No document differs."


def _document(one: Changed) -> Iterator[str]:
    side = one.after or one.before
    yield f"{one.document} [{side}]: {one.what}" + (f", {', '.join(one.fields)} differ" if one.fields else "")
    if one.what == "changed" and one.before != one.after:
        yield f"  moved from {one.before} to {one.after}"
    for item in one.items:
        sign = "~" if item.before and item.after else "+" if item.after else "-"
        yield f"  {sign} {item.kind} {item.id}: {_said(item)}"


def _said(item: Item) -> str:
    """An annotation in a line; of one that changed, what it was and is."""
    if not (item.before and item.after):
        return _item(item.after or item.before or {})
    keys = [key for key in item.after if item.before[key] != item.after[key]]
    return ", ".join(f"{key} {_short(item.before[key])} → {_short(item.after[key])}" for key in keys)


def _item(fields: Mapping[str, Any]) -> str:
    if "head" in fields:
        return f"{fields['head']} {fields['label']} {fields['tail']}"
    return f"{fields['start']}–{fields['end']} {fields['label']} “{fields['text']}”"


def _short(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
