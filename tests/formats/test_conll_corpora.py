"""Columns as published corpora lay them out, made by hand from what their files look like."""

import pytest

from tests.formats.reading import Read, notes_of, read
from workbench.formats import guess
from workbench.formats.conll import CONLL
from workbench.formats.problems import FormatUnclear
from workbench.formats.source import Source

ONTONOTES = """#begin document (nw/ar/00/visit); part 000
nw/ar/00/visit 0 0 وصل VBD (TOP(S* - - - - * * -
nw/ar/00/visit 0 1 وزير NN (NP* - - - - (PERSON* (ARG0* (3
nw/ar/00/visit 0 2 الخارجية NN *) - - - - *) *) 3)
nw/ar/00/visit 0 3 بغداد NNP *)) - - - - (GPE) * -

nw/ar/00/visit 0 0 انتهى VBD (TOP*) - - - - * -

#end document
#begin document (nw/ar/00/visit); part 001
nw/ar/00/visit 1 0 ثانية NN (TOP*) - - - - (DATE*) -

#end document
"""


def found(text: str, name: str = "corpus.txt") -> Read:
    """What a file of columns holds, if its content tells that it is one."""
    assert guess(Source.of_bytes(text.encode(), name)).format is CONLL
    return read(CONLL, text, name)


def named(text: str, name: str = "corpus.txt") -> list[tuple[str, str]]:
    """Surface and label of every name; there are no problems."""
    known = found(text, name)
    assert known.problems == []
    return [(span.text, span.label) for draft in known.drafts for span in draft.spans]


def test_the_brackets_of_ontonotes_are_names_and_its_parts_documents() -> None:
    known = found(ONTONOTES, "visit.v4_gold_conll")
    assert [(one.id, one.text) for one in known.drafts] == [
        ("nw_ar_00_visit-000", "وصل وزير الخارجية بغداد\nانتهى"),
        ("nw_ar_00_visit-001", "ثانية"),
    ]
    assert named(ONTONOTES) == [("وزير الخارجية", "PERSON"), ("بغداد", "GPE"), ("ثانية", "DATE")]
    assert known.drafts[0].place("spans", 1) == "visit.v4_gold_conll:5:42"
    assert notes_of(known) == ["columns between the token and its tags passed over: 5, 6, 7, 8, 9, 10"]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("(GPE)", "*)", 5),
        ("*) *) 3)", "(GPE*) *) 3)", 4),
        ("(PERSON*", "PERSON", 3),
        ("(GPE) * -", "", 5),
    ],
)
def test_brackets_that_do_not_match_are_refused_with_their_row(old: str, new: str, line: int) -> None:
    problem = found(ONTONOTES.replace(old, new, 1)).problems[0]
    assert problem.where.startswith(f"corpus.txt:{line}:")


def test_a_name_that_is_not_closed_ends_with_its_sentence() -> None:
    assert ("بغداد", "GPE") in named(ONTONOTES.replace("(GPE)", "(GPE*"))


def test_what_germeval_writes_above_its_numbered_rows_is_a_comment() -> None:
    text = "#\thttp://example.org [2009]\n1\tزار\tO\tO\n2\tبلدية\tB-ORG\tO\n3\tبغداد\tI-ORG\tB-LOC\n4\t#\tO\tO\n"
    assert named(text + "\n" + text) == [("بلدية بغداد", "ORG"), ("بغداد", "LOC")] * 2


def test_the_language_before_every_token_of_wikiann_is_no_part_of_the_text() -> None:
    text = "ar:زار\tO\nar:بغداد\tB-LOC\nar:ar:\tO\n\nar:هو\tO\n"
    known = found(text, "train.tsv")
    assert [draft.text for draft in known.drafts] == ["زار بغداد ar:\nهو"]
    assert notes_of(known) == ["“ar:” before every token left out"]
    assert found("ar:زار\tO\nبغداد\tB-LOC\nar:هو\tO\n").drafts[0].text == "ar:زار بغداد ar:هو"


def test_the_chunks_of_the_german_files_are_no_names() -> None:
    text = "-DOCSTART- -X- -X- -X- O\n\nDer der ART I-NC O\nARD ARD NE I-NC I-ORG\nsagt sagen V I-VC O\n"
    assert named(text) == [("ARD", "ORG")]


def test_what_label_studio_left_out_of_its_columns_is_said() -> None:
    text = "-DOCSTART- -X- O\nزار -X- _ O\nبغداد -X- _ B-GPE\n\nزار -X- _ O\nبغداد -X- _ O\n"
    assert named(text) == [("بغداد", "GPE")]
    assert "every block is an annotation" in notes_of(found(text))[0]
    assert not any("block" in note for note in notes_of(found("-DOCSTART- -X- -X- O\n\nزار A B O\nx A B O\n")))


def test_bars_between_token_and_tag_are_no_article() -> None:
    with pytest.raises(FormatUnclear):
        guess(Source.of_bytes(b"London|I-GPE and|O\n", "train.iob"))
