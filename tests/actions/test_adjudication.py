"""Gold is merged, decided, finalised; it goes stale where, and only where, a source changed; nothing is asked twice."""

import json
from io import BytesIO
from typing import Any

import pytest

from tests.actions.desk import AGREED, decide, desk, disagree, finish, gold, links, open_conflicts, stale
from tests.fixtures import add_span, dump
from workbench.actions import annotate, review, transfer
from workbench.actions import workspace as whole
from workbench.actions.review.adjudication import ConflictGone
from workbench.actions.review.gold import AtWork, GoldFinal, NoGold, NothingToMerge, StillOpen
from workbench.actions.transfer.exports import OnlyDraft
from workbench.formats.files import Decoded
from workbench.model.errors import BadRequest, NotFound, Refusals, UnknownName
from workbench.model.gold.case import Rule
from workbench.model.people import SHELL

PERSON, PLACE, MINISTRY, CITY = "s4-15-PERSON", "s20-25-GPE", "s56-77-GOV", "s136-142-GPE"


@pytest.fixture
def merged(workspace):
    disagree(workspace)
    review.merge(workspace.db, workspace.salma, "first")
    return workspace


@pytest.fixture
def decided(merged):
    """Everything decided: ali's ministry and its relation from zainab, no city; final."""
    decide(merged, 0, "taken", take="ali")
    decide(merged, 0, "taken", take="zainab", reason="ورد في النص")
    decide(merged, 0, "nothing")
    review.finalise(merged.db, merged.salma, "first")
    return merged


def test_identical_marks_go_in_at_once_and_say_under_which_rule(merged):
    assert gold(merged) == [("سامر الحلبي", "PERSON"), ("بغداد", "GPE")]
    origin = desk(merged).provenance["span", PERSON]
    assert (origin.how, origin.rule, set(origin.sources), origin.person) == (
        "agreed",
        "all",
        {"ali", "zainab"},
        "salma",
    )


def test_overlapping_spans_of_different_people_are_one_conflict(merged):
    first, second = open_conflicts(merged)
    assert {owner: [s.label for s in side.spans] for owner, side in first.versions.items()} == {
        "ali": ["GOV"],
        "zainab": ["MIL"],
    }
    assert [one.label for one in first.touching["zainab"]] == ["WORKS_FOR"]
    assert [len(side.spans) for side in second.versions.values()] == [1, 0]


def test_a_side_is_taken_and_relations_follow_the_span_they_were_merged_into(merged):
    decide(merged, 0, "taken", take="ali")
    assert ("وزارة الدفاع العراقية", "GOV") in gold(merged)
    relation = open_conflicts(merged)[0]
    assert relation.kind == "relations"
    decide(merged, 0, "taken", take="zainab")
    assert links(merged) == [("سامر الحلبي", "WORKS_FOR", "وزارة الدفاع العراقية")]


def test_a_relation_that_only_the_taken_side_could_have_follows_it_by_itself(workspace):
    ministry = add_span("وزارة الدفاع العراقية", "GOV", "m")
    link = {"id": "l", "op": "add_relation", "relation": {"id": "l", "head": "p", "tail": "m", "label": "WORKS_FOR"}}
    finish(workspace, workspace.ali, *AGREED, ministry, link)
    finish(workspace, workspace.zainab, *AGREED)
    review.merge(workspace.db, workspace.salma, "first")
    decide(workspace, 0, "taken", take="ali")
    assert links(workspace) == [("سامر الحلبي", "WORKS_FOR", "وزارة الدفاع العراقية")]
    assert [one.how for one in desk(workspace).provenance.values() if one.kind == "relation"] == ["followed"]
    assert open_conflicts(workspace) == []


def test_relations_follow_also_when_a_boundary_moved(workspace):
    link = {"id": "l", "op": "add_relation", "relation": {"id": "l", "head": "p", "tail": "m", "label": "WORKS_FOR"}}
    finish(workspace, workspace.ali, *AGREED, add_span("وزارة الدفاع العراقية", "GOV", "m"), link)
    finish(workspace, workspace.zainab, *AGREED, add_span("وزارة الدفاع", "GOV", "m"), link)
    review.merge(workspace.db, workspace.salma, "first")
    edited = [{"start": 50, "end": 77, "label": "GOV"}]
    decide(workspace, 0, "edited", spans=edited)
    assert links(workspace) == [("سامر الحلبي", "WORKS_FOR", desk(workspace).document.text[50:77])]
    assert open_conflicts(workspace) == []


