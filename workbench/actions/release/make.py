"""Making a release: whole or not at all, and always the same for the same gold."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.actions.guard import need_role
from workbench.actions.release.agreed import agreement_on
from workbench.actions.release.content import Content, gather
from workbench.actions.release.files import Sheets, no_sheets, write_files
from workbench.actions.release.problems import VersionTaken
from workbench.actions.release.ready import gold_of, obstacles
from workbench.actions.release.request import ReleaseRequest
from workbench.actions.release.shelf import LICENSE
from workbench.actions.transfer.targets import FolderTaken
from workbench.model.errors import Refusals
from workbench.model.people import Person
from workbench.storage import Database, path_of, releases, settings, writing


@dataclass(frozen=True, slots=True)
class Made:
    """A release as made, or as it would be (``dry``): its folder and manifest."""

    folder: Path
    manifest: Mapping[str, Any]
    dry: bool


def make_release(
    db: Database,
    supervisor: Person,
    request: ReleaseRequest,
    out: Path | None = None,
    *,
    sheets: Sheets = no_sheets,
    dry_run: bool = False,
) -> Made:
    """Freeze all final gold under a version, in the folder NAME-VERSION of ``out`` (else `release_folder`).

    From then on every document keeps its side, and the version its data: made again it gives the same bytes, or is
    refused. Raises `Refusals` with every obstacle, `VersionTaken`, `FolderTaken`, `BadVersion`, `BadShares`,
    `SplitLeaks`, `SidesDiffer`, `Forbidden`. ``sheets`` draws the pages that lie beside the data; ``dry_run`` writes
    nothing that stays.
    """
    need_role(supervisor, "supervisor")
    request.check()
    chosen = gold_of(db, request.without)
    found = list(obstacles(db, supervisor, chosen))
    if found:
        raise Refusals(found)
    license = request.license or settings.remembered(db, LICENSE) or ""
    content = gather(db, request, chosen, license, agreement_on(db, supervisor, chosen))
    folder = (out or release_folder(db)) / f"{content.name}-{content.version}"
    if folder.exists():
        raise FolderTaken(path=folder)
    with _staged(folder) as part:
        manifest = write_files(content, part, sheets)
        _refuse_change(db, content, manifest)
        if not dry_run:
            with writing(db):
                _note(db, supervisor, content, manifest, folder)
                part.rename(folder)
    return Made(folder, manifest, dry_run)


def release_folder(db: Database) -> Path:
    """Where releases go if nobody says otherwise: the folder ``exports`` beside the workspace."""
    return path_of(db).parent / "exports"


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A folder under another name, in which everything is written before it appears; gone if it was not renamed."""
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_change(db: Database, content: Content, manifest: Mapping[str, Any]) -> None:
    before = releases.find(db, content.name, content.version)
    if before and before.content != manifest["content"]:
        raise VersionTaken(name=content.name, version=content.version)


def _note(db: Database, supervisor: Person, content: Content, manifest: Mapping[str, Any], folder: Path) -> None:
    if content.license:
        settings.remember(db, LICENSE, content.license)
    place = str(folder.resolve())
    releases.note(db, content.name, content.version, supervisor.id or None, manifest["content"], place, manifest)
    releases.keep_sides(db, {**content.earlier, **content.splits.sides}, content.version)
