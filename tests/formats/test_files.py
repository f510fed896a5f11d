"""From bytes to text: what is taken off, what is kept, and what is refused with its place."""

import gzip

import pytest

from workbench.formats import files
from workbench.formats.files import decode, document_id
from workbench.formats.line_ends import plain_lines
from workbench.formats.notes import Remark
from workbench.formats.problems import BrokenGzip, EmptyFile, FileTooLarge, NotReadable, NotText, NotUtf8
from workbench.formats.source import Source

KEPT = [
    "نص عادي",
    "a\r\nb\rc",
    "رقم\u00a05 وتطويـــل",
    "شكرًا 👩‍👩‍👧 \U0001f1ee\U0001f1f6",
    "\u200fمن\u200c اليمين\u200e\u202b\u2066x\u2069\u202c",
    "e\u0301 ﻻ ﷲ",
    "line\u2028separator\u0085and\x0cfeed",
    "x" * 1_000_000,
]


@pytest.mark.parametrize("text", KEPT, ids=lambda text: ascii(text)[:20])
def test_text_is_kept_exactly_as_it_is(text) -> None:
    assert decode(text.encode(), "a.txt") == files.Decoded(text)


@pytest.mark.parametrize("text", KEPT, ids=lambda text: ascii(text)[:20])
def test_gzip_is_unpacked(text) -> None:
    assert decode(gzip.compress(text.encode()), "a.txt.gz").text == text


def test_a_byte_order_mark_is_dropped_and_said() -> None:
    assert decode("\ufeffنص".encode(), "a.txt") == files.Decoded("نص", (Remark.BOM_DROPPED(),))
    assert decode("نص\ufeff".encode(), "a.txt").text == "نص\ufeff"


REFUSED = [
    (b"", EmptyFile, "f"),
    (b" \n\t\r\n", EmptyFile, "f"),
    ("\ufeff\u00a0\n".encode(), EmptyFile, "f"),
    (gzip.compress(b""), EmptyFile, "f"),
    ("نص\nسطر ".encode() + b"\xc7\xe1", NotUtf8, "f:2:5"),
    ("نص".encode()[:-1], NotUtf8, "f:1:2"),
    (b"\xed\xa0\x80", NotUtf8, "f:1:1"),
    ("نص".encode("utf-16"), NotUtf8, "f:1:1"),
    ("text".encode("utf-16-le"), NotText, "f:1:2"),
    ("نص طويل".encode("cp1256"), NotUtf8, "f:1:1"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", NotText, "f:3:1"),
    (bytes(range(1, 256)), NotText, "f:"),
    (gzip.compress(b"x" * 1000)[:-9], BrokenGzip, "f"),
    (gzip.compress(b"x" * 1000)[:5], BrokenGzip, "f"),
    (b"\x1f\x8bnot gzip", BrokenGzip, "f"),
]


@pytest.mark.parametrize(("raw", "kind", "place"), REFUSED)
def test_what_is_no_text_is_refused_with_its_place(raw, kind, place) -> None:
    with pytest.raises(kind) as caught:
        decode(raw, "f")
    assert caught.value.where.startswith(place)


def test_a_guess_at_the_encoding_is_offered() -> None:
    for raw, guess in (("نص".encode("utf-16"), "UTF-16"), ("قال رئيس الوزراء".encode("cp1256"), "Windows-1256")):
        with pytest.raises(NotUtf8) as caught:
            decode(raw, "f")
        assert guess in caught.value.hint()


def test_what_is_too_large_is_refused_packed_or_not(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 101)
    with pytest.raises(FileTooLarge):
        Source.of_path(path).text()
    with pytest.raises(FileTooLarge):
        decode(gzip.compress(b"x" * 101), "a.gz")
    assert decode(gzip.compress(b"x" * 100), "a.gz").text == "x" * 100


def test_a_file_that_cannot_be_opened_is_refused(tmp_path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(NotReadable) as caught:
            Source.of_path(path).text()
        assert caught.value.where == str(path)


def test_line_ends_become_lf_and_are_counted() -> None:
    assert plain_lines("a\nb") == ("a\nb", ())
    assert plain_lines("a\r\nb\rc\n") == ("a\nb\nc\n", (Remark.LINE_ENDS(count=2),))


@pytest.mark.parametrize(
    ("path", "id"),
    [
        ("a/b/iraq-001.txt", "iraq-001"),
        ("iraq-001.txt.gz", "iraq-001"),
        ("مقال أول (2).txt", "مقال-أول-2"),
        ("x.html.txt", "x.html"),
        ("….txt", "document"),
        ("stdin", "stdin"),
    ],
)
def test_a_file_s_name_becomes_a_readable_id(path, id) -> None:
    assert document_id(path) == id
