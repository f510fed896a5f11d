"""Label Studio's short JSON (JSON-MIN): a record an annotation, its regions under the names of their controls.

It holds no relations: whoever exported it has left them behind already.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.formats.records import Item, Path
from workbench.formats.source import Head

KEYS: Final = frozenset({"annotation_id", "annotator"})
"""Keys of every record, which no task has."""

_ABOUT: Final = (*KEYS, "id", "created_at", "updated_at", "lead_time", "agreement")
_KINDS: Final = ("labels", "hypertextlabels")


def is_short(record: Item) -> bool:
    """Whether a record is of this kind."""
    return record.fields.keys() >= KEYS


def is_table(head: Head) -> bool:
    """Whether a file is the same as a table, CSV or TSV. It holds no more, and cells in cells: it is not read."""
    columns = re.split("[,\t]", head.first_line.replace('"', ""))
    return KEYS | {"lead_time"} <= set(columns)


def task_of(record: Item) -> Item:
    """The record as a task with one annotation. Places lead to the record."""
    regions = list(_regions(record.fields))
    ways: list[Path] = [way for way, _ in regions]
    result = [{"type": kind, "value": record.fields[key][at]} for ((key, at), kind) in regions]
    controls = {way[0] for way in ways}
    data = {key: value for key, value in record.fields.items() if key not in _ABOUT and key not in controls}
    annotation = {"completed_by": record.fields.get("annotator"), "result": result}

    def place(*path: str | int) -> str:
        match path:
            case ("annotations", 0, "result", int(at), *rest) if at < len(ways):
                return record.where(*ways[at], *rest[1:])
            case ("data", *rest):
                return record.where(*rest)
        return record.where()

    return Item({"id": record.fields.get("id"), "data": data, "annotations": [annotation]}, place)


def _regions(fields: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], str]]:
    """The way to every stretch of text with labels, and their kind."""
    for key, found in fields.items():
        for at, one in enumerate(found if isinstance(found, list) else ()):
            kind = next((kind for kind in _KINDS if isinstance(one, dict) and kind in one), None)
            if kind and "start" in one:
                yield (key, at), kind
