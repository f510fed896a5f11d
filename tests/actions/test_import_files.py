"""Importing files and folders: text is kept exactly, what cannot be read is told with its place."""

import gzip

import pytest

from tests.actions.lines import lines, said
from tests.fixtures import SECOND, dump
from tests.formats.reading import notes_of
from workbench.actions.transfer import import_paths, import_text
from workbench.formats.files import Decoded
from workbench.model.errors import Forbidden
from workbench.model.people import SHELL
from workbench.storage import documents


def put(tmp_path, name, content):
    """A file to import."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_text_file_becomes_a_document_cut_and_frozen(workspace, tmp_path) -> None:
    path = put(tmp_path, "رسالة.txt", SECOND)
    (file,) = import_paths(workspace.db, SHELL, [path]).files
    assert (file.documents, file.sets, file.format, file.problems) == (1, 0, "text", ())
    found = documents.find(workspace.db, "رسالة")
    assert found
    assert (found.text, found.source, found.direction) == (SECOND, str(path), "rtl")
    assert found.sections[0].kind == "title"
    assert "أربيل" in [found.text[a:b] for a, b in found.tokens]
    assert found.title == "لقاء في البصرة 🇮🇶"


KEPT = {
    "nbsp": "في\u00a024 تموز",
    "tatweel": "قـــال سامر",
    "emoji": "أهلًا 👩‍👩‍👧 🇮🇶",
    "marks": "\u200fقال\u200e \u202bسامر\u202c \u2066x\u2069 من\u200cها",
    "forms": "e\u0301 ﻻ ﷲ",
    "separators": "سطر\u2028آخر\u0085ثالث",
    "zero": "ا\u200bب\ufeffج",
    "megabyte": "كلمة " * 200_000,
}


@pytest.mark.parametrize("name", KEPT)
def test_text_is_stored_exactly_as_read(workspace, tmp_path, name) -> None:
    report = import_paths(workspace.db, SHELL, [put(tmp_path, f"{name}.txt", KEPT[name])])
    assert report.problems == []
    found = documents.find(workspace.db, name)
    assert found
    assert found.text == KEPT[name]


def test_invisible_marks_are_kept_and_counted(workspace, tmp_path) -> None:
    import_paths(workspace.db, SHELL, [put(tmp_path, "marks.txt", KEPT["marks"])])
    found = documents.find(workspace.db, "marks")
    assert found
    assert notes_of(found) == ["7 zero-width or direction marks kept as they are"]


@pytest.mark.parametrize(
    ("raw", "text", "said"),
    [
        ("أول\r\nثان\r\n", "أول\nثان\n", "2 line ends"),
        ("أول\rثان", "أول\nثان", "1 line ends"),
        ("\ufeffأول", "أول", "byte-order mark"),
    ],
)
def test_line_ends_and_byte_order_marks_change_with_a_note(workspace, tmp_path, raw, text, said) -> None:
    (file,) = import_paths(workspace.db, SHELL, [put(tmp_path, "a.txt", raw)]).files
    found = documents.find(workspace.db, "a")
    assert found
    assert found.text == text
    assert said in " ".join(notes_of(file))


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        (b"", "", "file-empty"),
        (b" \n\t\n", "", "file-empty"),
        ("نص\n".encode() + b"\xff\xfa", ":2:1", "file-not-utf8"),
        ("نص".encode("utf-16"), ":1:1", "file-not-utf8"),
        (b"\x7fELF\x02\x01\x01\0\0", ":1:8", "file-binary"),
        (gzip.compress(b"x" * 5000)[:-12], "", "file-broken-gzip"),
        (None, "", "file-not-readable"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_changes_nothing(
    workspace, tmp_path, content, place, code
) -> None:
    path = tmp_path / "a.txt" if content is None else put(tmp_path, "a.txt", content)
    before = dump(workspace.db)
    (problem,) = import_paths(workspace.db, SHELL, [path]).problems
    assert (problem.where, problem.code) == (f"{path}{place}", code)
    assert dump(workspace.db) == before


def test_a_document_without_text_is_refused(workspace) -> None:
    """As columns that break off after the line that begins a document give it."""
    before = dump(workspace.db)
    report = import_text(workspace.db, SHELL, Decoded("# global.columns = FORM RANGE NER\n# newdoc id = d\n"), "f")
    assert [(problem.where, problem.message()) for problem in report.problems] == [("f:2:1", "f:2:1: text is empty.")]
    assert dump(workspace.db) == before


def test_gzip_is_unpacked(workspace, tmp_path) -> None:
    packed = put(tmp_path, "a.txt.gz", gzip.compress("نص".encode()))
    lined = put(tmp_path, "b.jsonl.gz", gzip.compress(lines(said(id="b")).encode()))
    report = import_paths(workspace.db, SHELL, [packed, lined])
    assert [(file.documents, file.sets) for file in report.files] == [(1, 0), (1, 1)]


def test_a_folder_is_read_without_what_is_not_ours(workspace, tmp_path) -> None:
    put(tmp_path, "in/b.txt", "نص ب")
    put(tmp_path, "in/a/a.jsonl", lines(said(id="a")))
    for name in ("in/README.md", "in/photo.png", "in/a/notes.text"):
        put(tmp_path, name, "x")
    put(tmp_path, "in/.hidden.txt", "x")
    report = import_paths(workspace.db, SHELL, [tmp_path / "in"])
    assert [file.path.removeprefix(f"{tmp_path}/") for file in report.files] == ["in/a/a.jsonl", "in/b.txt"]
    assert [one.rpartition("/")[2] for one in report.left_out] == ["README.md", "notes.text", "photo.png"]


def test_a_bad_file_does_not_stop_the_others(workspace, tmp_path) -> None:
    paths = [put(tmp_path, "a.txt", b"\xff"), put(tmp_path, "b.txt", "نص"), put(tmp_path, "c.jsonl", '{"id": 1}')]
    report = import_paths(workspace.db, SHELL, paths)
    assert [len(file.problems) for file in report.files] == [1, 0, 2]
    assert documents.find(workspace.db, "b")


def test_a_supervisor_may_import_and_an_annotator_may_not(workspace, tmp_path) -> None:
    path = put(tmp_path, "a.txt", "نص")
    for call in (
        lambda who: import_paths(workspace.db, who, [path]),
        lambda who: import_text(workspace.db, who, Decoded("نص"), "stdin"),
    ):
        with pytest.raises(Forbidden):
            call(workspace.ali)
        call(workspace.salma)
    assert documents.find(workspace.db, "a")
    assert documents.find(workspace.db, "stdin")


def test_progress_is_told_document_by_document(workspace, tmp_path) -> None:
    told = []
    path = put(tmp_path, "a.jsonl", lines(said(id="a"), said(id="b")))
    import_paths(workspace.db, SHELL, [path], progress=lambda file, done, percent: told.append((done, percent)))
    assert told == [(2, 100)]
