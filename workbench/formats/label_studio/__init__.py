"""Label Studio's JSON: a list of tasks, each with its text and everybody's annotations, and the labelling interface."""

from typing import Final

from workbench.formats.base import Format, Sign, Sureness
from workbench.formats.label_studio.reader import UNITS, read
from workbench.formats.label_studio.short import KEYS, is_table
from workbench.formats.label_studio.stored import is_stored
from workbench.formats.label_studio.writer import CARRIED, SUFFIX, write
from workbench.formats.source import Head
from workbench.model.schema import Words

_SIGNS: Final = {"annotations", "predictions", "completions"}


def sniff(head: Head) -> Sign | None:
    """Tasks with data and annotations."""
    if "data" in head.keys and _SIGNS & head.keys:
        return Sign(Sureness.SURE, Words("tasks with data and annotations", "مهام فيها data وannotations"))
    if head.keys >= KEYS:
        return Sign(Sureness.SURE, Words("records of JSON-MIN with annotators", "سجلات JSON-MIN فيها annotator"))
    if is_stored(head.record):
        return Sign(Sureness.SURE, Words("an annotation with its task inside", "توسيم في داخله مهمته"))
    if is_table(head):
        return Sign(Sureness.SURE, Words("the columns of Label Studio's tables", "أعمدة جداول Label Studio"))
    return None


LABEL_STUDIO: Final = Format(
    name="label-studio",
    title="Label Studio JSON",
    suffix=SUFFIX,
    media_type="application/json",
    carries=CARRIED,
    read=read,
    write=write,
    units=UNITS,
    sniff=sniff,
    suffixes=(".json",),
)
