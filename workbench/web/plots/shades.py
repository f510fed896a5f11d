"""How dark a cell of a table is: heat maps and matrices are tables whose cells are shaded."""

from typing import Final

SHADES: Final = 6
"""Steps from the ground (0) to the darkest."""


def shade(value: float | None, most: float = 1.0) -> int:
    """The step for a value between 0 and ``most``; anything above nothing is at least 1, undefined is 0."""
    if value is None or value <= 0 or most <= 0:
        return 0
    return min(1 + int((SHADES - 1) * value / most), SHADES - 1)
