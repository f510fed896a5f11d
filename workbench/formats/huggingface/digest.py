"""A digest of all rows of a Parquet file, in its footer: the checksums of pages cover neither their headers nor it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

DIGEST: Final = "workbench.sha256"
"""The key of the file's metadata that holds the digest, in hexadecimal digits."""


class RowsDigest:
    """Takes rows in their order; whatever stands in a file, the same rows have the same digest."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def take(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take more rows."""
        for row in rows:
            self._hash.update(json.dumps(row, sort_keys=True, default=repr).encode() + b"\n")

    @property
    def hex(self) -> str:
        """The digest of what was taken so far."""
        return self._hash.hexdigest()
