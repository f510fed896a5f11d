"""Every action × every role, in one table; a new action without a line here is found."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from io import BytesIO

import pytest

import workbench.actions
from tests.actions.desk import disagree, finish, open_conflicts
from tests.fixtures import PASSWORD, Workspace, add_span
from workbench.actions import agreement, annotate, learning, people, release, review, search, suggest, transfer, turn
from workbench.actions.agreement import Cell, Filter
from workbench.actions.release import agreed, ready
from workbench.actions.review import scores
from workbench.doccano import Login
from workbench.doccano.problems import ExtraMissing, Unreachable
from workbench.formats import Source
from workbench.formats.files import Decoded
from workbench.model.annotation import Annotations
from workbench.model.document import Document
from workbench.model.errors import Forbidden, NotFound
from workbench.model.people import Person

EVERYBODY = {"ali", "salma", "omar"}
SUPERVISORS = {"salma", "omar"}
ADMINS = {"omar"}
PUSH, PULL = transfer.PushRequest("any"), transfer.PullRequest("any")
LOADERS = {"workbench.actions.guard"}  # what the actions ask for permission


def _made_export(workspace: Workspace) -> int:
    workspace.change(workspace.zainab, add_span("بغداد", "GPE", "b"))
    return transfer.run_export(workspace.db, workspace.zainab, transfer.ExportRequest("jsonl", "zainab")).id


def _merged_by(workspace: Workspace, person: Person) -> object:
    finish(workspace, workspace.zainab, add_span("بغداد", "GPE", "b"))
    return review.merge(workspace.db, person, "first")


def _on_merged(workspace: Workspace, action: Callable[..., object], person: Person) -> object:
    _merged_by(workspace, workspace.salma)
    return action(workspace.db, person, "first")


def _decided_by(workspace: Workspace, person: Person) -> int:
    disagree(workspace)
    review.merge(workspace.db, workspace.salma, "first")
    key = open_conflicts(workspace)[0].key
    return review.decide(workspace.db, person, "first", review.read_verdict({"key": key, "what": "nothing"}))


def _undone_by(workspace: Workspace, person: Person) -> object:
    _decided_by(workspace, workspace.salma)
    return review.undo(workspace.db, person, "first")


class _Blind:
    """A model that sees nothing."""

    def scored(self, document: Document) -> tuple[Annotations, dict[str, float]]:
        return Annotations(), {}


def _dropped_patterns(workspace: Workspace, person: Person) -> None:
    suggest.add_patterns(workspace.db, workspace.salma, "p.jsonl", "")
    suggest.drop_patterns(workspace.db, person, "p.jsonl")


def _outcome_of(workspace: Workspace, person: Person) -> object:
    """Of the three only ali has marks of which something could become."""
    finish(workspace, workspace.ali, add_span("بغداد", "GPE", "b"))
    review.merge(workspace.db, workspace.salma, "first")
    review.finalise(workspace.db, workspace.salma, "first")
    return review.outcome(workspace.db, person, "first")


TABLE: dict[Callable[..., object], tuple[set[str], Callable[[Workspace, Person], object]]] = {
    annotate.queue: (EVERYBODY, lambda w, p: annotate.queue(w.db, p)),
    annotate.open_document: (EVERYBODY, lambda w, p: annotate.open_document(w.db, p, "first")),
    annotate.change: (EVERYBODY, lambda w, p: w.change(p, add_span("بغداد", "GPE", "b"))),
    annotate.history: (EVERYBODY, lambda w, p: annotate.history(w.db, p, "first", "b")),
    suggest.offers: (EVERYBODY, lambda w, p: suggest.offers(w.db, p, "first")),
    suggest.rejected_keys: (EVERYBODY, lambda w, p: suggest.rejected_keys(w.db, p, "first")),
    suggest.reject: (EVERYBODY, lambda w, p: suggest.reject(w.db, p, "first", {})),
    suggest.is_offered: (EVERYBODY, lambda w, p: suggest.is_offered(w.db, p, "first")),
    suggest.set_share_without: (SUPERVISORS, lambda w, p: suggest.set_share_without(w.db, p, 20)),
    suggest.pattern_files: (SUPERVISORS, lambda w, p: suggest.pattern_files(w.db, p)),
    suggest.add_patterns: (SUPERVISORS, lambda w, p: suggest.add_patterns(w.db, p, "p.jsonl", "")),
    suggest.drop_patterns: (SUPERVISORS, lambda w, p: _dropped_patterns(w, p)),
    suggest.suggest_by_model: (SUPERVISORS, lambda w, p: suggest.suggest_by_model(w.db, p, _Blind(), "m")),
    suggest.use: (SUPERVISORS, lambda w, p: suggest.use(w.db, p)),
    people.session_of: (EVERYBODY, lambda w, p: people.session_of(w.db, p)),
    people.change_password: (EVERYBODY, lambda w, p: people.change_password(w.db, p, PASSWORD, PASSWORD)),
    people.set_preferences: (EVERYBODY, lambda w, p: people.set_preferences(w.db, p, theme="dark")),
    people.tokens: (EVERYBODY, lambda w, p: people.tokens(w.db, p)),
    people.create_token: (ADMINS, lambda w, p: people.create_token(w.db, p, "zainab")),
    people.revoke_token: (EVERYBODY, lambda w, p: _revoke_own(w, p)),
    people.people: (ADMINS, lambda w, p: people.people(w.db, p)),
    people.add_person: (ADMINS, lambda w, p: people.add_person(w.db, p, "huda", "annotator", None)),
    people.change_person: (ADMINS, lambda w, p: people.change_person(w.db, p, "zainab", active=False)),
    people.set_password: (ADMINS, lambda w, p: people.set_password(w.db, p, "zainab", PASSWORD)),
    agreement.study: (SUPERVISORS, lambda w, p: agreement.study(w.db, p)),
    agreement.first_report: (SUPERVISORS, lambda w, p: agreement.first_report(w.db, p, Filter())),
    agreement.report: (SUPERVISORS, lambda w, p: agreement.report(w.db, p)),
    agreement.independence: (SUPERVISORS, lambda w, p: agreement.independence(w.db, p, "ali", Filter())),
    agreement.compute_gammas: (SUPERVISORS, lambda w, p: agreement.compute_gammas(w.db, p, Filter())),
    agreement.gammas_missing: (SUPERVISORS, lambda w, p: agreement.gammas_missing(w.db, p, Filter())),
    agreement.start_gamma: (SUPERVISORS, lambda w, p: agreement.start_gamma(w.db, p, Filter())),
    agreement.gamma_state: (SUPERVISORS, lambda w, p: agreement.gamma_state(w.db, p)),
    agreement.stop_gamma: (SUPERVISORS, lambda w, p: agreement.stop_gamma(w.db, p)),
    agreement.differences: (SUPERVISORS, lambda w, p: agreement.differences(w.db, p, Filter(), Cell())),
    review.overview: (SUPERVISORS, lambda w, p: review.overview(w.db, p)),
    review.lines: (SUPERVISORS, lambda w, p: review.lines(w.db, p, "first")),
    review.set_sections: (SUPERVISORS, lambda w, p: review.set_sections(w.db, p, "first", {1: "body"})),
    review.return_work: (SUPERVISORS, lambda w, p: _return_of_zainab(w, p)),
    review.assign: (SUPERVISORS, lambda w, p: review.assign(w.db, p, ["zainab"], ["first"], 1)),
    review.offer: (SUPERVISORS, lambda w, p: review.offer(w.db, p, ["first"], 1)),
    review.withdraw: (SUPERVISORS, lambda w, p: _withdrawal(w, p)),
    review.runs: (SUPERVISORS, lambda w, p: review.runs(w.db, p)),
    review.skipped: (SUPERVISORS, lambda w, p: review.skipped(w.db, p)),
    review.batch_sizes: (SUPERVISORS, lambda w, p: review.batch_sizes(w.db, p)),
    review.add_to_batch: (SUPERVISORS, lambda w, p: review.add_to_batch(w.db, p, "b", ["first"])),
    review.batch_by_origin: (SUPERVISORS, lambda w, p: review.batch_by_origin(w.db, p)),
    review.team_progress: (SUPERVISORS, lambda w, p: review.team_progress(w.db, p)),
    learning.suggestions_against_gold: (SUPERVISORS, lambda w, p: learning.suggestions_against_gold(w.db, p)),
    review.progress_stamp: (SUPERVISORS, lambda w, p: review.progress_stamp(w.db, p)),
    review.document_progress: (SUPERVISORS, lambda w, p: review.document_progress(w.db, p)),
    review.work_of: (EVERYBODY, lambda w, p: review.work_of(w.db, p)),
    scores.feedback: (EVERYBODY, lambda w, p: scores.feedback(w.db, p, _practised(w, p))),
    scores.results: (EVERYBODY, lambda w, p: scores.results(w.db, p)),
    scores.with_others: (EVERYBODY, lambda w, p: scores.with_others(w.db, p)),
    review.team: (SUPERVISORS, lambda w, p: review.team(w.db, p)),
    review.team_settings: (SUPERVISORS, lambda w, p: review.team_settings(w.db, p)),
    review.set_team_settings: (
        SUPERVISORS,
        lambda w, p: review.set_team_settings(w.db, p, review.TeamSettings(5, own_agreement=True)),
    ),
    turn.take_next: (EVERYBODY, lambda w, p: _taken(w, p)),
    turn.has_next: (EVERYBODY, lambda w, p: turn.has_next(w.db, p)),
    turn.holding: (EVERYBODY, lambda w, p: turn.holding(w.db, p, "first")),
    turn.skip: (EVERYBODY, lambda w, p: turn.skip(w.db, p, _taken(w, p), "لا أفهمه")),
    review.merge: (SUPERVISORS, lambda w, p: _merged_by(w, p)),
    review.merge_all: (SUPERVISORS, lambda w, p: review.merge_all(w.db, p)),
    review.finalise: (SUPERVISORS, lambda w, p: _on_merged(w, review.finalise, p)),
    review.reopen: (SUPERVISORS, lambda w, p: _on_merged(w, review.reopen, p)),
    review.on_desk: (SUPERVISORS, lambda w, p: review.on_desk(w.db, p, "first")),
    review.decide: (SUPERVISORS, _decided_by),
    review.undo: (SUPERVISORS, _undone_by),
    review.trays: (SUPERVISORS, lambda w, p: review.trays(w.db, p)),
    review.gold_counts: (SUPERVISORS, lambda w, p: review.gold_counts(w.db, p)),
    review.gaps: (SUPERVISORS, lambda w, p: review.gaps(w.db, p)),
    review.settled: (EVERYBODY, lambda w, p: review.settled(w.db, p)),
    review.outcome: ({"ali"}, _outcome_of),
    review.decision_lines: (SUPERVISORS, lambda w, p: list(review.decision_lines(w.db, p))),
    review.take_decisions: (SUPERVISORS, lambda w, p: review.take_decisions(w.db, p, [])),
    release.make_release: (SUPERVISORS, lambda w, p: _released_by(w, p)),
    release.made_releases: (SUPERVISORS, lambda w, p: release.made_releases(w.db, p)),
    agreed.agreement_on: (SUPERVISORS, lambda w, p: agreed.agreement_on(w.db, p, ["first"])),
    release.usual_license: (SUPERVISORS, lambda w, p: release.usual_license(w.db, p)),
    release.pack_release: (SUPERVISORS, lambda w, p: _packed_by(w, p)),
    ready.obstacles: (SUPERVISORS, lambda w, p: list(ready.obstacles(w.db, p, ["first"]))),
    search.find: (EVERYBODY, lambda w, p: search.find(w.db, p, "بغداد")),
    search.oddities: (EVERYBODY, lambda w, p: search.oddities(w.db, p, "labels")),
    search.places: (EVERYBODY, lambda w, p: search.places(w.db, p, "labels", ["بغداد"])),
    search.fix: ({"ali"}, lambda w, p: _fixed_by(w, p)),
    search.undo_fix: ({"ali"}, lambda w, p: search.undo_fix(w.db, p, _fixed_by(w, w.ali).fix)),
    search.recent_fixes: (EVERYBODY, lambda w, p: search.recent_fixes(w.db, p, "gold")),
    search.choices: (EVERYBODY, lambda w, p: search.choices(w.db, p)),
    transfer.push_to_doccano: (SUPERVISORS, lambda w, p: _to_no_doccano(w, p, transfer.push_to_doccano, PUSH)),
    transfer.pull_from_doccano: (SUPERVISORS, lambda w, p: _to_no_doccano(w, p, transfer.pull_from_doccano, PULL)),
    transfer.import_paths: (SUPERVISORS, lambda w, p: transfer.import_paths(w.db, p, [])),
    transfer.import_sources: (SUPERVISORS, lambda w, p: transfer.import_sources(w.db, p, [Source.of_bytes(b"x", "x")])),
    transfer.mapping_of: (SUPERVISORS, lambda w, p: transfer.mapping_of(w.db, p, _mapping(w))),
    transfer.preview: (SUPERVISORS, lambda w, p: transfer.preview(w.db, p, [Source.of_bytes(b"x", "x")])),
    transfer.import_text: (SUPERVISORS, lambda w, p: transfer.import_text(w.db, p, Decoded("نص"), "x")),
    transfer.run_export: (SUPERVISORS, lambda w, p: _export_of_zainab(w, p, transfer.run_export)),
    transfer.export_to_stream: (SUPERVISORS, lambda w, p: _export_of_zainab(w, p, _to_nowhere)),
    transfer.keep_upload: (SUPERVISORS, lambda w, p: _upload(w, p)),
    transfer.reread_upload: (SUPERVISORS, lambda w, p: _reread(w, p)),
    transfer.preview_upload: (SUPERVISORS, lambda w, p: transfer.preview_upload(w.db, p, _upload(w, p))),
    transfer.import_upload: (SUPERVISORS, lambda w, p: transfer.import_upload(w.db, p, _upload(w, p))),
    transfer.drop_upload: (SUPERVISORS, lambda w, p: transfer.drop_upload(w.db, p, _upload(w, p))),
    transfer.batch_names: (EVERYBODY, lambda w, p: transfer.batch_names(w.db, p)),
    transfer.owner_names: (EVERYBODY, lambda w, p: transfer.owner_names(w.db, p)),
    transfer.exports: (EVERYBODY, lambda w, p: transfer.exports(w.db, p)),
    transfer.export_named: (SUPERVISORS, lambda w, p: transfer.export_named(w.db, p, _made_export(w))),
    transfer.export_file: (SUPERVISORS, lambda w, p: transfer.export_file(w.db, p, _made_export(w), "zainab.jsonl")),
}
"""Action -> who may (of ali, an annotator; salma, a supervisor; omar, an admin), and a call of it."""


def _return_of_zainab(workspace: Workspace, person: Person) -> None:
    workspace.change(workspace.zainab, {"id": "d", "op": "set_status", "status": "done"})
    review.return_work(workspace.db, person, "first", "zainab", "مرة أخرى")


def _to_no_doccano(workspace, person, action, request):
    """Where nothing listens: whoever may get as far as that finds it out."""
    with pytest.raises((Unreachable, ExtraMissing)):
        action(workspace.db, person, Login("http://127.0.0.1:1", "admin", "password"), request)


def _withdrawal(workspace: Workspace, person: Person) -> None:
    review.assign(workspace.db, workspace.salma, ["zainab"], ["first"], 1)
    review.withdraw(workspace.db, person, "first", "zainab")


def _taken(workspace: Workspace, person: Person) -> str:
    review.offer(workspace.db, workspace.salma, ["first"], 1)
    return turn.take_next(workspace.db, person)


def _practised(workspace: Workspace, person: Person) -> str:
    workspace.db.execute("INSERT INTO annotation_set (document, owner, status) VALUES ('first', 'gold', 'done')")
    review.assign(workspace.db, workspace.salma, [person.name], ["first"], 1, review.Plan(kind="practice"))
    workspace.change(person, {"id": "d", "op": "set_status", "status": "done"})
    return "first"


def _released_by(workspace: Workspace, person: Person) -> object:
    _on_merged(workspace, review.finalise, workspace.salma)
    return release.make_release(workspace.db, person, release.ReleaseRequest("1.0"))


def _packed_by(workspace: Workspace, person: Person) -> None:
    _released_by(workspace, workspace.salma)
    release.pack_release(workspace.db, person, 1, BytesIO())


def _fixed_by(workspace: Workspace, person: Person) -> search.Outcome:
    """Ali's mark of Baghdad gets another label."""
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    return search.fix(workspace.db, person, "ali", "relabel", "GOV", [search.Target("first", "b")])


