"""Sources: streamed lines, places of what is no text, siblings, and what a head tells."""

import gzip
import tracemalloc
from pathlib import Path

import pytest

from workbench.formats import files
from workbench.formats.problems import BrokenGzip, EmptyFile, FileTooLarge, NotReadable, NotText, NotUtf8
from workbench.formats.source import Source


def lines(raw: bytes) -> list[tuple[int, str]]:
    """The numbered lines of these bytes."""
    return list(Source.of_bytes(raw, "f").lines())


def test_lines_are_numbered_and_only_a_line_feed_ends_one() -> None:
    assert lines("\ufeffأ\r\nب\u2028ج\rد\n\nه".encode()) == [(1, "أ\r"), (2, "ب\u2028ج\rد"), (3, ""), (4, "ه")]
    assert lines(gzip.compress(b"a\nb\n")) == [(1, "a"), (2, "b")]


@pytest.mark.parametrize(
    ("raw", "kind", "where"),
    [
        (b"", EmptyFile, "f"),
        (b" \n\n", EmptyFile, "f"),
        ("نص\nسطر ".encode() + b"\xc7", NotUtf8, "f:2:5"),
        (b"a\nb\0", NotText, "f:2:2"),
        ("نص".encode("utf-16"), NotUtf8, "f:1:1"),
        (gzip.compress(b"x" * 1000)[:-9], BrokenGzip, "f"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(raw, kind, where) -> None:
    with pytest.raises(kind) as caught:
        lines(raw)
    assert caught.value.where == where


def test_lines_are_as_in_the_whole_text_wherever_the_pieces_end(monkeypatch) -> None:
    text = "".join(f"سطر {number} 🙂\n" for number in range(300_000))
    assert "\n".join(line for _, line in lines(text.encode())) + "\n" == text


def test_a_file_that_is_too_large_is_refused_packed_or_not(monkeypatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100)
    for raw in (b"x" * 101, gzip.compress(b"x" * 101)):
        with pytest.raises(FileTooLarge):
            lines(raw)


def test_lines_take_no_more_memory_than_a_piece(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"0123456789\n" * 2_000_000)
    tracemalloc.start()
    try:
        assert sum(1 for _ in Source.of_path(path).lines()) == 2_000_000
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_siblings_lie_in_the_same_folder(tmp_path) -> None:
    (tmp_path / "a.ann").write_text("T1")
    (tmp_path / "a.txt").write_text("نص")
    source = Source.of_path(tmp_path / "a.ann")
    beside = source.sibling("a.txt")
    assert beside
    assert (beside.text().text, beside.base) == ("نص", "a.txt")
    assert source.sibling("b.txt") is None


def test_what_cannot_be_opened_is_told(tmp_path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(NotReadable):
            Source.of_path(path).head()


@pytest.mark.parametrize(
    ("text", "record", "keys"),
    [
        ('{"id": 1, "text": "x"}\n{"id": 2}', {"id": 1, "text": "x"}, {"id", "text"}),
        ('\n [ {"a": {"b": 1}}, {"c": 2}]', {"a": {"b": 1}}, {"a"}),
        ('{"a": 1, "b": [', {}, {"a", "b"}),
        ("نص", {}, set()),
        ("[1, 2]", {}, set()),
        ("", {}, set()),
    ],
)
def test_a_head_shows_the_first_object(text, record, keys) -> None:
    head = Source.of_bytes(text.encode(), "f").head()
    assert (head.record, head.keys) == (record, keys)


def test_a_sibling_of_an_impossible_name_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("نص")
    source = Source.of_path(tmp_path / "a.txt")
    assert source.sibling("a.txt")
    assert [source.sibling(name) for name in ("x" * 5000, "a\0b", "")] == [None, None, None]
