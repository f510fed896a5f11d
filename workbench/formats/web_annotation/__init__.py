"""W3C Web Annotation (JSON-LD): a page of annotations beside the text that they are about."""

from collections.abc import Sequence
from typing import Final

from workbench.formats.base import CARRIES, Format, Sign, Sureness
from workbench.formats.source import Head
from workbench.formats.units import Unit
from workbench.formats.web_annotation.reader import read
from workbench.formats.web_annotation.writer import SUFFIX, write
from workbench.model.schema import Words


def sniff(head: Head) -> Sign | None:
    """The context that every such file names."""
    if "www.w3.org/ns/anno.jsonld" in head.text:
        return Sign(Sureness.SURE, Words("it names the context anno.jsonld", "فيه السياق anno.jsonld"))
    return None


def beside(name: str) -> Sequence[str]:
    """The text that our pages are about."""
    return [f"{name.removesuffix(SUFFIX)}.txt"]


WEB_ANNOTATION: Final = Format(
    name="web-annotation",
    title="W3C Web Annotation (JSON-LD)",
    suffix=SUFFIX,
    media_type="application/ld+json",
    carries=frozenset(CARRIES) - {"sections", "meta", "status", "tokens"},
    read=read,
    write=write,
    units=(Unit.CODE_POINTS, Unit.UTF16),
    sniff=sniff,
    beside=beside,
    folder=True,
)
