"""The files of other tools: one module per format, and this one table of them.

A new format is a module of its own with a `Format` at its end, and a line here; the contract tests walk the
table. Offsets inside are code points; a format that counts otherwise converts at its own edge.
"""

from typing import Final, NamedTuple

from workbench.formats.base import Draft, ExportOptions, Findings, Format, LossReport, Pairs, Sign
from workbench.formats.brat import BRAT
from workbench.formats.conll import CONLL
from workbench.formats.conllu import CONLLU
from workbench.formats.docbin import DOCBIN
from workbench.formats.doccano_jsonl import DOCCANO, DOCCANO_SPANS
from workbench.formats.docred import DOCRED
from workbench.formats.huggingface import HUGGINGFACE
from workbench.formats.label_studio import LABEL_STUDIO
from workbench.formats.native import NATIVE
from workbench.formats.plain import TEXT
from workbench.formats.prodigy import PRODIGY
from workbench.formats.source import Source
from workbench.formats.tables import CSV, SQLITE
from workbench.formats.web_annotation import WEB_ANNOTATION
from workbench.formats.webanno import WEBANNO
from workbench.formats.xmi import XMI
from workbench.model.errors import UnknownName

__all__ = [
    "FORMATS",
    "Draft",
    "ExportOptions",
    "Findings",
    "Format",
    "Guess",
    "LossReport",
    "Pairs",
    "Source",
    "format_named",
    "guess",
]

_ALL: Final = (
    NATIVE,
    CONLL,
    CONLLU,
    BRAT,
    DOCCANO,
    DOCCANO_SPANS,
    LABEL_STUDIO,
    PRODIGY,
    WEB_ANNOTATION,
    DOCRED,
    DOCBIN,
    HUGGINGFACE,
    XMI,
    WEBANNO,
    CSV,
    SQLITE,
    TEXT,
)
FORMATS: Final[dict[str, Format]] = {format.name: format for format in _ALL}


def format_named(name: str) -> Format:
    """The format of this name. Raises `UnknownName`."""
    if name not in FORMATS:
        raise UnknownName("format", name, list(FORMATS))
    return FORMATS[name]


class Guess(NamedTuple):
    """The format that a file seems to have, and the sign that tells it."""

    format: Format
    sign: Sign


def guess(source: Source) -> Guess:
    """The format of a file, from its content: the surest sign, the first in the table among equals.

    Raises a `FileProblem` if the file cannot be opened.
    """
    head = source.head()
    signs = [Guess(one, sign) for one in FORMATS.values() if one.read and (sign := one.sniff(head))]
    return max(signs, key=lambda found: found.sign.sureness)
