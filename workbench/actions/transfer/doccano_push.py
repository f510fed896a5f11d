"""Push: articles, and what somebody says of them, into a project of a doccano server; again and again if need be.

What is there already is found by the id that every text carries in its meta data, so a push that broke off goes on
where it stopped, and a second one adds only what is new.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench import doccano
from workbench.actions.guard import need_role
from workbench.actions.transfer.exports import NothingToExport
from workbench.doccano import LabelType, Login, Project, ProjectUnfit, Server
from workbench.formats.problems import TextsDiffer
from workbench.formats.units import Measure, Unit
from workbench.model.annotation import AnnotationSet
from workbench.model.document import Document
from workbench.model.errors import NotFound, Refusals
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, annotations, documents, settings, writing

Progress = Callable[[str, int, int], None]
"""Called as work goes on: (what, done, in all)."""

DOCUMENT: Final = "workbench_document"
OWNER: Final = "workbench_owner"
REVISION: Final = "workbench_revision"
PART: Final = 500
"""Texts in one upload: doccano stores up to 1000 at once, so a part is there whole or not at all."""

_KEYS: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_GREY: Final = "#8a8a8a"


@dataclass(frozen=True, slots=True)
class PushRequest:
    """What to push, where. ``owner``: whose annotations go along, None for bare texts. ``documents``: all if empty.

    ``people`` become members: our name -> their user name. ``again`` does not wait for an upload that an earlier push
    left with doccano's worker.
    """

    project: str
    owner: str | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    documents: Sequence[str] = ()
    again: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class PushReport:
    """What a push did, or with ``dry_run`` would do."""

    project: str
    created: bool = False
    types: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    new: int = 0
    known: int = 0
    spans: int = 0
    relations: int = 0
    kept_here: int = 0
    """Spans and relations whose attributes, note or knowledge-base id doccano has no place for."""


def push_to_doccano(
    db: Database, actor: Person, login: Login, request: PushRequest, progress: Progress = lambda what, done, total: None
) -> PushReport:
    """Make or complete a project on the server. Raises `Forbidden`, `NotFound`, `NothingToExport`, `DoccanoProblem`."""
    need_role(actor, "supervisor")
    chosen = _chosen(db, request)
    job = _Push(db, doccano.connect(login), request, progress, PushReport(request.project))
    job.server.check_users(request.people.values())
    project = job.project()
    if project:
        job.complete_types(project)
        job.complete_members(project)
    job.push_texts(project, chosen)
    return job.report


def pending(server: Server, project: Project) -> str:
    """Under what name a workspace remembers the task that a push has left with the server."""
    return f"doccano-upload {server.url} {project.id}"


def line_for(document: Document, owner: str | None, current: AnnotationSet | None) -> dict[str, Any]:
    """A text, and what its owner says of it (None: nothing yet), as doccano imports it.

    All lines have the same keys: doccano reads them as a table and would fill gaps with something that is no JSON.
    """
    spans = current.annotations.ordered_spans() if current else []
    relations = current.annotations.ordered_relations() if current else []
    number = {span.id: at for at, span in enumerate(spans, 1)}
    unit = Measure(document.text, Unit.UTF16)
    return {
        "text": document.text,
        DOCUMENT: document.id,
        OWNER: owner or "",
        REVISION: str(current.revision if current else 0),
        "entities": [
            {"id": number[s.id], "label": s.label, "start_offset": unit(s.start), "end_offset": unit(s.end)}
            for s in spans
        ],
        "relations": [
            {"id": at, "from_id": number[r.head], "to_id": number[r.tail], "type": r.label}
            for at, r in enumerate(relations, 1)
        ],
    }


@dataclass
class _Push:
    db: Database
    server: Server
    request: PushRequest
    progress: Progress
    report: PushReport

    def project(self) -> Project | None:
        """The project, made now if it is not there; None where a dry run would make it."""
        found = self.server.project(self.request.project)
        if found:
            _check_fit(found, self.request)
            return found
        self.report.created = True
        schema = settings.schema(self.db)
        if self.request.dry_run:
            self.report.types = [*schema.entities, *schema.relations]
            self.report.members = [*self.request.people.values()]
            return None
        description = f"{schema.title['en'] or schema.name} {schema.version}"
        project = self.server.create_project(self.request.project, description, self.request.owner is not None)
        self.forget(project)
        return project

    def complete_types(self, project: Project) -> None:
        for kind, types in _label_types(settings.schema(self.db)).items():
            known = self.server.label_types(project, kind)
            missing = [one for one in types if one.text not in known]
            self.report.types += [one.text for one in missing]
            if missing and not self.request.dry_run:
                self.server.add_label_types(project, kind, missing)

    def complete_members(self, project: Project) -> None:
        known = self.server.members(project)
        for user in self.request.people.values():
            if user not in known:
                self.report.members.append(user)
                if not self.request.dry_run:
                    self.server.add_member(project, user)

    def push_texts(self, project: Project | None, chosen: Sequence[str]) -> None:
        """The chosen texts that are not there yet, part by part; then a look at what has become of them."""
        if project and not self.request.dry_run:
            self.wait_for_pending(project)
        known = self.texts_there(project) if project else {}
        missing = [one for one in chosen if one not in known]
        self.report.known = len(chosen) - len(missing)
        for start in range(0, len(missing), PART):
            lines = [self.line(one) for one in missing[start : start + PART]]
            if project and not self.request.dry_run:
                self.upload(project, lines)
            self.report.new += len(lines)
            self.progress("push", self.report.new, len(missing))
        if project and missing and not self.request.dry_run:
            self.texts_there(project)

    def line(self, document: str) -> dict[str, Any]:
        found = documents.find_text(self.db, document)
        assert found is not None
        current = annotations.find(self.db, document, self.request.owner) if self.request.owner else None
        if current:
            self.count(current)
        return line_for(found, self.request.owner, current)

    def count(self, current: AnnotationSet) -> None:
        spans, relations = current.annotations.spans.values(), current.annotations.relations.values()
        self.report.spans += len(spans)
        self.report.relations += len(relations)
        self.report.kept_here += sum(bool(s.attributes or s.note or s.kb_id) for s in spans)
        self.report.kept_here += sum(bool(r.attributes or r.note) for r in relations)

    def upload(self, project: Project, lines: Sequence[Mapping[str, Any]]) -> None:
        """Hand over a part and wait until it is in. The task is remembered until then, should we be cut off."""
        task = self.server.upload(project, lines)
        with writing(self.db):
            settings.remember(self.db, pending(self.server, project), task)
        self.finish(project, task)

    def wait_for_pending(self, project: Project) -> None:
        """Texts that an earlier push handed over may still be on their way: pushed again, they would be there twice."""
        task = settings.remembered(self.db, pending(self.server, project))
        if task and not self.request.again:
            self.finish(project, task)

    def finish(self, project: Project, task: str) -> None:
        try:
            self.server.finish(task, "import", lambda waited: self.progress("wait", int(waited), self.server.wait))
        except doccano.TaskFailed:
            self.forget(project)
            raise
        self.forget(project)

    def forget(self, project: Project) -> None:
        with writing(self.db):
            settings.remember(self.db, pending(self.server, project), None)

    def texts_there(self, project: Project) -> dict[str, int]:
        """The documents of ours that are in the project. Raises `Refusals` if one has another text there."""
        found = {}
        problems = []
        for example in self.server.examples(project):
            document = example.meta.get(DOCUMENT)
            here = documents.find_text(self.db, document) if isinstance(document, str) else None
            if here and here.text != example.text:
                where = f"{self.server.url} {project.name} {example.id}"
                problems.append(TextsDiffer(where=where, id=here.id))
            elif here:
                found[here.id] = example.id
        if problems:
            raise Refusals(problems)
        return found


def _chosen(db: Database, request: PushRequest) -> list[str]:
    """The ids to push. Raises `NotFound`, and `NothingToExport` if the owner has annotated none of them."""
    known = list(documents.ids(db))
    unknown = [one for one in request.documents if one not in known]
    if unknown:
        raise NotFound(kind="document", name=", ".join(unknown))
    chosen = [one for one in known if not request.documents or one in request.documents]
    owner = request.owner
    if owner and not any(annotations.set_number(db, one, owner) for one in chosen):
        raise NothingToExport(owner=owner, owners=", ".join(annotations.owners(db)) or "–")
    return chosen


def _check_fit(project: Project, request: PushRequest) -> None:
    lacks = list(project.lacks)
    if project.graphemes:
        lacks.append("it counts grapheme clusters, which cannot point into one; entities would shift")
    if request.owner and not project.shared:
        lacks.append("its members work apart, so nobody but you would see the annotations")
    if lacks:
        raise ProjectUnfit(name=project.name, reason="; ".join(lacks))


def _label_types(schema: Schema) -> dict[str, list[LabelType]]:
    """The schema's types as doccano has them. One key cannot stand for a span and a relation: relations go without."""
    spans = [
        LabelType(one.label, one.colour, _ink(one.colour), one.key if one.key in _KEYS else None)
        for one in schema.entities.values()
    ]
    relations = [LabelType(one.label, _GREY, _ink(_GREY), None) for one in schema.relations.values()]
    return {"span": spans, "relation": relations}


def _ink(colour: str) -> str:
    """Black or white, whichever is read better on a ``#rrggbb``: perceived brightness, as doccano's page has it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 128 else "#ffffff"
