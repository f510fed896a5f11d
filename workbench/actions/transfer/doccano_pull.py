"""Pull: what people did in a project of a doccano server, back as sets of annotations with their owners.

A set that was changed in doccano alone is brought up to date, one that was changed only here stays, and one that was
changed in both is a conflict: it is said, and stays until somebody chooses. So a pull may be repeated at any time.
"""

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from workbench import doccano
from workbench.actions.guard import need_role
from workbench.actions.transfer import doccano_sets as sets
from workbench.actions.transfer.doccano_push import DOCUMENT, OWNER, REVISION, Progress
from workbench.actions.transfer.drafts import free_of_boilerplate, is_owner
from workbench.doccano import Login, Project, Record, Server, records
from workbench.formats.problems import TextsDiffer
from workbench.formats.units import Unit
from workbench.model import rules
from workbench.model.annotation import GOLD, SUGGESTION, Annotations, AnnotationSet, is_person
from workbench.model.changes import Effect
from workbench.model.document import Document, Extent
from workbench.model.errors import BadRequest, Refusals, UnknownName, WorkbenchError
from workbench.model.items import LONGEST_NOTE
from workbench.model.people import Person
from workbench.storage import Database, annotations, documents, people, settings, writing

PREFER: Final = ("here", "doccano")
"""Whose word counts where both sides changed a set, the default first: then it stays as it is here, and is said."""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What to pull. ``owner`` replaces the owner of a shared project's work; ``people``: our name -> their user."""

    project: str
    owner: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    prefer: str = "here"
    dry_run: bool = False


@dataclass(slots=True)
class PullReport:
    """What became of everybody's work: for each owner how many sets are new, changed, same, or newer here.

    ``left_out`` are texts of the project that this workspace does not have.
    """

    owners: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[WorkbenchError] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


class _DryRun(Exception):
    """Rolls back what a dry run wrote."""


def pull_from_doccano(
    db: Database, actor: Person, login: Login, request: PullRequest, progress: Progress = lambda what, done, total: None
) -> PullReport:
    """Bring work back. Each set is one transaction; those with problems are left alone and their problems reported.

    Raises `Forbidden`, `BadRequest`, `UnknownName`, `DoccanoProblem`.
    """
    need_role(actor, "supervisor")
    _check_choices(request)
    server = doccano.connect(login)
    project = server.project(request.project)
    if project is None:
        raise UnknownName("doccano project", request.project, server.project_names())
    job = _Pull(db, actor, server, project, request, progress)
    with tempfile.TemporaryDirectory() as folder:
        job.run(Path(folder))
    return job.report


def _check_choices(request: PullRequest) -> None:
    if request.prefer not in PREFER:
        raise UnknownName("choice", request.prefer, PREFER)
    for owner in (*([request.owner] if request.owner else []), *request.people):
        if not is_owner(owner):
            raise BadRequest(at="owner", got=f"is “{owner}”", expected="a name, “gold” or “suggestion:NAME”")


