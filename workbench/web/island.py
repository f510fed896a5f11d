"""What the canvas page brings with it: small, because it is read before anything can be seen.

The text stands in the page already, line by line, so only the lines that are not shown are repeated. Tokens and
sentences are one row of numbers each: their steps (`model.document.steps_of`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from workbench.actions.review import Line
from workbench.model.document import steps_of


def slim(fields: Mapping[str, Any], lines: Sequence[Line]) -> dict[str, Any]:
    """The fields of a document for a page that shows its ``lines``: instead of ``text`` its ``length`` and ``unseen``.

    ``unseen`` are start and text of each line of nothing but white space.
    """
    kept = {key: value for key, value in fields.items() if key != "text"}
    unseen = [(line.start, line.text) for line in lines if line.text and not line.text.strip()]
    flat = {key: steps_of(fields[key]) for key in ("tokens", "sentences")}
    return kept | flat | {"length": len(fields["text"]), "unseen": unseen}


@cache
def modules() -> list[str]:
    """The scripts of the canvas: named in the page, all are on their way before the first asks for the others."""
    folder = Path(__file__).parent / "static" / "annotate"
    return sorted(f"annotate/{path.name}" for path in folder.glob("*.js"))
