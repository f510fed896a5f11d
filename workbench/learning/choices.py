"""What may be chosen of a training. Knows no library, so that a command can show it without loading one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ENTITIES: Final[Mapping[str, tuple[str, ...]]] = {"ner": ("ner",), "spancat": ("spancat",), "both": ("ner", "spancat")}
"""What finds entities: the flat recognizer, the categorizer of nested spans, or the two together."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What may be chosen of a training.

    ``entities`` is one of `ENTITIES`; ``relations`` trains relations too. It stops after ``steps`` batches, or
    ``patience`` batches after the best one; every ``every`` batches it is held against the development split. ``seed``
    makes it repeatable.
    """

    entities: str = "spancat"
    relations: bool = True
    steps: int = 400
    patience: int = 150
    every: int = 50
    seed: int = 13
