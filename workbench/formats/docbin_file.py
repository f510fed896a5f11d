"""The file of a DocBin, some documents at a time: spaCy's own class holds all of them at once, several times over.

Its layout (spaCy's documentation of `DocBin`): zlib over one msgpack map. ``tokens``, ``spaces`` and ``lengths`` are
the arrays of all documents, one behind the other, as bytes; ``strings`` are those of all; every other list has an
element for each document.
"""

import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from workbench.formats.files import LARGEST
from workbench.formats.problems import FileTooLarge

if TYPE_CHECKING:
    from spacy.tokens import DocBin

AT_ONCE: Final = 100
"""Documents that are held in memory."""

_ARRAYS: Final = ("tokens", "spaces", "lengths")
_LISTS: Final = ("cats", "flags", "span_groups", "user_data")
_PIECE: Final = 1 << 20
_WIDTH: Final = 8  # bytes of a token's attribute


@contextmanager
def spooling() -> Iterator["Spool"]:
    """A spool whose files go when the block is left."""
    with ExitStack() as stack:
        yield Spool({name: stack.enter_context(TemporaryFile()) for name in (*_ARRAYS, *_LISTS)})


class Spool:
    """Takes bins of some documents each, and gives the bytes of one bin of all. ``files`` hold what it took."""

    def __init__(self, files: Mapping[str, IO[bytes]]) -> None:
        self.files = files
        self.strings: set[str] = set()
        self.count = 0

    def take(self, docs: "DocBin") -> None:
        """Take the documents of a bin; all bins must have the same attributes."""
        from srsly.msgpack import Packer

        pack = Packer(use_bin_type=True).pack  # `srsly.msgpack_dumps` looks for plug-ins each time
        self.version, self.attrs = docs.version, docs.attrs
        for tokens, spaces in zip(docs.tokens, docs.spaces, strict=True):
            self.files["tokens"].write(tokens.tobytes("C"))
            self.files["spaces"].write(spaces.tobytes("C"))
            self.files["lengths"].write(struct.pack("=i", len(tokens)))
        for name in _LISTS:
            self.files[name].writelines(map(pack, getattr(docs, name)))
        self.strings |= docs.strings
        self.count += len(docs)

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file."""
        packer = zlib.compressobj()
        yield from filter(None, map(packer.compress, self._message()))
        yield packer.flush()

    def _message(self) -> Iterator[bytes]:
        from srsly.msgpack import Packer

        packer = Packer(use_bin_type=True)
        yield packer.pack_map_header(3 + len(self.files))  # and version, attributes, strings
        yield from map(packer.pack, ("version", self.version, "attrs", self.attrs))
        for name in _ARRAYS:
            yield packer.pack(name) + _bytes_header(self.files[name].tell())
            yield from _all_of(self.files[name])
        yield from map(packer.pack, ("strings", sorted(self.strings)))
        for name in _LISTS:
            yield packer.pack(name) + packer.pack_array_header(self.count)
            yield from _all_of(self.files[name])


class Parts:
    """A DocBin that was made anywhere, unpacked into a file; ``name`` is what messages call it.

    Raises `FileTooLarge`, and whatever the libraries raise for bytes that are none.
    """

    def __init__(self, pieces: Iterable[bytes], name: str, file: IO[bytes]) -> None:
        self._file = file
        _unpack(pieces, file, name)
        self._found: dict[str, Any] = dict(_members(file))
        self._lengths = array("i", self._read("lengths", 0, self._found["lengths"].size))
        self._check()

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self._lengths)

    def bins(self) -> Iterator[bytes]:
        """The same documents as small bins, each as bytes for `DocBin.from_bytes`. Only the first has the strings: read
        all with one vocabulary."""
        import srsly

        lists = {name: self._elements(name) for name in _LISTS if name in self._found and name != "cats"}
        width, done = _WIDTH * len(self._found["attrs"]), 0
        for start in range(0, self.count, AT_ONCE):
            some = self._lengths[start : start + AT_ONCE]
            size = sum(some)
            message: dict[str, Any] = {
                **{name: self._found[name] for name in ("version", "attrs") if name in self._found},
                "tokens": self._read("tokens", done * width, size * width),
                "spaces": self._read("spaces", done, size),
                "lengths": some.tobytes(),
                "strings": self._found["strings"] if start == 0 else [],
                "cats": [{}] * len(some),
                **{name: list(islice(elements, len(some))) for name, elements in lists.items()},
            }
            done += size
            yield zlib.compress(srsly.msgpack_dumps(message), level=1)

    def _check(self) -> None:
        """Raise `ValueError` if the parts do not fit each other."""
        total = sum(self._lengths)
        sizes = {"tokens": total * _WIDTH * len(self._found["attrs"]), "spaces": total}
        counts = {name: self.count for name in _LISTS if name in self._found}
        if min(self._lengths, default=0) < 0 or any(
            self._found[n].size != size for n, size in (sizes | counts).items()
        ):
            raise ValueError("parts of other lengths")

    def _read(self, name: str, start: int, size: int) -> bytes:
        self._file.seek(self._found[name].start + start)
        return self._file.read(size)

    def _elements(self, name: str) -> Iterator[Any]:
        unpacker = _unpacker(self._file, self._found[name].start)
        return (unpacker.unpack() for _ in range(self._found[name].size))


class _Place(NamedTuple):
    """Where something begins in the file, and how many bytes or elements it has."""

    start: int
    size: int


class _Window:
    """A file that others read too, from a place of one's own."""

    def __init__(self, file: IO[bytes], at: int) -> None:
        self.file, self.at = file, at

    def read(self, size: int) -> bytes:
        """Read on."""
        self.file.seek(self.at)
        found = self.file.read(size)
        self.at += len(found)
        return found


