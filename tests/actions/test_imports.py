"""Importing sets: whose they are, what is adapted, and that a file with problems changes nothing."""

import pytest

from tests.actions.lines import BAGHDAD, PRESENT, SAMIR, lines, said
from tests.fixtures import FIRST, dump
from tests.formats.reading import notes_of
from workbench.actions import review
from workbench.actions.transfer import import_text
from workbench.actions.workspace import check
from workbench.formats.files import Decoded
from workbench.model.errors import BadRequest, UnknownName
from workbench.model.people import SHELL
from workbench.storage import annotations, documents, people


@pytest.fixture
def take(workspace):
    """Import lines as the shell does; with the workspace's database at hand."""

    def run(*objects, **options):
        return import_text(workspace.db, SHELL, Decoded(lines(*objects)), "f.jsonl", **options)

    return run


@pytest.fixture
def refused(workspace, take):
    """Import lines that have problems: their codes; and nothing may have changed."""

    def run(*objects, **options):
        before = dump(workspace.db)
        report = take(*objects, **options)
        assert dump(workspace.db) == before
        assert (report.documents, report.sets, report.spans, report.notes) == (0, 0, 0, [])
        return [f"{p.where.removeprefix('f.jsonl:')} {p.code}" for p in report.problems]

    return run


def test_the_same_file_twice_changes_nothing(workspace, take) -> None:
    take(said(), said("gold"), said("غريب"), said("suggestion:model"))
    before = dump(workspace.db)
    report = take(said(), said("gold"), said("غريب"), said("suggestion:model"))
    assert dump(workspace.db) == before
    assert (report.documents, report.documents_known, report.sets, report.sets_known) == (0, 1, 0, 4)


def test_one_id_has_one_text(refused) -> None:
    assert refused(said(text=FIRST + " ")) == ["1:25 texts-differ"]
    assert refused({"id": "new", "text": "أ"}, {"id": "new", "text": "ب"}) == ["2:23 texts-differ"]


def test_several_owners_say_different_things_of_one_document(workspace, take) -> None:
    report = take(said(), said("zainab", spans=[SAMIR], relations=[]), said("gold", spans=[], relations=[]))
    assert (report.documents, report.documents_known, report.sets, report.spans) == (0, 1, 3, 3)
    found = {one.owner: len(one.annotations.spans) for one in annotations.sets_of(workspace.db, "first")}
    assert found == {"ali": 2, "zainab": 1, "gold": 0}


def test_other_annotations_of_the_same_owner_are_refused(take, refused) -> None:
    take(said())
    assert [one.rpartition(" ")[2] for one in refused(said(spans=[SAMIR], relations=[]))] == ["sets-differ"]
    assert [one.rpartition(" ")[2] for one in refused(said(status="done"))] == ["sets-differ"]


def test_what_a_person_has_marked_is_never_written_over(workspace, refused) -> None:
    workspace.change(workspace.ali, {"id": "c", "op": "add_span", "span": SAMIR})
    assert [one.rpartition(" ")[2] for one in refused(said())] == ["sets-differ"]


def test_an_unknown_owner_becomes_a_person_who_cannot_sign_in(workspace, take) -> None:
    report = take(said("هدى"))
    account = people.by_name(workspace.db, "هدى")
    assert account
    assert (account.person.role, account.person.can_sign_in) == ("annotator", False)
    assert notes_of(report) == ["first: “هدى” is new here: added as a person who cannot sign in"]


def test_a_known_owner_is_found_whatever_the_letter_case(workspace, take) -> None:
    report = take(said("Ali"))
    assert (report.sets, list(report.problems)) == (1, [])
    assert [one.owner for one in annotations.sets_of(workspace.db, "first")] == ["ali"]
    assert list(check(workspace.db)) == []
    assert take(said("ali")).sets_known == 1


def test_suggestions_and_gold_belong_to_no_person(workspace, take) -> None:
    take(said("suggestion:model-1"), said("gold"))
    rows = workspace.db.execute("SELECT owner, person FROM annotation_set ORDER BY owner").fetchall()
    assert rows == [("gold", None), ("suggestion:model-1", None)]
    assert not people.by_name(workspace.db, "suggestion:model-1")


