"""Where an export goes: files beside each other, a folder, a zip archive, or a stream. Whole or not at all.

What is written lies under another name (``.part``) until it is whole. What a killed process left there, the next export
to the same place writes over.
"""

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol

from workbench.formats import Format
from workbench.model.errors import Conflict, DiskFailed, Say

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that zip knows: the same export gives the same bytes


class FolderTaken(Conflict):
    """An export as a folder would land in one that holds other files."""

    code = "folder-taken"
    en = Say("The folder {path} is there already and not empty.", "Name another one, or a file that ends in .zip.")
    ar = Say("المجلد {path} موجود وليس فارغًا.", "سمِّ غيره، أو ملفًا ينتهي بـ ‎.zip.")


class Target(Protocol):
    """Takes the pieces of files, as a writer yields them."""

    def append(self, file: str, piece: str | bytes) -> None:
        """Append to a file; a new name begins a new file."""

    @property
    def names(self) -> list[str]:
        """What was written, the main file first."""


@contextmanager
def opened(path: Path, chosen: Format) -> Iterator[Target]:
    """The files of one export at ``path``; they appear under their names when the block is left without an error."""
    if not chosen.folder:
        kind: type[_Files | _Folder | _Archive] = _Files
    else:
        kind = _Archive if path.suffix == ".zip" else _Folder
    target = kind(path, chosen)
    try:
        yield target
        target.close()
        target.keep()
    except BaseException:
        with suppress(OSError):  # of a full disk, which has been told already
            target.drop()
        raise


@contextmanager
def streamed(stream: IO[bytes], chosen: Format) -> Iterator["Streamed"]:
    """The main file, or the archive of a folder, on a stream. What is there cannot be taken back: an archive that
    breaks off has no directory."""
    target = Streamed(stream, chosen)
    try:
        yield target
        target.close()
        stream.flush()
    except BaseException:
        target.drop()
        raise


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that appears under its name when the block is left without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part(path)
    try:
        with part.open("wb") as file:
            yield file
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    part.replace(path)


@contextmanager
def told(path: Path | str) -> Iterator[None]:
    """Raise `DiskFailed` for what a disk refuses. A reader that went away is none of the disk's faults."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DiskFailed(path=path, reason=error.strerror or str(error)) from error


def beside(path: Path, chosen: Format, suffix: str) -> Path:
    """The file that lies beside the main one of an export, such as its loss report."""
    return path.with_name(path.name.removesuffix(chosen.suffix).removesuffix(".zip") + suffix)


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


class _Files:
    """The main file and those that lie beside it."""

    def __init__(self, path: Path, chosen: Format) -> None:
        self.path, self.chosen = path, chosen
        self.files: dict[str, IO[bytes]] = {}
        self.stack = ExitStack()

    def append(self, file: str, piece: str | bytes) -> None:
        if file not in self.files:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.files[file] = self.stack.enter_context(_part(self._path(file)).open("wb"))
        self.files[file].write(encoded(piece))

    @property
    def names(self) -> list[str]:
        return [self._path(file).name for file in self.files]

    def close(self) -> None:
        self.stack.close()

    def keep(self) -> None:
        for file in sorted(self.files, key=self.chosen.suffix.__eq__):  # where the main file stands, all others do
            _part(self._path(file)).replace(self._path(file))

    def drop(self) -> None:
        with suppress(OSError):
            self.close()
        for file in self.files:
            _part(self._path(file)).unlink(missing_ok=True)

    def _path(self, file: str) -> Path:
        return self.path if file == self.chosen.suffix else beside(self.path, self.chosen, file)


class _Folder:
    """A folder of files, one open at a time."""

    def __init__(self, path: Path, chosen: Format) -> None:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise FolderTaken(path=path)
        self.path, self.part = path, _part(path)
        shutil.rmtree(self.part, ignore_errors=True)
        self.current: IO[bytes] | None = None
        self.file = ""

    def append(self, file: str, piece: str | bytes) -> None:
        if file != self.file or self.current is None:
            self.close()
            (self.part / file).parent.mkdir(parents=True, exist_ok=True)
            self.file, self.current = file, (self.part / file).open("xb")
        self.current.write(encoded(piece))

    @property
    def names(self) -> list[str]:
        return [self.path.name]

    def close(self) -> None:
        if self.current:
            self.current.close()

    def keep(self) -> None:
        if self.path.exists():
            self.path.rmdir()
        self.part.rename(self.path)

    def drop(self) -> None:
        with suppress(OSError):
            self.close()
        shutil.rmtree(self.part, ignore_errors=True)


class _Archive:
    """A zip archive of files."""

    def __init__(self, path: Path, chosen: Format) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.stream = _part(path).open("wb")
        self.packer = Packer(self.stream)

    def append(self, file: str, piece: str | bytes) -> None:
        self.packer.append(file, piece)

    @property
    def names(self) -> list[str]:
        return [self.path.name]

    def close(self) -> None:
        self.packer.finish()
        self.stream.close()

    def keep(self) -> None:
        _part(self.path).replace(self.path)

    def drop(self) -> None:
        self.packer.give_up()
        with suppress(OSError):
            self.stream.close()
        _part(self.path).unlink(missing_ok=True)


class Streamed:
    """The main file on a stream, or all files of a folder as an archive. ``left_out`` names the files beside it."""

    def __init__(self, stream: IO[bytes], chosen: Format) -> None:
        self.stream, self.suffix = stream, chosen.suffix
        self.packer = Packer(stream) if chosen.folder else None
        self.left_out: set[str] = set()

    def append(self, file: str, piece: str | bytes) -> None:
        """Append to a file; a new name begins a new file."""
        if self.packer:
            self.packer.append(file, piece)
        elif file == self.suffix:
            self.stream.write(encoded(piece))
        else:
            self.left_out.add(file)

    def close(self) -> None:
        """End an archive; the stream stays open."""
        if self.packer:
            self.packer.finish()

    def drop(self) -> None:
        """Write nothing more."""
        if self.packer:
            self.packer.give_up()


class Packer:
    """Packs files into a zip archive on a stream, which need not be one that can be rewound."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.archive = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED)
        self.file = ""
        self.current: IO[bytes] | None = None

    def append(self, file: str, piece: str | bytes) -> None:
        """Append to a file of the archive; a new name ends the file before."""
        if file != self.file or self.current is None:
            self._end()
            entry = zipfile.ZipInfo(file, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            self.file, self.current = file, self.archive.open(entry, "w", force_zip64=True)
        self.current.write(encoded(piece))

    def finish(self) -> None:
        """Write the archive's directory; the stream stays open."""
        self._end()
        self.archive.close()

    def give_up(self) -> None:
        """Write nothing more: without a directory, nobody takes what is on the stream for an archive."""
        with open(os.devnull, "wb") as nowhere:
            self.archive.fp = nowhere
            self._end()
        self.archive.fp = None  # it counts as closed, and does not write its directory when it is forgotten

    def _end(self) -> None:
        if self.current:
            self.current.close()


def encoded(piece: str | bytes) -> bytes:
    """The bytes of a piece; text is UTF-8."""
    return piece.encode() if isinstance(piece, str) else piece


def downloaded_suffix(chosen: Format) -> str:
    """The suffix of what a browser fetches: a folder goes as one archive."""
    return f".{chosen.name}.zip" if chosen.folder and not chosen.suffix.endswith(".zip") else chosen.suffix
