"""The way out: a task for every document, and the labelling interface for the schema.

An annotation gets a number by its document and owner, which no numbering from 1 in a database is likely to meet.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final
from xml.etree import ElementTree as Xml
from zlib import crc32

from workbench.formats.base import Chunks, ExportOptions, LossReport, Pairs
from workbench.formats.label_studio.reader import DOCUMENT, OWNER, OWNERS, UNITS
from workbench.formats.units import Measure
from workbench.model.annotation import GOLD, SUGGESTION, AnnotationSet
from workbench.model.document import Document, direction_of
from workbench.model.schema import Schema

SUFFIX: Final = ".label-studio.json"
INTERFACE: Final = ".label-studio.xml"
CARRIED: Final = frozenset({"text", "spans", "nested", "crossing", "relations", "owners", "unannotated"})
_CONTROL, _OBJECT = "label", "text"


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """One list of tasks, a task a line. The sets of a document come one after the other."""
    if options.types:
        yield INTERFACE, interface(options.types)
    before = "[\n"
    for number, (_, group) in enumerate(groupby(pairs(), key=lambda pair: pair[0].id), 1):
        documents, sets = zip(*group, strict=True)
        owned = [one for one in sets if one]
        for one in owned:
            loss.count(one)
            loss.strip(one, CARRIED)
        loss.documents += len(sets)
        yield SUFFIX, before + json.dumps({"id": number} | _task(documents[0], owned), ensure_ascii=False)
        before = ",\n"
    yield SUFFIX, "[]\n" if before == "[\n" else "\n]\n"


def interface(schema: Schema) -> str:
    """The labelling configuration: labels with their colours and keys, relations, the text in its direction."""
    view = Xml.Element("View", style=f"direction: {direction_of(schema.language)}")
    labels = Xml.SubElement(view, "Labels", name=_CONTROL, toName=_OBJECT)
    for kind in schema.entities.values():
        look = {"background": kind.colour, "hint": kind.name[schema.language], "hotkey": kind.key}
        Xml.SubElement(labels, "Label", {"value": kind.label} | {name: value for name, value in look.items() if value})
    relations = Xml.SubElement(view, "Relations")
    for link in schema.relations.values():
        Xml.SubElement(relations, "Relation", value=link.label)
    Xml.SubElement(view, "Text", name=_OBJECT, value="$text")
    Xml.indent(view)
    return Xml.tostring(view, encoding="unicode") + "\n"


def _task(document: Document, sets: list[AnnotationSet]) -> dict[str, Any]:
    meta = {f"{key}_" if key in ("text", DOCUMENT, OWNERS) else key: value for key, value in document.meta.items()}
    people = [one for one in sets if not one.owner.startswith(SUGGESTION)]
    models = [one for one in sets if one.owner.startswith(SUGGESTION)]
    numbers = {one.owner: crc32(f"{document.id} {one.owner}".encode()) for one in people}
    owners = {OWNERS: {str(number): owner for owner, number in numbers.items()}} if people else {}
    return {
        "data": {"text": document.text, **meta, DOCUMENT: document.id, **owners},
        "annotations": [
            {
                "id": numbers[one.owner],
                OWNER: one.owner,
                "ground_truth": one.owner == GOLD,
                "was_cancelled": False,
                "result": _result(document, one),
            }
            for one in people
        ],
        "predictions": [
            {"model_version": one.owner.removeprefix(SUGGESTION), "result": _result(document, one)} for one in models
        ],
    }


def _result(document: Document, owned: AnnotationSet) -> list[dict[str, Any]]:
    return [*_regions(document, owned), *_relations(owned)]


def _regions(document: Document, owned: AnnotationSet) -> Iterator[dict[str, Any]]:
    unit = Measure(document.text, UNITS[0])
    for span in owned.annotations.ordered_spans():
        extent = {"start": unit(span.start), "end": unit(span.end)}
        value = {**extent, "text": span.text, "labels": [span.label]}
        yield {"id": span.id, "from_name": _CONTROL, "to_name": _OBJECT, "type": "labels", "value": value}


def _relations(owned: AnnotationSet) -> Iterator[dict[str, Any]]:
    """One item for each ordered pair, with all its labels: of parallel ones Label Studio would keep the first."""
    labels: dict[tuple[str, str], list[str]] = {}
    for one in owned.annotations.ordered_relations():
        labels.setdefault((one.head, one.tail), []).append(one.label)
    for (head, tail), found in labels.items():
        yield {"type": "relation", "from_id": head, "to_id": tail, "direction": "right", "labels": found}
