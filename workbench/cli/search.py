"""Search at the shell."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from workbench.actions import search, workspace
from workbench.actions.search import Hit
from workbench.cli.shell import main, opened, say
from workbench.model.search import KINDS
from workbench.storage import Database

_PAGE = 500


@main.command(name="search")
@click.argument("query", default="")
@click.option("--label", default="", help="Only entities of this type.")
@click.option("--relation", default="", help="Only relations of this type.")
@click.option("--head", default="", help="Only relations from this type of entity.")
@click.option("--tail", default="", help="Only relations to this type of entity.")
@click.option("--attribute", default="", help="NAME=VALUE: only marks that have it.")
@click.option("--note", default="", help="Only marks whose note holds this.")
@click.option("--owner", default="", help="Only this owner's marks.")
@click.option("--status", default="", help="Only work in this state.")
@click.option("--batch", default="", help="Only documents of this batch.")
@click.option(
    "--in", "in_", type=click.Choice(KINDS), default=None, help="What to look for, if the rest leaves it open."
)
@click.option("--limit", default=1000, show_default=True, type=click.IntRange(1), help="Places at most.")
@click.option("--format", "format", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.pass_obj
def search_(path: Path, /, query: str, limit: int, format: str, in_: str | None, **fields: str) -> None:
    """Find words, entities and relations across all documents, each with what stands around it.

    QUERY holds words, "whole words" in quotes, field:value, or a relation: PERSON -HOLDS_ROLE-> ROLE.
    """
    with opened(path) as db:
        found = 0
        for hit in _hits(db, query, fields | {"in": in_ or ""}, limit):
            found += 1
            click.echo(json.dumps(hit.as_dict(), ensure_ascii=False) if format == "jsonl" else _line(hit))
    say(f"{found} places.")


def _hits(db: Database, query: str, fields: dict[str, str], limit: int) -> Iterator[Hit]:
    after: str | None = "0"
    while after is not None and limit > 0:
        page = search.find(db, workspace.SHELL, query, fields, min(limit, _PAGE), after)
        yield from page.hits
        limit -= len(page.hits)
        after = page.next


def _line(hit: Hit) -> str:
    """Where, what, and the words around it, separated by tabs."""
    around = hit.context
    what = f"{hit.owner}\t{_what(hit)}\t" if hit.owner else ""
    words = f"{around.before}{around.lead}[{around.text}]{around.trail}{around.after}".replace("\t", " ")
    return f"{hit.document}:{hit.start}-{hit.end}\t{what}{words.replace(chr(10), ' ')}"


def _what(hit: Hit) -> str:
    if hit.relation and hit.ends:
        head, tail = hit.ends
        return f"{head.text} ({head.label}) -{hit.relation.label}-> {tail.text} ({tail.label})"
    return hit.span.label if hit.span else ""
