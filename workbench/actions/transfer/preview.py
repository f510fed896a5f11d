"""What an import would bring, before anything is written: counts, problems, unknown labels, the first documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from workbench.actions.guard import need_role
from workbench.actions.transfer.drafts import Choices, Preparer
from workbench.actions.transfer.imports import FileReport, Progress, chosen_format
from workbench.formats import Draft, Findings, Source, format_named
from workbench.formats.mapping import KINDS, LabelMapping, propose, read_mapping, unknown_labels
from workbench.formats.problems import Reading, UnitUnclear
from workbench.model.errors import UnknownName, WorkbenchError
from workbench.model.people import Person
from workbench.model.schema import Schema
from workbench.storage import Database, documents, settings

_SHOWN: Final = 3
_PROBLEMS: Final = 1000


@dataclass(frozen=True, slots=True)
class UnknownLabel:
    """A label of a file that the schema does not know: how often it occurs, and which of ours it may be."""

    kind: str
    label: str
    count: int
    proposals: Sequence[str]


@dataclass(slots=True)
class Preview:
    """What the files of an import hold. ``drafts`` are the first, as they would be drawn, in the labels of ``labels``;
    ``asked`` is how the person who imports wants them read, empty where that is found out: format, owner, unit."""

    files: list[FileReport] = field(default_factory=list)
    owners: dict[str, int] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    unknown: list[UnknownLabel] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    labels: LabelMapping = field(default_factory=LabelMapping)
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[WorkbenchError]:
        """The problems of all files, without the labels that are unknown."""
        return [problem for file in self.files for problem in file.problems]

    @property
    def readings(self) -> dict[str, list[Reading]]:
        """How the first spans would read of which nobody knows what their offsets count, by unit."""
        found: dict[str, list[Reading]] = {}
        unclear = (problem for problem in self.problems if isinstance(problem, UnitUnclear))
        for problem in islice(unclear, _SHOWN):
            for counting, reading in problem.readings:
                found.setdefault(counting.unit.name, []).append(reading)
        return found

    def mapping(self) -> LabelMapping:
        """A mapping of every unknown label to what is proposed for it first; without a proposal, it is left out."""
        tables: dict[str, dict[str, str | None]] = {kind: {} for kind in KINDS}
        for one in self.unknown:
            tables[one.kind][one.label] = one.proposals[0] if one.proposals else None
        return LabelMapping(**tables)


def preview(
    db: Database,
    actor: Person,
    sources: Iterable[Source],
    *,
    format: str = "auto",
    owner: str | None = None,
    mapping: LabelMapping | None = None,
    progress: Progress = lambda file, done, percent: None,
) -> Preview:
    """Read all files as an import would, and write nothing. Raises `Forbidden`."""
    need_role(actor, "supervisor")
    choices = Choices(settings.schema(db), owner, mapping or LabelMapping())
    found, counts = Preview(labels=choices.mapping), _Counts(choices)
    known = documents.digests(db)
    for source in sources:
        report = FileReport(source.name)
        found.files.append(report)
        try:
            _look(source, chosen_format(source, format, report).name, report, _Look(found, counts, known, progress))
        except WorkbenchError as error:
            report.problems = [*report.problems, error]
    found.unknown = counts.unknown(choices.schema)
    return found


def mapping_of(db: Database, actor: Person, path: Path) -> LabelMapping:
    """The mapping in a file, under the schema of the workspace. Raises `BadMapping` and `FileProblem`."""
    need_role(actor, "supervisor")
    return read_mapping(Source.of_path(path).text().text, str(path), settings.schema(db))


@dataclass(frozen=True, slots=True)
class _Look:
    found: Preview
    counts: "_Counts"
    known: Mapping[str, str]
    progress: Progress
    met: set[str] = field(default_factory=set)


def _look(source: Source, format: str, report: FileReport, look: _Look) -> None:
    read = format_named(format).read
    assert read
    findings, preparer = Findings(), Preparer(look.counts.choices, source.name, look.known)
    problems: list[WorkbenchError] = []
    for done, draft in enumerate(read(source, findings)):
        look.progress(source.name, done, None)
        look.counts.add(draft)
        _, faults = preparer.prepare(draft)
        problems += [fault for fault in faults if not _is_unknown_label(fault)][: _PROBLEMS - len(problems)]
        _count(report, draft, look)
        owner = look.counts.choices.owner or draft.owner
        if owner:
            look.found.owners[owner] = look.found.owners.get(owner, 0) + 1
        if len(look.found.drafts) < _SHOWN:
            look.found.drafts.append(look.counts.choices.mapping.apply(draft))
    report.notes += findings.notes
    report.problems = [*findings.problems[:_PROBLEMS], *problems]


def _count(report: FileReport, draft: Draft, look: _Look) -> None:
    """Count a draft; several owners of a document are one document."""
    if draft.id not in look.met:
        look.met.add(draft.id)
        report.documents += draft.id not in look.known
        report.documents_known += draft.id in look.known
    report.sets += bool(draft.owner or draft.spans)
    report.spans += len(draft.spans)
    report.relations += len(draft.relations)
    report.notes += [note.of(draft.id) for note in draft.notes][: max(0, 50 - len(report.notes))]


def _is_unknown_label(problem: WorkbenchError) -> bool:
    return isinstance(problem, UnknownName) and problem.fields.get("kind") in ("entity", "relation")


class _Counts:
    """How often each unknown label occurs, before any mapping."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.found: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}

    def add(self, draft: Draft) -> None:
        for kind, labels in unknown_labels([draft], self.choices.schema).items():
            for label, count in labels.items():
                self.found[kind][label] = self.found[kind].get(label, 0) + count

    def unknown(self, schema: Schema) -> list[UnknownLabel]:
        return [
            UnknownLabel(kind, label, count, propose(label, getattr(schema, kind)))
            for kind in KINDS
            for label, count in sorted(self.found[kind].items(), key=lambda found: -found[1])
        ]
