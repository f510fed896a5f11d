"""Who annotates what: documents dealt to people, put into the pool, or taken back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import uuid4

from workbench.actions.guard import any_document, need_role
from workbench.actions.review.dealing import Units, deal
from workbench.model.annotation import GOLD
from workbench.model.assignment import KINDS, RULES, Assignment, Run
from workbench.model.changes import Effect
from workbench.model.errors import Conflict, NotFound, Say, UnknownName
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.storage import Database, annotations, assignments, batches, documents, now, people, writing

MOST_PLACES: Final = 100
LARGEST_SEED: Final = 2**31


class NoFinalGold(Conflict):
    """Practice and checks are held against gold, and there is none."""

    code = "no-final-gold"
    en = Say("“{document}” has no final gold to practise or check against.", "Finish its gold first.")
    ar = Say("ليس للمقال «{document}» مرجع ذهبي نهائي للتدريب أو الفحص.", "أكمل مرجعه الذهبي أولًا.")


class NobodyToAssign(Conflict):
    """`assign` without names in a workspace without annotators."""

    code = "nobody-to-assign"
    en = Say("There is no annotator who can sign in.", "Add one with “user add”, or name people.")
    ar = Say("لا يوجد موسِّم يمكنه تسجيل الدخول.", "أضِف واحدًا بالأمر user add، أو سمِّ الأشخاص.")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to assign: one of `RULES`, the seed of a random draw (None: a new one), only a batch, one of `KINDS`."""

    rule: str = RULES[0]
    seed: int | None = None
    batch: str = ""
    kind: str = KINDS[0]

    def checked(self) -> "Plan":
        """The plan with a seed if it needs one. Raises `UnknownName`, `BadRequest`."""
        for what, given, known in (("rule", self.rule, RULES), ("kind", self.kind, KINDS)):
            if given not in known:
                raise UnknownName(what, given, known)
        if self.seed is not None and not 0 <= self.seed < LARGEST_SEED:
            raise wrong("seed", self.seed, f"a whole number below {LARGEST_SEED}")
        if self.rule != "random":
            return replace(self, seed=None)
        return self if self.seed is not None else replace(self, seed=secrets.randbelow(LARGEST_SEED))


def assign(
    db: Database,
    supervisor: Person,
    names: Sequence[str],
    chosen: Sequence[str],
    overlap: int,
    plan: Plan = Plan(),
) -> Run:
    """Deal documents until ``overlap`` of these people hold each (those who do already count); on record.

    Without names all annotators who can sign in; without documents all of them, or all of the plan's batch. Nobody
    loses a document they have. Raises `BadRequest`, `UnknownName`, `NotFound`, `NoFinalGold`, `NobodyToAssign`.
    """
    need_role(supervisor, "supervisor")
    plan = plan.checked()
    with writing(db):
        accounts = [_person(db, name) for name in dict.fromkeys(names)] if names else people.annotators(db)
        if not accounts:
            raise NobodyToAssign
        if not 1 <= overlap <= len(accounts):
            raise wrong("overlap", overlap, f"a number from 1 to {len(accounts)}, the people to choose from")
        wanted = _wanted(db, supervisor, chosen, plan)
        run = _run(supervisor, plan, overlap, [person.name for person in accounts], len(wanted))
        number = assignments.add_run(db, run, supervisor.id or None)
        ids = [person.id for person in accounts]
        dealt = deal(_units(db, wanted, plan), ids, overlap, assignments.holders(db), assignments.loads(db), plan.seed)
        given = sum(_give(db, document, person, plan.kind, number, supervisor) for document, person in list(dealt))
        assignments.set_given(db, number, given)
    return replace(run, given=given)


def offer(db: Database, supervisor: Person, chosen: Sequence[str], places: int, plan: Plan = Plan()) -> Run:
    """Put documents into the pool, from which people take the next one; ``places`` people are to see each.

    Without documents all of them, or all of the plan's batch. Raises `BadRequest`, `NotFound`, `NoFinalGold`.
    """
    need_role(supervisor, "supervisor")
    plan = plan.checked()
    if not 1 <= places <= MOST_PLACES:
        raise wrong("overlap", places, f"a number from 1 to {MOST_PLACES}")
    with writing(db):
        wanted = _wanted(db, supervisor, chosen, plan)
        run = _run(supervisor, replace(plan, rule="pool", seed=None), places, [], len(wanted))
        number = assignments.add_run(db, run, supervisor.id or None)
        given = sum(assignments.add_to_pool(db, document, places, plan.kind, number) for document in wanted)
        assignments.set_given(db, number, given)
    return replace(run, given=given)


