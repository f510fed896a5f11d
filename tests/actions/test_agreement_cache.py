"""What is kept of agreement says the same as counting everything again, and only what changed is counted again."""

import random
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest

from tests.fixtures import FIRST, SECOND, Workspace, add_span
from workbench.actions import agreement, transfer
from workbench.actions.agreement import Filter, reports, studies
from workbench.actions.workspace import open_workspace
from workbench.agreement import Finished, Inputs, Report, Settings, build_report
from workbench.agreement.counting import Counter
from workbench.formats.files import Decoded
from workbench.model.annotation import is_person
from workbench.model.errors import WorkbenchError
from workbench.model.people import SHELL
from workbench.storage import Database, annotations, documents, settings
from workbench.storage import agreement as stored

OPTIONS = Settings(samples=5, gamma_samples=0)
TEXTS = {"first": FIRST, "second": SECOND}
SURFACES = {"first": ["بغداد", "واشنطن", "سامر الحلبي", "الحلبي"], "second": ["البصرة", "رنا الكرخي", "أربيل", "عمر"]}
LABELS = ("GPE", "PERSON", "LOC")


def kept(db: Database) -> Report:
    """The report from what is kept."""
    return replace_moment(agreement.report(db, SHELL, Filter(), OPTIONS))


def anew(db: Database) -> Report:
    """The report of everything, counted now from whole documents and sets."""
    owners = [owner for owner in annotations.owners(db) if is_person(owner)]
    cases = [(documents.find(db, one), annotations.sets_of(db, one)) for one in documents.ids(db)]
    whole = [(document, sets) for document, sets in cases if document is not None]
    return replace_moment(build_report(Inputs(whole, settings.schema(db), owners, ""), OPTIONS))


