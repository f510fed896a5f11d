"""The files of other tools: one module per format, and this one table of them.

A new format is a module of its own with a `Format` at its end, and a line here; the contract tests walk the
table. Offsets inside are code points; a format that counts otherwise converts at its own edge.
"""

from typing import Final

from workbench.formats.base import Draft, ExportOptions, Format, LossReport, Pairs, Reading
from workbench.formats.conll import CONLL
from workbench.formats.native import NATIVE
from workbench.formats.plain import TEXT
from workbench.model.errors import UnknownName

__all__ = [
    "FORMATS",
    "Draft",
    "ExportOptions",
    "Format",
    "LossReport",
    "Pairs",
    "Reading",
    "format_named",
    "guess",
]

FORMATS: Final[dict[str, Format]] = {format.name: format for format in (NATIVE, CONLL, TEXT)}


def format_named(name: str) -> Format:
    """The format of this name. Raises `UnknownName`."""
    if name not in FORMATS:
        raise UnknownName("format", name, list(FORMATS))
    return FORMATS[name]


def guess(text: str) -> Format:
    """The format of a file, from how its text begins."""
    start = text.lstrip()[:2000]
    if start.startswith("{"):
        return NATIVE
    if start.startswith(("# global.columns", "-DOCSTART-")):
        return CONLL
    return TEXT
