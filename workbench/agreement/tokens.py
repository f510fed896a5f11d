"""The token view: every frozen token has a category, the labels of the marks it shares a character with (IO scheme)."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from workbench.agreement.finished import Mark
from workbench.model.document import Extent

OUTSIDE: Final = "O"


def categories(tokens: Sequence[Extent], marks: Iterable[Mark]) -> dict[int, str]:
    """The category of every labelled token, by its index: its labels, sorted, joined by ``|``. The others are ``O``.

    ``tokens`` stand in reading order and do not overlap, as `Document.tokens` do.
    """
    starts = [token[0] for token in tokens]
    ends = [token[1] for token in tokens]
    found: defaultdict[int, set[str]] = defaultdict(set)
    for start, end, label in marks:
        for index in range(bisect_right(ends, start), bisect_left(starts, end)):
            found[index].add(label)
    return {index: "|".join(sorted(labels)) for index, labels in found.items()}


def token_cells(first: Mapping[int, str], second: Mapping[int, str], tokens: int) -> Counter[tuple[str, str]]:
    """How often the two people gave a token which categories, over all ``tokens`` tokens of a document."""
    touched = first.keys() | second.keys()
    cells = Counter((first.get(index, OUTSIDE), second.get(index, OUTSIDE)) for index in touched)
    if tokens > len(touched):
        cells[OUTSIDE, OUTSIDE] += tokens - len(touched)
    return cells