def _revoke_own(workspace: Workspace, person: Person) -> None:
    people.create_token(workspace.db, person, person.name)
    people.revoke_token(workspace.db, person, people.tokens(workspace.db, person)[0].id)


def _export_of_zainab(workspace, person, export):
    workspace.change(workspace.zainab, add_span("بغداد", "GPE", "b"))
    return export(workspace.db, person, transfer.ExportRequest("jsonl", "zainab"))


def _reread(workspace, person):
    transfer.reread_upload(workspace.db, person, _upload(workspace, person), format="jsonl", owner="ali", unit="")


def _upload(workspace, person):
    files = [("a.txt", BytesIO("نص".encode()))]
    return transfer.keep_upload(workspace.db, person, files, format="auto", owner="", unit="")


def _mapping(workspace):
    path = workspace.path.with_name("mapping.toml")
    path.write_text("[entities]\n")
    return path


def _to_nowhere(db, person, request):
    return transfer.export_to_stream(db, person, request, BytesIO())


@pytest.mark.parametrize("name", sorted(EVERYBODY))
@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.__name__)
def test_an_action_is_for_those_whose_role_allows_it(workspace, action, name) -> None:
    allowed, call = TABLE[action]
    if name in allowed:
        call(workspace, workspace.person(name))
    else:
        with pytest.raises((Forbidden, NotFound)):
            call(workspace, workspace.person(name))


