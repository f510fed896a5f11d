"""One Web annotation: who made it, what it says in its bodies, and where its target is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from workbench.formats.json_text import loads
from workbench.formats.records import Item
from workbench.formats.units import Claim
from workbench.formats.web_annotation.writer import JSON
from workbench.model.annotation import SUGGESTION
from workbench.model.document import Extent

_LABELS: Final = ("tagging", "classifying", "linking")
_NAMES: Final = ("name", "nickname", "email", "id")


@dataclass(slots=True)
class Said:
    """What the bodies of an annotation say."""

    labels: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    unknown: int = 0


def creator(annotation: Item) -> str | None:
    """The owner that an annotation names: software suggests."""
    given = annotation.fields.get("creator")
    first = given[0] if isinstance(given, list) and given else given
    if isinstance(first, str) and first:
        return first.replace(":", "-")
    if not isinstance(first, dict):
        return None
    who = Item(first, annotation.place, (*annotation.path, "creator"))
    key = next((key for key in _NAMES if who.fields.get(key)), None)
    if key is None:
        return None
    name = who.string(key).replace(":", "-")
    return f"{SUGGESTION}{name}" if "Software" in types(who) else name


def types(item: Item) -> list[Any]:
    """The types of an object: one, or a list of them."""
    return listed(item.fields.get("type", item.fields.get("@type")))


def listed(value: Any) -> list[Any]:
    """JSON-LD writes one value or a list of several."""
    return [] if value is None else value if isinstance(value, list) else [value]


def id_of(annotation: Item) -> str | None:
    """The id of an annotation; of one on the same page, the part after ``#``."""
    iri = annotation.optional("id")
    return unquote(iri[1:]) if iri and iri.startswith("#") else iri


def said(annotation: Item) -> Said:
    """Labels, and fields as native JSON has them."""
    found = Said()
    default = next(iter(listed(annotation.fields.get("motivation"))), "commenting")
    if annotation.fields.get("bodyValue") is not None:
        found.fields["note"] = annotation.string("bodyValue")
    for one in listed(annotation.fields.get("body")):
        if isinstance(one, dict):
            body = Item(one, annotation.place, (*annotation.path, "body"))
            _take(body, next(iter(listed(one.get("purpose"))), default), found)
        else:
            found.unknown += 1
    return found


def _take(body: Item, purpose: Any, found: Said) -> None:
    if purpose in _LABELS and body.fields.get("value") is not None:
        found.labels.append(body.string("value"))
    elif purpose == "commenting" and "note" not in found.fields:
        found.fields["note"] = body.string("value")
    elif purpose == "describing" and body.fields.get("format") == JSON:
        found.fields["attributes"] = _attributes(body)
    elif purpose == "identifying" and "kb_id" not in found.fields:
        key = next((key for key in ("source", "id", "value") if key in body.fields), "source")
        found.fields["kb_id"] = body.string(key)
    else:
        found.unknown += 1


def _attributes(body: Item) -> Any:
    try:
        return loads(body.string("value"))
    except ValueError:
        raise body.wrong("value", "a JSON object") from None


def ends(annotation: Item) -> list[str]:
    """The ids that a link leads to: the targets of one that has no selector."""
    found = []
    for one in listed(annotation.fields.get("target")):
        iri = one.get("id", one.get("source")) if isinstance(one, dict) and "selector" not in one else one
        if isinstance(iri, str):
            found.append(unquote(iri[1:]) if iri.startswith("#") else iri)
    return found


def target(annotation: Item) -> Item:
    """The only target of a mark. Raises `BadValue`."""
    given = listed(annotation.fields.get("target"))
    if len(given) != 1 or not isinstance(given[0], dict):
        raise annotation.wrong("target", "one stretch of text: a source and a selector")
    return Item(given[0], annotation.place, (*annotation.path, "target"))


def claim(place: Item, text: str) -> Claim | Extent:
    """Where a target is: by position, checked by the quote; by a quote alone if the text holds it once, which has no
    unit: an extent in code points of the text as the file has it."""
    selectors: dict[Any, Item] = {}
    for one in _selectors(place):
        for kind in types(one):
            if selectors.setdefault(kind, one) is not one or "refinedBy" in one.fields:
                raise place.wrong("selector", "one selector of each kind, not refined by another")
    quoted, position = selectors.get("TextQuoteSelector"), selectors.get("TextPositionSelector")
    exact = quoted.string("exact") if quoted else None
    if position:
        return Claim(position.number("start"), position.number("end"), exact)
    if not quoted or not exact:
        raise place.wrong("selector", "a TextPositionSelector, or a TextQuoteSelector")
    before, after = quoted.optional("prefix") or "", quoted.optional("suffix") or ""
    whole = before + exact + after
    start = text.find(whole)
    if start < 0 or text.find(whole, start + 1) >= 0:
        raise place.wrong("selector", "a quote that stands in the text once, with its prefix and suffix")
    return Extent(start + len(before), start + len(before) + len(exact))


def _selectors(place: Item) -> Iterator[Item]:
    path: Sequence[str | int] = (*place.path, "selector")
    for one in listed(place.fields.get("selector")):
        if isinstance(one, dict):
            yield Item(one, place.place, tuple(path))
