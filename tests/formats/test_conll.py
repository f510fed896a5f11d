"""The CoNLL writer: what leaves, what is lost, and that the one plus the other is what went in."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.conll_cases import (
    OPTIONS,
    Extents,
    annotated,
    document,
    documents,
    export,
    promised,
    read_columns,
    rows,
    span_sets,
)
from workbench.formats.base import ExportOptions, LossReport
from workbench.formats.conll import ResidualSpans, write
from workbench.model.annotation import Annotations, AnnotationSet, Span
from workbench.model.document import Extent


def held(columns: str) -> Extents:
    """What the reader finds in the file."""
    reading = read_columns(columns, "export.conll")
    assert reading.problems == []
    assert [draft.notes for draft in reading.drafts if draft.notes] == []
    return {
        (draft.id, draft.owner or ""): sorted((s.start, s.end, s.label) for s in draft.spans)
        for draft in reading.drafts
    }


@given(st.data(), OPTIONS)
def test_the_file_holds_exactly_what_the_loss_report_promises(data, options):
    first, second = data.draw(documents("d-1")), data.draw(documents("d 2"))
    pairs = [
        data.draw(span_sets(first, "zainab")),
        data.draw(span_sets(first, "suggestion:rules")),
        data.draw(span_sets(second, "gold")),
    ]
    try:
        columns, _, loss = export(pairs, options)
    except ResidualSpans:
        assert options.residual == "error"
        return
    assert held(columns) == promised(pairs, loss)
    spans = sum(len(owned.annotations.spans) for _, owned in pairs if owned)
    tally = loss.as_dict()["spans"]
    assert tally["in"] == tally["exact"] + tally["changed"] + tally["dropped"] == spans
    lost = [(one.document, one.owner, one.id) for one in (*loss.changed_spans, *loss.dropped_spans)]
    assert len(lost) == len(set(lost))


@given(st.data(), OPTIONS)
def test_a_row_shows_the_text_of_its_range_without_white_space(data, options):
    doc = data.draw(documents())
    columns, _, _ = export([data.draw(span_sets(doc))], ExportOptions(options.scheme, options.tokens))
    for form, extent, *_ in rows(columns):
        start, end = map(int, extent.split(":"))
        assert doc.text[start:end] == form
        assert form
        assert not any(character.isspace() for character in form)


@given(st.data(), st.sampled_from(["split", "error"]), st.sampled_from(["clitic", "gold"]))
def test_with_split_a_span_that_begins_and_ends_on_text_leaves_exactly(data, residual, tokens):
    doc = data.draw(documents())
    pair = data.draw(span_sets(document(doc.text, kinds=[s.kind for s in doc.sections])))
    try:
        _, _, loss = export([pair], ExportOptions(residual=residual, tokens=tokens))
    except ResidualSpans:
        assert residual == "error"
        return
    for lost in (*loss.changed_spans, *loss.dropped_spans):
        assert lost.text != lost.text.strip()


@given(st.data(), OPTIONS)
def test_residual_error_refuses_exactly_the_exports_that_are_not_exact(data, options):
    pair = data.draw(span_sets(data.draw(documents())))
    cutting = ExportOptions(options.scheme, "gold" if options.tokens == "gold" else "clitic")
    strict = ExportOptions(cutting.scheme, cutting.tokens, "error")
    _, _, loss = export([pair], cutting)
    inexact = bool(loss.changed_spans or loss.dropped_spans or (loss.cut_tokens and cutting.tokens == "clitic"))
    if inexact:
        with pytest.raises(ResidualSpans):
            export([pair], strict)
    else:
        assert export([pair], strict)[2].as_dict() == loss.as_dict()


@given(st.data())
def test_the_text_that_is_read_back_is_the_text_that_was_shown(data):
    doc = data.draw(documents())
    columns, _, _ = export([data.draw(span_sets(doc, "a")), data.draw(span_sets(doc, "b"))])
    one, other = read_columns(columns, "export.conll").drafts
    assert one.text == other.text
    for form, extent, *_ in rows(columns):
        start, end = map(int, extent.split(":"))
        assert one.text[start:end] == form
    assert all(new.isspace() or new == old for new, old in zip(one.text, doc.text, strict=False))


def tagged(extents: list[tuple[int, int, str]], scheme: str = "BIO", layers: str = "nested") -> list[list[str]]:
    """The tags of the rows of “abc d-e f” in which a word is cut after “a”."""
    tokens = [Extent(*t) for t in ((0, 1), (1, 3), (4, 5), (5, 6), (6, 7), (8, 9))]
    pair = annotated(document("abc d-e f", tokens=tokens), extents)
    return [cells[2:] for cells in rows(export([pair], ExportOptions(scheme, layers=layers))[0])]


def said(loss: LossReport) -> list[str]:
    """The remarks in English."""
    return [remark.en for remark in loss.remarks]


def test_adjacent_spans_of_one_label_stay_apart():
    assert tagged([(0, 1, "X"), (1, 3, "X")])[:2] == [["B-X"], ["B-X"]]


def test_iobes_marks_ends_and_single_tokens():
    assert tagged([(0, 1, "X"), (4, 7, "Y")], scheme="IOBES") == [["S-X"], ["O"], ["B-Y"], ["I-Y"], ["E-Y"], ["O"]]


def test_the_outer_span_stands_in_the_first_column():
    assert tagged([(1, 3, "X"), (0, 5, "Y")])[:3] == [["B-Y", "O"], ["I-Y", "B-X"], ["I-Y", "O"]]


def test_crossing_spans_find_room_beside_each_other():
    assert tagged([(0, 3, "X"), (1, 5, "Y")])[:3] == [["B-X", "O"], ["I-X", "B-Y"], ["O", "I-Y"]]


def test_there_are_as_many_columns_as_the_deepest_document_needs():
    flat = annotated(document("ab", "flat"), [(0, 2, "X")])
    deep = annotated(document("ab cd ef", "deep"), [(0, 8, "X"), (0, 5, "X"), (0, 2, "X")])
    columns = export([flat, deep])[0]
    assert columns.startswith("# global.columns = FORM RANGE NER NER.2 NER.3\n")
    assert {len(cells) for cells in rows(columns)} == {5}


def test_flat_layers_keep_the_outermost_or_the_innermost_and_list_the_others():
    spans = [(0, 5, "Y"), (1, 3, "X"), (4, 5, "Z")]
    assert tagged(spans, layers="outermost")[:3] == [["B-Y"], ["I-Y"], ["I-Y"]]
    assert tagged(spans, layers="innermost")[:3] == [["O"], ["B-X"], ["B-Z"]]
    assert tagged([(0, 5, "Y"), (4, 5, "Z")], layers="innermost")[:3] == [["O"], ["O"], ["B-Z"]]
    pair = annotated(document("abc d"), [(0, 5, "Y"), (0, 3, "X")])
    assert [one.id for one in export([pair], ExportOptions(layers="outermost"))[2].dropped_spans] == ["s2"]
    assert [one.id for one in export([pair], ExportOptions(layers="innermost"))[2].dropped_spans] == ["s1"]


def test_split_cuts_the_token_and_says_so():
    pair = annotated(document("abc d"), [(1, 2, "X")])
    columns, _, loss = export([pair])
    assert [cells[0] for cells in rows(columns)] == ["a", "b", "c", "d"]
    assert [(one.id, one.became, one.reason.en) for one in loss.cut_tokens] == [("s1", (1, 2), "cut out of “abc”")]
    assert loss.as_dict()["spans"]["exact"] == 1


def test_a_token_is_not_cut_for_a_span_that_does_not_leave():
    pair = annotated(document("abc d"), [(0, 5, "X"), (1, 2, "X")])
    columns, _, loss = export([pair], ExportOptions(layers="outermost", tokens="gold"))
    assert [cells[0] for cells in rows(columns)] == ["abc", "d"]
    assert loss.cut_tokens == []


def test_expand_grows_the_span_and_drops_the_second_of_two_that_become_equal():
    pair = annotated(document("abc d"), [(1, 2, "X"), (0, 3, "X"), (2, 3, "Y")])
    _, _, loss = export([pair], ExportOptions(residual="expand"))
    assert [(one.id, one.became) for one in loss.changed_spans] == [("s3", (0, 3))]
    assert [(one.id, one.reason.en) for one in loss.dropped_spans] == [("s1", "on token edges it is the same as s2")]


def test_spans_that_lie_apart_but_grow_to_one_token_stand_in_two_columns():
    pair = annotated(document("وبغداد"), [(0, 2, "NORP"), (3, 6, "GPE")])
    columns, _, loss = export([pair], ExportOptions(tokens="word", residual="expand"))
    assert [row[-2:] for row in rows(columns)] == [["B-GPE", "B-NORP"]]
    assert len(loss.changed_spans) == 2


def test_error_names_the_first_spans_and_how_many_there_are():
    pair = annotated(document("abc d"), [(n % 3, n % 3 + 1, f"L{n}") for n in range(9)])
    with pytest.raises(ResidualSpans) as caught:
        write(lambda: iter([pair]), ExportOptions(residual="error"), LossReport())
    for language in ("en", "ar"):
        message = caught.value.message(language)
        assert "9" in message
        assert "d-1 zainab s1 0–1 “a”" in message
        assert message.endswith("….")
    assert caught.value.as_dict()["code"] == "residual-spans"


def test_white_space_at_the_edge_is_trimmed_and_a_span_of_nothing_else_is_dropped():
    pair = annotated(document("ab  cd"), [(0, 3, "X"), (2, 4, "Y"), (0, 2, "X")])
    columns, _, loss = export([pair], ExportOptions(tokens="gold"))
    assert [(one.id, one.reason.en) for one in loss.dropped_spans] == [
        ("s2", "it covers no token, only white space"),
        ("s1", "on token edges it is the same as s3"),
    ]
    assert [cells[2] for cells in rows(columns)] == ["B-X", "O"]


def test_words_tell_where_a_frozen_token_begins():
    tokens = [Extent(0, 1), Extent(1, 2), Extent(2, 5), Extent(6, 8)]
    pair = annotated(document("وبكري هو", tokens=tokens), [(2, 5, "PERSON")])
    columns, _, loss = export([pair], ExportOptions(tokens="word"))
    assert columns.startswith(
        "# global.columns = FORM RANGE MISC NER\n# workbench = conll/1 scheme=BIO tokens=word res"
    )
    assert [cells[1:] for cells in rows(columns)] == [["0:5", "Clitic=1,2", "B-PERSON"], ["6:8", "_", "O"]]
    assert [one.became for one in loss.changed_spans] == [(0, 5)]
    assert said(loss) == ["tokens=word never cuts a word: residual=split is read as expand"]


def test_gold_tokens_are_marked_as_leaking():
    pair = annotated(document("abc"), [(1, 2, "X")])
    assert "\n# warning = tokenization leaks gold; training only\n" in export([pair], ExportOptions(tokens="gold"))[0]
    assert "leaks" not in export([pair])[0]


def test_the_header_names_the_schema():
    columns, _, _ = export([], ExportOptions(schema={"name": "news", "version": "1.0", "sha256": "ab12"}))
    assert "\n# schema = news 1.0 ab12\n" in columns


def test_sentences_joined_by_a_span_keep_the_number_of_the_first():
    pair = annotated(document("a b.\nc d.\ne f.", kinds=["title"]), [(2, 6, "X")])
    columns, _, loss = export([pair])
    assert [line for line in columns.split("\n") if line.startswith("# sent_id")] == [
        "# sent_id = d-1.1",
        "# sent_id = d-1.3",
    ]
    assert said(loss) == ["1 sentence ends inside a span passed over: the sentences are joined"]


def test_a_short_span_does_not_hide_the_long_one_that_joins_sentences():
    columns, _, _ = export([annotated(document("a b.\nc d."), [(0, 8, "X"), (2, 3, "X")])])
    assert columns.count("# sent_id") == 1


def test_tokens_outside_of_all_sentences_belong_to_a_neighbour():
    doc = replace(document("a b c d"), sentences=[Extent(2, 3), Extent(6, 7)])
    columns, _, _ = export([annotated(doc, [])])
    assert [line.split("\t")[0] for line in columns.split("\n")[7:]] == [
        "a", "b", "c", "", "# sent_id = d-1.2", "# section = title", "d", "", "",
    ]  # fmt: skip


def test_boilerplate_is_left_out_unless_a_span_lies_there():
    kinds = ["title", "boilerplate", "boilerplate", "body"]
    pair = annotated(document("Title\nShare\nMore Iraq\nBody", kinds=kinds), [(17, 21, "GPE")])
    columns, _, loss = export([pair])
    assert [cells[0] for cells in rows(columns)] == ["Title", "More", "Iraq", "Body"]
    assert said(loss) == ["1 lines of boilerplate left out"]


def test_documents_without_annotations_are_left_out_with_a_remark():
    pair = annotated(document("abc"), [])
    columns, _, loss = export([(document("abc", "bare"), None), pair])
    assert "bare" not in columns
    assert loss.documents == 1
    assert said(loss) == ["1 documents without annotations left out: all O would be a lie (bare)"]


def test_what_columns_cannot_carry_is_listed():
    doc = document("abc def ghi jkl")
    spans = [
        Span("s1", 0, 3, "X", "abc", attributes={"modality": "negated"}),
        Span("s2", 4, 7, "X", "def", note="sure?"),
        Span("s3", 8, 11, "X", "ghi", kb_id="Q796"),
        Span("s4", 12, 15, "X", "jkl"),
    ]
    _, _, loss = export([(doc, AnnotationSet("d-1", "gold", annotations=Annotations.of(spans)))])
    assert [(one.id, one.reason.en) for one in loss.stripped] == [
        ("s1", "left without: attributes"),
        ("s2", "left without: note"),
        ("s3", "left without: knowledge-base id"),
    ]
    assert loss.as_dict()["spans"]["exact"] == 4
