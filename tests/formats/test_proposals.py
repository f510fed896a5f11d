"""Schema files out of the configurations of brat and Label Studio: what fits is kept, what does not is named."""

import pytest

from tests.fixtures import MINI
from tests.formats.contract import SCHEMA
from tests.formats.reading import folder_source
from workbench.formats.brat.conf import annotation_conf, visual_conf
from workbench.formats.label_studio.writer import interface
from workbench.formats.problems import NotReadable
from workbench.formats.proposal import Proposal
from workbench.formats.proposals import proposal_of
from workbench.model.schema import Schema
from workbench.model.schema_file import parse_schema

CONF = """
[entities]
# who acts
!Actor
\tPerson|PER|P <NORM>:Wikidata
\tBody
\t\tMinistry
--------------------
Place|LOC
Two-part

[relations]
<ANYWHO>=Person|Ministry
Employment Arg1:Person, Arg2:Body
Employment Arg1:Person, Arg2:Ministry
Meeting\tArg1:<ANYWHO>, Arg2:<ANYWHO>, <REL-TYPE>:symmetric-transitive
Near  Arg1:Place, Arg2:<ENTITY>
Crossed Who:Person, Where:Place
Crossed Who:Place, Where:Person
About Arg1:<EVENT>, Arg2:Place
Of Arg1:Actor, Arg2:Place
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:contain|cross
<OVERLAP> Arg1:Person, Arg2:Place, <OVL-TYPE>:equal

[events]
Attack Agent*:Person, Place?:Place

[attributes]
Sure Arg:<ENTITY>, Value:High|Low
Denied Arg:Person|Employment
"""
VISUAL = """[labels]
Person | Human being | Hum
Employment | works for

[drawing]
Person\tbgColor:#ff8800, fgColor:black
Place  bgColor:lightgreen

[options]
Text direction:ltr
"""


def brat(conf: str = CONF, visual: str | None = VISUAL) -> Proposal:
    """What these files propose."""
    files: dict[str, str | bytes] = {"news/annotation.conf": conf}
    return proposal_of(folder_source(files | ({"news/visual.conf": visual} if visual else {}), "news/annotation.conf"))


def parsed(proposal: Proposal) -> Schema:
    """The schema that the proposed file holds."""
    return parse_schema(proposal.as_toml())


def test_what_fits_is_in_the_schema() -> None:
    found = parsed(brat())
    assert (found.name, found.language, [*found.entities]) == (
        "news", "en", ["Person", "Body", "Ministry", "Place", "Two_part"]
    )  # fmt: skip
    person, place = found.entities["Person"], found.entities["Place"]
    assert (person.family, person.name.en, person.tag.en, person.colour) == ("Actor", "Human being", "Hum", "#ff8800")
    assert (place.family, place.name.en) == ("others", "Place")
    links = {name: (*one.head, "→", *one.tail) for name, one in found.relations.items()}
    assert links == {
        "Employment": ("Person", "→", "Body", "Ministry"),
        "Meeting": ("Person", "Ministry", "→", "Person", "Ministry"),
        "Near": ("Place", "→", *found.entities),
        "Crossed": ("Person", "Place", "→", "Person", "Place"),
        "Of": ("Person", "Body", "Ministry", "→", "Place"),
    }
    assert found.relations["Meeting"].symmetric
    assert found.relations["Employment"].name.en == "works for"
    assert {name: list(one.values) for name, one in person.attributes.items()} == {
        "Sure": ["High", "Low"], "Denied": ["false", "true"],
    }  # fmt: skip
    assert [*place.attributes] == ["Sure"]
    assert [*found.relations["Employment"].attributes] == ["Denied"]
    assert (found.nesting.crossing, found.nesting.same_span) == (True, False)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("\tPerson|PER", "<NORM>"),
        ("Two-part", "called Two_part here"),
        ("Meeting", "transitive"),
        ("Crossed Who:Person", "2 more pairs here than there: Person → Person, Place → Place"),
        ("About", "<EVENT>"),
        ("<OVERLAP> Arg1:Person", "which types may overlap (equal)"),
        ("Attack", "“Attack” of [events]"),
        ("Sure", "“High” is meant"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(line: str, words: str) -> None:
    number = next(at for at, one in enumerate(CONF.splitlines(), 1) if one.startswith(line))
    assert any(words in note and f"annotation.conf:{number}:" in note for note in brat().notes)


def test_no_event_is_a_type_of_ours() -> None:
    found = parsed(brat())
    assert "Attack" not in found.entities
    assert "About" not in found.relations


LOOSE = parse_schema(f"{MINI}\ncrossing = true\nsame_span = true\n")


@pytest.mark.parametrize("schema", [SCHEMA, parse_schema(MINI), LOOSE], ids=["dialogue", "mini", "loose"])
def test_our_schema_comes_back_from_brat_s_configuration(schema: Schema) -> None:
    found = parsed(brat(annotation_conf(schema), visual_conf(schema)))
    assert [*found.entities] == [*schema.entities]
    assert [*found.relations] == [*schema.relations]
    for name, link in schema.relations.items():
        same = found.relations[name]
        assert [set(same.head), set(same.tail)] == [set(link.head), set(link.tail)]
        assert (same.symmetric, same.same_type) == (link.symmetric, link.same_type)
        assert {one: list(a.values) for one, a in same.attributes.items()} == {
            one: list(a.values) for one, a in link.attributes.items()
        }
    assert found.nesting.crossing == schema.nesting.crossing
    assert found.nesting.same_span == schema.nesting.same_span
    for name, kind in schema.entities.items():
        assert (found.entities[name].colour, found.entities[name].name.ar) == (kind.colour, kind.name[schema.language])
        assert {*found.entities[name].attributes} == {*kind.attributes}


def test_types_and_colours_come_back_from_an_interface_of_label_studio() -> None:
    found = proposal_of(folder_source({"i.xml": interface(SCHEMA)}, "i.xml"))
    schema = parsed(found)
    assert found.notes == []
    assert {one: (k.colour, k.key, k.name.ar) for one, k in schema.entities.items()} == {
        one: (k.colour, k.key, k.name.ar) for one, k in SCHEMA.entities.items()
    }
    assert [*schema.relations] == [*SCHEMA.relations]
    assert schema.relations["HOLDS_ROLE"].head == [*SCHEMA.entities]


def test_other_controls_are_named_and_broken_interfaces_refused() -> None:
    xml = '<View><Labels name="l" toName="t"><Label value="Person" alias="PER"/></Labels><Choices name="c"/></View>'
    found = proposal_of(folder_source({"i.xml": xml}, "i.xml"))
    assert [*found.entities] == ["PER"]
    assert found.notes == ["i.xml: <Choices> left out"]
    for broken in (xml[:-9], "<!DOCTYPE x [<!ENTITY a 'b'>]><View/>"):
        with pytest.raises(NotReadable, match=r"i\.xml"):
            proposal_of(folder_source({"i.xml": broken}, "i.xml"))
