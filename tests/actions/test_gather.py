"""Which files are read: folders and archives, what lies beside a file, what is left out."""

import zipfile

import pytest

from workbench.actions.transfer import gather
from workbench.actions.transfer.gather import sources
from workbench.formats import FORMATS, Format
from workbench.formats.problems import BrokenArchive, BrokenGzip, NotReadable

FILES = {
    "in/b.txt": "نص ب",
    "in/deep/a.jsonl": '{"id": "a", "text": "x"}',
    "in/README.md": "x",
    "in/.hidden.txt": "x",
    "__MACOSX/b.txt": "x",
}


@pytest.fixture(params=["folder", "zip"])
def place(request, tmp_path):
    """A folder, or a zip archive, of these files."""
    if request.param == "zip":
        with zipfile.ZipFile(tmp_path / "files.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in FILES.items():
                archive.writestr(name, content)
        return tmp_path / "files.zip"
    for name, content in FILES.items():
        (tmp_path / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / name).write_text(content)
    return tmp_path / "files"


def test_files_of_ours_are_found_in_folders_and_archives(place) -> None:
    left_out: list[str] = []
    found = list(sources([place], left_out))
    assert [source.name.removeprefix(f"{place}/") for source in found] == ["in/b.txt", "in/deep/a.jsonl"]
    assert [source.text().text for source in found] == ["نص ب", '{"id": "a", "text": "x"}']
    assert left_out == [f"{place}/in/README.md"]


def test_a_file_that_lies_beside_another_is_read_with_it(place, monkeypatch) -> None:
    def beside(name):
        return [name.replace(".jsonl", ".txt"), "notes.md"]

    paired = Format("paired", "P", ".jsonl", "text/plain", frozenset(), read=FORMATS["text"].read, beside=beside)
    monkeypatch.setattr(gather, "_READ", [paired, FORMATS["text"]])
    content = {"x.jsonl": "1", "x.txt": "2", "y.txt": "3", "notes.md": "4"}
    with zipfile.ZipFile(place.parent / "pairs.zip", "w") as archive:
        for name in content:
            archive.writestr(f"in/{name}", content[name])
    left_out: list[str] = []
    first, second = sources([place.parent / "pairs.zip"], left_out)
    assert [first.base, second.base, left_out] == ["x.jsonl", "y.txt", []]
    beside_first = first.sibling("x.txt")
    assert beside_first
    assert beside_first.read() == b"2"
    assert first.sibling("z.txt") is None


def test_a_broken_archive_is_told(tmp_path, monkeypatch) -> None:
    whole = tmp_path / "a.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "نص " * 1000)
        archive.writestr("b.txt", "x")
    raw = whole.read_bytes()
    broken = tmp_path / "b.zip"
    broken.write_bytes(raw[:40] + b"\0\0\0\0\0\0" + raw[46:])
    first, _ = sources([broken], [])
    with pytest.raises((BrokenArchive, BrokenGzip, NotReadable)):
        first.read()
    monkeypatch.setattr(gather, "MOST_MEMBERS", 1)
    with pytest.raises(BrokenArchive):
        list(sources([whole], []))
