"""Import: files and folders in, one transaction a file; a file with problems is reported whole and left out."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from workbench.actions.guard import need_role
from workbench.actions.transfer.drafts import Choices, Prepared, free_of_boilerplate, is_owner, known_differences
from workbench.actions.transfer.feeding import Job, batches
from workbench.actions.transfer.gather import sources
from workbench.formats import Format, Source, format_named, guess
from workbench.formats.files import Decoded
from workbench.formats.mapping import LabelMapping
from workbench.formats.notes import Note, Remark
from workbench.formats.problems import FileProblem, NotReadable, SetsDiffer
from workbench.formats.units import Unit
from workbench.model.annotation import is_person
from workbench.model.document import Extent
from workbench.model.errors import BadRequest, Refusals, WorkbenchError
from workbench.model.people import Person
from workbench.model.schema import Words
from workbench.storage import Database, bulk, documents, intake, people, settings, writing
from workbench.storage.intake import SetRows
from workbench.storage.people import Account

Progress = Callable[[str, int, int | None], None]
"""Called as work goes on: (file, documents and sets so far, per cent of the file or None)."""


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
    notes: list[Note] = field(default_factory=list)
    problems: Sequence[WorkbenchError] = ()

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.path).name


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
    db: Database, actor: Person, paths: Iterable[Path], *, unit: Unit | None = None, **options: Any
) -> ImportReport:
    """Import files, and the files in folders and zip archives. Each file is imported whole or not at all.

    ``options`` are those of `import_sources`. Raises `Forbidden`, `DiskFailed`; problems with files are in the report.
    """
    need_role(actor, "supervisor")
    left_out: list[str] = []
    report = import_sources(db, actor, sources(paths, left_out, unit), **options)
    report.left_out = left_out
    return report


def import_sources(
    db: Database,
    actor: Person,
    found: Iterable[Source],
    *,
    format: str = "auto",
    owner: str | None = None,
    mapping: LabelMapping | None = None,
    dry_run: bool = False,
    progress: Progress = lambda file, done, percent: None,
) -> ImportReport:
    """Import sources, each whole or not at all.

    ``owner`` replaces the owner that the files name; ``mapping`` says which labels of theirs are which of ours.
    Raises `Forbidden`, and `DiskFailed` if there is no room left; problems are in the report.
    """
    need_role(actor, "supervisor")
    check_choices(format, owner)
    choices = Choices(settings.schema(db), owner, mapping or LabelMapping())
    return ImportReport(_Import(db, actor, choices, dry_run, progress).run_all(found, format))


def import_text(db: Database, actor: Person, decoded: Decoded, name: str, **options: Any) -> FileReport:
    """Import a text; ``name`` is what messages call it, ``options`` are those of `import_sources`."""
    source = Source.of_bytes(decoded.text.encode("utf-8", "surrogatepass"), name)
    return import_sources(db, actor, [source], **options).files[0]


def check_choices(format: str, owner: str | None) -> None:
    """Raise `UnknownName` for a format that there is not, `BadRequest` for a name that cannot own anything."""
    if format != "auto":
        format_named(format)
    if owner is not None and not is_owner(owner):
        raise BadRequest(at="owner", got=f"is “{owner}”", expected="a name, “gold” or “suggestion:NAME”")


_TOGETHER: Final = 0.25
"""Seconds. A commit waits for the disk, so the small files of such a while share one: thousands would wait for long."""

_BREATH: Final = 0.02
"""Seconds between two such whiles, in which somebody else who waits to write gets the turn."""


class _Import:
    """Files on their way in."""

    def __init__(self, db: Database, actor: Person, choices: Choices, dry_run: bool, progress: Progress) -> None:
        self.db, self.actor = db, actor
        self.choices, self.dry_run = choices, dry_run
        self.progress = progress
        self.known = documents.Digests(db)

    def run_all(self, found: Iterable[Source], format: str) -> list[FileReport]:
        """The reports of all files."""
        reports: list[FileReport] = []
        rest, more = iter(found), True
        while more:
            with writing(self.db):
                more = self.run_some(rest, format, reports)
            time.sleep(_BREATH if more else 0)
        return reports

    def run_some(self, rest: Iterator[Source], format: str, reports: list[FileReport]) -> bool:
        """As many files as begin within `_TOGETHER`; False if these were the last."""
        until = time.monotonic() + _TOGETHER
        try:
            for source in rest:
                reports.append(self.run(source, format))
                if time.monotonic() > until:
                    return True
        except FileProblem as problem:  # an archive that cannot be unpacked
            reports.append(FileReport(problem.where, problems=[problem]))
        return False

    def run(self, source: Source, format: str) -> FileReport:
        report = FileReport(source.name)
        try:
            chosen = chosen_format(source, format, report)
            with bulk.with_room(self.db), writing(self.db), bulk.in_bulk(self.db, source.size):
                added = self.store(source, chosen, report)
                if self.dry_run:
                    raise _DryRun
            self.known.take(added)
        except _DryRun:
            pass
        except WorkbenchError as error:
            problems = error.errors if isinstance(error, Refusals) else [error]
            return FileReport(source.name, report.format, report.guessed, problems=problems)
        return report

    def store(self, source: Source, chosen: Format, report: FileReport) -> dict[str, str]:
        """Read, check and store in one go; the digests of new documents. After the first problem nothing more is
        stored, but all are found."""
        job = Job(chosen.name, self.choices, self.known.now(), source.unit)
        shelf = _Shelf(self.db, self.actor, report)
        problems: list[WorkbenchError] = []
        done = 0
        with closing(batches(source, job)) as found:
            for batch in found:
                problems += batch.problems
                report.notes += batch.notes
                for one in batch.prepared if not problems else ():
                    problems += shelf.put(one)
                done += len(batch.prepared)
                self.progress(source.name, done, batch.percent)
        if problems:
            raise Refusals(problems)
        return shelf.added


def chosen_format(source: Source, format: str, report: FileReport) -> Format:
    """The format to read, by name or by guess, as the report then says. Raises what opening the file raises."""
    if format == "auto":
        chosen, sign = guess(source)
        report.guessed = sign.reason
    else:
        chosen = format_named(format)
    if chosen.read is None:
        raise NotReadable(where=source.name, reason=f"{chosen.title} is only written, not read")
    report.format = chosen.name
    return chosen


class _Shelf:
    """Puts prepared documents and sets in their place; counts them in the report."""

    def __init__(self, db: Database, actor: Person, report: FileReport) -> None:
        self.db = db
        self.actor = actor
        self.report = report
        self.accounts: dict[str, Account | None] = {}
        self.added: dict[str, str] = {}
        self.met: set[str] = set()

    def put(self, one: Prepared) -> list[WorkbenchError]:
        """Store what is new. Gives the problem if another set of this owner is there."""
        if one.new:
            intake.add_document(self.db, one.new)
            self.added[one.document] = one.new.sha256
            self.report.documents += 1
        else:
            self.report.documents_known += one.document not in self.met
            self.note(one, self.differences(one))
        self.met.add(one.document)
        stored = self.put_set(one, one.owned) if one.owned else False
        if isinstance(stored, WorkbenchError):
            return [stored]
        if one.new or stored:
            self.note(one, one.notes)
        return []

    def put_set(self, one: Prepared, owned: SetRows) -> bool | WorkbenchError:
        """Whether the set was stored: it may be there already."""
        account = self.account(owned.owner)
        owner = account.person.name if account else owned.owner
        there = None if one.new else intake.standing(self.db, one.document, owner)
        entry = intake.first_entry(owned, one.sha256)
        if there and there.imported_by == entry.id:
            self.report.sets_known += 1
            return False
        if there and there.revision:
            return SetsDiffer(where=one.where, owner=owner, id=one.document)
        begun, by = (there.number if there else None), self.actor.id or None
        rows = owned._replace(owner=owner)
        intake.add_set(self.db, one.document, rows, entry, begun=begun, owner=self.person(one, owner), by=by)
        self.report.sets += 1
        self.report.spans += len(owned.spans)
        self.report.relations += len(owned.relations)
        return True

    def differences(self, one: Prepared) -> list[Note]:
        """What the file has otherwise than the document stored earlier, which gives way to annotations only."""
        notes: list[Note] = []
        if one.said:
            stored = documents.find(self.db, one.document)
            notes += known_differences(one.said, stored) if stored else []
        if one.owned and one.owned.spans:
            notes += self.free_stored_lines(one.document, [Extent(*row[1:3]) for row in one.owned.spans])
        return notes

    def free_stored_lines(self, document: str, marked: list[Extent]) -> list[Note]:
        stored = documents.find_text(self.db, document)
        assert stored is not None
        freed, notes = free_of_boilerplate(stored, marked)
        if notes:
            documents.set_sections(self.db, stored, freed.sections)
        return notes

    def account(self, owner: str) -> Account | None:
        """The account of an owner, found whatever the letter case; None for gold, suggestions and strangers."""
        if owner not in self.accounts:
            self.accounts[owner] = people.by_name(self.db, owner) if is_person(owner) else None
        return self.accounts[owner]

    def person(self, one: Prepared, owner: str) -> int | None:
        """The number of the person who owns; an unknown one becomes a person who cannot sign in."""
        account = self.account(owner)
        if account or not is_person(owner):
            return account.person.id if account else None
        self.note(one, [Remark.NEW_PERSON(owner=owner)])
        added = people.add(self.db, owner, "annotator", None)
        self.accounts.pop(owner)
        return added.id

    def note(self, one: Prepared, notes: Iterable[Note]) -> None:
        self.report.notes += [note.of(one.document) for note in notes]
