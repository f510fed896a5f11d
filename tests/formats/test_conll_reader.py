"""The CoNLL reader: our own files, plain files of others, and what is wrong with either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.conll_cases import OPTIONS, annotated, document, documents, export, read_columns, span_sets
from tests.formats.reading import notes_of
from workbench.formats import guess
from workbench.formats.base import Draft, ExportOptions
from workbench.formats.conll import CONLL
from workbench.formats.source import Source

PLAIN = """-DOCSTART- -X- -X- O

EU NNP B-NP B-ORG
rejects VBZ B-VP O
#Brexit NN B-NP B-MISC
. . O O

Peter NNP B-NP I-PER
Blackburn NNP I-NP I-PER

-DOCSTART- -X- -X- O

BRUSSELS NNP B-NP B-LOC
"""

OURS = """# global.columns = FORM RANGE NER NER.2
# workbench = conll/1 scheme=BIO tokens=clitic residual=split layers=nested

# newdoc id = d 1
# owner = suggestion:rules
# sent_id = d 1.2
# section = title
Visit\t3:8\tB-EVENT\tO
to\t9:11\tI-EVENT\tO
Iraq\t12:16\tI-EVENT\tB-GPE

# sent_id = d 1.3
# section = body
#\t18:19\tO\tO
1\t19:20\tO\tO
"""


def spans(draft: Draft) -> list[tuple[int, int, str, str]]:
    """Start, end, label and surface of the spans of a draft."""
    return [(span.start, span.end, span.label, span.text) for span in draft.spans]


def faults(text: str) -> list[tuple[str, str]]:
    """Place and code of the problems of a file called f.conll."""
    return [
        (problem.where, problem.message("en").split(": ", 1)[1]) for problem in read_columns(text, "f.conll").problems
    ]


def ours(*rows: str, scheme: str = "BIO") -> str:
    """A file of ours with one tag column and these rows, the first of which stands on line 4."""
    head = f"# global.columns = FORM RANGE NER\n# workbench = conll/1 scheme={scheme}\n# newdoc id = d\n"
    return head + "\n".join(rows) + "\n"


def test_our_own_file_gives_text_offsets_owner_and_sections():
    (draft,) = read_columns(OURS, "x.conll").drafts
    assert (draft.id, draft.owner, draft.status) == ("d 1", "suggestion:rules", "in_progress")
    assert draft.text == "  \nVisit to Iraq \n#1"
    assert spans(draft) == [(3, 16, "EVENT", "Visit to Iraq"), (12, 16, "GPE", "Iraq")]
    assert draft.sections == [(0, 2, "boilerplate"), (3, 17, "title"), (18, 20, "body")]
    assert draft.tokens is None


def test_a_place_in_a_draft_is_the_place_of_the_tag():
    (draft,) = read_columns(OURS, "x.conll").drafts
    assert [draft.place("spans", n) for n in (0, 1)] == ["x.conll:8:11", "x.conll:10:20"]
    assert draft.place("owner") == draft.place() == "x.conll:4:1"


def test_a_plain_file_gives_a_document_per_docstart_and_a_line_per_sentence():
    reading = read_columns(PLAIN, "some/eng.train.conll")
    assert reading.problems == []
    first, second = reading.drafts
    assert (first.id, second.id) == ("eng.train-1", "eng.train-2")
    assert first.text == "EU rejects #Brexit .\nPeter Blackburn"
    assert spans(first) == [
        (0, 2, "ORG", "EU"),
        (11, 18, "MISC", "#Brexit"),
        (21, 36, "PER", "Peter Blackburn"),
    ]
    assert first.owner is None
    assert [first.text[slice(*token)] for token in first.tokens or ()] == [
        "EU", "rejects", "#Brexit", ".", "Peter", "Blackburn",
    ]  # fmt: skip
    assert first.sentences == [(0, 20), (21, 36)]
    assert spans(second) == [(0, 8, "LOC", "BRUSSELS")]


def test_a_span_that_goes_on_before_it_began_is_mended_with_a_note():
    (draft,) = read_columns("a O\nb I-X\nc I-Y\nd E-Y\ne I-Y\nf I-Y\n\ng B-Y\n\nh I-Y\n", "f.conll").drafts
    assert [span[3] for span in spans(draft)] == ["b", "c d", "e f", "g", "h"]
    assert notes_of(draft) == [
        "4 tags went on with a span that had not begun; each begins one (the first at f.conll:2:3)"
    ]


def test_tabs_line_ends_of_windows_and_a_byte_order_mark_are_read():
    (draft,) = read_columns("\ufeffnew york\tB-LOC\r\n!\tO\r\n", "f.conll").drafts
    assert (draft.text, spans(draft)) == ("new york !", [(0, 8, "LOC", "new york")])


def test_comments_of_other_tools_are_passed_over():
    (draft,) = read_columns("# text = a b\n# about\n# O\na O\n", "f.conll").drafts
    assert draft.text == "# a"


def test_files_of_ours_can_be_joined():
    nested = export([annotated(document("ab cd", "deep"), [(0, 5, "X"), (0, 2, "Y")])])[0]
    words = export([annotated(document("ef", "flat"), [(0, 2, "Z")])], ExportOptions("IOBES", "word"))[0]
    reading = read_columns(nested + words, "f.conll")
    assert reading.problems == []
    assert [(one.id, spans(one)) for one in reading.drafts] == [
        ("deep", [(0, 5, "X", "ab cd"), (0, 2, "Y", "ab")]),
        ("flat", [(0, 2, "Z", "ef")]),
    ]


def test_owners_of_one_document_share_one_text():
    doc = document("Title\nShare\nIraq and\nIran", kinds=["title", "boilerplate", "body", "body"])
    pairs = [annotated(doc, [(6, 11, "X")], owner="a"), annotated(doc, [(12, 25, "X")], owner="b")]
    reading = read_columns(export(pairs)[0], "f.conll")
    assert reading.problems == []
    assert {draft.text for draft in reading.drafts} == {doc.text}
    assert [draft.owner for draft in reading.drafts] == ["a", "b"]


def test_every_problem_is_reported_with_line_and_column():
    text = ours(
        "ab\t0:2\tB-X",
        "cd\t3:4\tO",
        "ef\tx:y\tO",
        "gh\t1:3\tO",
        "ij\t5:7",
        "kl\t9:11\tE-X",
        "mn\t12:14\tperson",
        "op\t900000000000:900000000002\tO",
    )
    assert faults(text) == [
        ("f.conll:5:4", "RANGE is '3:4'."),
        ("f.conll:6:4", "RANGE is 'x:y'."),
        ("f.conll:7:4", "RANGE is '1:3'."),
        ("f.conll:8:1", "the number of columns is 2."),
        ("f.conll:9:9", "the tag is 'E-X'."),
        ("f.conll:10:10", "the tag is 'person'."),
        ("f.conll:11:4", "RANGE is '900000000000:900000000002'."),
    ]


def test_problems_say_what_was_expected():
    for row, hint in (
        ("ab\t0:3\tO", "Expected start:end of 'ab', 2 code points apart."),
        ("ab\t0:2\tS-X", "Expected O, B-LABEL, I-LABEL."),
        ("ab\t0:2", "Expected 3."),
    ):
        (problem,) = read_columns(ours(row), "f.conll").problems
        assert problem.hint("en") == hint


def test_two_owners_cannot_have_different_text_in_one_place():
    text = ours("ab\t0:2\tO", "# newdoc id = d", "ax\t0:2\tO")
    assert faults(text) == [("f.conll:6:1", "FORM is 'ax'.")]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("# global.columns = ID FORM NER\n1\ta\tO\n", "f.conll:1:1", "global.columns is 'ID FORM NER'."),
        ("# global.columns = FORM RANGE\na\t0:1\n", "f.conll:1:1", "global.columns is 'FORM RANGE'."),
        (ours("a\t0:1\tO", scheme="BILOU"), "f.conll:2:1", "workbench is 'conll/1 scheme=BILOU'."),
        (ours("# section = tail", "a\t0:1\tO"), "f.conll:4:1", "section is 'tail'."),
        ("a B C\nb  C\n", "f.conll:1:5", "the tag is 'C'."),
        ("a O\nb X O\n", "f.conll:2:1", "the number of columns is 3."),
        ("a\n", "f.conll:1:1", "the number of columns is 1."),
        ("\tO\n", "f.conll:1:1", "the token is ''."),
    ],
)
def test_what_cannot_be_read_is_named(text, place, message):
    assert faults(text)[0] == (place, message)


@given(st.text(alphabet=st.sampled_from("# =\t\n:-OBISEX01aب\u2028\u00a0🇮"), max_size=80), st.booleans())
def test_no_text_makes_the_reader_fail(text, with_header):
    reading = read_columns((ours("") if with_header else "") + text, "f.conll")
    for draft in reading.drafts:
        assert all(draft.text[s.start : s.end] == s.text for s in draft.spans)


@given(st.data(), OPTIONS, st.integers(0), st.text(alphabet="\t\n #:O0B-Xب", max_size=3))
def test_no_damage_to_a_file_makes_the_reader_fail(data, options, place, damage):
    options = ExportOptions(options.scheme, options.tokens, "split", options.layers)
    columns = export([data.draw(span_sets(data.draw(documents())))], options)[0]
    place %= len(columns)
    reading = read_columns(columns[:place] + damage + columns[place + 1 :], "f.conll")
    for problem in reading.problems:
        name, line, column = problem.where.rsplit(":", 2)
        assert name == "f.conll"
        assert int(line) >= 1
        assert int(column) >= 1
        assert problem.message("ar")
    for draft in reading.drafts:
        assert all(draft.text[s.start : s.end] == s.text for s in draft.spans)


def only(text: str) -> list[tuple[str, str]]:
    """Label and surface of the spans of the only draft of a plain file."""
    (draft,) = read_columns(text, "f.conll").drafts
    return [(span.label, span.text) for span in draft.spans]


@pytest.mark.parametrize(
    "text",
    [
        "1 Basra B-GPE O\n2 Port I-GPE B-FAC\n\n1 opened O O\n",  # numbered
        "Basra\tB-GPE \tO\nPort\tI-GPE\tB-FAC \nopened\tO\tO\t\n",  # blanks at the ends of cells and rows
        "Basra NNP B-GPE O\nPort NNP L-GPE U-FAC\nopened VBD O O\n",  # BILOU
    ],
)
def test_a_layer_of_tags_is_read_from_every_column_of_them(text: str) -> None:
    assert only(text) == [("GPE", "Basra Port"), ("FAC", "Port")]


def test_columns_that_are_not_read_are_named_once() -> None:
    assert read_columns(PLAIN, "f.conll").notes == ["columns between the token and its tags passed over: 2, 3"]
    assert only("a X B-GPE\n") == [("GPE", "a")]


def test_a_no_break_space_is_part_of_a_word() -> None:
    assert only("Abu\u00a0Ghraib B-FAC\nopened O\n") == [("FAC", "Abu\u00a0Ghraib")]


def test_rows_that_begin_with_numbers_are_words() -> None:
    (draft,) = read_columns("1 CD B-DATE\n2 CD O\n2 CD O\n", "f.conll").drafts
    assert draft.text == "1 2 2"


def test_a_broken_row_at_the_head_does_not_hide_the_format() -> None:
    raw = "Basra B-GPE\nPort O\nbroken\nopened O\nin O\n"
    source = Source.of_bytes(raw.encode(), "train.txt")
    assert guess(source).format is CONLL
    assert faults(raw) == [("f.conll:3:1", "the number of columns is 1.")]


def test_the_first_row_is_no_measure_if_it_is_the_broken_one() -> None:
    assert faults("Basra\nPort B-FAC\nopened O\n") == [("f.conll:1:1", "the number of columns is 1.")]


TOGETHER = """زار O
رئيس B-OCC
جامعة I-OCC B-ORG
دجلة I-OCC I-ORG B-FAC
أمس B-DATE
. O

