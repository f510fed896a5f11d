"""Import and export."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from workbench.actions import transfer, workspace
from workbench.actions.transfer import CHOICES, ExportRequest, FileReport
from workbench.cli.shell import complain, following, main, opened, say
from workbench.formats import FORMATS, Source
from workbench.formats.units import Unit

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
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that says which labels of theirs are which of ours.",
)
@click.option(
    "--save-mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the labels that are unknown here to a mapping file, each with a proposal, and import nothing.",
)
@click.option(
    "--unit",
    type=click.Choice(["auto", *(unit.name.lower() for unit in Unit)]),
    default="auto",
    show_default=True,
    help="What offsets count, where the file cannot tell.",
)
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.pass_obj
def import_(
    path: Path, /, paths: tuple[Path, ...], mapping: Path | None, save_mapping: Path | None, **choices: Any
) -> None:
    """Import files, folders and zip archives. A file with problems is left out whole, and all of them are listed."""
    given, dry_run = choices.pop("unit"), choices.pop("dry_run")
    unit = None if given == "auto" else Unit[given.upper()]
    options: dict[str, Any] = {}
    with opened(path) as db:
        if mapping:
            options["mapping"] = transfer.mapping_of(db, workspace.SHELL, mapping)
        left_out: list[str] = []
        found = _sources(paths, unit, left_out)
        if save_mapping:
            _save_mapping(transfer.preview(db, workspace.SHELL, found, **choices), save_mapping)
            return
        report = transfer.import_sources(
            db, workspace.SHELL, found, dry_run=dry_run, progress=_progress, **choices | options
        )
    for file in report.files:
        _print_file(file)
    for name in left_out:
        say(f"{name}: left out, no suffix of ours")
    if dry_run:
        say("Dry run: nothing was written.")
    if report.problems:
        raise SystemExit(1)


def _sources(paths: Sequence[Path], unit: Unit | None, left_out: list[str]) -> Iterator[Source]:
    for path in paths:
        if str(path) == "-":
            yield Source.of_bytes(sys.stdin.buffer.read(), "stdin", unit)
        else:
            yield from transfer.sources([path], left_out, unit)


def _save_mapping(found: transfer.Preview, path: Path) -> None:
    """Write the proposals; say them too, for whoever sees at once what is wrong."""
    for problem in found.problems:
        complain(problem)
    path.write_text(found.mapping().as_toml(), encoding="utf-8")
    for one in found.unknown:
        proposals = " / ".join(one.proposals) or "nothing near: left out"
        click.echo(f"{one.kind}\t{one.label}\t{one.count}\t{proposals}")
    say(f"{path}: {len(found.unknown)} unknown labels. Read it, change it, then import with --mapping {path}.")


@main.command()
@click.option(
    "--format",
    "format",
    type=click.Choice([f.name for f in FORMATS.values() if f.write]),
    required=True,
    help="See docs/formats.md.",
)
@click.option("--owner", default="all", show_default=True, help="NAME, gold, several with commas, or all.")
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
    default="final",
    show_default=True,
    help="final: gold only where it is final; any: drafts too; done: only finished work.",
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
@click.option(
    "--labels", type=click.Choice(CHOICES["labels"]), default="own", show_default=True, help="Whose labels to use."
)
@click.option("--document", "documents", multiple=True, help="Only this document; may be repeated.")
@click.option("--batch", default="", help="Only the documents of this batch.")
@click.option("--section", "sections", multiple=True, help="Only what is marked in such lines; may be repeated.")
@click.option("--only", multiple=True, help="Only this label of entities or relations; may be repeated.")
@click.option("--pseudonyms", is_flag=True, help="Call people by names that say nothing, the same every time.")
@click.pass_obj
def export(path: Path, /, out: Path, pseudonyms: bool, **choices: Any) -> None:
    """Export annotations. The loss report is printed to stderr, stored, and laid beside the file."""
    request = ExportRequest(**choices, names="pseudonyms" if pseudonyms else "real")
    with opened(path) as db, following("articles") as progress:
        if str(out) == "-":
            with click.open_file("-", "wb") as stdout:
                row = transfer.export_to_stream(db, workspace.SHELL, request, stdout, progress)
        else:
            row = transfer.run_export(db, workspace.SHELL, request, out, progress)
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
    if file.guessed:
        say(f"{file.path}: read as {FORMATS[file.format].title} ({file.guessed.en})")
    if file.problems:
        say(f"{file.path}: {len(file.problems)} problems, nothing imported")
        return
    new = f"{file.documents} documents, {file.sets} sets ({file.spans} spans, {file.relations} relations)"
    click.echo(f"{file.path}: {new}; known already: {file.documents_known} documents, {file.sets_known} sets")
