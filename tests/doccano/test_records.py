"""The zip that doccano exports, in both of its shapes, and what is no such zip."""

import json
import zipfile

import pytest

from workbench.doccano import Link, Mark, TaskFailed, records

ENTITY = {"id": 5, "label": "GPE", "start_offset": 1, "end_offset": 4}
RELATION = {"id": 8, "from_id": 5, "to_id": 6, "type": "PART_OF"}
COMMENT = {"id": 1, "comment": "هنا"}


@pytest.fixture
def export(tmp_path):
    def make(**files):
        with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
            for user, lines in files.items():
                archive.writestr(f"{user}.jsonl", "\n".join(lines) + "\n")
        return tmp_path / "export.zip"

    return make


def test_a_line_with_relations(export) -> None:
    fields = {"id": 3, "text": "نص", "workbench_document": "a", "entities": [ENTITY], "relations": [RELATION]}
    path = export(omar=[json.dumps(fields | {"Comments": [COMMENT]})], ali=[])
    assert records.users(path) == ["ali", "omar"]
    (found,) = records.read(path, "omar")
    assert (found.example, found.text, found.meta) == (3, "نص", {"workbench_document": "a"})
    assert (found.marks, found.links) == ([Mark(5, 1, 4, "GPE")], [Link(8, 5, 6, "PART_OF")])
    assert found.comments == ["هنا"]
    assert list(records.read(path, "ali")) == []


def test_a_line_of_a_project_without_relations(export) -> None:
    path = export(all=['{"id": 3, "text": "نص", "label": [[0, 1, "GPE"], [1, 2, "LOC"]], "Comments": ["هنا"]}'])
    (found,) = records.read(path, "all")
    assert [mark[1:] for mark in found.marks] == [(0, 1, "GPE"), (1, 2, "LOC")]
    assert len({mark.id for mark in found.marks}) == 2
    assert found.comments == ["هنا"]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 3',
        '{"id": 3}',
        "[]",
        '{"id": "3", "text": "x"}',
        '{"id": 3, "text": "x", "label": [[0, 1.5, "GPE"]]}',
        '{"id": 3, "text": "x", "entities": [{"id": 1}]}',
    ],
)
def test_a_broken_line_is_named(export, line) -> None:
    with pytest.raises(TaskFailed, match=r"all\.jsonl:1"):
        list(records.read(export(all=[line]), "all"))


def test_what_is_no_zip_is_said(tmp_path) -> None:
    (tmp_path / "x.zip").write_text("<html>", encoding="utf-8")
    with pytest.raises(TaskFailed, match="zip"):
        records.users(tmp_path / "x.zip")