def test_merging_takes_everything_of_all_sides_and_of_two_rivals_the_wider(workspace):
    finish(workspace, workspace.ali, add_span("وزارة الدفاع العراقية", "GOV", "m"), add_span("العراقية", "NORP", "n"))
    finish(workspace, workspace.zainab, add_span("الدفاع العراقية", "GOV", "m"))
    review.merge(workspace.db, workspace.salma, "first")
    decide(workspace, 0, "merged")
    assert gold(workspace) == [("وزارة الدفاع العراقية", "GOV"), ("العراقية", "NORP")]


def test_nothing_is_right_here_is_stored_and_never_asked_again(merged):
    decide(merged, 1, "nothing", category="spurious", gap=True, reason="ليست مدينة هنا")
    review.merge(merged.db, merged.salma, "first")
    assert [one.start for one in open_conflicts(merged)] == [56]
    kept = desk(merged).decisions[0]
    assert (kept.what, kept.category, kept.gap, kept.person) == ("nothing", "spurious", True, "salma")
    assert [span.text for span in kept.versions["ali"].spans] == ["واشنطن"]


def test_the_identity_of_a_conflict_does_not_depend_on_order_or_on_others(merged):
    before = {one.start: one.key for one in open_conflicts(merged)}
    decide(merged, 0, "taken", take="ali")
    again = [one.key for one in open_conflicts(merged) if one.kind == "spans"]
    assert again == [before[136]]
    assert before[56] not in again


def test_a_decided_conflict_is_gone(merged):
    key = open_conflicts(merged)[0].key
    decide(merged, 0, "nothing")
    with pytest.raises(ConflictGone):
        review.decide(merged.db, merged.salma, "first", review.read_verdict({"key": key, "what": "nothing"}))


def test_what_the_rules_refuse_changes_nothing(merged):
    before = dump(merged.db)
    key = open_conflicts(merged)[0].key
    crossing = {"key": key, "what": "edited", "spans": [{"start": 10, "end": 60, "label": "GOV"}]}
    with pytest.raises(Refusals):
        review.decide(merged.db, merged.salma, "first", review.read_verdict(crossing))
    assert dump(merged.db) == before


@pytest.mark.parametrize(
    ("verdict", "error"),
    [
        ("x", BadRequest),
        ({"key": "k", "what": "odd"}, UnknownName),
        ({"key": "k", "what": "taken"}, BadRequest),
        ({"key": "k", "what": "nothing", "category": "odd"}, UnknownName),
        ({"key": "k", "what": "nothing", "gap": 1}, BadRequest),
        ({"key": "k", "what": "nothing", "reason": 1}, BadRequest),
        ({"key": "k", "what": "edited", "spans": {}}, BadRequest),
        ({"what": "nothing"}, BadRequest),
    ],
)
def test_a_faulty_verdict_is_refused(verdict, error):
    with pytest.raises(error):
        review.read_verdict(verdict)


def test_a_side_that_is_not_there_and_an_end_that_is_not_in_gold_are_refused(merged):
    with pytest.raises(UnknownName):
        decide(merged, 0, "taken", take="noor")
    decide(merged, 0, "taken", take="ali")
    with pytest.raises(NotFound):
        decide(merged, 0, "edited", relations=[{"head": [4, 15], "tail": [0, 3], "label": "WORKS_FOR"}])


def test_undoing_opens_the_conflict_again_and_keeps_the_decision_on_record(merged):
    before = gold(merged), [one.key for one in open_conflicts(merged)]
    decide(merged, 0, "taken", take="ali")
    decide(merged, 0, "taken", take="zainab")
    review.undo(merged.db, merged.salma, "first")
    assert [one.kind for one in open_conflicts(merged)] == ["relations", "spans"]
    review.undo(merged.db, merged.salma, "first")
    assert (gold(merged), [one.key for one in open_conflicts(merged)]) == before
    assert [bool(one.undone_at) for one in desk(merged).decisions] == [True, True]
    assert list(whole.check(merged.db)) == []
    with pytest.raises(NotFound):
        review.undo(merged.db, merged.salma, "first")


def test_gold_is_final_only_when_nothing_is_open(merged):
    with pytest.raises(StillOpen):
        review.finalise(merged.db, merged.salma, "first")


def test_final_gold_is_closed_until_it_is_reopened(decided):
    assert desk(decided).state == "final"
    with pytest.raises(GoldFinal):
        review.undo(decided.db, decided.salma, "first")
    review.reopen(decided.db, decided.salma, "first")
    assert desk(decided).state == "draft"


