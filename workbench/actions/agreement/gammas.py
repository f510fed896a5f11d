"""Gamma: so slow that it is computed apart from all other figures, kept, and watched as it proceeds."""

import json
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from workbench.actions import workspace
from workbench.actions.agreement import studies
from workbench.actions.agreement.scope import Filter
from workbench.actions.agreement.studies import Case, Counted, Progress
from workbench.actions.guard import need_role
from workbench.agreement import Finished, Settings
from workbench.agreement.gamma import Gamma, gamma_of
from workbench.agreement.of_groups import Gammas
from workbench.model.annotation import GOLD
from workbench.model.people import Person
from workbench.storage import Database, path_of, reading, writing
from workbench.storage import agreement as stored

AT_ONCE: Final = 10
"""Documents that are read together; between them others may write."""


class State(NamedTuple):
    """How far the computation is: so many of so many documents; whether it goes on."""

    done: int
    total: int
    running: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Gamma of some people in one document. ``work`` says what it is computed from."""

    case: Case
    people: tuple[str, ...]
    work: str

    @classmethod
    def of(cls, case: Case, people: Sequence[str], options: Settings) -> "Task":
        """The task for people who finished a document."""
        said = [(one.owner, one.set, one.revision) for one in case.done() if one.owner in people]
        return cls(case, tuple(people), json.dumps([options.gamma_samples, options.seed, said]))


@dataclass
class Job:
    """A computation in the background."""

    state: State
    stop: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: int, total: int) -> None:
        """Remember how far it is."""
        self.state = State(done, total, True)


_jobs: dict[Path, Job] = {}  # one at a time for each workspace
_turn = threading.Lock()


def known_gammas(db: Database, found: Counted, documents: Collection[str], chosen: Filter, options: Settings) -> Gammas:
    """The gammas of these documents that are kept and still hold."""
    kept = stored.gammas(db)
    gammas: dict[str, tuple[Sequence[str], Gamma | None]] = {}
    numbers = {number for number, _ in kept}  # most large workspaces keep none, and then there is nothing to look up
    for task in _tasks([case for case in found.cases if case.number in numbers], documents, chosen, options):
        work, values = kept.get((task.case.number, task.people), ("", None))
        if work == task.work:
            gammas[task.case.document] = task.people, Gamma(*values) if values else None
    return gammas


def compute_gammas(
    db: Database,
    supervisor: Person,
    chosen: Filter,
    options: Settings | None = None,
    progress: Progress = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Compute the gammas of a part of the work that are not known yet, and keep each as soon as it is there.

    Raises `Forbidden`, `UnknownName`.
    """
    need_role(supervisor, "supervisor")
    tasks = _missing(db, chosen, options or Settings())
    progress(0, len(tasks))
    for start in range(0, len(tasks), AT_ONCE):
        some = tasks[start : start + AT_ONCE]
        with reading(db):
            documents = [document for _, document in studies.judged(db, [one.case for one in some], ())]
        for done, (task, document) in enumerate(zip(some, documents, strict=True), start=start + 1):
            if stopped():
                return
            _compute(db, task, document, options or Settings())
            progress(done, len(tasks))


def gammas_missing(db: Database, supervisor: Person, chosen: Filter, options: Settings | None = None) -> int:
    """For how many documents of a part of the work gamma is not known yet. Raises `Forbidden`, `UnknownName`."""
    need_role(supervisor, "supervisor")
    return len(_missing(db, chosen, options or Settings()))


def start_gamma(db: Database, supervisor: Person, chosen: Filter) -> State:
    """Compute the gammas of a part of the work in the background; if that is going on already, let it go on.

    Raises `Forbidden`, `UnknownName`.
    """
    need_role(supervisor, "supervisor")
    todo = len(_missing(db, chosen, Settings()))
    path = path_of(db)
    with _turn:
        job = _jobs.get(path)
        if job is None or not job.state.running:
            job = _jobs[path] = Job(State(0, todo, True))
            arguments = (path, supervisor, chosen, job)
            threading.Thread(target=_work, args=arguments, name="gamma", daemon=True).start()
        return job.state


def gamma_state(db: Database, supervisor: Person) -> State | None:
    """How far the computation in the background is; None if nobody has started one. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    job = _jobs.get(path_of(db))
    return job.state if job else None


def stop_gamma(db: Database, supervisor: Person) -> None:
    """Stop the computation after the document it is at; what is computed stays. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    if job := _jobs.get(path_of(db)):
        job.stop.set()


def _missing(db: Database, chosen: Filter, options: Settings) -> list[Task]:
    """What there is to compute in a part of the work."""
    with studies.counted(db) as found:
        documents = studies.documents_in(db, found, chosen)
        known = known_gammas(db, found, documents, chosen, options)
        return [task for task in _tasks(found.cases, documents, chosen, options) if task.case.document not in known]


def _work(path: Path, supervisor: Person, chosen: Filter, job: Job) -> None:
    """The thread: a connection of its own, closed at the end."""
    db = workspace.open_workspace(path)
    try:
        compute_gammas(db, supervisor, chosen, None, job.tell, job.stop.is_set)
    finally:
        job.state = job.state._replace(running=False)
        db.close()


def _tasks(cases: Iterable[Case], documents: Collection[str], chosen: Filter, options: Settings) -> list[Task]:
    """The documents that two or more of the people chosen finished."""
    tasks = []
    for case in cases:
        done = [one.owner for one in case.done() if one.owner != GOLD and (chosen.practice or one.kind == "ordinary")]
        people = sorted(owner for owner in done if not chosen.owners or owner in chosen.owners)
        if len(people) > 1 and case.document in documents:
            tasks.append(Task.of(case, people, options))
    return tasks


def _compute(db: Database, task: Task, document: Finished, options: Settings) -> None:
    """Compute one and keep it; if somebody has changed the work meanwhile, nobody will ask for what is kept."""
    units = [sorted(document.judgements[owner].marks) for owner in task.people if owner in document.judgements]
    found = gamma_of(units, seed=options.seed, samples=options.gamma_samples)
    values = (found.observed, found.expected, found.units) if found else None
    with writing(db):
        stored.keep_gamma(db, task.case.number, task.people, task.work, values)
