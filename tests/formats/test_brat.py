"""brat: what its own rules say of our files, and every quirk of theirs."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.brat_verifier import complaints
from tests.formats.conll_cases import document
from tests.formats.contract import SCHEMA, written
from tests.formats.reading import Read, notes_of, read_folder
from tests.formats.test_contract import corpora, sample, seeds
from workbench.formats.base import Pair
from workbench.formats.brat import BRAT
from workbench.formats.brat.conf import annotation_conf, roles_of, visual_conf
from workbench.formats.file_names import file_stem, folder_of, id_of
from workbench.model.annotation import Annotations, AnnotationSet, Relation, Span

TEXT = "التقى وزير الدفاع نظيره في بغداد 🙂 ثم البصرة."
BASRA = TEXT.index("البصرة")
MINISTER = "T1\tROLE 6 17\tوزير الدفاع\n"


def ann(lines: str, text: str = TEXT, **files: str) -> Read:
    """A document with these annotations, as a reader finds it in a folder."""
    return read_folder(BRAT, {"d.ann": lines, "d.txt": text, **{f.replace("_", "."): files[f] for f in files}}, "d.ann")


def verified(pairs: list[Pair]) -> list[str]:
    """What the verifier says of our files of these pairs."""
    files, _ = written(BRAT, pairs)
    return complaints({name: str(text) for name, text in files.items()})


def test_brat_would_accept_the_seeds() -> None:
    assert verified(seeds()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora())
def test_brat_would_accept_any_document(pairs: list[Pair]) -> None:
    assert verified(pairs) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("T1\tROLE 6 17", "T1\tROLE 6 18", "says"),
        ("T1\tROLE", "T1\tRO LE", "no places"),
        ("Arg2:T2\t", "Arg2:T2", "two arguments"),
        ("Arg2:T2", "Arg2:T7", "not there"),
        ("A1\tmodality R1 negated", "A1\tmodality R1 perhaps", "no value"),
        ("N1\tReference T2 x:Q1", "N1\tReference T2 Q1", "DATABASE"),
        ("#1\tAnnotatorNotes R1", "#1\tAnnotatorNotes R2", "no R2"),
        ("T2\tGPE", "T2\tPLACE", "no entity"),
        ("R1\tPRESENT_IN", "R1\tHOLDS_ROLE", "may not link"),
    ],
)
def test_the_verifier_can_complain(old: str, new: str, said: str) -> None:
    lines = f"{MINISTER}T2\tGPE 27 32\tبغداد\nR1\tPRESENT_IN Arg1:T1 Arg2:T2\t\nA1\tmodality R1 negated\n"
    lines += "N1\tReference T2 x:Q1\t\n#1\tAnnotatorNotes R1\tn\n"
    files = {"annotation.conf": annotation_conf(SCHEMA), "d.txt": TEXT, "d.ann": lines}
    assert complaints(files) == []
    assert old in lines
    assert any(said in one for one in complaints({**files, "d.ann": lines.replace(old, new)}))


def test_the_types_of_the_schema_are_in_the_configuration() -> None:
    conf, visual = annotation_conf(SCHEMA), visual_conf(SCHEMA)
    assert "HOLDS_ROLE\tArg1:PERSON, Arg2:ROLE\n" in conf
    assert conf.count("<REL-TYPE>:symmetric") >= 2
    assert "ALIAS_OF\tArg1:GPE, Arg2:GPE, <REL-TYPE>:symmetric\n" in conf
    assert "modality\tArg:<RELATION>, Value:asserted|negated|planned\n" in conf
    assert "PERSON | شخص" in visual
    assert "direction:rtl" in visual


def test_offsets_count_code_points_and_those_of_older_brat_utf_16() -> None:
    new, old = (ann(f"T1\tGPE {BASRA + shift} {BASRA + 6 + shift}\tالبصرة\n") for shift in (0, 1))
    assert [span.start for one in (new, old) for span in one.drafts[0].spans] == [BASRA, BASRA]
    assert old.notes == ["offsets count UTF-16 code units"]
    assert new.notes == []


def test_line_ends_of_windows_count_two_in_brat() -> None:
    found = ann("T1\tGPE 5 6\tb\r\nT2\tX 0 6\ta bb b\r\n", "a\r\nb\r\nb").problems
    assert len(found) == 1
    (draft,) = ann("T1\tGPE 6 7\tc\r\n", "a\r\nb\r\nc").drafts
    assert (draft.text, draft.spans[0].start, draft.spans[0].text) == ("a\nb\nc", 4, "c")
    (draft,) = ann("T1\tGPE 4 5\tc\n", "a\r\nb\r\nc").drafts  # a tool that counts one
    assert draft.spans[0].start == 4


def test_brat_counts_a_byte_order_mark_and_others_do_not() -> None:
    for shift in (1, 0):
        (draft,) = ann(f"T1\tGPE {2 + shift} {3 + shift}\tc\n", "\ufeffabc").drafts
        assert (draft.text, draft.spans[0].start) == ("abc", 2)


def test_what_brat_cut_at_a_line_break_is_one_span_again() -> None:
    (draft,) = ann("T1\tEVENT 0 1;2 3\ta b\n", "a\nb").drafts
    assert [(span.start, span.end, span.text) for span in draft.spans] == [(0, 3, "a\nb")]


def test_what_we_cannot_hold_is_left_out_and_said_with_its_lines() -> None:
    lines = (
        f"{MINISTER}T2\tGPE 27 32;{BASRA} {BASRA + 6}\tبغداد البصرة\n"
        "T3\tMEET 0 5\tالتقى\nE1\tMEET:T3 Agent:T1 Place:T2\nR1\tVISITED Arg1:T1 Arg2:T2\t\n"
        "R2\tCAUSED Arg1:E1 Arg2:T1\t\n*\tEquiv T1 T3\nA1\tNegation E1\n#1\tAnnotatorNotes T2\tx\n"
        "#2\tNormalization T1\tx\nN1\tReference T1 a:b\tB\nN2\tReference T1 c:d\tD\n"
    )
    found = ann(lines)
    assert found.problems == []
    assert [span.id for span in found.drafts[0].spans] == ["T1", "T3"]
    assert found.drafts[0].relations == []
    assert found.drafts[0].spans[0].kb_id == "a:b"
    assert notes_of(found.drafts[0]) == [
        "1 spans in several pieces left out: we cannot hold them (d.ann:2:4)",
        "2 relations of what was left out left out: we cannot hold them (d.ann:5:4, d.ann:6:4)",
        "2 remarks on what was left out left out: we cannot hold them (d.ann:8:4, d.ann:9:4)",
        "1 remarks beyond the first left out: we cannot hold them (d.ann:12:4)",
        "1 remarks of other kinds left out: we cannot hold them (d.ann:10:4)",
        "1 events left out: we cannot hold them (d.ann:4:4)",
        "1 equivalences left out: we cannot hold them (d.ann:7:3)",
    ]


def test_pieces_with_an_emoji_in_them_fit_in_both_units() -> None:
    for ends in ("0 1;3 4", "0 2;4 5"):
        assert ann(f"T1\tX {ends}\t🙂 c\n", "🙂 bc"[:1] + "b c").problems == [], ends


def test_attributes_links_and_notes_belong_to_their_items() -> None:
    lines = (
        f"{MINISTER}T2\tGPE 27 32\tبغداد\nR1\tVISITED Arg2:T2 Arg1:T1\t\nA1\tmodality R1 negated\nM1\tVague T2\n"
        "A2\tKind T2 two words\nN1\tReference T2 wikidata:Q1530\t\t\t\tBaghdad\n"
        "#1\tAnnotatorNotes T2\tfirst\n#2\tAnnotatorNotes T2\tsecond\tline\n"
    )
    (draft,) = ann(lines).drafts
    baghdad, visit = draft.spans[1], draft.relations[0]
    assert (visit.head, visit.tail, visit.attributes) == ("T1", "T2", {"modality": "negated"})
    assert baghdad.attributes == {"Vague": "true", "Kind": "two words"}
    assert (baghdad.kb_id, baghdad.note) == ("wikidata:Q1530", "first\nsecond\tline")


def test_a_relation_starts_at_the_role_that_the_configuration_names_first() -> None:
    lines = f"{MINISTER}T2\tGPE 27 32\tبغداد\nR1\tVisit Place:T2 Who:T1\t\n"
    conf = "[entities]\nROLE\n[relations]\n!Visit|V\tWho:ROLE, Place:GPE, <REL-TYPE>:symmetric\n"
    assert [(r.head, r.tail) for r in ann(lines, annotation_conf=conf).drafts[0].relations] == [("T1", "T2")]
    assert [(r.head, r.tail) for r in ann(lines).drafts[0].relations] == [("T2", "T1")]
    assert roles_of("[entities]\nVisit A:B, C:D\n") == {}


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ("T1\tROLE 6 17\tوزير الدفاا\n", "d.ann:1:4", "does not stand"),
        ("T1\tROLE 60 70\n", "d.ann:1:4", "no stretch"),
        ("T1\tROLE 6-17\tx\n", "d.ann:1:4", "start end"),
        ("T1\tROLE 9 6\tx\n", "d.ann:1:4", "in the order"),
        ("T1\tROLE 6 8;7 9\tx y\n", "d.ann:1:4", "in the order"),
        ("T1\tROLE 0 2;4 6\tالت\n", "d.ann:1:4", "as long as"),
        ("T1 ROLE 6 17 وزير\n", "d.ann:1:1", "a TAB"),
        ("T1\n", "d.ann:1:4", "after a TAB"),
        ("hello\n", "d.ann:1:1", "a TAB"),
        ("X1\tROLE 6 17\tوزير الدفاع\n", "d.ann:1:4", "begins with"),
        (f"{MINISTER}{MINISTER}", "d.ann:2:4", "d.ann:1:4"),
        (f"{MINISTER}R1\tA Arg1:T1\t\n", "d.ann:2:4", "two different roles"),
        (f"{MINISTER}R1\tA Arg1:T1 Arg1:T1\t\n", "d.ann:2:4", "two different roles"),
        (f"{MINISTER}R1\tA Arg1:T1 Arg2:T9\t\n", "d.ann:2:4", "no T9"),
        (f"{MINISTER}A1\tSure\n", "d.ann:2:4", "id of a line"),
        (f"{MINISTER}N1\tReference T1 Q85\t\n", "d.ann:2:4", "DATABASE:ID"),
        (f"{MINISTER}#1\tAnnotatorNotes T4\tx\n", "d.ann:2:4", "no T4"),
    ],
)
def test_a_broken_line_is_refused_with_its_place(lines: str, place: str, words: str) -> None:
    found = ann(lines)
    assert found.drafts == []
    (problem,) = found.problems
    assert problem.where == place
    assert words in problem.message() + problem.hint()


def test_a_text_without_annotations_and_annotations_without_a_text() -> None:
    (draft,) = ann("").drafts
    assert (draft.owner, draft.status, draft.spans) == (None, "new", [])
    (problem,) = read_folder(BRAT, {"d.ann": ""}, "d.ann").problems
    assert "d.txt is not beside it" in problem.message()


def test_a_span_line_without_its_text_is_filled_in_as_brat_does() -> None:
    assert [span.text for span in ann("T1\tROLE 6 17\n").drafts[0].spans] == ["وزير الدفاع"]


def test_files_of_the_shared_tasks_go_on_in_others() -> None:
    files = {"d.txt": TEXT, "d.a1": MINISTER, "d.a2": "T2\tGPE 27 32\tبغداد\n", "d.rel": "R1\tV Arg1:T1 Arg2:T2\n"}
    (draft,) = read_folder(BRAT, dict(files), "d.a1").drafts
    assert (len(draft.spans), len(draft.relations), draft.place("spans", 1)) == (2, 1, "d.a2:1:4")


def test_what_the_lines_cannot_hold_is_cut_off_or_dropped_and_said() -> None:
    """A text from a form: a span of line breaks, one with some at its edges, an id with a space, a value of lines."""
    doc, spans = document("أ\n\nب"), []
    for id, start, end in (("s1", 0, 2), ("s2", 1, 3), ("s3", 0, 4)):
        spans.append(Span(id, start, end, "GPE", doc.text[start:end], {"a b": "c", "d": "e\nf"} if end == 4 else {}))
    spans[2] = replace(spans[2], kb_id="Q 1")
    relations = [Relation("r1", "s1", "s2", "NEAR"), Relation("r2", "s1", "s3", "NEAR")]
    files, loss = written(BRAT, [(doc, AnnotationSet(doc.id, "ali", annotations=Annotations.of(spans, relations)))])
    assert files["owner=ali/d-1.ann"] == ("T1\tGPE 0 1;3 4\tأ ب\nT2\tGPE 0 1\tأ\nR1\tNEAR Arg1:T2 Arg2:T1\t\n")
    assert [(one.id, one.became) for one in loss.changed_spans] == [("s1", (0, 1))]
    assert [one.id for one in (*loss.dropped_spans, *loss.dropped_relations, *loss.stripped)] == ["s2", "r1", "s3"]
    assert loss.stripped[0].reason.en.endswith("a b, d, Q 1")


@pytest.mark.parametrize(
    "id", ["visit-1", "زيارة 🙂", "a/b", "..", ".x", "a.txt", "100%", "%41", "عَرَب", "a b", "x.ann"]
)
def test_ids_are_found_again_in_file_names(id: str) -> None:
    stem = file_stem(id)
    assert id_of(stem) == id
    assert not set(stem) & set('/\\:*?"<>| ')
    assert not stem.startswith(".")


def test_other_names_become_ids_as_those_of_plain_texts_do_and_long_ones_stay_names() -> None:
    assert id_of("my text (1)") == "my-text-1"
    assert len(file_stem("ب" * 200).encode()) <= 200
    assert file_stem("ب" * 200) != file_stem("ب" * 199 + "ت")


def test_owners_have_folders() -> None:
    files, _ = written(BRAT, sample())
    assert {"owner=ali/d-1.ann", "owner=gold/d-1.txt"} <= set(files)
    assert folder_of("suggestion:م") == "owner=suggestion%3Aم/"
    assert BRAT.beside("d.a1")[:2] == ["d.txt", "d.a2"]


def test_a_span_whose_pieces_are_parted_by_a_line_break_and_blanks_is_one() -> None:
    (draft,) = ann("T1\tPERSON 4 8;11 17\tسامر الحلبي\n", "قال سامر \n الحلبي.").drafts
    assert [span.text for span in draft.spans] == ["سامر \n الحلبي"]


def test_tabs_behind_the_text_of_a_span_are_no_part_of_it() -> None:
    (draft,) = ann(f"T1\tGPE {BASRA} {BASRA + 6}\tالبصرة\t\t\n").drafts
    assert [span.text for span in draft.spans] == ["البصرة"]
