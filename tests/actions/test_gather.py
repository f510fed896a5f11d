"""Which files are read: folders and archives, what lies beside a file, what is left out."""

import stat
import zipfile
from contextlib import suppress

import pytest

from tests.formats.reading import read_source
from workbench.actions.transfer import gather
from workbench.actions.transfer.gather import sources
from workbench.formats import FORMATS, Format
from workbench.formats.problems import BrokenArchive, BrokenGzip, FileProblem, NotReadable

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


def packed(path, entries):
    """An archive of these names and texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return path


def link(name):
    """An entry that is a symbolic link."""
    found = zipfile.ZipInfo(name)
    found.external_attr = (stat.S_IFLNK | 0o777) << 16
    return found


@pytest.mark.parametrize("entries", [[(link("a.txt"), "/etc/hostname")], [("a.txt", "نص"), ("a.txt", "آخر")]])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_of_links_or_of_one_name_twice_is_refused(tmp_path, entries) -> None:
    with pytest.raises(BrokenArchive, match=r"a\.txt"):
        list(sources([packed(tmp_path / "a.zip", entries)], []))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch) -> None:
    path = packed(tmp_path / "bomb.zip", [(f"{n}.txt", "0" * 100_000) for n in range(10)])
    assert path.stat().st_size < 3000
    assert len(list(sources([path], []))) == 10
    monkeypatch.setattr(gather, "MOST_BYTES", 999_999)
    with pytest.raises(BrokenArchive):
        list(sources([path], []))


def test_no_flipped_byte_of_an_archive_goes_unnoticed(tmp_path) -> None:
    """What is read is what was packed, or the archive is refused; member by member."""
    raw = packed(tmp_path / "a.zip", [("a.txt", "وصل سامر إلى بغداد.\n" * 9), ("b.txt", "ثم عاد.")]).read_bytes()
    said = {"وصل سامر إلى بغداد.\n" * 9, "ثم عاد."}
    for at in range(len(raw)):
        path = tmp_path / "b.zip"
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x14]) + raw[at + 1 :])
        with suppress(FileProblem):
            found = list(sources([path], []))
            texts = {source.text().text for source in found if source.path is None}
            assert texts <= said, at


def test_the_configuration_of_a_collection_lies_above_its_documents(tmp_path) -> None:
    text = "زار سامر بغداد."
    lines = "T1\tPERSON 4 8\tسامر\nT2\tGPE 9 14\tبغداد\nR1\tPRESENT_IN Where:T2 Who:T1\n"
    conf = "[relations]\nPRESENT_IN Who:PERSON, Where:GPE\n"
    files = [("c/annotation.conf", conf), ("c/sub/d.ann", lines), ("c/sub/d.txt", text)]
    for name, content in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    for place in (tmp_path / "c", packed(tmp_path / "c.zip", files)):
        left_out: list[str] = []
        (source,) = sources([place], left_out)
        (relation,) = read_source(FORMATS["brat"], source).drafts[0].relations
        assert (relation.head, relation.tail, left_out) == ("T1", "T2", [])