def test_gold_cannot_be_final_while_a_source_is_at_work(merged):
    for _ in range(2):
        decide(merged, 0, "nothing")
    merged.change(merged.ali, {"id": "again", "op": "set_status", "status": "in_progress"})
    with pytest.raises(AtWork):
        review.finalise(merged.db, merged.salma, "first")


def test_every_gold_item_has_an_origin_and_the_log_holds(decided):
    current = desk(decided).gold
    assert current is not None
    items = {("span", id) for id in current.annotations.spans} | {
        ("relation", id) for id in current.annotations.relations
    }
    assert set(desk(decided).provenance) == items
    assert list(whole.check(decided.db)) == []


def test_nothing_is_stale_when_a_source_is_only_reopened(decided):
    decided.change(decided.ali, {"id": "again", "op": "set_status", "status": "in_progress"})
    assert stale(decided) == []


@pytest.mark.parametrize(
    ("person", "change", "expected"),
    [
        ("ali", {"op": "delete_span", "span": {"id": "b"}}, [PLACE]),
        ("ali", {"op": "update_span", "span": {"id": "b", "label": "LOC"}}, [PLACE]),
        ("zainab", {"op": "update_span", "span": {"id": "b", "start": 15}}, [PLACE]),
        ("ali", {"op": "update_span", "span": {"id": "b", "note": "ملاحظة"}}, []),
        ("zainab", {"op": "delete_relation", "relation": {"id": "w"}}, ["r4-56-WORKS_FOR"]),
        ("ali", {"op": "update_span", "span": {"id": "m", "label": "ORG"}}, [MINISTRY]),
        ("zainab", {"op": "update_span", "span": {"id": "m", "label": "GOV"}}, []),
        ("zainab", {"op": "update_span", "span": {"id": "m", "end": 68}}, [MINISTRY]),
        ("ali", {"op": "delete_span", "span": {"id": "c"}}, []),
        ("ali", {"op": "add_span", "span": {"id": "n", "start": 69, "end": 77, "label": "NORP"}}, []),
    ],
)
def test_a_later_change_marks_the_gold_items_that_rest_on_it_and_only_these(decided, person, change, expected):
    owner = decided.person(person)
    decided.change(owner, {"id": "again", "op": "set_status", "status": "in_progress"}, {"id": "later", **change})
    assert stale(decided) == expected
    assert desk(decided).state == "final"


def test_the_difference_is_shown(decided):
    finish(decided, decided.ali, {"id": "later", "op": "update_span", "span": {"id": "b", "label": "LOC"}})
    (difference,) = desk(decided).desk.stale["span", PLACE]
    assert difference.owner == "ali"
    assert [[span.label for span in side] for side in (difference.before, difference.after)] == [["GPE"], ["LOC"]]


def test_merging_again_asks_only_what_is_new(decided):
    finish(decided, decided.ali, {"id": "later", "op": "update_span", "span": {"id": "b", "label": "LOC"}})
    review.merge(decided.db, decided.salma, "first")
    (asked,) = open_conflicts(decided)
    assert {owner: [span.label for span in side.spans] for owner, side in asked.versions.items()} == {
        "ali": ["LOC"],
        "zainab": ["GPE"],
        "gold": ["GPE"],
    }
    decide(decided, 0, "taken", take="gold")
    assert (stale(decided), open_conflicts(decided)) == ([], [])
    assert ("بغداد", "GPE") in gold(decided)
    review.finalise(decided.db, decided.salma, "first")
    review.merge(decided.db, decided.salma, "first")
    assert desk(decided).state == "final"


def test_a_stale_item_is_decided_anew_and_that_is_undone(decided):
    finish(decided, decided.ali, {"id": "later", "op": "update_span", "span": {"id": "b", "label": "LOC"}})
    review.merge(decided.db, decided.salma, "first")
    before = desk(decided)
    decide(decided, 0, "taken", take="ali")
    assert ("بغداد", "LOC") in gold(decided)
    review.undo(decided.db, decided.salma, "first")
    after = desk(decided)
    assert after.desk == before.desk
    assert after.gold is not None
    assert before.gold is not None
    assert after.gold.annotations == before.gold.annotations


