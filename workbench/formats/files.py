"""From bytes to text: gzip, byte-order marks, and everything that is not UTF-8 text, refused in clear words."""

import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.formats.notes import Note, Remark
from workbench.formats.problems import BrokenGzip, EmptyFile, FileTooLarge, NotText, NotUtf8
from workbench.model.errors import WorkbenchError

LARGEST: Final = 512 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_OTHER_ENCODINGS: Final = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file (line ends as they are), and what had to be taken off it."""

    text: str
    notes: tuple[Note, ...] = ()


def decode(raw: bytes, name: str) -> Decoded:
    """The text in these bytes; ``name`` is what messages call the file. Raises a `FileProblem`."""
    raw = _unpacked(raw, name)
    text = _utf8(raw, name, 1)
    notes = (Remark.BOM_DROPPED(),) if text.startswith("\ufeff") else ()
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyFile(where=name)
    return Decoded(text, notes)


def decode_line(raw: bytes, name: str, number: int) -> str:
    """The text of one line of a file; a byte-order mark before the first is dropped. Raises a `FileProblem`."""
    text = _utf8(raw, name, number)
    return text.removeprefix("\ufeff") if number == 1 else text


def document_id(path: str) -> str:
    """A readable id from a file name: its stem, with runs of anything but letters, digits and ``._-`` as ``-``."""
    stem = Path(path).name
    for suffix in (".gz", ".txt"):
        stem = stem.removesuffix(suffix)
    kept = "".join(c if c.isalnum() or c in "._-" else " " for c in stem)
    return "-".join(kept.split()) or "document"


def _utf8(raw: bytes, name: str, first: int) -> str:
    """The bytes as text; ``first`` is the number of their first line."""
    if first == 1 and raw[:2] in _OTHER_ENCODINGS:
        raise NotUtf8(
            where=f"{name}:1:1", byte=f"0x{raw[0]:02x}", guess=f" (it looks like {_OTHER_ENCODINGS[raw[:2]]})"
        )
    if b"\0" in raw:
        raise NotText(where=_place(raw, raw.index(b"\0"), name, first), reason="it holds NUL bytes")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error.start, name, first) from None


def _unpacked(raw: bytes, name: str) -> bytes:
    if not raw.startswith(_GZIP):
        return raw
    try:
        unpacked = gzip.GzipFile(fileobj=io.BytesIO(raw)).read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BrokenGzip(where=name, reason=str(error)) from None
    if len(unpacked) > LARGEST:
        raise FileTooLarge(where=name, limit=f"{LARGEST >> 20} MiB")
    return unpacked


def _not_utf8(raw: bytes, at: int, name: str, first: int) -> WorkbenchError:
    """Text in another encoding, or no text at all: many control bytes tell a binary."""
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in raw[:4096])
    if controls > len(raw[:4096]) // 50:
        return NotText(where=_place(raw, at, name, first), reason="it holds control bytes")
    return NotUtf8(where=_place(raw, at, name, first), byte=f"0x{raw[at]:02x}", guess=" (it may be Windows-1256)")


def _place(raw: bytes, at: int, name: str, first: int) -> str:
    """Line and column (in characters, as far as they decode) of a byte."""
    start = raw.rfind(b"\n", 0, at) + 1
    column = len(raw[start:at].decode("utf-8", errors="replace")) + 1
    line = raw.count(b"\n", 0, at) + first
    return f"{name}:{line}:{column}"
