"""Merged gold that is put right at many places at once: decisions that say so, nothing asked again, one step back."""

import json
from collections.abc import Sequence

import pytest

from tests.actions.desk import AGREED, desk, finish, gold, links, open_conflicts, stale
from tests.fixtures import FIRST, Workspace, add_relation, add_span
from workbench.actions import review, search, transfer
from workbench.actions.search import Target
from workbench.actions.search.work import ChangedSince
from workbench.actions.workspace import check
from workbench.formats.files import Decoded
from workbench.model.annotation import Span
from workbench.model.errors import Refusals, SetDone
from workbench.model.gold.case import Decision
from workbench.model.people import SHELL
from workbench.model.rules import SpanCrosses

LAST = FIRST.rindex("بغداد")


@pytest.fixture
def final(workspace: Workspace) -> Workspace:
    """Two people agree on a person who is somewhere; gold is final."""
    for person in (workspace.ali, workspace.zainab):
        finish(workspace, person, *AGREED, add_relation("p", "b", "PRESENT_IN", "r"))
    review.merge(workspace.db, workspace.salma, "first")
    review.finalise(workspace.db, workspace.salma, "first")
    return workspace


def fix(workspace: Workspace, kind: str, label: str, *places: Target, finished: bool = True) -> search.Outcome:
    return search.fix(workspace.db, workspace.salma, "gold", kind, label, places, finished)


def city(workspace: Workspace) -> Target:
    """The first Baghdad of gold."""
    [span] = [one for one in _gold(workspace) if one.label == "GPE"]
    return Target("first", span.id, span.start, span.end)


def status(workspace: Workspace) -> str:
    return desk(workspace).state


def last(workspace: Workspace) -> Decision:
    return desk(workspace).decisions[-1]


def settled(workspace: Workspace) -> bool:
    """Is nothing open or stale, and every log sound?"""
    return not open_conflicts(workspace) and not stale(workspace) and list(check(workspace.db)) == []


def test_another_label_is_a_decision_that_nobody_is_asked_about_and_can_be_taken_back(final):
    before = desk(final)
    made = fix(final, "relabel", "FAC", city(final))
    assert (made.places, made.articles, made.left) == (1, 1, [])
    assert gold(final) == [("سامر الحلبي", "PERSON"), ("بغداد", "FAC")]
    assert links(final) == [("سامر الحلبي", "PRESENT_IN", "بغداد")]
    assert status(final) == "final"
    assert settled(final)
    decided = last(final)
    assert (decided.what, decided.category, decided.reason, decided.person) == ("edited", "type", "fix-1", "salma")
    assert set(decided.versions) == {"ali", "zainab", "gold"}
    review.merge(final.db, final.salma, "first")
    assert gold(final)[1] == ("بغداد", "FAC")
    search.undo_fix(final.db, final.salma, made.fix)
    after = desk(final)
    assert after.gold
    assert before.gold
    assert after.gold.annotations == before.gold.annotations
    assert {item: one.how for item, one in after.provenance.items()} == {
        item: one.how for item, one in before.provenance.items()
    }
    assert last(final).undone_at
    assert status(final) == "final"
    assert settled(final)


def test_a_label_that_a_relation_cannot_have_is_left_and_told(final):
    with pytest.raises(Refusals):
        fix(final, "relabel", "DATE", city(final))
    assert gold(final)[1] == ("بغداد", "GPE")
    assert desk(final).decisions == []


def test_finished_gold_is_left_alone_unless_that_was_chosen(final):
    with pytest.raises(Refusals) as caught:
        fix(final, "relabel", "FAC", city(final), finished=False)
    assert [type(error) for error in caught.value.errors] == [SetDone]


def test_what_is_removed_comes_back_with_its_relations(final):
    made = fix(final, "remove", "", city(final))
    assert gold(final) == [("سامر الحلبي", "PERSON")]
    assert (last(final).what, last(final).category) == ("nothing", "spurious")
    assert settled(final)
    search.undo_fix(final.db, final.salma, made.fix)
    assert links(final) == [("سامر الحلبي", "PRESENT_IN", "بغداد")]
    assert settled(final)


def test_a_new_mark_goes_again_unless_something_was_built_upon_it(final):
    place = Target("first", "", LAST, LAST + 5)
    made = fix(final, "mark", "GPE", place)
    assert gold(final).count(("بغداد", "GPE")) == 2
    assert settled(final)
    search.undo_fix(final.db, final.salma, made.fix)
    assert gold(final).count(("بغداد", "GPE")) == 1
    made = fix(final, "mark", "GPE", place)
    fix(final, "relabel", "FAC", Target("first", _gold(final)[-1].id))
    back = search.undo_fix(final.db, final.salma, made.fix)
    assert [type(one) for one in back.left] == [ChangedSince]
    assert gold(final)[-1] == ("بغداد", "FAC")
    assert settled(final)


