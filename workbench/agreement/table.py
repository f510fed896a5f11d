"""Columns of numbers that add up: rows are appended, then summed by whatever keys a question needs."""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Name = TypeVar("Name", bound=Hashable)

DENSE: Final = 10_000_000
"""Up to so many possible groups, finding those in use by marking them is faster than by sorting."""


class Codes(Generic[Name]):
    """Small numbers for names, in the order of their first use."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._codes: dict[Name, int] = {}
        for name in names:
            self.code(name)

    def code(self, name: Name) -> int:
        """The number of a name; a new name gets the next."""
        return self._codes.setdefault(name, len(self._codes))

    def names(self) -> list[Name]:
        """All names; the place of each is its number."""
        return list(self._codes)


class Growing:
    """A table under construction, held compactly."""

    def __init__(self, keys: Sequence[str], columns: Sequence[str]) -> None:
        self._names = tuple(keys), tuple(columns)
        self._keys = array("i")
        self._values = array("d")

    def append(self, keys: Sequence[int], values: Iterable[float]) -> None:
        """Add one row."""
        self._keys.extend(keys)
        self._values.extend(values)

    def table(self) -> "Table":
        """The finished table."""
        keys, columns = self._names
        numbers = np.frombuffer(self._keys, np.int32).reshape(-1, len(keys))
        return Table(keys, columns, numbers, np.frombuffer(self._values, np.float64).reshape(-1, len(columns)))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of whole-number keys and of values that may be summed over any rows."""

    key_names: Sequence[str]
    columns: Sequence[str]
    keys: Keys
    values: Floats

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, name: str) -> Keys:
        """One key of every row."""
        found: Keys = self.keys[:, self.key_names.index(name)]
        return found

    def column(self, name: str) -> Floats:
        """One value of every row."""
        found: Floats = self.values[:, self.columns.index(name)]
        return found

    def where(self, rows: Flags) -> "Table":
        """The rows that are flagged."""
        return replace(self, keys=self.keys[rows], values=self.values[rows])

    def weighted(self, weights: Floats) -> "Table":
        """Every row's values times the row's weight."""
        return replace(self, values=self.values * weights[:, None])

    def with_values(self, values: Floats) -> "Table":
        """A table with the same columns and other values; its rows have no keys."""
        return replace(self, key_names=(), keys=self.keys[:0, :0], values=values)

    def rows(self) -> Iterator[dict[str, float]]:
        """The values of every row, by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.values.tolist())

    def sum(self) -> dict[str, float]:
        """The values of all rows together, by column."""
        return dict(zip(self.columns, self.values.sum(axis=0).tolist(), strict=True))

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
