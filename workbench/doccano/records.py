"""The zip that doccano exports: a file of lines for each user, or ``all`` in a shared project."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from workbench.doccano.problems import TaskFailed
from workbench.doccano.values import Link, Mark, Record

_OURS: Final = ("id", "text", "entities", "relations", "label", "Comments")


def users(path: Path) -> list[str]:
    """The users whose work is in an export."""
    return sorted(name.removesuffix(".jsonl") for name in _opened(path).namelist() if name.endswith(".jsonl"))


def read(path: Path, user: str) -> Iterator[Record]:
    """What a user says, text by text. Raises `TaskFailed` if the file is not what doccano writes."""
    number = 0
    try:
        with _opened(path) as archive, archive.open(f"{user}.jsonl") as lines:
            for line in lines:
                number += 1
                if line.strip():  # an export of nothing is one empty line
                    yield _record(json.loads(line))
    except (ValueError, LookupError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        reason = f"{user}.jsonl:{number}: {type(error).__name__} {error}"
        raise TaskFailed(task="export", reason=reason) from None


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise TaskFailed(task="export", reason=str(error)) from None


def _record(line: Mapping[str, Any]) -> Record:
    """A line of a project with relations, or of one without: then spans are triples that have no ids."""
    marks = [_mark(e["id"], e["start_offset"], e["end_offset"], e["label"]) for e in line.get("entities") or ()]
    marks += [_mark(-at, *triple) for at, triple in enumerate(line.get("label") or (), 1)]
    return Record(
        example=_number(line["id"]),
        text=str(line["text"]),
        meta={key: value for key, value in line.items() if key not in _OURS},
        marks=marks,
        links=[_link(**relation) for relation in line.get("relations") or ()],
        comments=[str(c["comment"] if isinstance(c, dict) else c) for c in line.get("Comments") or ()],
    )


def _mark(id: object, start: object, end: object, label: object) -> Mark:
    return Mark(_number(id), _number(start), _number(end), str(label))


def _link(id: object, from_id: object, to_id: object, type: object) -> Link:
    return Link(_number(id), _number(from_id), _number(to_id), str(type))


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool):
        raise TypeError(f"{found!r} is no whole number")
    return found
