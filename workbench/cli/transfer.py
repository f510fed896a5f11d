"""Import and export."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from workbench.actions import transfer, workspace
from workbench.actions.transfer import CHOICES, ExportRequest, FileReport
from workbench.cli.shell import complain, main, opened, say
from workbench.formats import FORMATS, Source

_PRINTED = 200


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "format",
    type=click.Choice(["auto", *FORMATS]),
    default="auto",
    show_default=True,
    help="auto: found from the content.",
)
@click.option("--owner", help="NAME, gold or suggestion:NAME; replaces the owner that the files name.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.pass_obj
def import_(path: Path, paths: tuple[Path, ...], format: str, owner: str | None, dry_run: bool) -> None:
    """Import files and folders. A file with problems is left out whole, and all its problems are listed."""
    options: dict[str, Any] = {"format": format, "owner": owner, "dry_run": dry_run}
    on_disk = [p for p in paths if str(p) != "-"]
    with opened(path) as db:
        report = transfer.import_paths(db, workspace.SHELL, on_disk, progress=_progress, **options)
        if len(on_disk) < len(paths):
            source = Source.of_bytes(sys.stdin.buffer.read(), "stdin")
            report.files.append(transfer.import_source(db, workspace.SHELL, source, **options))
    for file in report.files:
        _print_file(file)
    for left_out in report.left_out:
        say(f"{left_out}: left out, no suffix of ours")
    if dry_run:
        say("Dry run: nothing was written.")
    if report.problems:
        raise SystemExit(1)


@main.command()
@click.option(
    "--format",
    "format",
    type=click.Choice([f.name for f in FORMATS.values() if f.write]),
    required=True,
    help="See docs/formats.md.",
)
@click.option("--owner", default="all", show_default=True, help="NAME, gold, or all.")
@click.option(
    "--out",
    default="-",
    show_default=True,
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="The main file; others lie beside it.",
)
@click.option(
    "--status",
    type=click.Choice(CHOICES["status"]),
    default="any",
    show_default=True,
    help="Only finished work, or any.",
)
@click.option(
    "--scheme", type=click.Choice(CHOICES["scheme"]), default="BIO", show_default=True, help="How tags are written."
)
@click.option(
    "--tokens", type=click.Choice(CHOICES["tokens"]), default="clitic", show_default=True, help="How text is cut."
)
@click.option(
    "--residual",
    type=click.Choice(CHOICES["residual"]),
    default="split",
    show_default=True,
    help="What becomes of a span whose edge falls inside a token.",
)
@click.option(
    "--layers",
    type=click.Choice(CHOICES["layers"]),
    default="nested",
    show_default=True,
    help="A column a depth, or one only.",
)
@click.option("--pseudonyms", is_flag=True, help="Call people by names that say nothing, the same every time.")
@click.pass_obj
def export(path: Path, /, out: Path, pseudonyms: bool, **choices: str) -> None:
    """Export annotations. The loss report is printed to stderr, stored, and laid beside the file."""
    request = ExportRequest(**choices, names="pseudonyms" if pseudonyms else "real")
    with opened(path) as db:
        if str(out) == "-":
            with click.open_file("-", "wb") as stdout:
                row = transfer.export_to_stream(db, workspace.SHELL, request, stdout)
        else:
            row = transfer.run_export(db, workspace.SHELL, request, out)
    for line in _report_lines(row.report):
        say(line)
    say(f"Export {row.id}: {', '.join(row.files)}")


def _report_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """The loss report in words: counts, then every item that left other than it came, then the remarks."""
    for kind in ("spans", "relations"):
        tally = report[kind]
        counts = "  ".join(f"{tally[name]:6} {name}" for name in ("in", "exact", "changed", "dropped"))
        yield f"{kind:10}{counts}"
    for what, items in (
        ("changed", report["spans"]["changed_items"]),
        ("dropped", [*report["spans"]["dropped_items"], *report["relations"]["dropped_items"]]),
        ("token cut", report["cut_tokens"]["items"]),
        ("stripped", report["stripped"]["items"]),
    ):
        for item in items[:_PRINTED]:
            became = f" → {item['became'][0]}–{item['became'][1]}" if item["became"] else ""
            place = f"{item['document']} {item['owner']} {item['id']}"
            yield f"{what}: {place} {item['label']} “{item['text']}”: {item['reason']}{became}"
        if len(items) > _PRINTED:
            yield f"{what}: and {len(items) - _PRINTED} more, in the stored report and the file .loss.json"
    yield from report["remarks"]


@main.command()
def formats() -> None:
    """The table of formats: name, reads, writes, what it carries without loss."""
    for one in FORMATS.values():
        ways = ("reads" if one.read else "-", "writes" if one.write else "-")
        click.echo("\t".join((one.name, *ways, one.title, ", ".join(sorted(one.carries)) or "text only")))


def _progress(file: str, done: int, percent: int | None) -> None:
    """A line that counts, on a terminal only, and only for work that takes a while."""
    if sys.stderr.isatty() and done > 100:
        click.echo(f"\r{file}: {done:,}{'' if percent is None else f', {percent} %'}", err=True, nl=percent == 100)


def _print_file(file: FileReport) -> None:
    for note in file.notes:
        say(f"{file.path}: {note}")
    for problem in file.problems:
        complain(problem)
    if file.problems:
        say(f"{file.path}: {len(file.problems)} problems, nothing imported")
        return
    new = f"{file.documents} documents, {file.sets} sets ({file.spans} spans, {file.relations} relations)"
    click.echo(f"{file.path}: {new}; known already: {file.documents_known} documents, {file.sets_known} sets")