def _unpack(pieces: Iterable[bytes], file: IO[bytes], name: str) -> None:
    unpacker, size = zlib.decompressobj(), 0
    for packed in pieces:
        while packed:
            found = unpacker.decompress(packed, _PIECE)
            size += file.write(found)
            if size > LARGEST:
                raise FileTooLarge(where=name, limit=f"{LARGEST >> 20} MiB")
            packed = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise zlib.error("incomplete")


def _members(file: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """The members of the map: arrays and lists as places, all else as it is."""
    unpacker = _unpacker(file, 0)
    count = unpacker.read_map_header()
    at = unpacker.tell()
    for _ in range(count):
        unpacker = _unpacker(file, at)
        key = unpacker.unpack()
        at += unpacker.tell()
        if key in _ARRAYS:
            start, size = _bytes_at(file, at)
            yield key, _Place(start, size)
            at = start + size
            continue
        unpacker = _unpacker(file, at)
        yield key, _skipped(unpacker, at) if key in _LISTS else unpacker.unpack()
        at += unpacker.tell()


def _skipped(unpacker: Any, at: int) -> _Place:
    """The place of the elements of a list, which are passed over."""
    count = unpacker.read_array_header()
    start = at + unpacker.tell()
    for _ in range(count):
        unpacker.skip()
    return _Place(start, count)


def _unpacker(file: IO[bytes], at: int) -> Any:
    from srsly.msgpack import Unpacker

    return Unpacker(_Window(file, at), raw=False, read_size=1 << 16)


_SIZES: Final = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I"}
"""How bytes begin in msgpack: a code, and their number in so many bytes."""


def _bytes_header(size: int) -> bytes:
    code = next(code for code, form in _SIZES.items() if size < 256 ** struct.calcsize(form))
    return bytes([code]) + struct.pack(_SIZES[code], size)


def _bytes_at(file: IO[bytes], at: int) -> tuple[int, int]:
    """Where bytes begin whose header stands here, and how many they are. Raises `KeyError` if there are none."""
    file.seek(at)
    form = _SIZES[file.read(1)[0]]
    (size,) = struct.unpack(form, file.read(struct.calcsize(form)))
    return file.tell(), size


def _all_of(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