def replace_moment(report: Report) -> Report:
    """A report without the moments that a workspace knows: when it was made, since when the schema holds."""
    return replace(report, scope={**report.scope, "as_of": "", "schema_versions": []})


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are counted, as they are counted."""
    seen: list[str] = []
    count = Counter.count

    def watched(self: Counter, document: Finished) -> bytes:
        seen.extend([document.document] if document.document else [])
        return count(self, document)

    monkeypatch.setattr(Counter, "count", watched)
    return seen


def forget() -> None:
    """Be as a process that has just started."""
    studies._latest.clear()


def act(chance: random.Random, w: Workspace, step: int) -> None:
    """Something that people do."""
    person = w.person(chance.choice(["ali", "zainab", "noor", "salma"]))
    document = chance.choice(["first", "second"])
    said = annotations.find(w.db, document, person.name)
    status, spans = (said.status, [*said.annotations.spans]) if said else ("new", [])
    if status == "done":
        change: dict[str, object] = {"op": "set_status", "status": "in_progress"}
    elif chance.random() < 0.3:
        change = {"op": "set_status", "status": "done"}
    elif spans and chance.random() < 0.3:
        change = {"op": "delete_span", "span": {"id": chance.choice(spans)}}
    else:
        surface, label = chance.choice(SURFACES[document]), chance.choice(LABELS)
        change = add_span(surface, label, f"s{step}", text=TEXTS[document])
    with suppress(WorkbenchError):  # against a rule: nothing happens
        w.change(person, {**change, "id": f"c{step}"}, document=document)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_kept_says_what_counting_again_says(workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    for step in range(30):
        act(chance, workspace, step)
        if chance.random() < 0.3:
            forget()
        assert kept(workspace.db) == anew(workspace.db), step


def finish(w: Workspace, *names: str, document: str = "first") -> None:
    """Some people mark a name and finish."""
    surface = SURFACES[document][0]
    for name in names:
        done = {"id": "d", "op": "set_status", "status": "done"}
        w.change(w.person(name), add_span(surface, "GPE", "g", text=TEXTS[document]), done, document=document)


def test_only_what_changed_is_counted_again(workspace: Workspace, counts: list[str]) -> None:
    finish(workspace, "ali", "zainab")
    finish(workspace, "ali", "zainab", document="second")
    workspace.change(workspace.noor, add_span("واشنطن", "GPE", "w"))
    kept(workspace.db)
    kept(workspace.db)
    assert counts == ["first", "second"]
    workspace.change(workspace.noor, add_span("بغداد", "GPE", "b"))
    kept(workspace.db)
    assert counts == ["first", "second"]  # an edit of unfinished work is nothing to count
    workspace.change(workspace.ali, {"id": "r", "op": "set_status", "status": "in_progress"}, document="second")
    kept(workspace.db)
    assert counts == ["first", "second", "second"]


def test_another_process_finds_what_was_counted(workspace: Workspace, counts: list[str]) -> None:
    finish(workspace, "ali", "zainab")
    first = kept(workspace.db)
    forget()
    other = open_workspace(workspace.path)
    assert kept(other) == first
    other.close()
    assert counts == ["first"]


def test_a_new_document_and_a_new_owner_are_seen(workspace: Workspace) -> None:
    finish(workspace, "ali", "zainab")
    kept(workspace.db)
    transfer.import_text(workspace.db, SHELL, Decoded("مقال آخر في بغداد"), "third.txt")
    assert kept(workspace.db) == anew(workspace.db)
    finish(workspace, "noor", "salma")
    assert kept(workspace.db) == anew(workspace.db)
    assert len(kept(workspace.db).scope["owners"]) == 4


def test_counts_whose_codes_are_taken_are_not_kept(workspace: Workspace) -> None:
    finish(workspace, "ali", "zainab")
    workspace.db.execute("INSERT INTO agreement_name VALUES (0, ''), (1, 'somebody else')")
    workspace.db.conn.commit()
    with studies.counted(workspace.db):
        workspace_of_another = open_workspace(workspace.path)
        workspace_of_another.execute("INSERT INTO agreement_name VALUES (2, 'yet another')")
        workspace_of_another.conn.commit()
        workspace_of_another.close()
    assert stored.counts(workspace.db) == {}
    forget()
    assert kept(workspace.db) == anew(workspace.db)
    assert len(stored.counts(workspace.db)) == 1


def test_progress_is_told(workspace: Workspace) -> None:
    finish(workspace, "ali", "zainab")
    finish(workspace, "ali", "zainab", document="second")
    seen: list[tuple[int, int]] = []
    with studies.counted(workspace.db, lambda done, total: seen.append((done, total))):
        pass
    assert seen == [(1, 2), (2, 2)]


def test_a_report_is_made_once_for_each_part_until_something_changes(workspace: Workspace) -> None:
    finish(workspace, "ali", "zainab")
    ask = partial(agreement.report, workspace.db, SHELL)
    whole, part = ask(), ask(Filter(documents=("second",)))
    assert ask() is whole
    assert ask(Filter(documents=("second",))) is part
    assert ask(None, OPTIONS) is not whole
    agreement.compute_gammas(workspace.db, SHELL, Filter())
    assert ask() is not whole
    finish(workspace, "noor")
    assert len(ask().scope["owners"]) == 3


def test_only_so_many_reports_stay_in_memory(workspace: Workspace) -> None:
    for number in range(reports.KEPT + 3):
        agreement.report(workspace.db, SHELL, Filter(query=f"{number}"))
    with studies.counted(workspace.db) as found:
        assert len(found.reports) == reports.KEPT


def test_a_large_part_comes_first_without_intervals(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(workspace, "ali", "zainab")
    assert agreement.first_report(workspace.db, SHELL, Filter()).scope["bootstrap"]["samples"] == 2000
    monkeypatch.setattr(reports, "AT_ONCE", 1)
    part = Filter(language="ar")
    assert agreement.first_report(workspace.db, SHELL, part).scope["bootstrap"]["samples"] == 0
    whole = agreement.report(workspace.db, SHELL, part)
    assert whole.scope["bootstrap"]["samples"] == 2000
    assert agreement.first_report(workspace.db, SHELL, part) is whole


@pytest.mark.parametrize("new_process", [False, True])
def test_work_that_is_done_again_is_counted_again(workspace: Workspace, new_process: bool) -> None:
    finish(workspace, "ali", "zainab")
    before = kept(workspace.db)
    reopen, done = ({"id": f"again-{one}", "op": "set_status", "status": one} for one in ("in_progress", "done"))
    workspace.change(workspace.ali, reopen, add_span("واشنطن", "GPE", "w"), done)
    if new_process:
        forget()
    assert kept(workspace.db) == anew(workspace.db) != before