def test_an_item_that_everybody_took_back_can_be_kept_or_dropped(decided):
    for person in (decided.ali, decided.zainab):
        finish(decided, person, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    review.merge(decided.db, decided.salma, "first")
    (asked,) = open_conflicts(decided)
    assert {owner: len(side.spans) for owner, side in asked.versions.items()} == {"ali": 0, "zainab": 0, "gold": 1}
    decide(decided, 0, "nothing")
    assert ("بغداد", "GPE") not in gold(decided)
    assert open_conflicts(decided) == []


def test_who_finishes_later_is_heard_at_the_next_merge(decided):
    finish(decided, decided.noor, *AGREED)
    assert desk(decided).fresh == ["noor"]
    review.merge(decided.db, decided.salma, "first")
    assert open_conflicts(decided) == []
    assert set(desk(decided).provenance["span", PERSON].sources) == {"ali", "noor", "zainab"}
    finish(decided, decided.noor, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    assert stale(decided) == [PLACE]


@pytest.mark.parametrize(
    ("rule", "expected", "still"),
    [
        (Rule("all"), ["PERSON", "GPE"], ["GOV", "GPE"]),
        (Rule("majority"), ["PERSON", "GPE", "MIL"], ["GPE"]),
        (Rule("trusted", "ali"), ["PERSON", "GPE", "GOV", "GPE"], []),
    ],
)
def test_the_rule_says_what_goes_in_by_itself(workspace, rule, expected, still):
    disagree(workspace)
    finish(workspace, workspace.noor, *AGREED, add_span("وزارة الدفاع العراقية", "MIL", "m"))
    review.merge(workspace.db, workspace.salma, "first", rule)
    assert [label for _, label in gold(workspace)] == expected
    asked = [one for one in open_conflicts(workspace) if one.kind == "spans"]
    assert [one.versions["ali"].spans[0].label for one in asked] == still


def test_a_majority_item_that_keeps_its_majority_is_confirmed_by_merging_again(workspace):
    for person in (workspace.ali, workspace.zainab, workspace.noor):
        finish(workspace, person, *AGREED)
    review.merge(workspace.db, workspace.salma, "first", Rule("majority"))
    finish(workspace, workspace.noor, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    assert stale(workspace) == [PLACE]
    review.merge(workspace.db, workspace.salma, "first")
    assert (stale(workspace), open_conflicts(workspace)) == ([], [])


def test_nothing_is_merged_of_unfinished_work(workspace):
    workspace.change(workspace.ali, *AGREED)
    with pytest.raises(NothingToMerge):
        review.merge(workspace.db, workspace.salma, "first")
    with pytest.raises(NoGold):
        review.finalise(workspace.db, workspace.salma, "first")


def test_a_rule_is_read_as_it_is_written():
    for name in ("all", "majority", "trusted:ali"):
        assert review.rule_name(review.read_rule(name)) == name
    for name in ("", "none", "trusted", "trusted:", "all:ali"):
        with pytest.raises(UnknownName):
            review.read_rule(name)


def test_imported_gold_is_final_if_it_is_done_and_stays_until_it_is_reopened(workspace):
    disagree(workspace)
    line = workspace.said(workspace.ali) | {"owner": "gold"}
    assert not transfer.import_text(workspace.db, SHELL, Decoded(json.dumps(line)), "gold.jsonl").problems
    assert desk(workspace).state == "final"
    assert desk(workspace).imported_at
    with pytest.raises(GoldFinal):
        review.merge(workspace.db, workspace.salma, "first")
    review.reopen(workspace.db, workspace.salma, "first")
    review.merge(workspace.db, workspace.salma, "first")
    assert desk(workspace).provenance["span", "m"].how == "imported"
    assert [one.versions["gold"].spans[0].label for one in open_conflicts(workspace) if one.kind == "spans"] == [
        "GOV",
        "GPE",
    ]


def test_annotators_see_what_became_of_their_marks_once_gold_is_final_and_not_before(merged):
    with pytest.raises(NotFound):
        review.outcome(merged.db, merged.ali, "first")
    assert review.settled(merged.db, merged.ali) == set()
    decide(merged, 0, "taken", take="zainab", reason="وزارة دفاع")
    decide(merged, 0, "nothing")
    decide(merged, 0, "nothing", reason="لا")
    review.finalise(merged.db, merged.salma, "first")
    assert review.settled(merged.db, merged.ali) == {"first"}
    found = review.outcome(merged.db, merged.ali, "first")
    assert [one.fate for one in found.spans] == ["kept", "kept", "changed", "dropped"]
    assert [one.decision.reason for one in found.spans if one.decision] == ["وزارة دفاع", "لا"]
    (relation,) = review.outcome(merged.db, merged.zainab, "first").relations
    assert (relation.fate, relation.decision.what if relation.decision else "") == ("dropped", "nothing")
    for other in (merged.noor, merged.salma):
        with pytest.raises(NotFound):
            review.outcome(merged.db, other, "first")


def test_gaps_in_the_guidelines_are_listed_with_their_place(merged):
    decide(merged, 0, "taken", take="ali", gap=True, reason="الوزارات")
    decide(merged, 0, "nothing")
    (gap,) = review.gaps(merged.db, merged.salma)
    assert (gap.text, gap.decision.reason) == ("وزارة الدفاع العراقية", "الوزارات")
    assert gap.before.endswith("الناطق باسم ")
    review.undo(merged.db, merged.salma, "first", gap.decision.id)
    assert review.gaps(merged.db, merged.salma) == []


def test_trays_say_what_is_ready_open_stale_and_changed(workspace):
    disagree(workspace)
    assert review.trays(workspace.db, workspace.salma).counts == {"ready": 1, "fresh": 0}
    assert review.merge_all(workspace.db, workspace.salma) == 1
    (tray,) = review.trays(workspace.db, workspace.salma, "draft").trays
    assert (tray.open, tray.stale, tray.row.fresh) == (2, 0, False)
    finish(workspace, workspace.ali, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    (tray,) = review.trays(workspace.db, workspace.salma, "fresh").trays
    assert (tray.open, tray.stale) == (3, 1)
    with pytest.raises(UnknownName):
        review.trays(workspace.db, workspace.salma, "odd")


def test_decisions_are_written_to_a_file_and_taken_again_elsewhere(decided, template, tmp_path):
    from tests.fixtures import opened_copy

    lines = [json.loads(json.dumps(line)) for line in review.decision_lines(decided.db, decided.salma)]
    with opened_copy(template, tmp_path / "elsewhere.db") as other:
        disagree(other)
        review.merge(other.db, other.salma, "first")
        report = review.take_decisions(other.db, other.salma, [("f:1", line) for line in reversed(lines)])
        assert (report.decided, report.left_over) == (3, [])
        assert (gold(other), links(other)) == (gold(decided), links(decided))
        again = review.take_decisions(other.db, other.salma, [("f:1", line) for line in lines])
        assert (again.decided, again.known) == (0, 3)


def test_a_decision_by_place_needs_no_key_and_one_that_fits_nothing_is_left_over(merged):
    lines = [
        {"document": "first", "at": [56, 77], "what": "edited", "spans": [{"start": 56, "end": 68, "label": "GOV"}]},
        {"document": "first", "at": [0, 3], "what": "nothing"},
    ]
    report = review.take_decisions(merged.db, merged.salma, [(f"f:{n}", line) for n, line in enumerate(lines, 1)])
    assert (report.decided, [line.where for line in report.left_over]) == (1, ["f:2"])
    assert ("وزارة الدفاع", "GOV") in gold(merged)


@pytest.mark.parametrize("fault", [3, {"document": "first"}, {"document": "first", "at": "x", "what": "nothing"}])
def test_a_faulty_line_is_refused_with_its_place(merged, fault):
    with pytest.raises((BadRequest, UnknownName)) as caught:
        review.take_decisions(merged.db, merged.salma, [("f:7", fault)])
    assert caught.value.where == "f:7"


def test_the_schema_decides_which_relations_can_follow(merged):
    decide(merged, 0, "edited", spans=[{"start": 56, "end": 77, "label": "LOC"}])
    lost = desk(merged).desk.lost
    assert [(one.owner, one.relation.label, one.why) for one in lost] == [("zainab", "WORKS_FOR", "not-allowed")]
    assert annotate.schema(merged.db).legal_relations("PERSON", "LOC") is not None


def test_only_final_gold_is_exported_unless_asked(merged):
    def owners(**request: Any) -> list[str]:
        stream = BytesIO()
        transfer.export_to_stream(merged.db, merged.salma, transfer.ExportRequest("jsonl", **request), stream)
        return [json.loads(line).get("owner") for line in stream.getvalue().decode().splitlines()]

    assert "gold" not in owners()
    assert "gold" in owners(status="any")
    with pytest.raises(OnlyDraft):
        owners(owner="gold")
    for _ in range(2):
        decide(merged, 0, "nothing")
    review.finalise(merged.db, merged.salma, "first")
    assert owners(owner="gold") == ["gold"]
    assert "gold" in owners()


def test_a_nested_mark_of_one_person_alone_is_a_question_of_its_own(workspace):
    outer, inner = add_span("وزارة الدفاع العراقية", "GOV", "m"), add_span("العراقية", "NORP", "n")
    finish(workspace, workspace.ali, outer, inner)
    finish(workspace, workspace.zainab)
    review.merge(workspace.db, workspace.salma, "first")
    assert [len(one.versions["ali"].spans) for one in open_conflicts(workspace)] == [1, 1]


def test_a_rival_that_nobody_judged_makes_a_decided_item_stale(decided):
    opening = {"id": "again", "op": "set_status", "status": "in_progress"}
    rival = {"id": "x", "op": "add_span", "span": {"id": "x", "start": 56, "end": 61, "label": "ORG"}}
    gone = {"id": "y", "op": "delete_span", "span": {"id": "m"}}
    decided.change(decided.zainab, opening, gone)
    assert stale(decided) == ["r4-56-WORKS_FOR", MINISTRY]
    review.merge(decided.db, decided.salma, "first")
    for _ in list(open_conflicts(decided)):
        decide(decided, 0, "taken", take="gold")
    assert stale(decided) == []
    decided.change(decided.zainab, rival)
    assert stale(decided) == [MINISTRY]


def test_a_mark_that_was_left_out_does_not_lend_its_relations_to_what_its_owner_holds_beside_it(workspace):
    ministry, inner = add_span("وزارة الدفاع العراقية", "GOV", "m"), add_span("العراقية", "NORP", "n")
    link = {"id": "l", "op": "add_relation", "relation": {"id": "l", "head": "p", "tail": "n", "label": "FIGHTS"}}
    finish(workspace, workspace.ali, *AGREED, ministry, inner, link)
    finish(workspace, workspace.zainab, *AGREED, ministry)
    review.merge(workspace.db, workspace.salma, "first")
    decide(workspace, 0, "nothing")
    assert open_conflicts(workspace) == []
    assert [one.why for one in desk(workspace).desk.lost] == ["end-missing"]


def test_relations_wait_until_their_ends_are_settled(workspace):
    link = {"id": "l", "op": "add_relation", "relation": {"id": "l", "head": "p", "tail": "m", "label": "WORKS_FOR"}}
    ministry = add_span("وزارة الدفاع العراقية", "GOV", "m")
    finish(workspace, workspace.ali, *AGREED, ministry, link)
    finish(workspace, workspace.zainab, *AGREED, ministry, link)
    review.merge(workspace.db, workspace.salma, "first")
    renamed = {"id": "z", "op": "update_span", "span": {"id": "m", "label": "MIL"}}
    finish(workspace, workspace.zainab, renamed, {"id": "d", "op": "delete_relation", "relation": {"id": "l"}})
    review.merge(workspace.db, workspace.salma, "first")
    kinds = [one.kind for one in open_conflicts(workspace)]
    assert kinds.count("spans") == 1


def test_different_links_to_a_knowledge_base_are_a_conflict(workspace):
    finish(workspace, workspace.ali, add_span("بغداد", "GPE", "b", kb_id="Q1530"))
    finish(workspace, workspace.zainab, add_span("بغداد", "GPE", "b", kb_id="Q999"))
    review.merge(workspace.db, workspace.salma, "first")
    assert len(open_conflicts(workspace)) == 1
    decide(workspace, 0, "taken", take="ali")
    current = desk(workspace).gold
    assert current is not None
    assert [span.kb_id for span in current.annotations.spans.values()] == ["Q1530"]


def test_a_new_label_takes_along_only_the_relations_that_it_allows(workspace):
    link = {"id": "l", "op": "add_relation", "relation": {"id": "l", "head": "p", "tail": "m", "label": "WORKS_FOR"}}
    ministry = add_span("وزارة الدفاع العراقية", "GOV", "m")
    for person in (workspace.ali, workspace.zainab):
        finish(workspace, person, *AGREED, ministry, link)
    review.merge(workspace.db, workspace.salma, "first")
    finish(workspace, workspace.zainab, {"id": "z", "op": "delete_span", "span": {"id": "m"}})
    review.merge(workspace.db, workspace.salma, "first")
    at = next(i for i, one in enumerate(open_conflicts(workspace)) if one.kind == "spans")
    decide(workspace, at, "edited", spans=[{"start": 56, "end": 77, "label": "LOC"}])
    assert links(workspace) == []
    assert ("وزارة الدفاع العراقية", "LOC") in gold(workspace)
