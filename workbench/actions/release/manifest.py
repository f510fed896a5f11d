"""The manifest of a release: what it holds, what it rests on, and the SHA-256 of every file."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from workbench import __version__
from workbench.actions.release.agreed import headline
from workbench.actions.release.content import Content
from workbench.actions.release.problems import NoRelease
from workbench.formats.base import Pair
from workbench.formats.native import schema_stamp
from workbench.model.document import digest
from workbench.model.splits import SIDES
from workbench.text.duplicates import THRESHOLD, WORDS

FORMAT: Final = "workbench-release/1"
NAME: Final = "manifest.json"


def facts(content: Content) -> dict[str, Any]:
    """What a release holds and rests on, as JSON: all of the manifest that is known before its files."""
    return {
        "format": FORMAT,
        "name": content.name,
        "version": content.version,
        "license": content.license or None,
        "note": content.note,
        "software": {"name": "workbench", "version": __version__},
        "schema": schema_stamp(content.schema),
        "guidelines": {language: digest(text) for language, text in sorted(content.guidelines.items())},
        "languages": sorted({document.language for document, _ in content.pairs}),
        "counts": {"total": _counts(content.pairs)} | {side: _counts(content.on(side)) for side in SIDES},
        "splits": _splits(content),
        "provenance": _origins(content.provenance),
        "agreement": headline(content.agreement),
    }


def manifest(told: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The manifest: the `facts`, and the files by path in the folder, each with its ``bytes`` and ``sha256``."""
    digest = content_digest([told["license"], told["note"]], files)
    return {**told, "content": digest, "files": dict(sorted(files.items()))}


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release's folder (or the file itself). Raises `NoRelease`."""
    path = folder / NAME if folder.is_dir() else folder
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise NoRelease(path=folder) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NoRelease(path=folder)
    return found


def sides_of(found: Mapping[str, Any]) -> dict[str, str]:
    """The side of every document that a manifest knows, those of earlier releases too."""
    splits = found["splits"]
    here = {document: side for side in SIDES for document in splits["documents"][side]}
    return {**splits["earlier"], **here}


def content_digest(terms: Sequence[str | None], files: Mapping[str, Mapping[str, Any]]) -> str:
    """What makes two releases the same: gold, splits, provenance, agreement, schema, guidelines, licence and note.

    The other files are made of these, and a later version of the program may make them better.
    """
    data = {path: entry["sha256"] for path, entry in files.items() if _is_data(path)}
    return digest(json.dumps({"terms": terms, "files": data}, sort_keys=True))


def _is_data(path: str) -> bool:
    return path.endswith(".jsonl") or path == "agreement.json" or path.startswith("schema/")


def entry_of(path: Path) -> dict[str, Any]:
    """How a file stands in the manifest."""
    raw = path.read_bytes()
    return {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}


def _splits(content: Content) -> dict[str, Any]:
    splits = content.splits
    return {
        "seed": content.seed,
        "shares": dict(zip(SIDES, content.shares, strict=True)),
        "near_duplicates": {"words": WORDS, "containment": THRESHOLD, "pairs": [list(pair) for pair in content.near]},
        "documents": {side: splits.on(side) for side in SIDES},
        "withheld": {document: list(beside) for document, beside in sorted(splits.withheld.items())},
        "earlier": dict(content.earlier),
    }


def _counts(pairs: Sequence[Pair]) -> dict[str, Any]:
    spans = Counter(span.label for _, one in pairs if one for span in one.annotations.spans.values())
    relations = Counter(link.label for _, one in pairs if one for link in one.annotations.relations.values())
    return {
        "documents": len(pairs),
        "characters": sum(len(document.text) for document, _ in pairs),
        "sentences": sum(len(document.sentences) for document, _ in pairs),
        "tokens": sum(len(document.tokens) for document, _ in pairs),
        "spans": spans.total(),
        "relations": relations.total(),
        "labels": dict(sorted(spans.items())),
        "relation_labels": dict(sorted(relations.items())),
    }


def _origins(provenance: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How the gold items of each document came to be, counted."""
    return {one["document"]: dict(sorted(Counter(_how(one)).items())) for one in provenance}


def _how(document: Mapping[str, Any]) -> Iterator[str]:
    return (item["how"] for item in document["items"])
