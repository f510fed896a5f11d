"""The elements of one XMI file, as dkpro-cassis would write them, letter for letter; it takes four times as long."""

from collections.abc import Mapping
from typing import Final

from workbench.formats.units import Measure, Unit
from workbench.formats.xmi.types import KEPT, META, RELATION, SENTENCE, SPAN, TOKEN
from workbench.model.document import Extent

_PREFIXES: Final = {
    META: "type",
    KEPT: "workbench",
    SENTENCE: "type0",
    TOKEN: "type0",
    SPAN: "custom",
    RELATION: "custom",
}
_NAMES: Final = {type: f"{prefix}:{type.rpartition('.')[2]}" for type, prefix in _PREFIXES.items()}
_SPACES: Final = {
    prefix: f"http:///{type.rpartition('.')[0].replace('.', '/')}.ecore" for type, prefix in _PREFIXES.items()
}
_HEAD: Final = """\
<?xml version='1.0' encoding='UTF-8'?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"{spaces} xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
"""
_TAIL: Final = """\
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="{text}"/>
  <cas:View sofa="1" members="{members}"/>
</xmi:XMI>
"""
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


class Page:
    """Numbers elements as they are added. ``shown`` is the text as XML can hold it, as long as the text itself."""

    def __init__(self, text: str, shown: str) -> None:
        self._measure = Measure(text, Unit.UTF16)
        self._shown = shown
        self._elements: list[str] = []

    def add(self, type: str, extent: Extent, features: Mapping[str, str | None] | None = None) -> int:
        """Add an element at an extent in code points; its number. Features that are None stay away."""
        number = len(self._elements) + 2  # 0 stands for nothing, 1 for the text
        said = "".join(f' {key}="{_quoted(value)}"' for key, value in (features or {}).items() if value is not None)
        start, end = map(self._measure, extent)
        self._elements.append(f'  <{_NAMES[type]} xmi:id="{number}" sofa="1" begin="{start}" end="{end}"{said}/>\n')
        return number

    def text(self) -> str:
        """The file."""
        body = "".join(self._elements)
        spaces = "".join(f' xmlns:{prefix}="{url}"' for prefix, url in _SPACES.items() if f"<{prefix}:" in body)
        members = " ".join(str(number) for number in range(2, len(self._elements) + 2))
        return _HEAD.format(spaces=spaces) + body + _TAIL.format(text=_quoted(self._shown), members=members)


def _quoted(value: str) -> str:
    return value.translate(_ESCAPES)