def test_relations_that_follow_a_new_mark_go_with_it_and_decided_ones_keep_it(workspace):
    for person, label in ((workspace.ali, "GPE"), (workspace.zainab, "FAC")):
        span = {"id": "b2", "start": LAST, "end": LAST + 5, "label": label}
        more = {"id": "c-b2", "op": "add_span", "span": span}, add_relation("p", "b2", "PRESENT_IN", "r2")
        finish(workspace, person, *AGREED, *more)
    review.merge(workspace.db, workspace.salma, "first")
    made = fix(workspace, "mark", "GPE", Target("first", "", LAST, LAST + 5))
    assert links(workspace) == [("سامر الحلبي", "PRESENT_IN", "بغداد")]
    search.undo_fix(workspace.db, workspace.salma, made.fix)
    assert links(workspace) == []
    made = fix(workspace, "mark", "GPE", Target("first", "", LAST, LAST + 5))
    current = desk(workspace).gold
    assert current is not None
    fix(workspace, "relate", "WORKS_FOR", Target("first", next(iter(current.annotations.relations))))
    back = search.undo_fix(workspace.db, workspace.salma, made.fix)
    assert [type(one) for one in back.left] == [ChangedSince]
    assert links(workspace) == [("سامر الحلبي", "WORKS_FOR", "بغداد")]


def test_what_the_rules_refuse_to_bring_back_is_told_and_leaves_gold_as_it_is(final):
    place = city(final)
    made = fix(final, "remove", "", place)
    fix(final, "mark", "GPE", Target("first", "", place.start - 4, place.start + 3))
    before = desk(final).gold
    back = search.undo_fix(final.db, final.salma, made.fix)
    assert [type(one) for one in back.left] == [SpanCrosses]
    assert (back.places, desk(final).gold) == (0, before)
    assert settled(final)


def test_another_relation_is_decided_and_taken_back(final):
    current = desk(final).gold
    assert current is not None
    [relation] = current.annotations.relations
    made = fix(final, "relate", "WORKS_FOR", Target("first", relation))
    assert links(final) == [("سامر الحلبي", "WORKS_FOR", "بغداد")]
    assert settled(final)
    search.undo_fix(final.db, final.salma, made.fix)
    assert links(final) == [("سامر الحلبي", "PRESENT_IN", "بغداد")]


def test_a_source_that_changes_its_mind_afterwards_makes_the_fix_stale(final):
    fix(final, "relabel", "FAC", city(final))
    gone = {"id": "gone", "op": "delete_span", "span": {"id": "b"}}
    finish(final, final.ali, gone)
    assert stale(final)


def test_several_places_of_an_article_go_back_together(final):
    fix(final, "mark", "GPE", Target("first", "", LAST, LAST + 5))
    towns = [Target("first", span.id) for span in _gold(final) if span.text == "بغداد"]
    made = fix(final, "relabel", "FAC", *towns)
    assert (made.places, made.articles) == (2, 1)
    assert gold(final).count(("بغداد", "FAC")) == 2
    search.undo_fix(final.db, final.salma, made.fix)
    assert gold(final).count(("بغداد", "GPE")) == 2
    assert settled(final)


def test_a_fix_that_is_older_than_the_merge_is_taken_back_item_by_item(workspace):
    start = FIRST.index("بغداد")
    spans = [{"id": "g", "start": start, "end": start + 5, "label": "GPE"}]
    line = {"id": "first", "text": FIRST, "owner": "gold", "status": "in_progress", "spans": spans}
    assert not transfer.import_text(workspace.db, SHELL, Decoded(json.dumps(line)), "g.jsonl").problems
    made = fix(workspace, "relabel", "FAC", Target("first", "g"))
    finish(workspace, workspace.ali, add_span("بغداد", "FAC", "b"))
    review.merge(workspace.db, workspace.salma, "first")
    search.undo_fix(workspace.db, workspace.salma, made.fix)
    assert gold(workspace) == [("بغداد", "GPE")]
    assert last(workspace).reason == "fix-2"


def _gold(workspace: Workspace) -> Sequence[Span]:
    current = desk(workspace).gold
    assert current is not None
    return current.annotations.ordered_spans()
