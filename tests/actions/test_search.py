"""Search: what a query means, what it finds for whom, and what it says when it cannot be read."""

import pytest

from tests.fixtures import FIRST, Workspace, add_relation, add_span
from workbench.actions import review, search, transfer
from workbench.actions.search import Found
from workbench.actions.search.syntax import BrokenArrow, OpenQuote, SaidTwice
from workbench.formats.files import Decoded
from workbench.model.errors import BadRequest, Forbidden, UnknownName
from workbench.model.people import SHELL

SAMER = add_span("سامر الحلبي", "PERSON", "p")
ROLE = add_span("الناطق باسم وزارة الدفاع العراقية", "ROLE", "o", note="للمراجعة")


def found(workspace: Workspace, name: str, asked: str, **more: str) -> Found:
    return search.find(workspace.db, workspace.person(name), asked, more)


def words(page: Found) -> list[str]:
    return [f"{hit.document} {hit.context.text}" for hit in page.hits]


@pytest.fixture
def marked(workspace: Workspace) -> Workspace:
    """Ali has marked a person with a role, and the capital; zainab the capital, and she has finished."""
    role = add_relation("p", "o", "HOLDS_ROLE", "r")
    workspace.change(workspace.ali, SAMER, ROLE, add_span("بغداد", "GPE", "b"), role)
    workspace.change(workspace.zainab, add_span("بغداد", "LOC", "b"), {"id": "d", "op": "set_status", "status": "done"})
    return workspace


def test_words_are_found_in_all_texts_with_their_places(workspace):
    page = found(workspace, "ali", "البصره")
    assert words(page) == ["second البصرة"] * 2
    assert (page.count, page.more, page.next) == (2, False, None)
    hit = found(workspace, "ali", "بغداد").hits[0]
    assert FIRST[hit.start : hit.end] == "بغداد"
    assert (hit.context.before, hit.context.after) == ("وصل سامر الحلبي إلى ", "")


def test_short_words_are_found_without_the_index(workspace):
    assert words(found(workspace, "ali", "🙂")) == ["second 🙂"]


def test_quoted_words_are_found_whole(workspace):
    assert words(found(workspace, "ali", "العراق")) == ["first العراق"] * 2
    assert words(found(workspace, "ali", '"العراق"')) == ["first العراق"]


def test_what_was_imported_since_is_found(workspace):
    assert found(workspace, "ali", "الموصل").count == 0
    transfer.import_text(workspace.db, SHELL, Decoded("إلى الموصل"), "third.txt")
    assert words(found(workspace, "ali", "الموصل")) == ["third الموصل"]


def test_pages_follow_each_other(workspace):
    first = search.find(workspace.db, workspace.ali, "ال", limit=3)
    rest = search.find(workspace.db, workspace.ali, "ال", limit=200, after=first.next)
    assert len(first.hits) == 3
    assert first.count == rest.count == 3 + len(rest.hits)
    assert rest.next is None
    assert search.find(workspace.db, workspace.ali, "ال", limit=200).hits == [*first.hits, *rest.hits]


def test_annotators_find_only_in_documents_that_are_open_to_them(workspace):
    review.assign(workspace.db, workspace.salma, ["zainab"], ["first"], 1)
    assert found(workspace, "ali", "بغداد").count == 0
    assert found(workspace, "zainab", "بغداد").count == found(workspace, "salma", "بغداد").count == 2


