"""Gamma: computed apart, kept, followed and stopped; never of work that has changed since."""

import time

import pytest

from tests.fixtures import FIRST, SECOND, Workspace, add_span
from workbench.actions import agreement
from workbench.actions.agreement import Filter, Settings
from workbench.agreement.measures import gamma

DONE = {"id": "d", "op": "set_status", "status": "done"}
PAIR = ["ali", "zainab"]
OPTIONS = Settings(samples=0)


@pytest.fixture
def done(workspace: Workspace) -> Workspace:
    """ali and zainab have finished both documents, noor one; they do not mark the same."""
    for name, surface in {"ali": "واشنطن", "zainab": "العراق وأميركا", "noor": "سامر الحلبي"}.items():
        here = add_span("بغداد", "GPE", "g"), add_span(surface, "GPE", "o"), DONE
        workspace.change(workspace.person(name), *here)
    for name in PAIR:
        workspace.change(workspace.person(name), add_span("البصرة", "GPE", "g", text=SECOND), DONE, document="second")
    return workspace


def values(w: Workspace, chosen: Filter | None = None) -> dict[str, float | None]:
    """Gamma by document, as the report has it."""
    found = agreement.report(w.db, w.salma, chosen, OPTIONS)
    return {one.scope["doc"]: one.value for one in found.measures if one.measure == "gamma" and "doc" in one.scope}  # type: ignore[misc]


def test_a_report_holds_the_gammas_that_are_known(done: Workspace) -> None:
    assert values(done) == {}
    assert agreement.gammas_missing(done.db, done.salma, Filter()) == 2
    agreement.compute_gammas(done.db, done.salma, Filter(documents=("second",)), OPTIONS)
    assert [*values(done)] == ["second"]
    agreement.compute_gammas(done.db, done.salma, Filter(), OPTIONS)
    assert agreement.gammas_missing(done.db, done.salma, Filter()) == 0
    units = [[(s, s + len(x), "GPE") for x in ("بغداد", y) for s in [FIRST.index(x)]] for y in
             ("واشنطن", "سامر الحلبي", "العراق وأميركا")]  # fmt: skip
    assert values(done)["first"] == pytest.approx(gamma(units))


def test_other_people_have_another_gamma(done: Workspace) -> None:
    agreement.compute_gammas(done.db, done.salma, Filter(), OPTIONS)
    pair = Filter(owners=("ali", "zainab"))
    assert [*values(done, pair)] == ["second"]
    agreement.compute_gammas(done.db, done.salma, pair, OPTIONS)
    assert [*values(done, pair)] == ["first", "second"]
    assert values(done, pair)["first"] != values(done)["first"]
    assert values(done, Filter(labels=("GPE",))) == {}


def test_changed_work_has_no_gamma_until_it_is_computed_again(done: Workspace) -> None:
    agreement.compute_gammas(done.db, done.salma, Filter(), OPTIONS)
    again = {"id": "again", "op": "set_status"}
    done.change(done.ali, {**again, "status": "in_progress"}, {**DONE, "id": "e"}, document="second")
    assert [*values(done)] == ["first"]
    agreement.compute_gammas(done.db, done.salma, Filter(), OPTIONS)
    assert [*values(done)] == ["first", "second"]


def test_the_computation_can_be_followed_and_stopped(done: Workspace) -> None:
    seen: list[tuple[int, int]] = []
    agreement.compute_gammas(
        done.db, done.salma, Filter(), OPTIONS, lambda *now: seen.append(now), lambda: bool(seen[1:])
    )
    assert seen == [(0, 2), (1, 2)]
    assert len(values(done)) == 1


def test_it_runs_in_the_background(done: Workspace) -> None:
    assert agreement.gamma_state(done.db, done.salma) is None
    assert agreement.start_gamma(done.db, done.salma, Filter()).total == 2
    until = time.monotonic() + 30
    while (state := agreement.gamma_state(done.db, done.salma)) and state.running:
        assert time.monotonic() < until
        time.sleep(0.02)
    assert state == (2, 2, False)
    assert len(values(done)) == 2
    agreement.stop_gamma(done.db, done.salma)
    assert agreement.start_gamma(done.db, done.salma, Filter()).total == 0
