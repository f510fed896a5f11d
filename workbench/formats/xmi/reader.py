"""Reads XMI: ours, INCEpTION's and DKPro's. Marks are named entities and the layers that people make for themselves.

The type system lies beside the file (``TypeSystem.xml``); without one, ours and that of DKPro Core are assumed.
"""

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from workbench.formats.base import Draft, Findings, Sign, Sureness
from workbench.formats.files import document_id
from workbench.formats.inception import ENTITY, LAYERS, named
from workbench.formats.json_text import loads
from workbench.formats.native import read_record
from workbench.formats.notes import Remark
from workbench.formats.problems import NotReadable
from workbench.formats.source import Head, Source
from workbench.formats.xmi.types import FILE, KEPT, META, RELATION, SENTENCE, SPAN, TOKEN, known_types
from workbench.model.schema import Words

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

SUFFIX: Final = ".xmi"

_LARGE: Final = 8 * 1024 * 1024  # lxml takes no attribute of 10 MB without being told to trust it
_DOCTYPE: Final = re.compile("<!(?:DOCTYPE|ENTITY)")
_UNMAPPED: Final = "Not mapping external offset"
_UNKNOWN: Final = re.compile(rf"Type with name \[((?:{'|'.join(map(re.escape, LAYERS))})[^\]]*)\]")
_ENDS: Final = ("Governor", "Dependent")
_PLACED: Final = frozenset({"sofa", "begin", "end", *_ENDS})
_OURS: Final = frozenset({"id", "attributes", "note", "identifier", "exact"})


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The document of a file. Raises `NotReadable`."""
    text = source.text().text
    if _DOCTYPE.search(text):
        raise NotReadable(where=source.name, reason="it declares entities, which no XMI file does")
    types = _types(source)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        cas = _loaded(text.encode(), types, source.name)
    messages = [str(one.message) for one in said]
    unknown = next((found[1] for message in messages if (found := _UNKNOWN.search(message))), None)
    unmapped = [message for message in messages if message.startswith(_UNMAPPED)]
    if unmapped:
        offset = re.search(r"\d+", unmapped[0])
        findings.wrong(source.name, "an offset", offset and offset[0], "one between two characters of the text")
    elif unknown:
        expected = f"a type that {FILE} beside the file declares, as a layer of one's own must be"
        findings.wrong(source.name, "a layer", unknown, expected)
    elif not cas.sofa_string:
        findings.wrong(source.name, "sofaString", cas.sofa_string, "the text")
    else:
        findings.notes += [Remark.LIBRARY_SAYS(message=message) for message in sorted(set(messages))]
        if len(cas.views) > 1:
            findings.notes.append(Remark.FIRST_VIEW(source.name, count=len(cas.views)))
        draft = _Document(cas, source, findings).draft()
        if draft:
            yield draft


def sniff(head: Head) -> Sign | None:
    """The root element of XMI."""
    if "http://www.omg.org/XMI" in head.text[:4000] and "uima/cas" in head.text[:4000]:
        return Sign(Sureness.SURE, Words("XML of a UIMA CAS", "ملف XML من UIMA CAS"))
    return None


def beside(name: str) -> Sequence[str]:
    """The type system, which lies in the folder of a file."""
    return (FILE,)


def _types(source: Source) -> "TypeSystem":
    found = source.sibling(FILE)
    if found is None:
        return known_types()
    text = found.text().text
    if _DOCTYPE.search(text) or "typeSystemDescription" not in text:
        raise NotReadable(where=found.name, reason="no UIMA type system, or one that declares entities")
    try:
        return _types_of(text)
    except Exception as error:  # whatever the library trips over
        raise NotReadable(where=found.name, reason=f"no UIMA type system: {error}"[:200]) from None


@lru_cache(maxsize=4)
def _types_of(text: str) -> "TypeSystem":
    """Every document of an export has a copy of the same types beside it, or shares one."""
    from cassis import load_typesystem

    return load_typesystem(text)


def _loaded(raw: bytes, types: "TypeSystem", name: str) -> "Cas":
    from cassis import load_cas_from_xmi

    try:
        cas = load_cas_from_xmi(io.BytesIO(raw), types, lenient=True, trusted=len(raw) > _LARGE)
    except SyntaxError as error:  # that of lxml is one
        raise NotReadable(where=f"{name}:{error.lineno}:{error.offset}", reason=f"no XML: {error.msg}") from None
    except Exception as error:  # unknown features, references to nothing, and what else there may be
        reason = f"no XMI of this type system: {error}"[:200]
        raise NotReadable(where=name, reason=f"{reason}; its {FILE} must lie beside it") from None
    return cas


class _Document:
    """What the annotations of one file say."""

    def __init__(self, cas: "Cas", source: Source, findings: Findings) -> None:
        self.cas = cas
        self.source = source
        self.findings = findings
        self.all = sorted(cas.select_all_fs(), key=lambda one: one.xmiID)
        self.over: Counter[str] = Counter()

    def draft(self) -> Draft | None:
        """The document, or None if there are problems."""
        marks = sorted(filter(_is_span, self.all), key=lambda one: (one.begin or 0, -(one.end or 0)))
        links = [one for one in self.all if _is_relation(one)]
        try:
            said = {one.xmiID: self._item(one) for one in (*marks, *links)}
            ids = {one.xmiID: said[one.xmiID]["id"] or f"s{number}" for number, one in enumerate(marks, 1)}
            kept = loads(next((_text(one, "json") or "" for one in self._of(KEPT)), "{}"))
            spans = [{**said[one.xmiID], "id": ids[one.xmiID], "start": one.begin, "end": one.end} for one in marks]
            relations = [_relation(one, said[one.xmiID], ids, number) for number, one in enumerate(links, 1)]
            text = _restored(self.cas.sofa_string or "", kept.pop("replaced", ()))
        except (ValueError, TypeError, AttributeError, IndexError):
            self.findings.wrong(self._place(), "json or attributes", "broken", "JSON as we write it")
            return None
        given = {"tokens": self._extents(TOKEN), "sentences": self._extents(SENTENCE), **self._named(), **kept}
        if self.over:
            passed = ", ".join(f"{name} ({count})" for name, count in sorted(self.over.items()))
            self.findings.notes.append(Remark.FEATURES_OVER(self.source.name, features=passed))
        places = {"spans": marks, "relations": links}

        def place(*path: str | int) -> str:
            match path:
                case (str(kind), int(at), *_) if at < len(places.get(kind, ())):
                    return self._place(places[kind][at])
            return self._place()

        return read_record({**given, "text": text, "spans": spans, "relations": relations}, place, self.findings)

    def _of(self, type: str) -> list[Any]:
        return [one for one in self.all if one.type.name == type]

    def _place(self, one: Any = None) -> str:
        """XMI has few lines: a place in it is the number of an element."""
        return f"{self.source.name}:xmi:id={one.xmiID}" if one is not None else self.source.name

    def _extents(self, type: str) -> list[list[int]] | None:
        return [[one.begin, one.end] for one in self._of(type)] or None

    def _named(self) -> dict[str, Any]:
        """Id, owner and language, as folders and metadata tell them."""
        found = named(self.source, SUFFIX)
        meta = next((one for one in self.all if one.type.name in (META, "uima.tcas.DocumentAnnotation")), None)
        id, language = (_text(meta, key) if meta else None for key in ("documentId", "language"))
        fields: dict[str, Any] = {"id": document_id(id) if id and not found.owner else found.id, "owner": found.owner}
        return {**fields, "language": language} if language and language != "x-unspecified" else fields

    def _item(self, one: Any) -> dict[str, Any]:
        """What a mark says, in the keys of native JSON.

        Its label is the feature of that name, else the only feature there is, else the name of the layer.
        """
        features = [f.name for f in one.type.all_features if f.name not in _PLACED and isinstance(one[f.name], str)]
        free = [name for name in features if name not in _OURS]
        key = next((name for name in ("value", "label") if name in free), free[0] if len(free) == 1 else "")
        self.over.update(f"{one.type.name}.{name}" for name in free if name != key)
        label = one[key] if key else one.type.name.rpartition(".")[2]
        ours = one.type.name in (SPAN, RELATION)
        attributes, exact = (loads((ours and _text(one, name)) or "{}") for name in ("attributes", "exact"))
        said = {"id": _text(one, "id"), "label": label, "note": _text(one, "note") or ""}
        said |= {"identifier": _text(one, "identifier"), **exact}
        kb_id = said.pop("identifier")
        return {**said, "kb_id": kb_id, "attributes": attributes}


def _relation(one: Any, said: Mapping[str, Any], ids: Mapping[int, str], number: int) -> dict[str, Any]:
    head, tail = (ids.get(end.xmiID) if end is not None else None for end in (one.Governor, one.Dependent))
    kept = {key: value for key, value in said.items() if key != "kb_id"}
    return {**kept, "id": said["id"] or f"r{number}", "head": head, "tail": tail}


def _text(one: Any, feature: str) -> str | None:
    """A feature that holds a string; None if it is not there."""
    found = getattr(one, feature, None)
    return found if isinstance(found, str) else None


def _is_layer(one: Any) -> bool:
    return bool(one.type.name.startswith(LAYERS)) and hasattr(one, "begin")


def _is_relation(one: Any) -> bool:
    return _is_layer(one) and all(hasattr(one, end) for end in _ENDS)


def _is_span(one: Any) -> bool:
    """A named entity or one of its kinds (Person, Location …), or an annotation of a layer of one's own."""
    kind = one.type
    while kind is not None and kind.name != ENTITY:
        kind = kind.supertype
    return kind is not None or (_is_layer(one) and not _is_relation(one))


def _restored(text: str, replaced: Sequence[Sequence[Any]]) -> str:
    """The text with the characters that XML could not hold."""
    letters = list(text)
    for at, letter in replaced:
        letters[at] = letter
    return "".join(letters)
