"""What Label Studio writes into a target storage: a file an annotation, with its task inside."""

from collections.abc import Mapping
from typing import Any, Final

from workbench.formats.records import Item

KEYS: Final = frozenset({"result", "task", "completed_by"})
"""Keys of such a file, which no task has together."""


def is_stored(fields: Mapping[str, Any]) -> bool:
    """Whether a record is of this kind. Elsewhere, annotations only name their task."""
    return fields.keys() >= KEYS and isinstance(fields["task"], dict)


def task_of(record: Item) -> Item:
    """The record as its task, with this one annotation. Places lead to the record."""
    annotation = record.rest("task")

    def place(*path: str | int) -> str:
        match path:
            case ("annotations", 0, *rest):
                return record.where(*rest)
        return record.where("task", *path)

    return Item({**record.item("task").fields, "annotations": [annotation]}, place)
