"""The files of a release, written into a folder: nothing in them depends on the hour, the machine or an order."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Final

from workbench.actions.release.content import Content
from workbench.actions.release.croissant import croissant
from workbench.actions.release.manifest import NAME, entry_of, facts, manifest
from workbench.formats import ExportOptions, Format, LossReport, format_named
from workbench.formats.base import Pair
from workbench.formats.native import schema_stamp
from workbench.model.schema import Schema
from workbench.model.splits import SIDES

FORMATS: Final = ("jsonl", "conll", "docbin")
"""In these every side is written, as ``train.jsonl``, ``train.conll``, ``train.spacy`` …"""

HUGGINGFACE: Final = "huggingface"
_SPLITS: Final = {"train": "train", "dev": "validation", "test": "test"}  # as the Hub calls them

Sheets = Callable[[Mapping[str, Any], Schema], Iterable[tuple[str, str]]]
"""Draws pages about a release: from its `facts` and its schema, files by name in the folder."""


def no_sheets(facts: Mapping[str, Any], schema: Schema) -> Iterable[tuple[str, str]]:
    """No pages."""
    return ()


def write_files(content: Content, folder: Path, sheets: Sheets = no_sheets) -> dict[str, Any]:
    """Write everything into an empty folder; the manifest, which is the last of the files."""
    losses = _write_data(content, folder)
    _json(folder / "loss.json", losses)
    told = facts(content)
    for name, text in sheets(told, content.schema):
        _text(folder / name, text)
    _json(folder / "croissant.json", croissant(told, dict(entries(folder))))
    found = manifest(told, dict(entries(folder)))
    _json(folder / NAME, found)
    return found


def entries(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every file of a folder but the manifest, by its path in there, with size and digest."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            yield path.relative_to(folder).as_posix(), entry_of(path)


def _write_data(content: Content, folder: Path) -> dict[str, Any]:
    """The data and what it rests on; the loss reports."""
    losses: dict[str, Any] = {}
    for side in SIDES:
        losses[side] = {name: _write_side(content, folder, side, format_named(name)) for name in FORMATS}
    if content.splits.withheld:
        _write_side(content, folder, "withheld", format_named("jsonl"))
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in content.provenance]
    _text(folder / "provenance.jsonl", "".join(lines))
    if content.agreement:
        _text(folder / "agreement.json", json.dumps(content.agreement, ensure_ascii=False) + "\n")
    _text(folder / "schema" / f"{content.schema.name}.toml", content.toml)
    for language, text in content.guidelines.items():
        _text(folder / "schema" / f"guidelines.{language}.md", text)
    return losses | {HUGGINGFACE: _write_huggingface(content, folder / HUGGINGFACE)}


def _write_huggingface(content: Content, folder: Path) -> dict[str, Any]:
    """The folder for `datasets`; its loss report."""
    from workbench.formats.huggingface import About, write_splits  # here: it takes a while to load

    loss = LossReport()
    about = About(f"{content.name} {content.version}", content.license.lower() or None)
    splits = {_SPLITS[side]: _fresh(content.on(side)) for side in SIDES}
    for name, piece in write_splits(splits, _options(content), loss, about):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(piece.encode() if isinstance(piece, str) else piece)
    return loss.as_dict()


def _write_side(content: Content, folder: Path, side: str, chosen: Format) -> dict[str, Any]:
    """One side in one format; its loss report."""
    pairs, loss = content.on(side), LossReport()
    assert chosen.write is not None
    with ExitStack() as stack:
        append = _appender(folder, side, stack)
        append(chosen.suffix, "")  # a side without documents has its files too
        for suffix, piece in chosen.write(_fresh(pairs), _options(content), loss):
            append(suffix, piece)
    return loss.as_dict()


def _options(content: Content) -> ExportOptions:
    return ExportOptions(schema=schema_stamp(content.schema), types=content.schema)


def _fresh(pairs: list[Pair]) -> Callable[[], Iterator[Pair]]:
    return lambda: iter(pairs)


def _appender(folder: Path, side: str, stack: ExitStack) -> Callable[[str, str | bytes], None]:
    files: dict[str, IO[bytes]] = {}

    def append(suffix: str, piece: str | bytes) -> None:
        if suffix not in files:
            files[suffix] = stack.enter_context((folder / f"{side}{suffix}").open("wb"))
        files[suffix].write(piece.encode() if isinstance(piece, str) else piece)

    return append


def _json(path: Path, given: object) -> None:
    _text(path, json.dumps(given, ensure_ascii=False, indent=1) + "\n")


def _text(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
