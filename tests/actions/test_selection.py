"""What leaves: chosen owners, documents, sections, labels, and the labels of another scheme."""

import json
from io import BytesIO

import pytest

from tests.fixtures import add_relation, add_span
from workbench.actions import transfer
from workbench.actions.transfer import ExportRequest
from workbench.model.errors import UnknownName

SAMIR = add_span("سامر الحلبي", "PERSON", "samir")
TITLE = add_span("بغداد", "GPE", "title")
SPEAKER = add_span("الناطق باسم وزارة الدفاع العراقية", "ROLE", "role")
MINISTRY = add_span("وزارة الدفاع العراقية", "GOV", "ministry")
HOLDS = add_relation("samir", "role", "HOLDS_ROLE", "holds")
PRESENT = add_relation("samir", "title", "PRESENT_IN", "present")


@pytest.fixture
def filled(workspace):
    """Ali and zainab have marked the first document."""
    workspace.change(workspace.ali, SAMIR, TITLE, SPEAKER, MINISTRY, PRESENT)
    workspace.change(workspace.zainab, SAMIR)
    return workspace


def exported(workspace, **choices):
    """The lines of an export, and its report."""
    stream = BytesIO()
    row = transfer.export_to_stream(workspace.db, workspace.salma, ExportRequest("jsonl", **choices), stream)
    return [json.loads(line) for line in stream.getvalue().decode().strip().split("\n")], row.report


def items(line, kind="spans"):
    return [(one["id"], one["label"]) for one in line[kind]]


def test_several_owners_may_be_named(filled) -> None:
    assert [line["owner"] for line in exported(filled, owner="ali, zainab")[0]] == ["ali", "zainab"]


def test_documents_are_chosen_by_id_and_unknown_batches_are_refused(filled) -> None:
    assert [line["id"] for line in exported(filled, documents=("second",))[0]] == ["second"]
    with pytest.raises(UnknownName, match="batch"):
        exported(filled, batch="none")


def test_sections_choose_spans_and_relations_between_them(filled) -> None:
    (line,), report = exported(filled, owner="ali", sections=("body",))
    assert items(line) == [("role", "ROLE"), ("ministry", "GOV")]
    assert line["text"] == filled.said(filled.ali)["text"]
    assert report["remarks"] == ["3 spans and relations of other sections or labels left out, as chosen"]
    assert report["spans"]["in"] == report["spans"]["exact"] == 2
    with pytest.raises(UnknownName, match="section"):
        exported(filled, sections=("bodyy",))


def test_labels_choose_among_their_own_kind(filled) -> None:
    (line,), _ = exported(filled, owner="ali", only=("PERSON", "GPE"))
    assert (items(line), items(line, "relations")) == (
        [("samir", "PERSON"), ("title", "GPE")],
        [("present", "PRESENT_IN")],
    )
    (line,), _ = exported(filled, owner="ali", only=("WORKS_FOR",))
    assert (len(items(line)), items(line, "relations")) == (4, [])
    with pytest.raises(UnknownName, match="label"):
        exported(filled, only=("PRSON",))


def test_another_scheme_renames_and_lists_what_it_cannot_name(filled) -> None:
    (line,), report = exported(filled, owner="ali", labels="conll")
    assert items(line) == [("samir", "PER"), ("title", "LOC"), ("ministry", "ORG")]
    assert [(one["id"], one["reason"]) for one in report["spans"]["dropped_items"]] == [
        ("role", "that scheme has no label for it")
    ]
    assert (report["spans"]["in"], report["spans"]["exact"]) == (4, 3)
    (line,), report = exported(filled, owner="ali", labels="ace")
    assert items(line, "relations") == [("present", "PHYS.Located")]


def test_a_format_that_reads_twice_counts_once(filled) -> None:
    row = transfer.run_export(
        filled.db, filled.salma, ExportRequest("conll", "ali", labels="conll", sections=("title", "body"))
    )
    assert [one["id"] for one in row.report["spans"]["dropped_items"]] == ["role"]
