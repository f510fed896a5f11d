"""brat's standoff: a text and, in a file beside it, a line for everything that is said of it."""

from collections.abc import Sequence
from typing import Final

from workbench.formats.base import CARRIES, Format, Sign, Sureness
from workbench.formats.brat.reader import ABOVE, BESIDE_A1, read
from workbench.formats.brat.writer import write
from workbench.formats.source import Head
from workbench.formats.units import Unit
from workbench.model.schema import Words

_CONFS: Final = ("annotation.conf", "visual.conf")


def sniff(head: Head) -> Sign | None:
    """A file of brat's name with its text beside it; its content may be nothing at all."""
    base = head.source.base
    if base.endswith(BRAT.endings) and head.source.sibling(f"{base.rpartition('.')[0]}.txt"):
        return Sign(Sureness.SURE, Words(f"{base} and its text beside it", f"{base} ونصه إلى جانبه"))
    return None


def beside(name: str) -> Sequence[str]:
    """The text, the configuration, and what goes on with old-style files."""
    stem, _, ending = name.rpartition(".")
    more = [stem + other for other in BESIDE_A1] if ending == "a1" else []
    return [f"{stem}.txt", *more, *(above + conf for above in ABOVE for conf in _CONFS)]


BRAT: Final = Format(
    name="brat",
    title="brat standoff",
    suffix=".ann",
    media_type="text/plain",
    carries=frozenset(CARRIES) - {"sections", "ids", "meta", "status", "tokens"},
    read=read,
    write=write,
    units=(Unit.CODE_POINTS, Unit.UTF16),
    sniff=sniff,
    suffixes=(".ann", ".a1"),
    beside=beside,
    folder=True,
)
