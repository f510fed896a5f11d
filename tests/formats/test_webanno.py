"""WebAnno TSV in the shapes that INCEpTION's own tests have: stacked, across tokens, inside tokens, linked, escaped."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.contract import drafts_of, written
from tests.formats.reading import Read, read
from tests.formats.test_docbin import TEXT, pair
from workbench.formats import FORMATS, guess
from workbench.formats.problems import BadTable
from workbench.formats.source import Source
from workbench.formats.webanno import WEBANNO
from workbench.formats.webanno.escapes import (
    escaped_text,
    escaped_value,
    stacked,
    unescaped_text,
    unescaped_value,
)
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.document import Extent

OURS = "curation/d-1/CURATION_USER.tsv"

HEADER = """#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Span|label
#T_RL=custom.Relation|label|BT_custom.Span


"""

FOREIGN = (
    "#FORMAT=WebAnno TSV 3.3\n"
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\n"
    "#T_SP=webanno.custom.Bare|\n"
    "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue\n"
    "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation\n"
    "#T_RL=webanno.custom.Near|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\n"
    "#T_RL=webanno.custom.Dep|kind|BT_de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token\n\n\n"
    "#Sentence.id=a\n#Text=🙂 New Basra\n#Text=here\\tnow.\n"
    "1-1\t0-2\t🙂\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-2\t3-6\tNew\t*[1]\tGPE[1]\t*\tNE\t*->1-1\t*->1-1\t_\t_\t_\t\n"
    "1-3\t7-12\tBasra\thttp://kb/Q\\_1[2]|*[1]\tLO\\[1\\]C[2]|GPE[1]\t_\tNE\t_\t_\t_\tdet\t1-2\t\n"
    "1-3.1\t8-10\tas\t_\t_\t*\t_\t_\t_\t_\t_\t_\t\n"
    "1-4\t13-17\there\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "1-5\t18-21\tnow\t*\t*\t_\t_\t_\t_\t1-3[2_0]\t_\t_\t\n"
    "1-6\t21-22\t.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
    "\n"
    "#Text=Hm\n"
    "2-1\t25-27\tHm\t_\t_\t_\t_\t_\t_\t_\t_\t_\t\n"
)


def theirs(content: str, name: str = "annotation/report.txt/anna.tsv") -> Read:
    """A file of others, read by us."""
    return read(WEBANNO, content, name)


def ours(*rows: str) -> Read:
    """A file with our layers and these lines."""
    return theirs(HEADER + "".join(f"{row}\n" for row in rows))


def test_a_span_inside_a_word_has_a_row_of_its_own_and_stacked_ones_are_numbered() -> None:
    content = str(written(WEBANNO, [pair()])[0][OURS])
    assert content.startswith(HEADER)
    rows = [line for line in content.split("\n") if re.match(r"\d", line)]
    assert rows[0] == "1-1\t0-5\tالتقى\t_\t_\t_\t"
    assert rows[1:4] == [
        "1-2\t6-10\tوزير\tROLE[1]\t_\t_\t",
        "1-3\t12-18\tالدفاع\tROLE[1]\t_\t_\t",
        "1-4\t19-26\tالعراقي\tROLE[1]|NORP[2]\t_\t_\t",
    ]
    assert "2-3\t37-42\tبغداد\tGPE\tPRESENT\\_IN\t1-2\t" in rows
    assert "2-4\t43-45\t🙂\t_\t_\t_\t" in rows


def test_parts_of_words_and_ends_that_share_a_row() -> None:
    document, owned = pair()
    assert owned
    at = TEXT.index("العراقي")
    spans = [Span("a", at, at + 7, "NORP", ""), Span("b", at, at + 7, "GPE", ""), Span("c", at + 2, at + 5, "X_Y", ""),
             Span("d", at + 4, at + 5, "ORG", ""), Span("e", 0, 5, "PERSON", "")]  # fmt: skip
    links = [Relation("1", "a", "e", "R"), Relation("2", "e", "b", "R|S"), Relation("3", "a", "b", "T"),
             Relation("4", "d", "c", "U")]  # fmt: skip
    content = str(written(WEBANNO, [(document, replace(owned, annotations=Annotations.of(spans, links)))])[0][OURS])
    assert "1-4\t19-26\tالعراقي\tGPE[1]|NORP[2]\tR\\|S|T\t1-1[0_1]|1-4[2_1]\t\n" in content
    assert "1-4.1\t21-24\tعرا\tX\\_Y\tU\t1-4.2\t\n1-4.2\t23-24\tا\tORG\t_\t_\t\n" in content
    assert "1-1\t0-5\tالتقى\tPERSON\tR\t1-4[2_0]\t\n" in content


def test_white_space_around_sentences_comes_back_letter_for_letter() -> None:
    document, owned = pair()
    assert owned
    for text in ("\t \nأول.  ثان؟\n\n\u00a0\nثالث.\n   رابع \n\n", " س", "س\n", "a\\b\n\\n"):
        extents = [Extent(*found.span()) for found in re.finditer(r"\S+", text)]
        found = replace(document, text=text, tokens=extents, sentences=extents, sections=[])
        files, _ = written(WEBANNO, [(found, replace(owned, annotations=Annotations()))])
        assert [draft.text for draft in drafts_of(WEBANNO, files)] == [text]
        plain = "\n".join(line for line in str(files[OURS]).split("\n") if not line.startswith("#workbench="))
        (draft,) = read(WEBANNO, plain, OURS).drafts
        assert draft.text.lstrip() == text.lstrip()  # others fill the beginning with spaces


def test_a_file_of_inception_is_read() -> None:
    found = theirs(FOREIGN)
    assert [one.message() for one in found.problems] == []
    (draft,) = found.drafts
    assert (draft.id, draft.owner, draft.text) == ("report", "anna", "🙂 New Basra\nhere\tnow.\n  Hm")
    assert [(one.start, one.text, one.label, one.kb_id) for one in draft.spans] == [
        (2, "New Basra", "GPE", None),
        (2, "New", "Bare", None),
        (6, "Basra", "LO[1]C", "http://kb/Q_1"),
        (7, "as", "Bare", None),
        (17, "now", "NamedEntity", None),
    ]
    (relation,) = draft.relations
    assert (relation.head, relation.tail, relation.label) == ("s3", "s5", "Near")
    assert [draft.text[slice(*one)] for one in draft.tokens or ()][:2] == ["🙂", "New"]
    assert [draft.text[slice(*one)] for one in draft.sentences or ()] == ["🙂 New Basra\nhere\tnow.", "Hm"]
    assert [note.rpartition(" ")[2] for note in found.notes if "layer" in note][:1] == ["over"]
    assert len(found.notes) == 3
    assert draft.place("spans", 2).endswith("anna.tsv:15:1")
    assert draft.place("relations", 0).endswith("anna.tsv:18:1")


def test_the_ends_of_links_have_numbers_of_other_spans_and_are_passed_over() -> None:
    header = "\n".join(
        [
            "#FORMAT=WebAnno TSV 3.3",
            "#T_SP=webanno.custom.Span|value",
            "#T_SP=webanno.custom.Host|ROLE_webanno.custom.Host:links_webanno.custom.HostLinksLink|uima.tcas.Annotation",
        ]
    )
    rows = [
        "1-1\t0-1\ta\t_\twho;where[3]\t1-2[1];1-3[2]\t",
        "1-2\t2-3\tb\tX[1]\t_\t_\t",
        "1-3\t4-5\tc\tY[2]\twhere[3]\t1-2[1]\t",
    ]
    found = theirs("\n".join([header, "", "", "#Text=a b c", *rows, ""]))
    (draft,) = found.drafts
    assert [(one.text, one.label) for one in draft.spans] == [("a b c", "Host"), ("b", "X"), ("c", "Y")]
    assert "ROLE_webanno.custom.Host:links" in found.notes[0]


def test_offsets_in_code_points_are_found_out_by_the_forms() -> None:
    (draft,) = ours("#Text=🙂 Basra", "1-1\t0-1\t🙂\t_\t_\t_\t", "1-2\t2-7\tBasra\tGPE\t_\t_\t").drafts
    assert [(one.start, one.end) for one in draft.spans] == [(2, 7)]


def test_java_s_escapes_are_those_of_old_files() -> None:
    old = HEADER.replace("3.3", "3.1") + '#Text=\\u0628\\u063A \\"\\uD83D\\uDE42\n1-1\t0-2\tبغ\t_\t_\t_\t\n'
    assert theirs(old).drafts[0].text == 'بغ "🙂'
    assert unescaped_text("\\u0628\\x") == "\\u0628\\x"


def test_a_file_without_folders_names_the_document() -> None:
    (draft,) = theirs(HEADER + "#Text=a\r\n1-1\t0-1\ta\t_\t_\t_\t\r\n", "my text.tsv").drafts
    assert (draft.id, draft.owner) == ("my-text", None)


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        (["#Text=a b", "1-1\t0-1\ta\t_\t_\t_\t", "1-2\t1-2\tb\t_\t_\t_\t"], 8, "the place of a token is '1-2'"),
        (["#Text=a", "1-1\t0-9\ta\t_\t_\t_\t"], 7, "the place of a token"),
        (["#Text=a", "1-1\t9999999-10000000\ta\t_\t_\t_\t"], 7, "the place of a token"),
        (["#Text=a", "1-1\t0-1\ta\t_\t_\t"], 7, "the number of columns is 5"),
        (["#Text=a", "1-1\t0-1\ta\t_\t_\t_\t_\t"], 7, "the number of columns is 7"),
        (["#Text=a", "1-1\t0-1\ta\tX[\t_\t_\t"], 7, "custom.Span is"),
        (["#Text=a", "1-1\t0-1\ta\tX\tR\t1-7\t"], 7, "the source of a relation is '1-7'"),
        (["#Text=a", "1-1\t0-1\ta\tX\tR\tx\t"], 7, "the source of a relation"),
        (["#Text=a", "1-1\t0-1\ta\tX|Y\tR\t1-1\t"], 7, "the source of a relation"),
        (["#Text=a", "1-1\t0-1\ta\tX\tR|S\t1-1\t"], 7, "custom.Relation is"),
        (["#Text=a", "1-1 0-1 a _ _ _"], 7, "a line is"),
        (["#Text=a", "", "#Text=b", "2-1\t2-3\tb\t_\t_\t_\t"], 7, "a sentence is without tokens"),
        (["#Text=a", "1-1.1\t0-1\ta\t_\t_\t_\t"], 8, "a sentence is without tokens"),
        (["#workbench={", "#Text=a", "1-1\t0-1\ta\t_\t_\t_\t"], 0, "#workbench= is"),
        (["#workbench=3", "#Text=a", "1-1\t0-1\ta\t_\t_\t_\t"], 0, "#workbench= is"),
        (['#workbench={"items": {"spans": {"0:1:X": 3}}}', "#Text=a", "1-1\t0-1\ta\tX\t_\t_\t"], 0, "#workbench= is"),
    ],
)
def test_a_fault_is_told_with_its_line(rows: list[str], where: int, words: str) -> None:
    found = ours(*rows)
    assert found.drafts == []
    message = found.problems[0].message()
    assert words in message
    assert f"anna.tsv:{where}:1" in message if where else "anna.tsv" in message


def test_a_mark_of_no_length_is_left_to_the_rules_with_its_place() -> None:
    """INCEpTION has marks between letters; the rules refuse a span that covers nothing."""
    (draft,) = ours("#Text=ab", "1-1\t0-2\tab\t_\t_\t_\t", "1-1.1\t1-1\t\tX\t_\t_\t").drafts
    assert [(one.start, one.end) for one in draft.spans] == [(1, 1)]
    assert draft.place("spans", 0) == "annotation/report.txt/anna.tsv:8:1"


def test_relations_of_columns_that_lie_in_a_folder_are_not_taken_for_this_format() -> None:
    assert FORMATS["conll"].beside("x.conll") == ("x.relations.tsv",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("#FORMAT=WebAnno TSV 2\n\n#Text=a\n", "first line"),
        ("#FORMAT=WebAnno TSV 3.3\nhello\n\n#Text=a\n", "no line of a header"),
        (HEADER, "no token"),
    ],
)
def test_what_is_no_such_file_is_refused(content: str, words: str) -> None:
    (problem,) = theirs(content).problems
    assert isinstance(problem, BadTable)
    assert words in problem.message()


@given(st.text("ab_|*;-><[]\\\t\n1\u0628🙂", min_size=1, max_size=8))
def test_any_value_and_any_line_survive_their_escapes(value: str) -> None:
    assert unescaped_value(escaped_value(value)) == value
    assert stacked(f"{escaped_value(value)}[3]|x") == [f"{escaped_value(value)}[3]", "x"]
    assert unescaped_text(escaped_text(value)) == value
    assert not set("\n\t") & set(escaped_text(value) + escaped_value(value))


def test_relations_are_in_the_order_of_what_is_written_not_of_what_was_trimmed() -> None:
    document, owned = pair()
    assert owned
    spans = [Span("a", 0, 5, "B", ""), Span("b", 0, 6, "Z", "")]  # the second is trimmed, and then comes after
    links = [Relation("r", "a", "b", "S"), Relation("s", "b", "a", "R")]
    marked = replace(owned, annotations=Annotations.of(spans, links))
    files, loss = written(WEBANNO, [(document, marked)])
    assert [one.id for one in loss.changed_spans] == ["b"]
    assert "\tB[1]|Z[2]\tS|R\t1-1[1_2]|1-1[2_1]\t" in str(files[OURS])


def test_rows_of_one_number_say_one_thing() -> None:
    rows = ["1-1\t0-4\tسامر\tPER[1]\t_\t_\t", "1-2\t5-11\tالحلبي\tLOC[1]\t_\t_\t"]
    found = theirs(HEADER + "#Text=سامر الحلبي\n" + "\n".join(rows) + "\n")
    assert ["[1] is 'LOC'" in problem.message() for problem in found.problems] == [True]


def test_an_older_format_of_the_tool_is_known_and_refused() -> None:
    raw = "#FORMAT=WebAnno TSV 2\n1-1\tسامر\tB-PER\n"
    assert guess(Source.of_bytes(raw.encode(), "old.txt")).format.name == "webanno"
    assert [problem.where for problem in theirs(raw, "old.txt").problems] == ["old.txt:1"]
