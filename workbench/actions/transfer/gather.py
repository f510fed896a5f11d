"""Which files there are to read: those named, those in folders and zip archives. What lies beside one goes with it."""

import posixpath
import stat
import weakref
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from workbench.formats import FORMATS, Source
from workbench.formats.problems import BrokenArchive
from workbench.formats.units import Unit

_READ: Final = [one for one in FORMATS.values() if one.read]
SUFFIXES: Final = tuple(suffix + packed for one in _READ for suffix in one.endings for packed in ("", ".gz"))
"""How the names of files end that some format reads."""

MOST_MEMBERS: Final = 100_000
MOST_BYTES: Final = 4 << 30
"""What an archive may unpack to; its members are also bounded one by one, as every file is."""


def sources(paths: Iterable[Path], left_out: list[str], unit: Unit | None = None) -> Iterator[Source]:
    """The files to read, in the order of their names within a folder or archive.

    ``left_out`` takes the files of folders and archives that no format reads. Raises `BrokenArchive`.
    """
    for path in paths:
        if path.is_dir():
            found = {p.relative_to(path).as_posix(): Source.of_path(p, unit) for p in path.rglob("*") if p.is_file()}
            yield from _grouped(found, left_out)
        elif zipfile.is_zipfile(path) and not path.name.endswith(SUFFIXES):
            yield from _grouped(_members(path, unit), left_out)
        else:
            yield Source.of_path(path, unit)


def _grouped(files: Mapping[str, Source], left_out: list[str]) -> Iterator[Source]:
    """The files that are read by themselves. Hidden files and those of the operating system are passed over."""
    seen = {name: source for name, source in sorted(files.items()) if not _is_hidden(name)}
    ours = [name for name in seen if name.endswith(SUFFIXES)]
    beside = set(chain.from_iterable(_beside(name) for name in ours))
    left_out += [seen[name].name for name in seen if name not in ours and name not in beside]
    yield from (seen[name] for name in ours if name not in beside)


def _beside(name: str) -> Iterator[str]:
    """The names of the files that are read along with this one."""
    path = PurePosixPath(name)
    for one in _READ:
        if path.name.endswith(one.endings):
            yield from (posixpath.normpath(path.parent / other) for other in one.beside(path.name))


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts


def _members(path: Path, unit: Unit | None) -> dict[str, Source]:
    """The files of an archive, which stays open as long as one of them is there: its directory is read once."""
    try:
        archive = _opened(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise BrokenArchive(where=str(path), reason=str(error)) from None
    members: dict[str, Source] = {}
    for entry in _checked(archive, path):
        name = f"{path}/{entry.filename}"
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise BrokenArchive(where=name, reason="it is a link, which leads out of the archive")
        if entry.filename in members:
            raise BrokenArchive(where=name, reason="two files of this name")
        members[entry.filename] = Source(name, _opener(archive, name, entry), unit=unit, size=entry.file_size)
    return {name: replace(member, sibling=_siblings(name, members)) for name, member in members.items()}


def _opened(path: Path) -> zipfile.ZipFile:
    """An archive whose file is closed as soon as nobody holds it any more, be it only an error that does."""
    stream = path.open("rb")
    try:
        archive = zipfile.ZipFile(stream)
    except BaseException:
        stream.close()
        raise
    weakref.finalize(archive, stream.close)
    return archive


def _checked(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """The files of an archive. Raises `BrokenArchive` for one that holds too much."""
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise BrokenArchive(where=str(path), reason=f"more than {MOST_MEMBERS} files")
    if sum(one.file_size for one in entries) > MOST_BYTES:
        raise BrokenArchive(where=str(path), reason=f"it unpacks to more than {MOST_BYTES >> 30} GiB")
    return entries


def _siblings(name: str, members: Mapping[str, Source]) -> Callable[[str], Source | None]:
    folder = PurePosixPath(name).parent
    return lambda other: members.get(posixpath.normpath(folder / other))


def _opener(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def opened() -> BinaryIO:
        try:
            return archive.open(entry)  # type: ignore[return-value]  # it reads and seeks as a BinaryIO does
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise BrokenArchive(where=name, reason=str(error)) from None

    return opened


__all__: Sequence[str] = ("MOST_MEMBERS", "SUFFIXES", "sources")
