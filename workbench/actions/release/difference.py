"""What changed between two releases, by document and annotation: read from their files, on any machine."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workbench.actions.release.manifest import read_manifest, sides_of
from workbench.actions.release.problems import NoRelease
from workbench.model.splits import SIDES

_KINDS: Final = ("spans", "relations")
_STAMPS: Final = ("name", "version", "license", "note", "software", "schema", "guidelines")
_OF_THE_DOCUMENT: Final = ("text", "language", "meta", "sections", "tokens", "sentences")


@dataclass(frozen=True, slots=True)
class Item:
    """An annotation that came, went or changed: how it was and how it is, as in JSONL; None where it was not."""

    kind: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A document in which something changed: its side before and after (empty: not there), fields, annotations."""

    document: str
    before: str
    after: str
    fields: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def what(self) -> str:
        """``added``, ``removed`` or ``changed``."""
        return "changed" if self.before and self.after else "added" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class Difference:
    """Stamps of the manifests that differ (name -> before and after), and the documents, by id."""

    stamps: Mapping[str, tuple[Any, Any]]
    documents: tuple[Changed, ...]

    def as_dict(self) -> dict[str, Any]:
        """The difference as one JSON object."""
        stamps = {name: {"before": before, "after": after} for name, (before, after) in self.stamps.items()}
        return {"format": "workbench-release-diff/1", "manifest": stamps, "documents": [*map(_fields, self.documents)]}


def compare(before: Path, after: Path) -> Difference:
    """What changed from one release's folder to another's. Raises `NoRelease`."""
    old, new = read_manifest(before), read_manifest(after)
    stamps = {name: (old[name], new[name]) for name in _STAMPS if old[name] != new[name]}
    was, now = _lines(before), _lines(after)
    sides = sides_of(old), sides_of(new)
    found = [_changed(name, was.get(name), now.get(name), *(one.get(name, "withheld") for one in sides))
             for name in sorted({*was, *now})]  # fmt: skip
    return Difference(stamps, tuple(one for one in found if one))


def _changed(
    name: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, before: str, after: str
) -> Changed | None:
    before, after = before if was else "", after if now else ""
    fields = tuple(key for key in _OF_THE_DOCUMENT if was and now and was[key] != now[key])
    items = tuple(item for kind in _KINDS for item in _items(kind, was or {}, now or {}))
    return Changed(name, before, after, fields, items) if before != after or fields or items else None


def _items(kind: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Item]:
    old, new = ({one["id"]: one for one in fields.get(kind, ())} for fields in (was, now))
    for id in [*old, *(id for id in new if id not in old)]:
        if old.get(id) != new.get(id):
            yield Item(kind.removesuffix("s"), id, old.get(id), new.get(id))


def _lines(folder: Path) -> dict[str, dict[str, Any]]:
    """The lines of a release by document, those of withheld documents too."""
    paths = [folder / f"{side}.jsonl" for side in SIDES]
    paths += [path for path in [folder / "withheld.jsonl"] if path.exists()]
    try:
        lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line]
        return {line["id"]: line for line in lines}
    except (OSError, ValueError, LookupError, TypeError):
        raise NoRelease(path=folder) from None


def _fields(one: Changed) -> dict[str, Any]:
    items = [{"kind": i.kind, "id": i.id, "before": i.before, "after": i.after} for i in one.items]
    sides = {"before": one.before or None, "after": one.after or None}
    return {"document": one.document, "what": one.what, "side": sides, "fields": list(one.fields), "items": items}
