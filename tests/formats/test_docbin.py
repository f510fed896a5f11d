"""DocBin as spaCy itself reads it: texts letter for letter, marks on token edges, relations in the extension."""

import zlib
from dataclasses import replace
from typing import Any

import pytest
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from tests.formats.conll_cases import PIECES, document
from tests.formats.contract import written
from tests.formats.reading import Read, read
from workbench.formats import docbin, docbin_file
from workbench.formats.base import Pair
from workbench.formats.docbin import DOCBIN, GROUP
from workbench.formats.grid import whole
from workbench.formats.problems import FileTooLarge, NotReadable
from workbench.model.annotation import Annotations, AnnotationSet, Relation
from workbench.model.annotation import Span as Mark
from workbench.text import spelled_out

TEXT = "التقى وزير  الدفاع العراقي\n\nنظيره في بغداد 🙂 وبغداد."


def pair() -> Pair:
    """One document with nested marks, one inside a word, and a relation."""
    doc = document(TEXT)
    marks = []
    for id, surface, label in (
        ("s1", "وزير  الدفاع العراقي", "ROLE"),
        ("s2", "العراقي", "NORP"),
        ("s3", "بغداد", "GPE"),
    ):
        start = TEXT.index(surface)
        marks.append(Mark(id, start, start + len(surface), label, surface, kb_id="Q1530" if id == "s3" else None))
    relations = [Relation("r1", "s1", "s3", "PRESENT_IN", {"modality": "planned"})]
    return doc, AnnotationSet(doc.id, "gold", "done", 1, None, "", Annotations.of(marks, relations))


def loaded(raw: str | bytes) -> list[Doc]:
    """What spaCy alone makes of the bytes."""
    assert isinstance(raw, bytes)
    return list(DocBin(store_user_data=True).from_bytes(raw).get_docs(Vocab()))


def foreign(*docs: Doc) -> Read:
    """Documents that somebody else put into a DocBin, read by us."""
    return read(DOCBIN, DocBin(docs=docs, store_user_data=True).to_bytes(), "theirs.spacy")


def test_spacy_reads_the_text_the_outermost_entities_all_spans_and_the_relations() -> None:
    (doc,) = loaded(written(DOCBIN, [pair()])[0]["export.spacy"])
    assert doc.text == TEXT
    assert [(one.text, one.label_) for one in doc.ents] == [("وزير  الدفاع العراقي", "ROLE"), ("بغداد", "GPE")]
    group = doc.spans[GROUP]
    assert [(one.id_, one.text, one.kb_id_) for one in group] == [
        ("s1", "وزير  الدفاع العراقي", ""), ("s2", "العراقي", ""), ("s3", "بغداد", "Q1530"),
    ]  # fmt: skip
    (relation,) = doc._.relations
    assert (group[relation["head_index"]].id_, relation["label"], group[relation["tail_index"]].id_) == (
        "s1", "PRESENT_IN", "s3",
    )  # fmt: skip
    assert relation["attributes"] == {"modality": "planned"}


def test_the_file_is_what_spacy_writes_however_few_documents_are_held_at_once() -> None:
    texts = [TEXT + " نعم" * (number % 7) for number in range(300)]
    pairs = [(replace(document(text), id=f"d{number}"), pair()[1]) for number, text in enumerate(texts)]
    raw = written(DOCBIN, pairs)[0]["export.spacy"]
    assert isinstance(raw, bytes)
    theirs = DocBin(attrs=docbin._ATTRS, store_user_data=True, docs=loaded(raw))
    assert zlib.decompress(raw) == zlib.decompress(theirs.to_bytes())
    assert [draft.text for draft in read(DOCBIN, raw, "x.spacy").drafts] == texts


def message_of(*docs: Doc) -> dict[str, Any]:
    """What spaCy packs of these documents."""
    found: dict[str, Any] = srsly.msgpack_loads(zlib.decompress(DocBin(docs=docs, store_user_data=True).to_bytes()))
    return found


@pytest.mark.parametrize("part", ["tokens", "spaces", "lengths", "flags", "user_data"])
def test_parts_that_do_not_fit_each_other_are_refused(part: str) -> None:
    message = srsly.msgpack_loads(
        zlib.decompress(DocBin(docs=[Doc(Vocab(), ["Jo"])] * 3, store_user_data=True).to_bytes())
    )
    message[part] = message[part][:-4]
    (problem,) = read(DOCBIN, zlib.compress(srsly.msgpack_dumps(message)), "x.spacy").problems
    assert isinstance(problem, NotReadable)


