"""Files from the browser: kept for an hour, looked at, then imported all together or not at all."""

import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Final

from workbench.actions.guard import need_role
from workbench.actions.transfer.gather import MOST_MEMBERS, sources
from workbench.actions.transfer.imports import ImportReport, Progress, check_choices, import_sources
from workbench.actions.transfer.preview import Preview, preview
from workbench.formats import Source
from workbench.formats.mapping import LabelMapping
from workbench.formats.units import Unit
from workbench.model.errors import BadRequest, NotFound, Refusals, TooLarge
from workbench.model.people import Person
from workbench.storage import Database, path_of, uploads, writing
from workbench.storage.uploads import UploadRow

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of an upload; larger files are imported at the shell, which needs no copy of them."""

_HOURS: Final = 1


def keep_upload(
    db: Database, person: Person, files: Iterable[tuple[str, IO[bytes]]], *, format: str, owner: str, unit: str
) -> str:
    """Keep files until they are imported; the id of the upload. An earlier one of this person is dropped.

    Raises `Forbidden`, `TooLarge`, and `BadRequest` or `UnknownName` for choices that are none.
    """
    need_role(person, "supervisor")
    _check(format, owner, unit)
    _drop_outdated(db, person)
    id = secrets.token_urlsafe(12)
    folder = _folder(db, id)
    try:
        if not _save(files, folder):
            raise BadRequest(at="files", got="are missing", expected="at least one file")
        with writing(db):
            uploads.add(db, id, person.id, format, owner, unit)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return id


def reread_upload(db: Database, person: Person, id: str, *, format: str, owner: str, unit: str) -> None:
    """Have an upload read in another way than was asked for when it came.

    Raises `NotFound`, and `BadRequest` or `UnknownName` for choices that are none.
    """
    _own(db, person, id)
    _check(format, owner, unit)
    with writing(db):
        uploads.change(db, id, format, owner, unit)


def preview_upload(
    db: Database,
    person: Person,
    id: str,
    mapping: LabelMapping | None = None,
    progress: Progress = lambda file, done, percent: None,
) -> Preview:
    """What an upload would bring; labels that the mapping does not name are as proposed.

    Raises `NotFound`, also for uploads of others.
    """
    found = _own(db, person, id)
    left_out: list[str] = []
    given = list(_sources(db, found, left_out))

    def look(labels: LabelMapping | None) -> Preview:
        return preview(
            db, person, given, format=found.format, owner=found.owner or None, mapping=labels, progress=progress
        )

    seen = look(mapping)
    proposed = seen.mapping().updated(mapping or LabelMapping())
    if proposed != (mapping or LabelMapping()):
        seen = look(proposed)
    seen.left_out = left_out
    seen.asked = {"format": found.format, "owner": found.owner, "unit": found.unit}
    return seen


def import_upload(
    db: Database,
    person: Person,
    id: str,
    mapping: LabelMapping | None = None,
    progress: Progress = lambda file, done, percent: None,
) -> ImportReport:
    """Import an upload, all of its files or none, and drop it. Raises `Refusals` with every problem."""
    found = _own(db, person, id)
    given = list(_sources(db, found, []))
    with writing(db):
        report = import_sources(
            db, person, given, format=found.format, owner=found.owner or None, mapping=mapping, progress=progress
        )
        if report.problems:
            raise Refusals(report.problems)
        uploads.drop(db, id)
    shutil.rmtree(_folder(db, id), ignore_errors=True)
    return report


def drop_upload(db: Database, person: Person, id: str) -> None:
    """Forget an upload and its files. Raises `NotFound`."""
    _own(db, person, id)
    _drop(db, id)


def _check(format: str, owner: str, unit: str) -> None:
    check_choices(format, owner or None)
    if unit and unit not in list(Unit):
        raise BadRequest(at="unit", got=f"is “{unit}”", expected=", ".join(Unit))


def _own(db: Database, person: Person, id: str) -> UploadRow:
    need_role(person, "supervisor")
    found = uploads.find(db, id)
    if found is None or found.person != person.id:
        raise NotFound(kind="file", name=id)
    return found


def _sources(db: Database, found: UploadRow, left_out: list[str]) -> Iterator[Source]:
    """The files of an upload, under the names that they had on the other side."""
    folder = _folder(db, found.id)
    unit = Unit(found.unit) if found.unit else None
    single = [path for path in folder.iterdir() if path.is_file()]
    for path in single if len(single) == len(list(folder.iterdir())) == 1 else [folder]:
        yield from (_renamed(source, folder) for source in sources([path], left_out, unit))
    left_out[:] = [name.removeprefix(f"{folder}/") for name in left_out]


def _renamed(source: Source, folder: Path) -> Source:
    return replace(source, name=source.name.removeprefix(f"{folder}/"))


def _save(files: Iterable[tuple[str, IO[bytes]]], folder: Path) -> int:
    """Copy the files; how many there are. Raises `TooLarge`."""
    room, count = LARGEST, 0
    for name, stream in files:
        path = folder / _safe(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as target:
            while piece := stream.read(min(1 << 20, room + 1)):
                room -= len(piece)
                if room < 0:
                    raise TooLarge(limit=f"{LARGEST >> 20} MiB")
                target.write(piece)
        count += 1
        if count > MOST_MEMBERS:
            raise TooLarge(limit=f"{MOST_MEMBERS} files")
    return count


def _safe(name: str) -> PurePosixPath:
    """A path below the upload's folder, whatever a browser says. Raises `BadRequest`."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in path.parts if part not in ("/", "..", ".")]
    if not parts or not name.isprintable() or any(len(part.encode()) > 240 for part in parts):
        raise BadRequest(at="files", got=f"hold “{name[:60]}”", expected="names of files")
    return PurePosixPath(*parts)


def _drop_outdated(db: Database, person: Person) -> None:
    before = datetime.now(UTC) - timedelta(hours=_HOURS)
    for id in uploads.outdated(db, person.id, before.isoformat(timespec="milliseconds").replace("+00:00", "Z")):
        _drop(db, id)


def _drop(db: Database, id: str) -> None:
    with writing(db):
        uploads.drop(db, id)
    shutil.rmtree(_folder(db, id), ignore_errors=True)


def _folder(db: Database, id: str) -> Path:
    return path_of(db).with_suffix(".uploads") / id