def withdraw(
    db: Database, supervisor: Person, document: str, name: str, *, counts: bool | None = None, to: str = ""
) -> None:
    """Take a document from somebody, and give it ``to`` somebody else if named. Their work stays as their set.

    ``counts`` decides about that work: True finishes it for them, False reopens it (unfinished work is in no agreement
    and no gold), None leaves it. Raises `NotFound`.
    """
    need_role(supervisor, "supervisor")
    with writing(db):
        any_document(db, supervisor, document)
        held = assignments.find(db, document, name)
        if held is None or held.state == "withdrawn":
            raise NotFound(kind="assignment", name=f"{document} · {name}")
        successor = _person(db, to) if to else None
        assignments.change_state(db, document, _person(db, name).id, "withdrawn", supervisor.id or None)
        if counts is not None:
            _decide(db, supervisor, document, name, "done" if counts else "in_progress")
        if successor:
            assignments.give(db, document, successor.id, kind=held.kind, run=None, by=supervisor.id or None)


def runs(db: Database, supervisor: Person, limit: int = 20) -> list[Run]:
    """The latest acts of assigning, newest first. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return assignments.runs(db, limit)


def skipped(db: Database, supervisor: Person) -> list[Assignment]:
    """What was skipped, by whom and why, newest first. Raises `Forbidden`."""
    need_role(supervisor, "supervisor")
    return assignments.skipped(db)


def _wanted(db: Database, supervisor: Person, chosen: Sequence[str], plan: Plan) -> list[str]:
    """The documents meant: those chosen, else the batch's, else all; for practice and checks those with final gold."""
    final = annotations.finished_by(db, GOLD) if plan.kind != "ordinary" else None
    if chosen:
        wanted = list(dict.fromkeys(chosen))
        for document in wanted:
            any_document(db, supervisor, document)
            if final is not None and document not in final:
                raise NoFinalGold(document=document)
        return wanted
    wanted = batches.documents_of(db, plan.batch) if plan.batch else list(documents.ids(db))
    if plan.batch and not wanted:
        raise NotFound(kind="batch", name=plan.batch)
    return [document for document in wanted if final is None or document in final]


def _units(db: Database, wanted: Sequence[str], plan: Plan) -> Units:
    if plan.rule != "by-batch":
        return [[document] for document in wanted]
    batch_of, units = batches.of_documents(db), dict[str, list[str]]()
    for document in wanted:
        units.setdefault(f"batch {batch_of[document]}" if document in batch_of else f"alone {document}", []).append(
            document
        )
    return list(units.values())


def _run(supervisor: Person, plan: Plan, overlap: int, names: Sequence[str], count: int) -> Run:
    by = supervisor.name if supervisor.id else ""
    return Run(now(), by, plan.rule, plan.seed, overlap, plan.kind, plan.batch, tuple(names), count, 0)


def _give(db: Database, document: str, person: int, kind: str, run: int, supervisor: Person) -> bool:
    return assignments.give(db, document, person, kind=kind, run=run, by=supervisor.id or None)


def _decide(db: Database, supervisor: Person, document: str, name: str, status: str) -> None:
    """Finish or reopen somebody's work for them, on record."""
    number = annotations.set_number(db, document, name)
    current = annotations.find_by_number(db, number) if number is not None else None
    if number is None or current is None or (current.status == "done") == (status == "done"):
        return
    effects = [Effect("status", "", current.status, status)]
    change = (f"withdraw-{uuid4().hex}", "withdraw")
    annotations.record(db, number, current.revision + 1, change, effects, supervisor.id or None)


def _person(db: Database, name: str) -> Person:
    account = people.by_name(db, name)
    if account is None:
        raise NotFound(kind="person", name=name)
    return account.person
