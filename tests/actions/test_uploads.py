"""Uploads: kept for their owner, looked at, imported whole or not at all, and gone afterwards."""

import io
import zipfile

import pytest

from tests.actions.lines import SAMIR, lines, said
from tests.fixtures import FIRST, dump
from workbench.actions import transfer
from workbench.actions.transfer import uploads
from workbench.formats.mapping import LabelMapping
from workbench.model.errors import BadRequest, NotFound, Refusals, TooLarge, UnknownName
from workbench.storage import documents


def keep(workspace, files, person=None, **choices):
    """Upload these files: name → content."""
    given = [(name, io.BytesIO(content if isinstance(content, bytes) else content.encode())) for name, content in files]
    options = {"format": "auto", "owner": "", "unit": ""} | choices
    return transfer.keep_upload(workspace.db, person or workspace.salma, given, **options)


def kept(workspace):
    """The files that wait."""
    return sorted(path.name for path in workspace.path.with_suffix(".uploads").rglob("*") if path.is_file())


def test_an_upload_is_looked_at_then_imported_and_gone(workspace) -> None:
    id = keep(workspace, [("f.jsonl", lines(said())), ("n.txt", "نص")])
    before = dump(workspace.db)
    found = transfer.preview_upload(workspace.db, workspace.salma, id)
    assert ([file.path for file in found.files], found.problems) == (["f.jsonl", "n.txt"], [])
    assert dump(workspace.db) == before
    report = transfer.import_upload(workspace.db, workspace.salma, id)
    assert [(file.documents, file.sets) for file in report.files] == [(0, 1), (1, 0)]
    found_source = documents.find(workspace.db, "n")
    assert found_source
    assert found_source.source == "n.txt"
    assert kept(workspace) == []
    with pytest.raises(NotFound):
        transfer.import_upload(workspace.db, workspace.salma, id)


def test_all_files_of_an_upload_are_imported_or_none(workspace) -> None:
    id = keep(workspace, [("a.txt", "نص"), ("f.jsonl", lines(said(text=FIRST + " ")))])
    before = dump(workspace.db)
    with pytest.raises(Refusals) as caught:
        transfer.import_upload(workspace.db, workspace.salma, id)
    assert [problem.code for problem in caught.value.errors] == ["texts-differ"]
    assert dump(workspace.db) == before
    assert kept(workspace) == ["a.txt", "f.jsonl"]


def test_an_archive_is_read_and_what_is_not_ours_is_named(workspace) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/a.txt", "نص")
        archive.writestr("in/photo.png", "x")
    found = transfer.preview_upload(workspace.db, workspace.salma, keep(workspace, [("x.zip", packed.getvalue())]))
    assert ([file.path for file in found.files], found.left_out) == (["x.zip/in/a.txt"], ["x.zip/in/photo.png"])


def test_unknown_labels_are_seen_as_they_would_be_mapped(workspace) -> None:
    id = keep(workspace, [("f.jsonl", lines(said(spans=[SAMIR | {"label": "شخص"}], relations=[])))])
    found = transfer.preview_upload(workspace.db, workspace.salma, id)
    assert [span.label for span in found.drafts[0].spans] == ["PERSON"]
    report = transfer.import_upload(workspace.db, workspace.salma, id, LabelMapping({"شخص": "PERSON"}))
    assert report.files[0].spans == 1


def test_an_upload_belongs_to_who_made_it_and_the_next_one_takes_its_place(workspace) -> None:
    first = keep(workspace, [("a.txt", "نص")])
    other = keep(workspace, [("b.txt", "نص")], workspace.omar)
    for call in (transfer.preview_upload, transfer.import_upload, transfer.drop_upload):
        with pytest.raises(NotFound):
            call(workspace.db, workspace.omar, first)
    keep(workspace, [("c.txt", "نص")])
    assert kept(workspace) == ["b.txt", "c.txt"]
    transfer.drop_upload(workspace.db, workspace.omar, other)
    assert kept(workspace) == ["c.txt"]


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/a.txt", "..\\a.txt", "in/../../../a.txt"])
def test_no_name_leads_out_of_the_folder(workspace, name) -> None:
    keep(workspace, [(name, "نص")])
    assert kept(workspace) == ["a.txt"]
    assert not (workspace.path.parent / "a.txt").exists()


@pytest.mark.parametrize("name", ["..", "/", "a\0b.txt", "x" * 300, "a\nb"])
def test_what_is_no_name_of_a_file_is_refused(workspace, name) -> None:
    with pytest.raises(BadRequest):
        keep(workspace, [(name, "نص")])
    assert kept(workspace) == []


def test_what_is_too_large_leaves_nothing(workspace, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    with pytest.raises(TooLarge):
        keep(workspace, [("a.txt", "x" * 6), ("b.txt", "x" * 6)])
    assert kept(workspace) == []
    keep(workspace, [("a.txt", "x" * 6), ("b.txt", "x" * 4)])


@pytest.mark.parametrize(
    ("choices", "kind"),
    [({"format": "odd"}, UnknownName), ({"owner": "a:b"}, BadRequest), ({"unit": "metres"}, BadRequest)],
)
def test_only_known_choices_are_taken(workspace, choices, kind) -> None:
    with pytest.raises(kind):
        keep(workspace, [("a.txt", "نص")], **choices)


def test_no_files_are_no_upload(workspace) -> None:
    with pytest.raises(BadRequest):
        keep(workspace, [])
