"""Whatever people say and a supervisor decides: gold has an origin for every item, replays, and asks nothing twice."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.desk import desk, gold, open_conflicts
from tests.fixtures import FIRST, Workspace, opened_copy
from workbench import text as cutting
from workbench.actions import review, transfer
from workbench.actions import workspace as whole
from workbench.formats.files import Decoded
from workbench.model.annotation import Annotations, Relation, Span
from workbench.model.errors import Refusals
from workbench.model.people import SHELL
from workbench.model.rules import relation_problems, span_problems
from workbench.model.schema_file import read_schema
from workbench.resources import SCHEMA_FILE

SCHEMA = read_schema(SCHEMA_FILE)
TOKENS = [extent for extent in cutting.tokenize(FIRST) if 28 < extent[0] < 110]
LABELS = ("PERSON", "GPE", "GOV", "ORG", "NORP")

marks = st.tuples(st.integers(0, len(TOKENS) - 1), st.integers(1, 4), st.sampled_from(LABELS))
arrows = st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(("MET_WITH", "WORKS_FOR", "SUPPORTS")))
sets = st.tuples(st.lists(marks, max_size=7), st.lists(arrows, max_size=4))
rule_names = st.sampled_from(("all", "majority", "trusted:ali"))
choices = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(("taken", "merged", "nothing"))), max_size=40)


def built(wishes: tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]) -> Annotations:
    """The wishes that the rules allow, each beside those before it."""
    spans: list[Span] = []
    for first, length, label in wishes[0]:
        start, end = TOKENS[first][0], TOKENS[min(first + length, len(TOKENS)) - 1][1]
        span = Span(f"s{len(spans)}", start, end, label, FIRST[start:end])
        if not span_problems(span, spans, FIRST, (), SCHEMA):
            spans.append(span)
    by_id, relations = {span.id: span for span in spans}, list[Relation]()
    for head, tail, label in wishes[1]:
        relation = Relation(f"r{len(relations)}", f"s{head}", f"s{tail}", label)
        if not relation_problems(relation, by_id, relations, SCHEMA):
            relations.append(relation)
    return Annotations.of(spans, relations)


def load(workspace: Workspace, said: dict[str, Annotations]) -> None:
    """Everybody's finished sets, imported."""
    lines = [json.dumps(native(owner, one)) for owner, one in said.items()]
    assert not transfer.import_text(workspace.db, SHELL, Decoded("\n".join(lines)), "said.jsonl").problems


def native(owner: str, said: Annotations) -> dict[str, Any]:
    """A line of a file."""
    spans = [{"id": s.id, "start": s.start, "end": s.end, "label": s.label} for s in said.ordered_spans()]
    relations = [{"id": r.id, "head": r.head, "tail": r.tail, "label": r.label} for r in said.ordered_relations()]
    return {"id": "first", "text": FIRST, "owner": owner, "status": "done", "spans": spans, "relations": relations}


def content(said: Annotations) -> tuple[set[Any], set[Any]]:
    """Annotations without their ids."""
    places = {span.id: (span.start, span.end, span.label) for span in said.spans.values()}
    links = {(r.label, *ends(r, places)) for r in said.relations.values()}
    return set(places.values()), links


def ends(relation: Relation, places: dict[str, Any]) -> tuple[Any, Any]:
    """The ends of a relation, in order if it has no direction."""
    found = places[relation.head], places[relation.tail]
    return tuple(sorted(found)) if SCHEMA.relations[relation.label].symmetric else found


def with_copy(template: Path, test: Any) -> None:
    """Run a test on a fresh workspace."""
    with TemporaryDirectory() as folder, opened_copy(template, Path(folder) / "w.db") as workspace:
        test(workspace)


@settings(max_examples=25)
@given(wishes=sets, rule=rule_names)
def test_identical_sets_merge_into_that_set(template, wishes, rule):
    said = built(wishes)

    def check(workspace: Workspace) -> None:
        load(workspace, {"ali": said, "zainab": said, "noor": said})
        review.merge(workspace.db, workspace.salma, "first", review.read_rule(rule))
        found = desk(workspace)
        assert found.gold is not None
        assert content(found.gold.annotations) == content(said)
        assert found.desk.conflicts == []

    with_copy(template, check)