@dataclass
class _Pull:
    db: Database
    actor: Person
    server: Server
    project: Project
    request: PullRequest
    progress: Progress
    report: PullReport = field(default_factory=PullReport)

    def __post_init__(self) -> None:
        self.schema = settings.schema(self.db)
        self.refused: set[str] = set()
        self.source = sha256(f"{self.server.url} {self.project.id}".encode()).hexdigest()[:8]

    def run(self, folder: Path) -> None:
        work, confirmed = folder / "all.zip", folder / "confirmed.zip"
        self.server.download(self.project, work, tell=self.tell)
        self.server.download(self.project, confirmed, confirmed_only=True, tell=self.tell)
        for user in records.users(work):
            ticked = records.read(confirmed, user) if user in records.users(confirmed) else ()
            done = {one.example for one in ticked}
            self.take_user(user, self.by_document(records.read(work, user)), done)
        self.report.left_out = sorted(set(self.report.left_out))

    def tell(self, waited: float) -> None:
        self.progress("wait", int(waited), self.server.wait)

    def by_document(self, found: Iterable[Record]) -> dict[str, list[Record]]:
        """What a user says, by the document of ours that it is about."""
        grouped: dict[str, list[Record]] = {}
        for record in found:
            document = self.document_of(record)
            if document is None:
                self.report.left_out.append(record.example)
            else:
                grouped.setdefault(document, []).append(record)
        return grouped

    def document_of(self, record: Record) -> str | None:
        """By our id in its meta data; for texts that came there otherwise, by the text."""
        named = record.meta.get(DOCUMENT)
        if isinstance(named, str) and documents.sha256(self.db, named):
            return named
        return self.by_text.get(sha256(record.text.encode(errors="replace")).hexdigest())

    @cached_property
    def by_text(self) -> dict[str | None, str]:
        return {documents.sha256(self.db, one): one for one in documents.ids(self.db)}

    def take_user(self, user: str, grouped: Mapping[str, Sequence[Record]], confirmed: set[int]) -> None:
        for done, (document, found) in enumerate(grouped.items(), 1):
            try:
                self.take(document, user, found, confirmed)
            except WorkbenchError as error:
                self.keep_problems(error, f"{self.project.name} {user} {document}")
            self.progress(user, done, len(grouped))

    def keep_problems(self, error: WorkbenchError, where: str) -> None:
        for problem in error.errors if isinstance(error, Refusals) else (error,):
            problem.where = problem.where or where
            self.report.problems.append(problem)

    def owner(self, user: str, record: Record) -> str | None:
        """Whose work this is: of a shared project, whoever it was pushed for (a person or gold), else the user's.

        None if the user is called what no person may be called.
        """
        if self.project.shared:
            pushed = str(record.meta.get(OWNER) or "")
            if self.request.owner or (is_owner(pushed) and not pushed.startswith(SUGGESTION)):
                return self.request.owner or pushed
            user = self.server.user
        named = next((ours for ours, theirs in self.request.people.items() if theirs == user), None)
        if named is None and (user == GOLD or not is_owner(user)):
            return None
        account = people.by_name(self.db, named or user)
        return account.person.name if account else named or user

    def take(self, document: str, user: str, found: Sequence[Record], confirmed: set[int]) -> None:
        """One set, whole or not at all."""
        owner = self.owner(user, found[0])
        if owner is None:
            self.refuse_name(user, any(one.marks for one in found))
            return
        record = sets.joined(found)
        if record is None:
            raise sets.TwiceThere(id=document, owner=owner, examples=", ".join(str(one.example) for one in found))
        with contextlib.suppress(_DryRun), writing(self.db):
            outcome = self.store(record, document, owner, any(one.example in confirmed for one in found))
            if outcome:
                self.report.owners.setdefault(owner, Counter())[outcome] += 1
            if self.request.dry_run:
                raise _DryRun

    def refuse_name(self, user: str, worked: bool) -> None:
        """Work must have an owner (said once a user); who has done nothing may be called anything."""
        if worked and user not in self.refused:
            self.refused.add(user)
            expected = f"a name of a person: --people NAME={user}"
            raise BadRequest(where=self.project.name, at="user", got=f"is “{user}”", expected=expected)

    def store(self, record: Record, document: str, owner: str, confirmed: bool) -> str:
        """Bring a set up to date; what became of it, empty if there is nothing yet."""
        found = documents.find_text(self.db, document)
        assert found is not None
        if record.text != found.text:
            raise TextsDiffer(id=document)
        unit = Unit.GRAPHEMES if self.project.graphemes else Unit.UTF16
        theirs, twice = sets.read(record, found, self.schema, unit)
        current = annotations.find(self.db, document, owner) or AnnotationSet(document, owner)
        if not current.revision and not (theirs.spans or confirmed or record.comments):
            return ""
        base = self.base(current, record)
        outcome = sets.verdict(current, base, theirs, self.request.prefer)
        if outcome == "newer here":
            return outcome
        after = sets.laid_over(theirs, current.annotations, self.schema)
        self.check(found, after)
        effects = sets.effects(current.annotations, after)
        effects += _about_the_set(current, base, record, confirmed, changed=bool(effects))
        if twice:
            self.note(document, f"{twice} entities or relations were there twice; one of each is kept")
        self.record(current, effects)
        return "changed" if outcome == "same" and effects else outcome

    def base(self, current: AnnotationSet, record: Record) -> AnnotationSet | None:
        """The set as it was when doccano and we last said the same, None if we never did."""
        number = annotations.set_number(self.db, current.document, current.owner)
        if number is None or not current.revision:
            return None
        pushed = str(record.meta.get(REVISION) or "") if record.meta.get(OWNER) == current.owner else ""
        revision = int(pushed) if pushed.isdecimal() else None
        return sets.base_of(current, annotations.log(self.db, number), self.source, revision)

    def check(self, document: Document, after: Annotations) -> None:
        """Raise `Refusals` with every rule that is broken. Marked lines are no furniture."""
        marked = [Extent(span.start, span.end) for span in after.spans.values()]
        freed, notes = free_of_boilerplate(document, marked)
        problems = rules.set_problems(after, document.text, freed.sections, self.schema)
        if problems:
            raise Refusals(problems)
        if notes:
            documents.set_sections(self.db, document, freed.sections)
            self.note(document.id, *map(str, notes))

    def record(self, current: AnnotationSet, effects: Sequence[Effect]) -> None:
        if not effects:
            return
        number = annotations.set_number(self.db, current.document, current.owner)
        if number is None:
            person = self.person(current.owner) if is_person(current.owner) else None
            number = annotations.add_set(self.db, current.document, current.owner, person)
        revision = current.revision + 1
        change = (f"{sets.PREFIX}{self.source}-{revision}", "import")
        annotations.record(self.db, number, revision, change, effects, self.actor.id or None)

    def person(self, name: str) -> int:
        """The person of this name; an unknown one becomes a person who cannot sign in."""
        account = people.by_name(self.db, name)
        if account:
            return account.person.id
        self.note(name, "new here: added as a person who cannot sign in")
        return people.add(self.db, name, "annotator", None).id

    def note(self, about: str, *notes: str) -> None:
        self.report.notes += [f"{about}: {note}" for note in notes]


def _about_the_set(
    current: AnnotationSet, base: AnnotationSet | None, record: Record, confirmed: bool, changed: bool
) -> list[Effect]:
    """Comments that are not yet in the remark, and the status."""
    remark = "\n".join([current.remark, *(one for one in record.comments if one not in current.remark)]).strip("\n")
    remark = remark if len(remark) <= LONGEST_NOTE else current.remark
    begun = changed or not current.revision
    status = sets.status_after(current, base, confirmed, begun)
    effects = [Effect("remark", "", current.remark, remark)] if remark != current.remark else []
    return effects + ([Effect("status", "", current.status, status)] if status != current.status else [])
