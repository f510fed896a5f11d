"""The releases of a workspace: what was made, the usual licence, a release as one archive."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from workbench.actions.guard import need_role
from workbench.actions.release.manifest import NAME
from workbench.actions.transfer.targets import Packer
from workbench.model.errors import NotFound
from workbench.model.people import Person
from workbench.storage import Database, releases, settings
from workbench.storage.releases import ReleaseRow

LICENSE: Final = "release_license"
"""The setting that remembers the licence said last."""


def made_releases(db: Database, supervisor: Person) -> Sequence[ReleaseRow]:
    """All releases of this workspace, newest first."""
    need_role(supervisor, "supervisor")
    return releases.every(db)


def usual_license(db: Database, supervisor: Person) -> str:
    """The licence of the last release that named one, or nothing."""
    need_role(supervisor, "supervisor")
    return settings.remembered(db, LICENSE) or ""


def pack_release(db: Database, supervisor: Person, release: int, stream: IO[bytes]) -> str:
    """Write a release as a zip archive to a stream; the name of its folder. Raises `NotFound` if it is not there."""
    need_role(supervisor, "supervisor")
    found = next((row for row in releases.every(db) if row.id == release), None)
    if found is None or not (Path(found.folder) / NAME).is_file():
        raise NotFound(kind="release", name=release)
    folder, packer = Path(found.folder), Packer(stream)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        packer.append(f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    packer.finish()
    return folder.name
