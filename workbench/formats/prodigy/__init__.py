"""Prodigy's JSONL: a task a line, with its tokens, spans and relations, and the answer that it was given."""

from typing import Final

from workbench.formats.base import Format, Sign, Sureness
from workbench.formats.prodigy.reader import UNITS, read
from workbench.formats.prodigy.writer import CARRIED, SUFFIX, write
from workbench.formats.source import Head
from workbench.model.schema import Words

_SIGNS: Final = {"_task_hash", "_input_hash", "_view_id", "answer"}


def sniff(head: Head) -> Sign | None:
    """Keys that only Prodigy writes, or tokens as it has them."""
    if "text" in head.keys and _SIGNS & head.keys:
        return Sign(Sureness.SURE, Words("tasks with answers and hashes", "مهام فيها answer و_task_hash"))
    tokens, spans = (head.record.get(key) for key in ("tokens", "spans"))
    if "text" in head.keys and isinstance(tokens, list) and tokens and isinstance(tokens[0], dict):
        return Sign(Sureness.LIKELY, Words("texts with their tokens as objects", "نصوص معها رموزها كائنات"))
    if "text" in head.keys and isinstance(spans, list) and not {"id", "format"} & head.keys:
        return Sign(Sureness.LIKELY, Words("texts with spans, without ids", "نصوص فيها spans بلا معرّفات"))
    return None


PRODIGY: Final = Format(
    name="prodigy",
    title="Prodigy JSONL",
    suffix=SUFFIX,
    media_type="application/jsonl",
    carries=CARRIED,
    read=read,
    write=write,
    units=UNITS,
    sniff=sniff,
    suffixes=(".jsonl",),
)
