"""A release, read back as what is learned from it and what is held against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.actions.learning.problems import EmptySide, NotReleased, ReleaseChanged
from workbench.actions.release.manifest import entry_of, read_manifest
from workbench.formats import FORMATS, Findings, Source
from workbench.formats.base import Draft
from workbench.model.annotation import Annotations
from workbench.model.document import Document, Extent
from workbench.model.errors import Refusals
from workbench.model.schema import Schema
from workbench.model.schema_file import read_schema
from workbench.text import sentences, tokenize

SIDES: Final = ("train", "dev", "test")
_MANIFEST: Final = "manifest.json"

Gold = Sequence[tuple[Document, Annotations]]


@dataclass(frozen=True, slots=True)
class Released:
    """The name of a release (that of its folder), its schema, and the gold on its sides, by the ids of documents."""

    name: str
    schema: Schema
    sides: Mapping[str, Gold]

    def on(self, side: str) -> Gold:
        """The gold of a side. Raises `EmptySide`."""
        if not self.sides[side]:
            raise EmptySide(side=side)
        return self.sides[side]


def read_released(folder: Path) -> Released:
    """Read a release's folder: its schema, and ``train.jsonl``, ``dev.jsonl``, ``test.jsonl``.

    Raises `NotReleased`, `ReleaseChanged` if a file is not the one in the manifest, or `Refusals` and `FileProblem`.
    """
    missing = next((name for name in (_MANIFEST, *(f"{s}.jsonl" for s in SIDES)) if not (folder / name).is_file()), "")
    schemas = sorted((folder / "schema").glob("*.toml"))
    if missing or not schemas:
        raise NotReleased(path=folder, missing=missing or "schema/*.toml")
    _check(folder, [f"{side}.jsonl" for side in SIDES] + [f"schema/{schemas[0].name}"])
    sides = {side: _gold(folder / f"{side}.jsonl") for side in SIDES}
    return Released(folder.resolve().name, read_schema(schemas[0]), sides)


def _check(folder: Path, names: Sequence[str]) -> None:
    """Hold files against the manifest, as far as it tells of them."""
    told = read_manifest(folder).get("files", {})
    for name in names:
        if name in told and told[name] != entry_of(folder / name):
            raise ReleaseChanged(path=folder, file=name)


def read_drafts(path: Path, format: str) -> list[Draft]:
    """All that a file says; an empty one says nothing. Raises `Refusals`, `FileProblem`."""
    findings, reader = Findings(), FORMATS[format].read
    assert reader is not None
    drafts = list(reader(Source.of_path(path), findings)) if path.stat().st_size else []
    if findings.problems:
        raise Refusals(findings.problems)
    return drafts


def document_of(draft: Draft) -> Document:
    """A draft as a document, on the tokens and sentences it brings, or else those an import would cut."""
    tokens = draft.tokens if draft.tokens is not None else list(map(Extent._make, tokenize(draft.text)))
    parts = draft.sentences
    if parts is None:
        parts = list(map(Extent._make, sentences(draft.text, tokens)))
    return Document(
        draft.id, draft.text, draft.language, meta=draft.meta, sections=draft.sections or (),
        sentences=parts, tokens=tokens,
    )  # fmt: skip


def _gold(path: Path) -> Gold:
    drafts = read_drafts(path, "jsonl")
    return [(document_of(one), Annotations.of(one.spans, one.relations)) for one in drafts]
