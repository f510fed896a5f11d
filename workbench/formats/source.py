"""What a reader reads: a file, a member of a zip archive or standard input, opened lazily and read as a stream."""

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from workbench.formats import files
from workbench.formats.files import Decoded, decode, decode_line
from workbench.formats.problems import BrokenArchive, BrokenGzip, EmptyFile, FileTooLarge, NotReadable
from workbench.formats.units import Unit

HEAD: Final = 256 * 1024
"""Bytes of a file that a guess at its format may look at."""

_GZIP: Final = b"\x1f\x8b"
_BLANK_JSON: Final = re.compile(r"[\s\ufeff\[]*")
_KEY: Final = re.compile(r'"((?:[^"\\\n]|\\.){1,60})"\s*:')
_decoder: Final = json.JSONDecoder()


def _no_sibling(name: str) -> "Source | None":
    return None


@dataclass(frozen=True)
class Source:
    """A file to read. ``name`` is what messages call it: a path, or that of an archive and, after it, a member's.

    ``opener`` gives its bytes from the start, each time anew; gzip is unpacked on the way. ``sibling`` finds another
    file of the same folder, or None. ``unit`` is how its offsets are counted, if the person who imports says so;
    None leaves that to the reader. ``path`` is where it lies, if it is a file by itself; ``size`` its bytes as they
    lie there, if known.
    """

    name: str
    opener: Callable[[], BinaryIO]
    sibling: Callable[[str], "Source | None"] = _no_sibling
    unit: Unit | None = None
    path: Path | None = None
    size: int | None = None

    @classmethod
    def of_path(cls, path: Path, unit: Unit | None = None) -> "Source":
        """The file at a path; its siblings are the files beside it."""

        def beside(name: str) -> "Source | None":
            other = path.parent / name
            with suppress(OSError):  # a name that no file system takes, out of a file of somebody's
                return cls.of_path(other, unit) if other.is_file() else None
            return None

        size = path.stat().st_size if path.is_file() else None
        return cls(str(path), lambda: path.open("rb"), beside, unit, path, size)

    @classmethod
    def of_bytes(cls, raw: bytes, name: str, unit: Unit | None = None) -> "Source":
        """Bytes that were read from elsewhere (standard input); they have no siblings."""
        return cls(name, lambda: io.BytesIO(raw), _no_sibling, unit, None, len(raw))

    @property
    def base(self) -> str:
        """The file's own name, without folders and without ``.gz``."""
        return PurePosixPath(self.name).name.removesuffix(".gz")

    def read(self) -> bytes:
        """All bytes. Raises a `FileProblem`, as everything below."""
        return b"".join(self.pieces())

    def text(self) -> Decoded:
        """The whole text, for formats that cannot be read piece by piece."""
        return decode(self.read(), self.name)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Number (from 1) and text of every line, without its line feed; a carriage return before it is left.

        Raises `EmptyFile` at the end if all lines were blank.
        """
        blank = True
        for number, raw in enumerate(self._raw_lines(), 1):
            line = decode_line(raw, self.name, number)
            blank = blank and not line.strip()
            yield number, line
        if blank:
            raise EmptyFile(where=self.name)

    def pieces(self, size: int = 1 << 20) -> Generator[bytes, None, None]:
        """The bytes in pieces of at most ``size``."""
        with _explained(self.name), self.opener() as packed:
            stream, taken = _unpacked(packed), 0
            while piece := stream.read(size):
                taken += len(piece)
                if taken > files.LARGEST:
                    raise FileTooLarge(where=self.name, limit=f"{files.LARGEST >> 20} MiB")
                yield piece

    def head(self) -> "Head":
        """The beginning of the file, for a guess at its format."""
        with closing(self.pieces(HEAD)) as pieces:
            return Head(self, next(pieces, b""))

    def _raw_lines(self) -> Iterator[bytes]:
        rest: list[bytes] = []
        for piece in self.pieces():
            first, *others = piece.split(b"\n")
            rest.append(first)
            for other in others:
                yield b"".join(rest)
                rest = [other]
        if last := b"".join(rest):
            yield last


@dataclass(frozen=True)
class Head:
    """How a file begins: its name, its first bytes (at most `HEAD`), and what they are as text and as JSON."""

    source: Source
    raw: bytes = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The bytes as text; what is not UTF-8 shows as U+FFFD."""
        return self.raw.decode("utf-8", errors="replace").removeprefix("\ufeff")

    @cached_property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return next((line for line in self.text.splitlines() if line.strip()), "")

    @cached_property
    def record(self) -> dict[str, Any]:
        """The first JSON object of the file (of a line, or of a list), or an empty one if there is none in reach."""
        try:
            found, _ = _decoder.raw_decode(self.text, self._json_start)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of `record`; where that is longer than the head, every key that the head holds."""
        if self.record or not self.text.startswith("{", self._json_start):
            return frozenset(self.record)
        return frozenset(_KEY.findall(self.text))

    @cached_property
    def is_list(self) -> bool:
        """Whether the file is one JSON list."""
        return self.text.lstrip().startswith("[")

    @cached_property
    def _json_start(self) -> int:
        found = _BLANK_JSON.match(self.text)
        return found.end() if found else 0


def _unpacked(stream: BinaryIO) -> BinaryIO | gzip.GzipFile:
    magic = stream.read(2)
    stream.seek(0)
    return gzip.GzipFile(fileobj=stream) if magic == _GZIP else stream


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Errors of opening and unpacking as a `FileProblem`."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise BrokenGzip(where=name, reason=str(error)) from None
    except (zipfile.BadZipFile, NotImplementedError) as error:  # of a member, met only while it is unpacked
        raise BrokenArchive(where=name, reason=str(error)) from None
    except OSError as error:
        raise NotReadable(where=name, reason=error.strerror or type(error).__name__) from None
