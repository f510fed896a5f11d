"""Import: files and folders in, one transaction a file; a file with problems is reported whole and left out."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from workbench.actions.guard import need_role
from workbench.actions.transfer.drafts import Prepared, free_of_boilerplate, is_owner, known_differences, prepare
from workbench.formats import FORMATS, Findings, Format, Source, format_named, guess
from workbench.formats.files import Decoded
from workbench.formats.native import line_fields
from workbench.formats.problems import NotReadable, SetsDiffer, TextsDiffer
from workbench.model.annotation import AnnotationSet, is_person
from workbench.model.changes import Effect
from workbench.model.errors import BadRequest, InvalidInput, Refusals, WorkbenchError
from workbench.model.people import Person
from workbench.model.schema import Words
from workbench.storage import Database, annotations, documents, people, settings, writing

Progress = Callable[[str, int, int], None]
"""Called as work goes on: (file, documents done, documents in all)."""

SUFFIXES: Final = tuple(
    suffix + packed for f in FORMATS.values() if f.read for suffix in f.endings for packed in ("", ".gz")
)


@dataclass(slots=True)
class FileReport:
    """What became of one file: what is new, what was there already, what was adapted, what is wrong."""

    path: str
    format: str = ""
    guessed: Words | None = None  # why this format was taken, if nobody named one
    documents: int = 0
    documents_known: int = 0
    sets: int = 0
    sets_known: int = 0
    spans: int = 0
    relations: int = 0
    notes: list[str] = field(default_factory=list)
    problems: Sequence[WorkbenchError] = ()


@dataclass(slots=True)
class ImportReport:
    """What became of all files; ``left_out`` are files of a folder that are not ours to read."""

    files: list[FileReport] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[WorkbenchError]:
        """The problems of all files."""
        return [problem for file in self.files for problem in file.problems]


class _DryRun(Exception):
    pass


def import_paths(
    db: Database,
    actor: Person,
    paths: Iterable[Path],
    *,
    format: str = "auto",
    owner: str | None = None,
    dry_run: bool = False,
    progress: Progress = lambda file, done, total: None,
) -> ImportReport:
    """Import files, and the files in folders. Each file is imported whole or not at all.

    ``owner`` replaces the owner that the files name. Raises `Forbidden`; problems with files are in the report.
    """
    need_role(actor, "supervisor")
    _check_choices(format, owner)
    report = ImportReport()
    for path in _files(paths, report.left_out):
        job = _Job(db, actor, FileReport(str(path)), owner, dry_run, progress)
        report.files.append(job.run(Source.of_path(path), format))
    return report


def import_source(
    db: Database,
    actor: Person,
    source: Source,
    *,
    format: str = "auto",
    owner: str | None = None,
    dry_run: bool = False,
) -> FileReport:
    """Import what does not lie on the disk, such as standard input."""
    need_role(actor, "supervisor")
    _check_choices(format, owner)
    job = _Job(db, actor, FileReport(source.name), owner, dry_run, lambda file, done, total: None)
    return job.run(source, format)


def import_text(db: Database, actor: Person, decoded: Decoded, name: str, **options: Any) -> FileReport:
    """Import a text; ``name`` is what messages call it, ``options`` are those of `import_source`."""
    source = Source.of_bytes(decoded.text.encode("utf-8", "surrogatepass"), name)
    return import_source(db, actor, source, **options)


def _check_choices(format: str, owner: str | None) -> None:
    if format != "auto":
        format_named(format)
    if owner is not None and not is_owner(owner):
        raise BadRequest(at="owner", got=f"is “{owner}”", expected="a name, “gold” or “suggestion:NAME”")


def _files(paths: Iterable[Path], left_out: list[str]) -> Iterable[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        left_out += [str(p) for p in found if not p.name.endswith(SUFFIXES)]
        yield from (p for p in found if p.name.endswith(SUFFIXES))


@dataclass
class _Job:
    """One file on its way in."""

    db: Database
    actor: Person
    report: FileReport
    owner: str | None
    dry_run: bool
    progress: Progress

    def run(self, source: Source, format: str) -> FileReport:
        try:
            prepared = self.prepare(source, self.chosen(source, format))
            with writing(self.db):
                self.store(prepared)
                if self.dry_run:
                    raise _DryRun
        except _DryRun:
            pass
        except Refusals as refusals:
            self.report = FileReport(self.report.path, self.report.format, problems=refusals.errors)
        except WorkbenchError as error:
            self.report = FileReport(self.report.path, self.report.format, problems=[error])
        return self.report

    def chosen(self, source: Source, format: str) -> Format:
        """The format to read, by name or by guess."""
        if format == "auto":
            chosen, sign = guess(source)
            self.report.guessed = sign.reason
        else:
            chosen = format_named(format)
        if chosen.read is None:
            raise NotReadable(where=self.report.path, reason=f"{chosen.title} is only written, not read")
        self.report.format = chosen.name
        return chosen

    def prepare(self, source: Source, chosen: Format) -> list[Prepared]:
        assert chosen.read
        findings, prepared = Findings(), []
        drafts = list(chosen.read(source, findings))
        self.report.notes += findings.notes
        problems = list(findings.problems)
        schema = settings.schema(self.db)
        for done, draft in enumerate(drafts):
            one, faults = prepare(draft, self.report.path, self.owner, schema)
            problems += faults
            prepared += [one] if one else []
            self.progress(self.report.path, done + 1, 2 * len(drafts))
        if problems:
            raise Refusals(problems)
        return prepared

    def store(self, prepared: Sequence[Prepared]) -> None:
        problems: list[WorkbenchError] = []
        for done, one in enumerate(map(self.under_known_name, prepared)):
            try:
                self.store_document(one)
                if one.current:
                    self.store_set(one, one.current)
            except InvalidInput as problem:
                problems.append(problem)
            self.progress(self.report.path, len(prepared) + done + 1, 2 * len(prepared))
        if problems:
            raise Refusals(problems)

    def under_known_name(self, one: Prepared) -> Prepared:
        """People are found whatever the letter case; their work stands under the name they have here."""
        account = people.by_name(self.db, one.current.owner) if one.current else None
        if not (one.current and account):
            return one
        return replace(one, current=replace(one.current, owner=account.person.name))

    def store_document(self, one: Prepared) -> None:
        known = documents.sha256(self.db, one.document.id)
        if known is None:
            documents.add(self.db, one.document)
            self.report.documents += 1
            self.note(one, one.notes)
        elif known != one.document.sha256:
            raise TextsDiffer(where=one.draft.place("text"), id=one.document.id)
        else:
            self.report.documents_known += 1
            self.note_differences(one)
            self.free_stored_lines(one)

    def note_differences(self, one: Prepared) -> None:
        """Say what the file has otherwise than the document stored earlier."""
        if one.draft.tokens or one.draft.sentences or one.draft.sections or one.draft.meta:
            stored = documents.find(self.db, one.document.id)
            assert stored is not None
            self.note(one, known_differences(one.draft, stored))

    def free_stored_lines(self, one: Prepared) -> None:
        """The document stored earlier gives way to these annotations, as a new one would."""
        stored = documents.find_text(self.db, one.document.id)
        assert stored is not None
        freed, notes = free_of_boilerplate(stored, one.draft.spans)
        if notes:
            documents.set_sections(self.db, stored, freed.sections)
            self.note(one, notes)

    def store_set(self, one: Prepared, current: AnnotationSet) -> None:
        change = import_id(one)
        number = annotations.set_number(self.db, current.document, current.owner)
        if number is not None and annotations.known_changes(self.db, number, [change]):
            self.report.sets_known += 1
            return
        if number is not None and annotations.find_by_number(self.db, number).revision > 0:
            raise SetsDiffer(where=one.draft.place("owner"), owner=current.owner, id=current.document)
        self.keep(number or self.new_set(one, current), change, current)

    def new_set(self, one: Prepared, current: AnnotationSet) -> int:
        person = self.person(one, current.owner) if is_person(current.owner) else None
        return annotations.add_set(self.db, current.document, current.owner, person)

    def keep(self, number: int, change: str, current: AnnotationSet) -> None:
        items = current.annotations
        effects = [Effect("span", s.id, None, s) for s in items.ordered_spans()]
        effects += [Effect("relation", r.id, None, r) for r in items.ordered_relations()]
        effects += [Effect("status", "", "new", current.status)] if current.status != "new" else []
        annotations.record(self.db, number, 1, (change, "import"), effects, self.actor.id or None)
        annotations.set_completed_at(self.db, number, current.completed_at)
        self.report.sets += 1
        self.report.spans += len(items.spans)
        self.report.relations += len(items.relations)

    def person(self, one: Prepared, name: str) -> int:
        """The person of this name; an unknown one becomes a person who cannot sign in."""
        account = people.by_name(self.db, name)
        if account:
            return account.person.id
        self.note(one, [f"“{name}” is new here: added as a person who cannot sign in"])
        return people.add(self.db, name, "annotator", None).id

    def note(self, one: Prepared, notes: Iterable[str]) -> None:
        self.report.notes += [f"{one.document.id}: {note}" for note in notes]


def import_id(one: Prepared) -> str:
    """The change id of an import: the same annotations imported again are the same change."""
    said = json.dumps(line_fields(one.document, one.current, {}), ensure_ascii=False, sort_keys=True)
    return f"import-{hashlib.sha256(said.encode()).hexdigest()[:32]}"