@pytest.mark.parametrize(
    "owner", ["all", "shell", "Gold", "ALL", "suggestion:", "a:b", " ali", "x" * 65, "a\tb", "suggestion:a:b"]
)
def test_a_name_that_cannot_own_anything_is_refused(workspace, refused, owner) -> None:
    assert [one.rpartition(" ")[2] for one in refused(said(owner))] == ["value"]
    with pytest.raises(BadRequest):
        import_text(workspace.db, SHELL, Decoded(lines(said())), "f", owner=owner)


def test_the_owner_given_replaces_that_of_the_file(workspace, take) -> None:
    report = take(said(), owner="suggestion:old")
    assert report.sets == 1
    assert [one.owner for one in annotations.sets_of(workspace.db, "first")] == ["suggestion:old"]


def test_annotations_without_an_owner_need_one(workspace, take, refused) -> None:
    assert refused(said(None)) == ["1:8 no-owner"]
    assert take(said(None), owner="zainab").sets == 1
    (found,) = annotations.sets_of(workspace.db, "first")
    assert (found.owner, found.status) == ("zainab", "in_progress")


def test_a_minimal_line_is_a_document_without_annotations(workspace, take) -> None:
    report = take({"id": "small", "text": "وصل سامر."})
    assert (report.documents, report.sets, report.notes) == (1, 0, [])
    found = documents.find(workspace.db, "small")
    assert found
    assert [found.text[a:b] for a, b in found.tokens] == ["وصل", "سامر", "."]
    assert (found.language, len(found.sentences), len(found.sections)) == ("ar", 1, 1)


def test_sections_tokens_and_sentences_that_are_given_are_taken(workspace, take) -> None:
    given = {"sections": [[0, 9, "caption"]], "tokens": [[0, 8]], "sentences": [[0, 3], [4, 9]]}
    take({"id": "small", "text": "وصل سامر."} | given)
    found = documents.find(workspace.db, "small")
    assert found
    assert (found.sections, found.tokens, found.sentences) == ([(0, 9, "caption")], [(0, 8)], [(0, 3), (4, 9)])


def test_unknown_keys_go_to_meta_with_a_note(workspace, take) -> None:
    report = take({"id": "small", "text": "نص", "author": "رنا"})
    found = documents.find(workspace.db, "small")
    assert found
    assert found.meta == {"author": "رنا"}
    assert notes_of(report) == ["small: unknown key “author” kept in meta"]


def test_identical_spans_are_one_and_their_relations_follow(workspace, take) -> None:
    twin = SAMIR | {"id": "twin"}
    report = take(
        said(spans=[SAMIR, twin, BAGHDAD, BAGHDAD], relations=[PRESENT, PRESENT | {"id": "r2", "head": "twin"}])
    )
    found = annotations.find(workspace.db, "first", "ali")
    assert found
    assert set(found.annotations.spans) == {"s1", "s2"}
    assert [(r.id, r.head) for r in found.annotations.relations.values()] == [("r1", "s1")]
    assert list(report.problems) == []


def test_symmetric_relations_are_turned(workspace, take) -> None:
    rana = {"id": "s3", "start": 32, "end": 43, "label": "PERSON"}
    report = take(said(spans=[SAMIR, rana], relations=[{"id": "r", "head": "s3", "tail": "s1", "label": "MET_WITH"}]))
    found = annotations.find(workspace.db, "first", "ali")
    assert found
    assert (found.annotations.relations["r"].head, found.annotations.relations["r"].tail) == ("s1", "s3")
    assert list(report.problems) == []


def test_status_and_time_are_kept(workspace, take) -> None:
    take(said(status="done", completed_at="2026-11-21T20:00:00Z"), said("zainab"))
    done, begun = (annotations.find(workspace.db, "first", name) for name in ("ali", "zainab"))
    assert done
    assert begun
    assert (done.status, done.completed_at, done.revision) == ("done", "2026-11-21T20:00:00Z", 1)
    assert (begun.status, begun.completed_at) == ("in_progress", None)