نقابة B-ORG
عمال I-ORG
جامعة I-ORG B-ORG
دجلة I-ORG I-ORG B-GPE
وبغداد B-GPE

كيلو B-UNIT B-QUANTITY
"""
"""As the corpus Wojood is published: as many tags as spans, side by side."""


def layers(text: str) -> list[tuple[str, str]]:
    """Label and surface of the spans of a plain file without problems."""
    found = read_columns(text, "wojood.txt")
    assert found.problems == []
    return [(label, surface) for _, _, label, surface in spans(found.drafts[0])]


@pytest.mark.parametrize("file", [
    TOGETHER,
    "\n".join(line.replace(" ", "\t", 1) for line in TOGETHER.split("\n")),
    "\n".join("\t".join([*line.split()[:1], *(["+".join(line.split()[1:])] if line else [])])
              for line in TOGETHER.split("\n")),
], ids=["spaces", "a cell", "plus"])  # fmt: skip
def test_several_tags_of_a_token_are_spans_within_each_other(file: str):
    assert layers(file) == [
        ("OCC", "رئيس جامعة دجلة"), ("ORG", "جامعة دجلة"), ("FAC", "دجلة"), ("DATE", "أمس"),
        ("ORG", "نقابة عمال جامعة دجلة"), ("ORG", "جامعة دجلة"), ("GPE", "دجلة"), ("GPE", "وبغداد"),
        ("QUANTITY", "كيلو"), ("UNIT", "كيلو"),
    ]  # fmt: skip
    assert read_columns(file, "f").notes == ["several tags of one token are read as spans one within the other"]
    assert guess(Source.of_bytes(file.encode(), "wojood.txt"))[0] is CONLL


def test_what_goes_on_is_told_by_labels_not_by_columns():
    assert layers("a B-X\nb I-X B-Y\nc I-Y\nd O\n") == [("X", "a b"), ("Y", "b c")]
    assert layers("a B-X\nb B-X I-X\nc I-X\n") == [("X", "a b c"), ("X", "b")]
    assert layers("a B-X B-Y\nb I-Y\n") == [("Y", "a b"), ("X", "a")]


def test_nested_tags_are_understood_however_late_they_come():
    flat = "".join(f"{word} O\n" for word in ("كلمة",) * 60_000)
    assert layers(f"{flat}\nرئيس B-OCC\nجامعة I-OCC B-ORG\n") == [("OCC", "رئيس جامعة"), ("ORG", "جامعة")]


def test_a_row_that_lost_a_column_is_no_layout_of_its_own():
    assert faults("a B-X B-Y\nb O O\nc B-X\n") == [("f.conll:3:1", "the number of columns is 2.")]
    assert faults("a NN B-X\nb O\nc NN O\n") == [("f.conll:2:1", "the number of columns is 2.")]
    assert faults("a\tB-X K-Y\nb\tO\n") == [("f.conll:1:3", "the tag is 'B-X K-Y'.")]
