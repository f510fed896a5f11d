"""The agreement report at the shell."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.actions import annotate, workspace
from workbench.cli.shell import following, main, opened
from workbench.model.schema import Schema

if TYPE_CHECKING:
    from workbench.agreement import Report

GAMMA_BY_ITSELF = 100
"""Gamma of so many documents is computed without being asked for: about a third of a second each."""


@main.command()
@click.option("--owners", default="", help="Names, separated by commas; default: everybody who has annotated.")
@click.option("--labels", default="", help="Entity labels and relation types, separated by commas; default: all.")
@click.option("--documents", default="", help="Ids of documents, separated by commas; default: all.")
@click.option("--since", default="", help="Only documents last finished on this day or later (2026-11-21).")
@click.option("--until", default="", help="Only documents last finished on this day or earlier.")
@click.option("--format", "format", type=click.Choice(["text", "json", "csv", "html"]), default="text",
              show_default=True, help="text leaves out single documents; html is a file to mail or print.")  # fmt: skip
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Of html.")
@click.option("--by-document/--no-by-document", default=True, help="Values of each document, in json and csv.")
@click.option("--gamma/--no-gamma", default=None,
              help=f"gamma takes longest; computed unasked for up to {GAMMA_BY_ITSELF} documents.")  # fmt: skip
@click.option("--practice", is_flag=True, help="Count practice and checks against gold too.")
@click.option("--pseudonyms", is_flag=True, help="Call people by names that say nothing, the same every time.")
@click.pass_obj
def agreement(
    path: Path,
    /,
    format: str,
    language: str,
    by_document: bool,
    gamma: bool | None,
    practice: bool,
    pseudonyms: bool,
    **chosen: str,
) -> None:
    """How far people agree, and where they do not; only finished work counts."""
    from workbench import agreement as numbers  # here, and the next: numpy takes longer to load than most commands take
    from workbench.actions import agreement as actions
    from workbench.actions import pseudonyms as naming

    options = numbers.Settings(by_document=by_document, **({"gamma_samples": 0} if gamma is False else {}))
    part = replace(actions.Filter.read(chosen), practice=practice)
    with opened(path) as db:
        if gamma or (gamma is None and actions.gammas_missing(db, workspace.SHELL, part, options) <= GAMMA_BY_ITSELF):
            with following("gamma") as progress:
                actions.compute_gammas(db, workspace.SHELL, part, options, progress)
        report = actions.report(db, workspace.SHELL, part, options)
        if pseudonyms:
            report = numbers.renamed(report, naming.pseudonyms(db))
        click.echo(_written(report, format, annotate.schema(db), language), nl=False)


def _written(report: "Report", format: str, schema: Schema, language: str) -> str:
    """The report in a format."""
    from workbench import agreement as numbers

    if format == "html":
        from workbench.web.review.report.standalone import render_report

        return render_report(report, schema, language)
    if format == "json":
        return json.dumps(numbers.report_json(report), ensure_ascii=False) + "\n"
    return numbers.report_csv(report) if format == "csv" else numbers.report_text(report)
