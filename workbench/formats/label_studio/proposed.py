"""A labelling interface of Label Studio → a schema file of ours."""

from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as Xml

from workbench.formats.problems import NotReadable
from workbench.formats.proposal import Proposal, colour_of
from workbench.formats.source import Source

_READ: Final = frozenset(
    ["View", "Labels", "HyperTextLabels", "Label", "Relations", "Relation", "Text", "HyperText", "Header", "Style"]
)


def proposed(source: Source) -> Proposal:
    """The schema that an interface describes: its labels and relations, which link what they like. Raises a
    `FileProblem`."""
    text = source.text().text
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NotReadable(where=source.name, reason="it declares a document type, which no labelling interface does")
    try:
        root = Xml.fromstring(text)
    except Xml.ParseError as error:
        line, column = error.position
        where = f"{source.name}:{line}:{column + 1}"
        raise NotReadable(where=where, reason="no XML") from None
    found = Proposal(PurePosixPath(source.base).stem, "ar" if "rtl" in (root.get("style") or "") else "en")
    for control in (*root.iter("Labels"), *root.iter("HyperTextLabels")):
        for one in control.iter("Label"):
            _entity(found, one, source.name)
    for one in root.iter("Relation"):
        ends = list(found.entities)
        found.relations[found.label(one.get("value") or "", source.name)] = {"head": ends, "tail": ends}
    for kind in dict.fromkeys(one.tag for one in root.iter() if one.tag not in _READ):
        found.left_out(source.name, f"<{kind}>")
    return found


def _entity(found: Proposal, one: Xml.Element, name: str) -> None:
    """A label: what is stored is its alias, if it has one; its value is what people see."""
    stored, shown = one.get("alias") or one.get("value") or "", one.get("hint") or one.get("value") or ""
    key = one.get("hotkey") or ""
    keys = {"key": key} if len(key) == 1 and key.isascii() and key.isalnum() and key == key.lower() else {}
    found.entities[found.label(stored, name)] = {"name": shown, **keys, **colour_of(one.get("background"))}