def test_every_problem_of_a_file_is_told_and_nothing_of_it_is_imported(refused) -> None:
    crossing = {"id": "s3", "start": 10, "end": 22, "label": "ORG"}
    found = refused(
        {"id": "good", "text": "نص سليم"},
        said(spans=[SAMIR, BAGHDAD | {"label": "GPR"}, crossing], relations=[PRESENT | {"tail": "s9"}]),
        said("zainab", spans=[SAMIR | {"text": "سامر"}], relations=[]),
        {"id": "bad"},
    )
    assert [one.rpartition(" ")[2] for one in found] == [
        "value", "unknown-name", "span-crosses", "span-crosses", "item-unknown", "span-surface",
    ]  # fmt: skip
    assert [one.partition(":")[0] for one in found] == ["4", "2", "2", "2", "2", "3"]


def test_a_problem_stands_at_the_column_of_its_item(refused) -> None:
    line = said(spans=[SAMIR, BAGHDAD | {"end": 999}], relations=[])
    (found,) = refused(line)
    column = int(found.split()[0].split(":")[1])
    assert lines(line)[column - 1 :].startswith('{"id": "s2"')


def test_ids_are_used_once(refused) -> None:
    assert [one.rpartition(" ")[2] for one in refused(said(spans=[SAMIR, BAGHDAD | {"id": "s1"}], relations=[]))] == [
        "id-taken"
    ]


def test_a_dry_run_says_everything_and_writes_nothing(workspace, take) -> None:
    before = dump(workspace.db)
    report = take(said("هدى", id="new", text=FIRST), dry_run=True)
    assert (report.documents, report.sets, report.spans, report.relations) == (1, 1, 2, 1)
    assert dump(workspace.db) == before


def test_furniture_gives_way_to_annotations_also_of_a_document_that_is_here(workspace, take) -> None:
    start = FIRST.index("شارك المقال")
    marked = {"id": "s", "start": start, "end": start + 4, "label": "ORG"}
    report = take(said(spans=[marked], relations=[]), said("gold", id="copy", spans=[marked], relations=[]))
    assert notes_of(report)[0] == "first: 1 lines with annotations taken as body, not boilerplate"
    assert list(check(workspace.db)) == []
    assert review.lines(workspace.db, workspace.salma, "first").lines[-2].kind == "body"


def test_who_imported_is_in_the_log(workspace) -> None:
    import_text(workspace.db, workspace.salma, Decoded(lines(said())), "f.jsonl")
    assert workspace.db.execute("SELECT op, person FROM change").fetchall() == [("import", workspace.salma.id)]


def test_an_unknown_format_is_refused_at_once(workspace) -> None:
    with pytest.raises(UnknownName):
        import_text(workspace.db, SHELL, Decoded("نص"), "f", format="xml")


def test_another_schema_is_noted(take) -> None:
    other = {"name": "other", "version": "9", "sha256": "0" * 64}
    assert any("made under the schema other 9" in note for note in notes_of(take(said(id="n", schema=other))))


def test_a_known_document_stays_as_it_is_and_what_the_file_says_otherwise_is_noted(workspace, take) -> None:
    before = documents.find(workspace.db, "first")
    notes = notes_of(take(said(tokens=[[0, 1]], meta={"a": 1})))
    assert [note.partition(": ")[2] for note in notes] == [
        "other tokens than the document that is here; those stay",
        "other meta than the document that is here; those stay",
    ]
    assert documents.find(workspace.db, "first") == before


def test_an_unknown_version_and_a_moment_that_is_none_are_refused(refused) -> None:
    assert [one.split()[1] for one in refused(said(format="workbench/9"))] == ["value"]
    assert [one.split()[1] for one in refused(said(completed_at="yesterday"))] == ["value"]


def test_an_owner_given_for_a_bare_text_begins_nothing(workspace, take) -> None:
    take({"id": "bare", "text": "نص"}, owner="zainab")
    assert annotations.sets_of(workspace.db, "bare") == []
