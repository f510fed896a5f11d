"""What a release is asked to be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.actions.release.problems import BadShares, BadVersion
from workbench.model.splits import SHARES

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """A version of the gold. ``name`` is that of the schema if empty; ``license`` the one said last, an SPDX name.

    ``shares`` are percent of documents in train, dev and test; ``seed`` breaks ties between equal choices.
    ``sides`` are those of earlier releases elsewhere (document -> side); ``without`` are documents to leave out.
    ``note`` is what its makers say of the data; it stands in the manifest and in the datasheet.
    """

    version: str
    name: str = ""
    license: str = ""
    seed: int = 0
    shares: tuple[int, ...] = SHARES
    sides: Mapping[str, str] | None = None
    without: tuple[str, ...] = ()
    note: str = ""

    def check(self) -> None:
        """Raise `BadVersion` or `BadShares` for what no release can have."""
        for given in (self.version, self.name or "name"):
            if not _NAME.fullmatch(given):
                raise BadVersion(given=given)
        if len(self.shares) != len(SHARES) or sum(self.shares) != 100 or min(self.shares) < 0:
            raise BadShares(given=",".join(map(str, self.shares)))


def read_shares(given: str) -> tuple[int, ...]:
    """Percentages with commas between. Raises `BadShares`."""
    try:
        return tuple(int(one) for one in given.split(","))
    except ValueError:
        raise BadShares(given=given) from None