@pytest.mark.parametrize("dropped", [{"flags"}, {"span_groups"}, {"user_data"}, {"cats", "version"}])
def test_files_of_earlier_versions_that_lack_a_part_are_read(dropped: set[str]) -> None:
    message = message_of(Doc(Vocab(), ["Jo"]))
    kept = {key: value for key, value in message.items() if key not in dropped}
    (draft,) = read(DOCBIN, zlib.compress(srsly.msgpack_dumps(kept)), "x.spacy").drafts
    assert draft.text.strip() == "Jo"


def test_words_that_are_not_marked_are_outside_not_missing() -> None:
    """Training must learn from them that there is nothing."""
    (doc,) = loaded(written(DOCBIN, [pair()])[0]["export.spacy"])
    assert {token.ent_iob_ for token in doc} == {"B", "I", "O"}


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join))
def test_words_and_spaces_make_up_the_text(text: str) -> None:
    words, spaces = spelled_out(text, whole(document(text), "clitic").tokens)
    assert all(words)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text


def test_a_file_of_others_is_read_from_its_entities_and_groups_each_span_once() -> None:
    doc = Doc(Vocab(), words=["Jo", "saw", "Basra"], spaces=[True, True, False])
    doc.set_ents([Span(doc, 0, 1, "PERSON")])
    doc.spans["theirs"] = [Span(doc, 0, 1, "PERSON"), Span(doc, 1, 3, "EVENT")]
    found = foreign(doc, Doc(Vocab(), words=["Hm"]))
    assert [draft.id for draft in found.drafts] == ["theirs-1", "theirs-2"]
    first = found.drafts[0]
    assert (first.text, first.owner) == ("Jo saw Basra", None)
    assert [(one.id, one.start, one.end, one.label) for one in first.spans] == [
        ("s1", 0, 2, "PERSON"), ("s2", 3, 12, "EVENT"),
    ]  # fmt: skip


@pytest.mark.parametrize("kept", ["{", "[]", '{"items": 3}', 7])
def test_what_others_keep_under_our_key_does_no_harm(kept: object) -> None:
    doc = Doc(Vocab(), words=["Basra"], spaces=[False])
    doc.user_data["workbench"] = kept
    assert [draft.text for draft in foreign(doc).drafts] == ["Basra"]


def test_an_empty_document_of_spacy_s_converter_is_left_out_and_said() -> None:
    """It makes one of a blank line at the end of an IOB file."""
    vocab = Vocab()
    docs = DocBin(docs=[Doc(vocab, words=["Basra"]), Doc(vocab), Doc(vocab, words=["Mosul"])])
    found = read(DOCBIN, docs.to_bytes(), "x.spacy")
    assert [(one.id, one.text.strip()) for one in found.drafts] == [("x-1", "Basra"), ("x-3", "Mosul")]
    assert (found.problems, found.notes) == ([], ["x.spacy:2: a document without text left out"])


def test_other_bytes_are_refused_in_words() -> None:
    (problem,) = read(DOCBIN, b"no DocBin at all", "x.spacy").problems
    assert isinstance(problem, NotReadable)
    assert "DocBin" in problem.message()


def test_what_others_keep_with_a_document_is_named() -> None:
    doc = Doc(Vocab(), ["وصل", "سامر"])
    kept: dict[Any, Any] = {"source": "x", ("._.", "rel", None, None): {"a": 1}}
    doc.user_data.update(kept)
    assert foreign(doc).notes == ["passed over in user data: rel, source"]


def test_a_label_that_its_table_of_strings_has_not_is_told() -> None:
    doc = Doc(Vocab(), ["وصل", "سامر"])
    doc.spans["sc"] = [Span(doc, 1, 2, "WIDGET")]
    packed = srsly.msgpack_loads(zlib.decompress(DocBin(docs=[doc]).to_bytes()))
    packed["strings"].remove("WIDGET")
    (problem,) = read(DOCBIN, zlib.compress(srsly.msgpack_dumps(packed)), "x.spacy").problems
    assert problem.where == "x.spacy:1"
    assert "KeyError" in problem.message()


def test_bytes_that_unpack_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docbin_file, "LARGEST", 3 << 20)
    raw = zlib.compress(b"\x84\xa7version\xa30.1\xa5attrs" + bytes(9 << 20))
    (problem,) = read(DOCBIN, raw, "x.spacy").problems
    assert isinstance(problem, FileTooLarge)
