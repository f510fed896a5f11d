"""XMI as dkpro-cassis reads it with the type system that lies beside, and files as INCEpTION and DKPro write them."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from cassis import Cas, load_cas_from_xmi, load_typesystem

from tests.formats.contract import Files, drafts_of, written
from tests.formats.reading import Read, read_folder
from tests.formats.test_docbin import TEXT, pair
from workbench.formats.base import Pair
from workbench.formats.problems import NotReadable
from workbench.formats.xmi import XMI
from workbench.model.annotation import Annotations

OURS = "curation/d-1/CURATION_USER.xmi"
NOTHING = f"{TEXT}\x01\ufffe"

TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity</name><supertypeName>uima.tcas.Annotation
</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>identifier</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Amt</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>rank</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>role</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription>
<typeDescription><name>webanno.custom.Link</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>kind</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>Governor</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
<featureDescription><name>Dependent</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
</features></typeDescription>
</types></typeSystemDescription>"""

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore"
 xmlns:ne="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmlns:other="http:///other.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<custom:Amt xmi:id="9" sofa="1" begin="3" end="8" rank="high" role="b"/>
<ne:NamedEntity xmi:id="8" sofa="1" begin="3" end="8" value="GPE" identifier="http://kb/Q1530"/>
<ne:NamedEntity xmi:id="7" sofa="1" begin="10" end="12"/>
<custom:Link xmi:id="10" sofa="1" begin="10" end="12" kind="NEAR" Governor="8" Dependent="7"/>
<other:Chain xmi:id="11" sofa="1" begin="0" end="2"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="&#128578; Basra&#13;&#10;Hm"/>
<cas:View sofa="1" members="7 8 9 10 11"/>
</xmi:XMI>"""  # noqa: E501  # as its own tool writes it


def loaded(files: Files, name: str = OURS) -> Cas:
    """What cassis alone makes of a file and the type system."""
    return load_cas_from_xmi(str(files[name]), load_typesystem(str(files["TypeSystem.xml"])))


def foreign(xmi: str = FOREIGN, name: str = "annotation/report.txt/anna.xmi", types: str | None = TYPES) -> Read:
    """A file of others, read by us."""
    beside: Files = {name.replace("anna.xmi", "TypeSystem.xml"): types} if types else {}
    return read_folder(XMI, {name: xmi, **beside}, name)


def odd() -> Pair:
    """The sample, with characters that XML has not."""
    document, owned = pair()
    assert owned
    spans = [replace(one, note="\x08\ufffe") for one in owned.annotations.spans.values()]
    items = Annotations.of(spans, owned.annotations.relations.values())
    return replace(document, text=NOTHING), replace(owned, annotations=items)


def test_cassis_finds_text_words_spans_and_relations_with_the_types_beside() -> None:
    cas: Any = loaded(written(XMI, [pair()])[0])
    assert cas.typecheck() == []
    assert cas.sofa_string == TEXT
    spans = cas.select("custom.Span")
    assert [(one.get_covered_text(), one.label, one.identifier) for one in spans] == [
        ("وزير  الدفاع العراقي", "ROLE", None), ("العراقي", "NORP", None), ("بغداد", "GPE", "Q1530"),
    ]  # fmt: skip
    (relation,) = cas.select("custom.Relation")
    assert (relation.Governor, relation.Dependent) == (spans[0], spans[2])
    assert (relation.begin, relation.end) == (spans[2].begin, spans[2].end)
    assert (relation.label, json.loads(relation.attributes)) == ("PRESENT_IN", {"modality": "planned"})
    words = [one.get_covered_text() for one in cas.select("Token")]
    assert words[-3:] == ["و", "بغداد", "."]
    assert len(cas.select("Sentence")) == 2


def test_offsets_in_the_file_are_utf_16() -> None:
    xmi = str(written(XMI, [pair()])[0][OURS])
    last = max(int(end) for end in re.findall(r' end="(\d+)"', xmi))
    assert last == len(TEXT) + 1 == len(TEXT.encode("utf-16-le")) // 2


def test_characters_that_xml_has_not_come_back() -> None:
    document, owned = odd()
    files, loss = written(XMI, [(document, owned)])
    assert loaded(files).sofa_string == f"{TEXT}  "
    (draft,) = drafts_of(XMI, files)
    assert draft.text == NOTHING
    assert {one.note for one in draft.spans} == {"\x08\ufffe"}
    assert loss.as_dict()["stripped"]["count"] == 0


@pytest.mark.parametrize(("id", "owner"), [("a/b", "مها"), (".hidden", "suggestion:x"), ("..", "A.b"), ("%2E", "a b")])
def test_every_id_and_owner_has_a_path_of_its_own(id: str, owner: str) -> None:
    document, owned = pair()
    assert owned
    files, _ = written(XMI, [(replace(document, id=id), replace(owned, document=id, owner=owner))])
    (name,) = set(files) - {"TypeSystem.xml"}
    assert name.count("/") == 2
    assert "/." not in name
    (draft,) = drafts_of(XMI, {name: files[name]})
    assert (draft.id, draft.owner) == (id, owner)


def test_a_file_of_inception_is_read_to_the_letter() -> None:
    found = foreign()
    assert [one.message() for one in found.problems] == []
    (draft,) = found.drafts
    assert (draft.id, draft.owner, draft.text, draft.tokens) == ("report", "anna", "🙂 Basra\nHm", None)
    assert [(one.id, one.start, one.end, one.label, one.text, one.kb_id) for one in draft.spans] == [
        ("s1", 2, 7, "GPE", "Basra", "http://kb/Q1530"),
        ("s2", 2, 7, "Amt", "Basra", None),
        ("s3", 8, 10, "NamedEntity", "Hm", None),
    ]
    assert [(one.id, one.head, one.tail, one.label) for one in draft.relations] == [("r1", "s1", "s3", "NEAR")]
    assert "other.Chain" in found.notes[0]
    assert "webanno.custom.Amt.rank (1), webanno.custom.Amt.role (1)" in found.notes[1]
    assert draft.place("spans", 1).endswith("anna.xmi:xmi:id=9")
    assert draft.place("relations", 0).endswith("anna.xmi:xmi:id=10")


def test_without_folders_the_file_names_the_document_and_dkpro_s_types_are_known() -> None:
    entity = re.sub("<custom:.*\n", "", FOREIGN).replace('members="7 8 9 10 11"', 'members="7 8 11"')
    (draft,) = foreign(entity, "my report.xmi", None).drafts
    assert (draft.id, draft.owner) == ("my-report", None)
    assert [one.label for one in draft.spans] == ["GPE", "NamedEntity"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('begin="3"', 'begin="1"', "an offset is .1"),
        ('end="12"', 'end="99"', "an offset is .99"),
        ('Dependent="7"', "", "tail"),
        ("sofaString=", "mimeText=", "no XMI of this type system"),
        ('sofaString="&#128578; Basra&#13;&#10;Hm"', "", "an offset|sofaString is missing"),
        ('rank="high"', 'colour="high"', "TypeSystem.xml must lie beside"),
        ('Governor="8"', 'Governor="88"', "no XMI of this type system"),
        ("<cas:NULL", "<!DOCTYPE a><cas:NULL", "declares entities"),
        ("</xmi:XMI>", "", "anna.xmi:12:.*no XML"),
        ('encoding="UTF-8"', 'encoding="latin-9000"', "no XML"),
    ],
)
def test_a_fault_is_told(old: str, new: str, words: str) -> None:
    assert old in FOREIGN
    found = foreign(FOREIGN.replace(old, new, 1))
    assert found.drafts == []
    assert re.search(words, found.problems[0].message())


@pytest.mark.parametrize("types", ["<types", "<a/>", "<!DOCTYPE a><a/>"])
def test_a_broken_type_system_is_told(types: str) -> None:
    found = foreign(types=types)
    assert found.drafts == []
    assert isinstance(found.problems[0], NotReadable)
    assert "TypeSystem.xml" in found.problems[0].message()


@pytest.mark.parametrize("kept", ["{", "3", '{"replaced": [[999, "x"]]}', '{"replaced": 7}'])
def test_what_others_keep_in_our_type_does_no_harm(kept: str) -> None:
    files = written(XMI, [pair()])[0]
    escaped = kept.replace('"', "&quot;")
    broken = re.sub(r' json="[^"]*"', f' json="{escaped}"', str(files[OURS]))
    found = read_folder(XMI, {**files, OURS: broken}, OURS)
    assert found.drafts == []
    assert "json" in found.problems[0].message()


def test_a_layer_that_no_type_system_declares_is_not_lost_silently() -> None:
    found = foreign(types=None)
    assert [("webanno.custom" in one.message() or "custom." in one.message(), one.where) for one in found.problems] == [
        (True, "annotation/report.txt/anna.xmi")
    ]


def test_other_views_are_passed_over_and_named() -> None:
    cas = loaded(written(XMI, [pair()])[0])
    cas.create_view("translation").sofa_string = "Another text"
    found = read_folder(XMI, {"TypeSystem.xml": cas.typesystem.to_xml() or "", "d.xmi": cas.to_xmi() or ""}, "d.xmi")
    assert found.drafts[0].text == TEXT
    assert found.notes == ["d.xmi: only the first of 2 views is read"]
