"""Documents and owners as names in a folder of files, and back: ``owner=zainab/visit-1.ann``."""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote

from workbench.formats.files import document_id
from workbench.formats.source import Source

_OWNER: Final = "owner="
_ESCAPED: Final = re.compile("%[0-9A-F]{2}")
_LONGEST: Final = 200
"""Bytes of a name that every file system takes, with room for suffixes."""


def file_stem(id: str) -> str:
    """A document's id as the name of a file, without suffix: letters, digits and ``._-``, the rest as ``%XX``.

    `id_of` finds the id again, unless it is too long for a name; then the name says so with a digest.
    """
    stem = _escaped(id)
    if len(stem.encode()) > _LONGEST:
        return (
            f"{stem.encode()[: _LONGEST // 2].decode(errors='ignore')}-{hashlib.sha256(id.encode()).hexdigest()[:12]}"
        )
    plain = not stem.startswith(".") and (stem != id or document_id(stem) == id)
    return stem if plain else stem.replace(".", "%2E")


def id_of(stem: str) -> str:
    """The id of the document in a file of this name: ours exactly, others' as for plain text."""
    return unquote(stem) if _ESCAPED.search(stem) else document_id(stem)


def folder_of(owner: str | None) -> str:
    """The folder, with a slash, for the files of an owner; none for documents that nobody has annotated."""
    return f"{_OWNER}{_escaped(owner)}/" if owner else ""


def owner_of(source: Source) -> str | None:
    """The owner whose folder a file lies in, if it is one of ours."""
    folder = PurePosixPath(source.name).parent.name
    return unquote(folder.removeprefix(_OWNER)) if folder.startswith(_OWNER) else None


def _escaped(name: str) -> str:
    return "".join(one if one.isalnum() or one in "._-" else quote(one, safe="") for one in name)
