"""The relations beside the columns."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.conll_cases import OPTIONS, annotated, document, documents, export, promised, span_sets
from tests.formats.reading import Read, read, read_folder
from workbench.formats.base import ExportOptions
from workbench.formats.conll import CONLL
from workbench.model.annotation import Relation


@given(st.data(), OPTIONS)
def test_relations_leave_with_the_extents_of_their_ends_or_are_listed(data, options):
    pair = data.draw(span_sets(data.draw(documents())))
    if options.residual == "error":
        options = ExportOptions(options.scheme, options.tokens, "split", options.layers)
    _, relations, loss = export([pair], options)
    left = list(csv.DictReader(io.StringIO(relations), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert pair[1]
    expected = {relation.id for relation in pair[1].annotations.relations.values()}
    assert sorted([row["id"] for row in left] + [lost.id for lost in loss.dropped_relations]) == sorted(expected)
    held_spans = promised([pair], loss)["d-1", "zainab"]
    for row in left:
        assert (int(row["head_start"]), int(row["head_end"]), row["head_label"]) in held_spans
        assert (int(row["tail_start"]), int(row["tail_end"]), row["tail_label"]) in held_spans


def test_a_relation_row_holds_everything_about_the_relation():
    relation = Relation("r1", "s2", "s1", "NEAR", {"modality": "negated"}, 'he said\t"no"')
    pair = annotated(document("ab\ncd  ef"), [(0, 2, "X"), (3, 9, "Y")], [relation])
    _, relations, _ = export([pair])
    header, row, end = relations.split("\n")
    assert end == ""
    assert dict(zip(header.split("\t"), row.split("\t"), strict=True)) == {
        "document": "d-1", "owner": "zainab", "id": "r1", "label": "NEAR",
        "head": "s2", "head_start": "3", "head_end": "9", "head_label": "Y",
        "tail": "s1", "tail_start": "0", "tail_end": "2", "tail_label": "X",
        "cross_sentence": "true", "attributes": '{"modality": "negated"}', "note": r'"he said\t\"no\""',
        "head_text": "cd ef", "tail_text": "ab",
    }  # fmt: skip


def test_a_relation_whose_end_was_dropped_is_listed():
    pair = annotated(document("ab cd"), [(0, 5, "X"), (0, 2, "Y")], [Relation("r1", "s1", "s2", "NEAR")])
    _, relations, loss = export([pair], ExportOptions(layers="outermost"))
    assert relations.count("\n") == 1
    assert [(one.id, one.text, one.reason.en) for one in loss.dropped_relations] == [
        ("r1", "ab cd → ab", "s2 did not leave")
    ]


LINKED = annotated(document("ab cd ef"), [(0, 2, "X"), (3, 8, "Y"), (3, 5, "X")],
                   [Relation("r7", "s3", "s1", "NEAR", {"modality": "negated"}, 'he said\t"no"'),
                    Relation("r8", "s1", "s2", "NEAR")])  # fmt: skip


def read_back(columns: str, relations: str) -> Read:
    """What reading both files gives."""
    return read_folder(CONLL, {"x.conll": columns, "x.relations.tsv": relations}, "x.conll")


def test_relations_are_read_back_with_all_they_hold() -> None:
    columns, relations, _ = export([LINKED])
    found = read_back(columns, relations.replace("\n", "\r\n"))
    (draft,) = found.drafts
    ends = {span.id: (span.label, span.text) for span in draft.spans}
    assert sorted((one.id, ends[one.head], ends[one.tail], one.attributes, one.note) for one in draft.relations) == [
        ("r7", ("X", "cd"), ("X", "ab"), {"modality": "negated"}, 'he said\t"no"'),
        ("r8", ("X", "ab"), ("Y", "cd ef"), {}, ""),
    ]
    assert draft.place("relations", 1) == "x.relations.tsv:3"
    assert read(CONLL, columns).drafts[0].relations == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("\t0\t2\tX", "\t0\t1\tX", 2, "0:1 X"),
        ("d-1\tzainab\tr7", "d-2\tzainab\tr7", 3, "d-2, zainab"),
        ("d-1\tzainab\tr7", "d-1\tali\tr7", 3, "d-1, ali"),
        ("\t0\t2\tX", "\tzero\t2\tX", 2, "no number"),
        ('{"modality": "negated"}', '{"modality": 1}', 3, "attributes"),
        ('{"modality": "negated"}', '{"modality', 3, "JSON"),
        ("\tfalse\t", "\t", 2, "16 cells"),
        ("document\towner", "owner\tdocument", 1, "columns"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_with_its_place(old: str, new: str, line: int, said: str) -> None:
    columns, relations, _ = export([LINKED])
    assert old in relations
    (problem,) = read_back(columns, relations.replace(old, new, 1)).problems
    assert problem.where == f"x.relations.tsv:{line}"
    assert said in problem.message()


def test_an_empty_file_of_relations_is_a_broken_one() -> None:
    columns, _, _ = export([LINKED])
    assert [problem.where for problem in read_back(columns, "").problems] == ["x.relations.tsv:1"]
