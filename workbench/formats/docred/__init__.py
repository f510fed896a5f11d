"""DocRED's JSON: documents as sentences of tokens, entities as clusters of mentions, relations between entities."""

from typing import Final

from workbench.formats.base import Format, Sign, Sureness
from workbench.formats.docred.reader import read
from workbench.formats.docred.writer import CARRIED, SUFFIX, write
from workbench.formats.source import Head
from workbench.model.schema import Words


def sniff(head: Head) -> Sign | None:
    """Sentences and entities under the names that only this data set has."""
    if {"sents", "vertexSet"} <= head.keys:
        return Sign(Sureness.SURE, Words("documents with sents and vertexSet", "مقالات فيها sents وvertexSet"))
    return None


DOCRED: Final = Format(
    name="docred",
    title="DocRED JSON",
    suffix=SUFFIX,
    media_type="application/json",
    carries=CARRIED,
    read=read,
    write=write,
    sniff=sniff,
    suffixes=(".json", ".jsonl"),
)