def test_annotators_find_only_their_own_marks(marked):
    assert words(found(marked, "ali", "label:GPE")) == ["first بغداد"]
    assert found(marked, "ali", "label:LOC").count == 0
    assert found(marked, "noor", "in:entities").count == 0
    assert {hit.owner for hit in found(marked, "salma", "in:entities بغداد").hits} == {"ali", "zainab"}
    for asked in ("in:entities owner:zainab", "بغداد owner:zainab", "in:relations owner:zainab"):
        with pytest.raises(Forbidden):
            found(marked, "ali", asked)
        assert found(marked, "salma", asked).query.owner == "zainab"


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("PERSON -HOLDS_ROLE-> ROLE", 1),
        ("person –holds_role→ role", 1),
        ("* -HOLDS_ROLE-> *", 1),
        ("PERSON -> ROLE", 1),
        ("PERSON -> ROLE سامر", 1),
        ("PERSON -> ROLE بغداد", 0),
        ("ROLE -HOLDS_ROLE-> PERSON", 0),
        ("relation:HOLDS_ROLE", 1),
        ("head:PERSON tail:ROLE", 1),
        ("relation:HOLDS_ROLE attribute:modality=asserted", 1),
        ("relation:HOLDS_ROLE attribute:modality=negated", 0),
        ("label:PERSON", 1),
        ("label:person الحلبي", 1),
        ('label:PERSON "حلبي"', 0),
        ("note:مراجعه", 1),
        ("in:entities", 3),
        ("in:entities status:done", 0),
        ("in:entities status:in_progress", 3),
        ("in:entities batch:none", 0),
        ("بغداد status:in_progress", 2),
        ("بغداد status:done", 0),
    ],
)
def test_marks_are_found_by_what_they_are(marked, asked, count):
    assert found(marked, "ali", asked).count == count


def test_a_relation_that_holds_either_way_is_found_either_way(workspace):
    met = add_relation("p", "w", "MET_WITH", "r")
    workspace.change(workspace.ali, SAMER, add_span("واشنطن", "GPE", "w"), met)
    assert found(workspace, "ali", "GPE -MET_WITH-> PERSON").count == 1
    assert found(workspace, "ali", "PERSON -MET_WITH-> GPE").count == 1
    assert found(workspace, "ali", "GPE -MET_WITH-> GPE").count == 0


def test_fields_may_stand_beside_the_words(marked):
    assert found(marked, "salma", "بغداد", label="LOC", owner="zainab").count == 1
    with pytest.raises(SaidTwice):
        found(marked, "salma", "label:GPE", label="LOC")


def test_a_batch_narrows_it_down(marked):
    review.add_to_batch(marked.db, marked.salma, "b1", ["second"])
    assert found(marked, "ali", "في batch:b1").count == found(marked, "ali", "في batch:B1").count > 0
    assert found(marked, "ali", "بغداد batch:b1").count == 0


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ("labl:GPE", UnknownName, "Did you mean label"),
        ("label:GPX", UnknownName, "GPE"),
        ("relation:X", UnknownName, "HOLDS_ROLE"),
        ("PERSON -HOLDS-> ROLE", UnknownName, "HOLDS_ROLE"),
        ("PERSON -HOLDS_ROLE->", BrokenArrow, "Character 19"),
        ("→ ROLE", BrokenArrow, "Character 1"),
        ('وزارة "الدفاع', OpenQuote, "Character 7"),
        ("label:GPE label:LOC", SaidTwice, "label"),
        ("status:finished", UnknownName, "done"),
        ("in:everything", UnknownName, "entities"),
        ("attribute:modality", BadRequest, "name=value"),
        ("attribute:mode=x", UnknownName, "modality"),
        ("attribute:modality=maybe", UnknownName, "negated"),
    ],
)
def test_a_query_that_cannot_be_read_says_where_and_what_instead(workspace, asked, error, words):
    with pytest.raises(error) as caught:
        found(workspace, "ali", asked)
    assert words in caught.value.message() + caught.value.hint()


def test_an_empty_query_finds_nothing_and_is_no_fault(workspace):
    assert found(workspace, "ali", " ").query.is_empty


def test_places_as_json(marked):
    (hit,) = found(marked, "ali", "PERSON -> ROLE").hits
    fields = hit.as_dict()
    assert fields["relation"]["head"]["text"] == "سامر الحلبي"
    assert fields["relation"]["label"] == "HOLDS_ROLE"
    assert FIRST[fields["start"] : fields["end"]] == fields["text"]
    (hit,) = found(marked, "ali", "label:GPE").hits
    assert (hit.as_dict()["span"]["id"], hit.as_dict()["owner"]) == ("b", "ali")
