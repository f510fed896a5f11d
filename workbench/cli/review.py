"""Assignment and batches."""

from pathlib import Path

import click

from workbench.actions import review, workspace
from workbench.actions.review import Plan
from workbench.cli.shell import listed, main, opened, say
from workbench.model.assignment import KINDS, RULES


@main.command()
@click.option("--overlap", default=1, show_default=True, help="How many people see each document.")
@click.option("--people", "names", default="", help="Names, separated by commas; default: all annotators.")
@click.option("--documents", "chosen", default="", help="Document ids, separated by commas; default: all.")
@click.option("--batch", default="", help="Only the documents of this batch.")
@click.option("--rule", type=click.Choice(RULES), default=RULES[0], show_default=True,
              help="To the least loaded in turn; by a draw; each batch to the same people.")  # fmt: skip
@click.option("--seed", type=int, help="Of the draw; default: a new one, which is said and stored.")
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True,
              help="practice and gold-check need final gold; only practice is told to the annotator.")  # fmt: skip
@click.option("--pool", is_flag=True, help="Give to nobody in particular: people take the next one themselves.")
@click.pass_obj
def assign(
    path: Path,
    overlap: int,
    names: str,
    chosen: str,
    batch: str,
    rule: str,
    seed: int | None,
    kind: str,
    pool: bool,
) -> None:
    """Give documents to people. Assigned documents are closed to everybody else."""
    plan = Plan(rule, seed, batch, kind)
    with opened(path) as db:
        if pool:
            run = review.offer(db, workspace.SHELL, listed(chosen), overlap, plan)
        else:
            run = review.assign(db, workspace.SHELL, listed(names), listed(chosen), overlap, plan)
    seeded = f" (seed {run.seed})" if run.seed is not None else ""
    say(f"{run.given} documents in the pool." if pool else f"{run.given} new assignments{seeded}.")


@main.command()
@click.argument("name")
@click.argument("document")
@click.option("--to", default="", help="Somebody who gets it instead.")
@click.option("--counts/--does-not-count", default=None,
              help="Finish the work for them, or reopen it; default: leave it as it is.")  # fmt: skip
@click.pass_obj
def unassign(path: Path, name: str, document: str, to: str, counts: bool | None) -> None:
    """Take DOCUMENT from the person NAME; their work stays as their set."""
    with opened(path) as db:
        review.withdraw(db, workspace.SHELL, document, name, counts=counts, to=to)
    say(f"{document} is no longer {name}'s" + (f"; {to} has it." if to else "."))


@main.group()
def batch() -> None:
    """Batches: documents grouped under a name."""


@batch.command("add")
@click.argument("name")
@click.argument("documents", nargs=-1, required=True)
@click.pass_obj
def batch_add(path: Path, name: str, documents: tuple[str, ...]) -> None:
    """Put DOCUMENTS into the batch NAME, made if it is new."""
    with opened(path) as db:
        count = review.add_to_batch(db, workspace.SHELL, name, documents)
    say(f"{count} documents put into {name}.")


@batch.command("derive")
@click.option("--meta", help="A key of the documents' meta data; default: the folder they were imported from.")
@click.pass_obj
def batch_derive(path: Path, meta: str | None) -> None:
    """Put documents into batches by where they came from."""
    with opened(path) as db:
        count = review.batch_by_origin(db, workspace.SHELL, meta)
    say(f"{count} documents put into batches.")


@batch.command("list")
@click.pass_obj
def batch_list(path: Path) -> None:
    """Every batch with the number of its documents."""
    with opened(path) as db:
        for name, size in review.batch_sizes(db, workspace.SHELL):
            click.echo(f"{name}\t{size}")
