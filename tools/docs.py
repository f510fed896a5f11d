"""Write the generated pages of docs/, or say which are stale: ``python -m tools.docs [--check]``.

`docs/errors.md` comes from the classes of the error tree and the notes of imports, `docs/cli.md` from the help of
every command.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

import workbench
from workbench.cli import main as command_line
from workbench.formats.notes import Remark
from workbench.model.errors import Say, WorkbenchError

DOCS = Path(__file__).parents[1] / "docs"

ERRORS_HEAD = """# Errors

Made by `make docs` from the error classes; do not edit by hand.

Every refusal has a stable code, says what happened and where, and what to do next; in the browser, in the API and in
the shell alike. Words in `{braces}` are filled in. A place, where there is one, stands before the message
(`file:line:column`).

| code | when | English | العربية |
|---|---|---|---|
"""

NOTES_HEAD = """
## Notes of an import

What an import adapts or leaves out stops nothing; it is said in these words, after the file, the document or the place.

| code | English | العربية |
|---|---|---|
"""

CLI_HEAD = """# Commands

Made by `make docs` from the help of the program; do not edit by hand.

Results go to stdout, talk and progress to stderr; `-` is stdin or stdout. Exit codes: 0 done, 1 refused, 2 wrong
usage. In a checkout, `workbench` is `.venv/bin/python manage.py`.
"""


def errors_page() -> str:
    """A row for every error class that has a code of its own, by code; then one for every note of an import."""
    owners = {kind.code: kind for kind in _tree(WorkbenchError) if "code" in vars(kind)}
    spoken = [kind for kind in owners.values() if kind.en is not WorkbenchError.en or kind is WorkbenchError]
    refusals = "".join(_row(kind) for kind in sorted(spoken, key=lambda kind: kind.code))
    return ERRORS_HEAD + refusals + NOTES_HEAD + "".join(map(_note_row, sorted(Remark, key=lambda one: one.code)))


def cli_page() -> str:
    """The help of every command, in the order of `--help`."""
    return CLI_HEAD + "".join(f"\n## {name}\n\n```\n{text}\n```\n" for name, text in _helps(command_line, None))


PAGES: dict[str, Callable[[], str]] = {"errors.md": errors_page, "cli.md": cli_page}


def stale() -> list[str]:
    """The pages that are not what would be written now."""
    return [name for name, page in PAGES.items() if _written(DOCS / name) != page()]


def main(arguments: list[str]) -> int:
    """Write the pages; with ``--check`` only look, and answer 1 if one is stale."""
    if arguments == ["--check"]:
        for name in (found := stale()):
            print(f"docs/{name} is stale: run make docs", file=sys.stderr)
        return int(bool(found))
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    return 0


def _tree(kind: type[WorkbenchError]) -> Iterator[type[WorkbenchError]]:
    for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
        if module.name != "workbench.doccano.door":  # it raises what stands beside it, and needs doccano-client
            importlib.import_module(module.name)
    yield from _branch(kind)


def _branch(kind: type[WorkbenchError]) -> Iterator[type[WorkbenchError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _branch(child)


def _row(kind: type[WorkbenchError]) -> str:
    when = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return f"| `{kind.code}` | {_cell(when)} | {_words(kind.en)} | {_words(kind.ar)} |\n"


def _note_row(one: Remark) -> str:
    return f"| `{one.code}` | {_cell(one.words.en)} | {_cell(one.words.ar)} |\n"


def _words(said: Say) -> str:
    return _cell(f"{said.what} {said.hint}".strip())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("``", "`")


def _helps(command: click.Command, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    name = "workbench" if parent is None else command.name
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **command.context_settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from _helps(command.commands[each], context)


def _written(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
