"""What a release holds: final gold in the order of ids, sides, where every item comes from, how far people agreed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.actions.release.problems import SidesDiffer, SplitLeaks
from workbench.actions.release.provenance import provenance
from workbench.actions.release.request import ReleaseRequest
from workbench.formats.base import Pair
from workbench.model.annotation import GOLD, Annotations
from workbench.model.document import Document
from workbench.model.schema import Schema
from workbench.model.splits import Splits, leaks, split
from workbench.storage import Database, documents, outgoing, reading, releases, settings
from workbench.storage.outgoing import Wanted
from workbench.text import near_pairs, shingles


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that goes into the files of a release; equal workspaces give equal contents.

    ``earlier`` are the sides of released documents that are not in this one; ``near`` the pairs of documents that are
    nearly the same. ``agreement`` is a report as JSON, people under other names; None if no two people finished
    anything of this.
    """

    name: str
    version: str
    license: str
    note: str
    seed: int
    shares: Sequence[int]
    schema: Schema
    toml: str
    guidelines: Mapping[str, str]
    pairs: Sequence[Pair]
    splits: Splits
    earlier: Mapping[str, str]
    near: Sequence[tuple[str, str]]
    provenance: Sequence[Mapping[str, Any]]
    agreement: Mapping[str, Any] | None

    def on(self, side: str) -> list[Pair]:
        """The documents of a side with their gold; ``withheld`` gives those on no side."""
        return [pair for pair in self.pairs if self.splits.sides.get(pair[0].id, "withheld") == side]


def gather(
    db: Database, request: ReleaseRequest, chosen: Sequence[str], license: str, agreement: Mapping[str, Any] | None
) -> Content:
    """The content of a release of these documents. Raises `SidesDiffer`, `SplitLeaks`."""
    with reading(db):
        row = settings.schema_row(db)
        pairs = _pairs(db, chosen)
        placed = _placed(db, request)
        near = near_pairs(_shingles(db, {*chosen, *placed}))
        _refuse_leaks(near, placed, {*chosen})
        splits = split(
            {pair[0].id: _traits(pair) for pair in pairs}, near, placed, seed=request.seed, shares=request.shares
        )
        return Content(
            request.name or row.schema.name,
            request.version,
            license,
            request.note.strip(),
            request.seed,
            request.shares,
            row.schema,
            row.toml,
            row.guidelines,
            pairs,
            splits,
            {document: side for document, side in sorted(placed.items()) if document not in splits.sides},
            [pair for pair in near if {*pair} <= {*chosen}],
            provenance(db, pairs),
            agreement,
        )


def _pairs(db: Database, chosen: Sequence[str]) -> list[Pair]:
    """Gold by id of document. When it was finished is not part of it: who builds the same gold gets the same files."""
    found = outgoing.pairs(db, Wanted([GOLD], None, chosen))
    return sorted(
        ((document, replace(one, status="done", completed_at=None)) for document, one in found if one),
        key=lambda pair: pair[0].id,
    )


def _placed(db: Database, request: ReleaseRequest) -> dict[str, str]:
    """The sides that earlier releases gave, here and elsewhere."""
    here, given = releases.sides(db), dict(request.sides or {})
    for document in sorted(given):
        if here.get(document, given[document]) != given[document]:
            raise SidesDiffer(document=document, side=here[document], against=given[document])
    return here | given


def _shingles(db: Database, wanted: Collection[str]) -> dict[str, frozenset[int]]:
    found = ((name, documents.find_text(db, name)) for name in sorted(wanted))
    return {name: shingles(_written(document)) for name, document in found if document}


def _written(document: Document) -> str:
    """The text but for the furniture of the page, which all articles of a site share."""
    lines = [document.text[one.start : one.end] for one in document.sections if one.kind != "boilerplate"]
    return "\n".join(lines)


def _refuse_leaks(near: Sequence[tuple[str, str]], placed: Mapping[str, str], chosen: Collection[str]) -> None:
    for one, other in leaks(near, placed):
        if {one, other} <= {*chosen}:
            raise SplitLeaks(one=one, other=other, side=placed[one], against=placed[other])


def _traits(pair: Pair) -> Counter[str]:
    """What is spread evenly over the sides: labels of entities and relations, the source, the language."""
    document, owned = pair
    items = owned.annotations if owned else Annotations()
    labels = [one.label for one in items.spans.values()] + [one.label for one in items.relations.values()]
    origin = str(document.meta.get("source") or document.source.rpartition("/")[0])
    return Counter([f"label {one}" for one in labels] + [f"source {origin}", f"language {document.language}"])
