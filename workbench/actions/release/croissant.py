"""Croissant (mlcommons.org/croissant, version 1.0): what a machine reads of a dataset before it reads the data."""

from collections.abc import Mapping
from typing import Any, Final

from workbench.model.splits import SIDES

_SPDX: Final = "https://spdx.org/licenses/"
_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES: Final = {
    ".jsonl": "application/jsonlines",
    ".json": "application/json",
    ".parquet": "application/x-parquet",
    ".tsv": "text/tab-separated-values",
    ".conll": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".toml": "application/toml",
    ".spacy": "application/octet-stream",
}
_FIELDS: Final = {
    "id": "The document.",
    "text": "The article, letter for letter; all offsets are Unicode code points, half-open, into it.",
    "language": "BCP 47.",
}


def croissant(facts: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The description of a release: its files, and the documents of every side as records."""
    counts = facts["counts"]["total"]
    told = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts["name"],
        "version": facts["version"],
        "description": (
            f"{counts['documents']} documents with {counts['spans']} named entities, {counts['relations']} relations "
            f"between them, under the schema {facts['schema']['name']} {facts['schema']['version']}."
        ),
        "inLanguage": facts["languages"],
        "citeAs": f"{facts['name']}, version {facts['version']}.",
        "isLiveDataset": False,
    }
    if facts["license"]:
        told["license"] = address_of(facts["license"])
    filled = [side for side in SIDES if facts["counts"][side]["documents"]]
    return told | {
        "distribution": [_file(path, entry) for path, entry in sorted(files.items())],
        "recordSet": [_records(side) for side in filled],
    }


def address_of(license: str) -> str:
    """Where a licence of this SPDX name can be read; an address stays as it is."""
    return license if "://" in license else f"{_SPDX}{license}.html"


def _file(path: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    ending = "." + path.rpartition(".")[2]
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{entry['bytes']} B",
        "encodingFormat": _TYPES.get(ending, "application/octet-stream"),
        "sha256": entry["sha256"],
    }


def _records(side: str) -> dict[str, Any]:
    fields = [_field(side, name, "sc:Text", words) for name, words in _FIELDS.items()]
    return {
        "@type": "cr:RecordSet",
        "@id": side,
        "name": side,
        "description": f"The documents of the side “{side}”; their spans and relations stand on the same lines.",
        "key": {"@id": f"{side}/id"},
        "field": fields,
    }


def _field(side: str, name: str, kind: str, words: str) -> dict[str, Any]:
    source = {"fileObject": {"@id": f"{side}.jsonl"}, "extract": {"column": name}}
    told = {"@type": "cr:Field", "@id": f"{side}/{name}", "name": name, "description": words}
    return told | {"dataType": kind, "source": source}