@settings(max_examples=60)
@given(first=sets, second=sets, third=st.none() | sets, rule=rule_names, choices=choices)
def test_whatever_is_decided_gold_knows_itself(template, first, second, third, rule, choices):
    said = {"ali": built(first), "zainab": built(second)} | ({"noor": built(third)} if third else {})

    def check(workspace: Workspace) -> None:
        load(workspace, said)
        review.merge(workspace.db, workspace.salma, "first", review.read_rule(rule))
        decide_all(workspace, choices)
        found = desk(workspace)
        assert found.gold is not None
        items = {("span", id) for id in found.gold.annotations.spans}
        items |= {("relation", id) for id in found.gold.annotations.relations}
        assert set(found.provenance) == items
        assert list(whole.check(workspace.db)) == []
        assert found.desk.stale == {}
        before = found.gold
        review.merge(workspace.db, workspace.salma, "first")
        again = desk(workspace)
        assert again.desk.conflicts == []
        assert again.gold == before

    with_copy(template, check)


@settings(max_examples=40)
@given(first=sets, second=sets, third=st.none() | sets, rule=rule_names, choices=choices)
def test_undoing_every_decision_leads_back_to_the_merge(template, first, second, third, rule, choices):
    said = {"ali": built(first), "zainab": built(second)} | ({"noor": built(third)} if third else {})

    def check(workspace: Workspace) -> None:
        load(workspace, said)
        review.merge(workspace.db, workspace.salma, "first", review.read_rule(rule))
        before = gold(workspace), [one.key for one in open_conflicts(workspace)]
        for _ in range(decide_all(workspace, choices)):
            review.undo(workspace.db, workspace.salma, "first")
        assert (gold(workspace), [one.key for one in open_conflicts(workspace)]) == before
        assert list(whole.check(workspace.db)) == []

    with_copy(template, check)


def decide_all(workspace: Workspace, choices: list[tuple[int, str]]) -> int:
    """Decide whatever is open, as the choices say and then with nothing; how many decisions that took."""
    count, seen = 0, set()
    while asked := open_conflicts(workspace):
        conflict = asked[0]
        assert conflict.key not in seen, "asked twice"
        seen.add(conflict.key)
        side, what = choices[count] if count < len(choices) else (0, "nothing")
        owners = sorted(conflict.versions)
        verdict = {"key": conflict.key, "what": what, "take": owners[side % len(owners)]}
        count += 1
        if not accepted(workspace, verdict):
            accepted(workspace, {"key": conflict.key, "what": "nothing"})
    return count


def accepted(workspace: Workspace, verdict: dict[str, str]) -> bool:
    """Whether the rules took a verdict."""
    try:
        review.decide(workspace.db, workspace.salma, "first", review.read_verdict(verdict))
    except Refusals:
        return False
    return True


@settings(max_examples=40)
@given(first=sets, second=sets, choices=choices, which=st.integers(0, 9), owner=st.sampled_from(("ali", "zainab")))
def test_taking_a_mark_back_makes_stale_what_lies_in_its_place_and_nothing_else(
    template, first, second, choices, which, owner
):
    said = {"ali": built(first), "zainab": built(second)}

    def check(workspace: Workspace) -> None:
        load(workspace, said)
        review.merge(workspace.db, workspace.salma, "first")
        decide_all(workspace, choices)
        before = desk(workspace)
        marks = said[owner].ordered_spans()
        if not marks or before.gold is None:
            return
        gone = marks[which % len(marks)]
        take_back(workspace, owner, gone)
        found = {id for kind, id in desk(workspace).desk.stale if kind == "span"}
        spans = before.gold.annotations.spans
        assert all(spans[id].overlaps(gone) for id in found)
        same = [one.id for one in spans.values() if (one.same_extent(gone) and one.label == gone.label)]
        assert set(same) <= found

    with_copy(template, check)


def take_back(workspace: Workspace, owner: str, gone: Span) -> None:
    """Somebody reopens their work and deletes a mark."""
    reopened = {"id": "again", "op": "set_status", "status": "in_progress"}
    workspace.change(workspace.person(owner), reopened, {"id": "g", "op": "delete_span", "span": {"id": gone.id}})
