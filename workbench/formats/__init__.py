"""The files of other tools: one module per format, and this one table of them.

A new format is a module of its own with a `Format` at its end, and a line here; the contract tests walk the
table. Offsets inside are code points; a format that counts otherwise converts at its own edge.
"""

from pathlib import PurePath
from typing import Final, NamedTuple

from workbench.formats.base import Draft, ExportOptions, Findings, Format, LossReport, Pairs, Sign, Sureness
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
from workbench.formats.problems import FormatUnclear
from workbench.formats.prodigy import PRODIGY
from workbench.formats.source import Source
from workbench.formats.tables import CSV, SQLITE
from workbench.formats.web_annotation import WEB_ANNOTATION
from workbench.formats.webanno import WEBANNO
from workbench.formats.xmi import XMI
from workbench.model.errors import UnknownName
from workbench.model.schema import Words

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

    What looks like nothing but text is an article only if its name does not say otherwise: a broken file of another
    tool must not pass for one. Raises a `FileProblem` if the file cannot be opened, `FormatUnclear` included.
    """
    head = source.head()
    signs = [Guess(one, sign) for one in FORMATS.values() if one.read and (sign := one.sniff(head))]
    surest = max(signs, key=lambda found: found.sign.sureness)
    return _by_name(source, surest) if surest.format is TEXT else surest


_NOT_ARTICLES: Final = (
    ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".html", ".htm", ".zip", ".iob", ".iob2", ".bio",
)  # fmt: skip


def _by_name(source: Source, plain: Guess) -> Guess:
    """The only format whose files are called like this one, else plain text. Raises `FormatUnclear`."""
    base = source.base
    named = [one for one in FORMATS.values() if one.read and one is not TEXT and base.endswith(one.endings)]
    suffix = PurePath(base).suffix
    if len(named) == 1:
        return Guess(named[0], Sign(Sureness.POSSIBLE, Words(f"its name ends in {suffix}", f"اسمه ينتهي بـ {suffix}")))
    if named or suffix.lower() in _NOT_ARTICLES:
        raise FormatUnclear(where=f"{source.name}:1:1", suffix=suffix)
    return plain
