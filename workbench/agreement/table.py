"""Columns of numbers that add up: rows are appended, then summed by whatever keys a question needs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.floating[Any]]
Keys = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

DENSE: Final = 10_000_000
"""Up to so many possible groups, finding those in use by marking them is faster than by sorting."""


class Codes(dict[str, int]):
    """Small numbers for names, in the order of their first use: a new name gets the next."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__()
        for name in names:
            self[name]

    def __missing__(self, name: str) -> int:
        """The number of a new name."""
        self[name] = len(self)
        return self[name]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of whole-number keys and of values that may be summed over any rows."""

    key_names: Sequence[str]
    columns: Sequence[str]
    keys: Keys
    values: Values

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, name: str) -> Keys:
        """One key of every row."""
        found: Keys = self.keys[:, self.key_names.index(name)]
        return found

    def column(self, name: str) -> Values:
        """One value of every row."""
        found: Values = self.values[:, self.columns.index(name)]
        return found

    def where(self, rows: Flags) -> "Table":
        """The rows that are flagged."""
        if rows.all():
            return self
        return replace(self, keys=self.keys[rows], values=self.values[rows])

    def only(self, columns: Sequence[str]) -> "Table":
        """The same rows with these columns only."""
        places = [self.columns.index(name) for name in columns]
        return replace(self, columns=columns, values=self.values[:, places])

    def weighted(self, weights: Floats) -> "Table":
        """Every row's values times the row's weight."""
        return replace(self, values=self.values * weights[:, None])

    def with_values(self, values: Values) -> "Table":
        """A table with the same columns and other values; its rows have no keys."""
        return replace(self, key_names=(), keys=self.keys[:0, :0], values=values)

    def rows(self) -> Iterator[dict[str, float]]:
        """The values of every row, by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.values.tolist())

    def sum(self) -> dict[str, float]:
        """The values of all rows together, by column."""
        return dict(zip(self.columns, self.values.sum(axis=0, dtype=np.float64).tolist(), strict=True))

    def sums(self, *names: str) -> dict[tuple[int, ...], Floats]:
        """The sum of the values of all rows that share the named keys."""
        if not len(self):
            return {}
        picked = self.keys[:, [self.key_names.index(name) for name in names]]
        sizes = tuple(int(size) + 1 for size in picked.max(axis=0))
        groups, inverse = _grouped(np.ravel_multi_index(tuple(picked.T), sizes), prod(sizes))
        sums = [np.bincount(inverse, weights=column, minlength=len(groups)) for column in self.values.T]
        keys = np.stack(np.unravel_index(groups, sizes), axis=1)
        return dict(zip(map(tuple, keys.tolist()), np.stack(sums, axis=1), strict=True))


def _grouped(codes: Integers, space: int) -> tuple[Integers, Integers]:
    """The distinct codes (all below ``space``) in order, and the place of each code among them."""
    if space > DENSE:
        groups, inverse = np.unique(codes, return_inverse=True)
        return groups, inverse
    used = np.bincount(codes, minlength=space) > 0
    return np.flatnonzero(used), (np.cumsum(used) - 1)[codes]