@pytest.mark.parametrize(
    "action",
    [action for action, (allowed, _) in TABLE.items() if "ali" not in allowed],
    ids=lambda action: action.__name__,
)
def test_a_disabled_admin_is_nobody(workspace, action) -> None:
    people.change_person(workspace.db, workspace.omar, "salma", role="admin")
    disabled = people.change_person(workspace.db, workspace.omar, "salma", active=False)
    with pytest.raises((Forbidden, NotFound)):
        TABLE[action][1](workspace, disabled)


def acting() -> set[Callable[..., object]]:
    """The functions of `actions/` that take a person as their second argument and act for them."""
    found: set[Callable[..., object]] = set()
    for module in pkgutil.walk_packages(workbench.actions.__path__, "workbench.actions."):
        for function in vars(importlib.import_module(module.name)).values():
            if inspect.isfunction(function) and function.__module__ == module.name and module.name not in LOADERS:
                second = list(inspect.signature(function, eval_str=True).parameters.values())[1:2]
                if second and second[0].annotation is Person and not function.__name__.startswith("_"):
                    found.add(function)
    return found


def test_every_action_that_somebody_takes_is_in_the_table() -> None:
    assert {f.__name__ for f in acting() - set(TABLE)} == set()
    assert len(acting()) == len(TABLE)
