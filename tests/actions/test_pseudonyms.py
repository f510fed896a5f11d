"""Pseudonyms: stable in a workspace, different in another, and nowhere a real name in what is exported under them."""

import json
from io import BytesIO

from tests.fixtures import add_span, blank
from workbench.actions import transfer
from workbench.actions.pseudonyms import pseudonyms
from workbench.actions.transfer import ExportRequest

BAGHDAD = add_span("بغداد", "GPE", "b")


def test_a_person_always_has_the_same_pseudonym_here_and_another_elsewhere(workspace, tmp_path):
    name = pseudonyms(workspace.db)
    assert name("ali") == name("Ali") == pseudonyms(workspace.db)("ali") != name("noor")
    assert name("ali").startswith("p-")
    assert (name("gold"), name("suggestion:names")) == ("gold", "suggestion:names")
    other = blank(tmp_path / "other.db")
    assert pseudonyms(other)("ali") != name("ali")
    other.close()


def test_an_export_under_pseudonyms_names_nobody(workspace, tmp_path):
    for person in (workspace.ali, workspace.zainab):
        workspace.change(person, BAGHDAD)
    stream = BytesIO()
    request = ExportRequest("jsonl", names="pseudonyms")
    transfer.export_to_stream(workspace.db, workspace.salma, request, stream)
    lines = [json.loads(line) for line in stream.getvalue().decode().splitlines()]
    name = pseudonyms(workspace.db)
    assert {line.get("owner") for line in lines} == {name("ali"), name("zainab"), None}
    row = transfer.run_export(workspace.db, workspace.ali, request)
    assert row.files[0] == f"{name('ali')}.jsonl"
    for found in (workspace.path.parent / "workspace.exports").rglob("*"):
        assert "ali" not in found.name
        assert found.is_dir() or '"ali"' not in found.read_text(encoding="utf-8")
