"""Documents and owners as paths, the way INCEpTION lays out the annotations of a project.

``annotation/DOCUMENT/OWNER.tsv``, and ``curation/DOCUMENT/CURATION_USER.tsv`` for gold.
"""

import re
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote, unquote

from workbench.formats.files import document_id
from workbench.formats.source import Source
from workbench.model.annotation import GOLD

ENTITY: Final = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
"""The layer of named entities that INCEpTION has from the start."""

LAYERS: Final = ("custom.", "webanno.custom.")
"""How the names of layers begin that its template brings or that people make."""

_CURATED: Final = "CURATION_USER"
_ANNOTATION, _CURATION = "annotation", "curation"
_ESCAPED: Final = re.compile("%[0-9A-F]{2}")


class Named(NamedTuple):
    """What a path tells: the document, and the owner if it tells one."""

    id: str
    owner: str | None


def path_of(document: str, owner: str, suffix: str) -> str:
    """Where the annotations of an owner lie. `named` finds both again."""
    if owner == GOLD:
        return f"{_CURATION}/{_escaped(document)}/{_CURATED}{suffix}"
    return f"{_ANNOTATION}/{_escaped(document)}/{_escaped(owner)}{suffix}"


def named(source: Source, suffix: str) -> Named:
    """The document and owner of a file: from folders of this layout, else the document from the file's name."""
    path = PurePosixPath(source.name.removesuffix(".gz"))
    stem, folders = path.name.removesuffix(suffix), path.parts[-3:-1]
    match folders:
        case (str(kind), str(document)) if kind == _CURATION and stem == _CURATED:
            return Named(_unescaped(document), GOLD)
        case (str(kind), str(document)) if kind == _ANNOTATION:
            return Named(_unescaped(document), unquote(stem))
    return Named(document_id(path.name.removesuffix(suffix)), None)


def _escaped(name: str) -> str:
    """Letters, digits, ``_-`` and dots inside stay, the rest becomes ``%XX``."""
    kept = "".join(one if one.isalnum() or one in "._-" else quote(one, safe="") for one in name)
    return kept.replace(".", "%2E", 1) if kept.startswith(".") else kept


def _unescaped(folder: str) -> str:
    """Ours exactly; an id for the folders of others, which are named after the files that were uploaded."""
    return unquote(folder) if _ESCAPED.search(folder) else document_id(folder)
