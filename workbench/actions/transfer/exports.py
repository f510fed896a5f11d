"""Export: what was asked for, written to files, with a loss report that is printed, stored and laid beside."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Final

from workbench.actions.guard import need_role
from workbench.actions.pseudonyms import Naming, pseudonyms, real_names
from workbench.actions.transfer.selection import SCHEMES, Selection
from workbench.actions.transfer.targets import beside, downloaded_suffix, encoded, opened, streamed, told, whole
from workbench.formats import FORMATS, ExportOptions, Format, LossReport, format_named
from workbench.formats.base import Pair
from workbench.formats.native import schema_stamp
from workbench.model.annotation import GOLD
from workbench.model.document import SECTION_KINDS
from workbench.model.errors import NotFound, Say, UnknownName
from workbench.model.people import Person
from workbench.storage import Database, annotations, batches, decisions, outgoing, path_of, reading, settings, writing
from workbench.storage import exports as stored
from workbench.storage.exports import ExportRow
from workbench.storage.outgoing import Wanted

Progress = Callable[[int, int], None]
"""Called as an export goes on: documents behind, and how many there may be."""

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "scheme": ("BIO", "IOBES"),
    "tokens": ("clitic", "gold", "word"),
    "residual": ("split", "expand", "error"),
    "layers": ("nested", "outermost", "innermost"),
    "status": ("final", "any", "done"),
    "names": ("real", "pseudonyms"),
    "labels": SCHEMES,
}
"""The options of an export and their values, the default first. ``final`` is all but gold that is being made here."""

_JSON: Final = json.JSONEncoder(ensure_ascii=False, indent=1)
_NOT_IN_FILE_NAMES: Final = re.compile(r"[^\w.-]")


class NothingToExport(NotFound):
    """No annotations fit the request."""

    code = "nothing-to-export"
    en = Say("There is nothing by “{owner}” to export.", "Owners here: {owners}.")
    ar = Say("لا يوجد ما يُصدَّر باسم «{owner}».", "أصحاب التوسيم هنا: {owners}.")


class OnlyDraft(NothingToExport):
    """Gold that is not final is exported only when asked for."""

    code = "only-draft"
    en = Say("The gold here is a draft.", "Make it final, or ask for any status.")
    ar = Say("المرجع الذهبي هنا مسودة.", "اجعله نهائيًا، أو اطلب أي حالة.")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export and how. ``owner`` is a name, ``gold``, ``all``, or several names with commas between.

    ``labels`` names the scheme whose labels are used. The rest chooses, and empty chooses all: ``documents`` by id,
    those of a ``batch``, ``sections`` by kind, and ``only`` some labels of entities and relations.
    """

    format: str
    owner: str = "all"
    status: str = "final"
    scheme: str = "BIO"
    tokens: str = "clitic"
    residual: str = "split"
    layers: str = "nested"
    names: str = "real"
    labels: str = "own"
    documents: tuple[str, ...] = ()
    batch: str = ""
    sections: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def check(self) -> Format:
        """The format asked for. Raises `UnknownName` for anything that is not one of the `CHOICES`."""
        chosen = format_named(self.format)
        if chosen.write is None:
            raise UnknownName("format to write", self.format, [f.name for f in FORMATS.values() if f.write])
        for name, values in CHOICES.items():
            if getattr(self, name) not in values:
                raise UnknownName(name, getattr(self, name), values)
        for kind in self.sections:
            if kind not in SECTION_KINDS:
                raise UnknownName("section", kind, SECTION_KINDS)
        return chosen


def run_export(
    db: Database,
    person: Person,
    request: ExportRequest,
    out: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> ExportRow:
    """Write files to ``out`` (others lie beside it), or into the workspace's own export folder.

    Files appear whole or not at all; the loss report lies beside them and in the workspace. Raises `UnknownName`,
    `NothingToExport`, `Forbidden`, `DiskFailed`, and what the format refuses.
    """
    chosen = request.check()
    owner = _allowed_owner(person, request.owner)
    with _noted(db, person, request, owner) as export:
        folder = "" if out else str(export)
        named = re.sub(_NOT_IN_FILE_NAMES, "-", _naming(db, request)(owner))
        target = out or export_folder(db) / folder / f"{named}{downloaded_suffix(chosen)}"
        loss = beside(target, chosen, ".loss.json")
        with told(target), whole(loss) as listed, reading(db), opened(target, chosen) as files:
            report = _write(db, person, request, owner, files.append, progress)
            listed.writelines(map(encoded, _JSON.iterencode(report)))  # it may be long: an entry for every relation
            listed.write(b"\n")
            listed.flush()  # before the files take their names: if there is no room for it, none does
    return _finished(db, export, folder, [*files.names, loss.name], report)


def export_to_stream(
    db: Database,
    person: Person,
    request: ExportRequest,
    stream: IO[bytes],
    progress: Progress = lambda done, total: None,
) -> ExportRow:
    """Write the main file, or the archive of all files of a folder, to a stream.

    Files that would lie beside it are named in the report. Raises what `run_export` does.
    """
    chosen = request.check()
    owner = _allowed_owner(person, request.owner)
    with _noted(db, person, request, owner) as export, told("stdout"), reading(db), streamed(stream, chosen) as target:
        report = _write(db, person, request, owner, target.append, progress)
    left_out = sorted(target.left_out)
    report["remarks"] += [f"the file {suffix} was not written: use --out PATH" for suffix in left_out]
    report["remarks_ar"] += [f"لم يُكتب الملف {suffix}: استخدم الخيار ‎--out" for suffix in left_out]
    return _finished(db, export, "", ["-"], report)


def exports(db: Database, person: Person) -> list[ExportRow]:
    """The newest exports: one's own, or everybody's for a supervisor."""
    return stored.recent(db, None if person.has_role("supervisor") else person.id)


def batch_names(db: Database, person: Person) -> list[str]:
    """The batches that an export may be narrowed to; none for who exports only their own work."""
    return batches.names(db) if person.has_role("supervisor") else []


def export_named(db: Database, person: Person, export: int) -> ExportRow:
    """One export. Raises `NotFound`, also for exports of others."""
    found = stored.find(db, export)
    if found is None or not (person.has_role("supervisor") or found.person == person.id):
        raise NotFound(kind="export", name=export)
    return found


def export_file(db: Database, person: Person, export: int, name: str) -> Path:
    """A file of an export made in the workspace. Raises `NotFound`."""
    found = export_named(db, person, export)
    path = export_folder(db) / found.folder / name
    if not found.folder or name not in found.files or not path.is_file():
        raise NotFound(kind="file", name=name)
    return path


def export_folder(db: Database) -> Path:
    """Where a workspace keeps the exports that were made in the browser: beside its file."""
    return path_of(db).with_suffix(".exports")


def _write(
    db: Database,
    person: Person,
    request: ExportRequest,
    owner: str,
    append: Callable[[str, str | bytes], None],
    progress: Progress,
) -> dict[str, Any]:
    write = request.check().write
    assert write is not None
    selection = _selection(db, request)
    wanted = _wanted(db, request, owner)
    stamp = schema_stamp(selection.schema)
    tokens = (request.scheme, request.tokens, request.residual, request.layers)
    name = _naming(db, request)
    loss, wrote = LossReport(), False

    def pairs() -> Iterator[Pair]:
        found = _named(_counted(outgoing.pairs(db, wanted), outgoing.count(db, wanted), progress), name)
        return found if selection.is_all else selection.of(found, loss)

    for file, piece in write(pairs, ExportOptions(*tokens, stamp, selection.types()), loss):
        append(file, piece)
        wrote = True
    if owner == GOLD and not loss.documents and wanted.drafts:
        raise OnlyDraft(kind="annotation set", name=owner)
    if not wrote or not loss.documents:
        raise NothingToExport(owner=owner, owners=", ".join(owner_names(db, person)) or "–")
    loss.remarks += selection.remarks()
    return loss.as_dict()


def _counted(pairs: Iterator[Pair], total: int, progress: Progress) -> Iterator[Pair]:
    """The same pairs; tells how many of the documents are behind. A format that reads them twice begins again."""
    for done, (_, ours) in enumerate(groupby(pairs, lambda pair: pair[0].id), 1):
        yield from ours
        progress(done, total)


def _selection(db: Database, request: ExportRequest) -> Selection:
    schema = settings.schema(db)
    for label in request.only:
        if label not in schema.entities and label not in schema.relations:
            raise UnknownName("label", label, [*schema.entities, *schema.relations])
    return Selection(schema, request.sections, request.only, request.labels)


def _wanted(db: Database, request: ExportRequest, owner: str) -> Wanted:
    owners = None if owner == "all" else _owners(db, owner)
    statuses = ["done"] if request.status == "done" else None
    drafts = decisions.draft_documents(db) if request.status == "final" else ()
    chosen = list(request.documents)
    if request.batch:
        found = batches.documents_of(db, request.batch)
        if not found:
            raise UnknownName("batch", request.batch, batches.names(db))
        chosen = [document for document in found if document in chosen] if chosen else found
    some = chosen if request.documents or request.batch else None
    return Wanted(owners, statuses, some, bare=owners is None and statuses is None, drafts=drafts)


def _owners(db: Database, given: str) -> list[str]:
    """The owners that are named; a name may hold a comma itself."""
    return [given] if given in annotations.owners(db) else [name.strip() for name in given.split(",")]


def owner_names(db: Database, person: Person) -> list[str]:
    """Whose annotations a person may export: everybody's for supervisors, else one's own."""
    return [owner for owner in annotations.owners(db) if person.has_role("supervisor") or owner == person.name]


def _naming(db: Database, request: ExportRequest) -> Naming:
    """What owners are called in the files; “all” is no name."""
    if request.names == "real":
        return real_names
    known = pseudonyms(db)
    return lambda owner: owner if owner == "all" else known(owner)


def _named(pairs: Iterator[Pair], name: Naming) -> Iterator[Pair]:
    return ((document, replace(one, owner=name(one.owner)) if one else None) for document, one in pairs)


def _allowed_owner(person: Person, owner: str) -> str:
    """Whose annotations: an annotator has only their own, whatever “all” means to others."""
    if person.has_role("supervisor"):
        return owner
    if owner not in ("all", person.name):
        need_role(person, "supervisor")
    return person.name


def _options(request: ExportRequest) -> Mapping[str, Any]:
    return {name: value for name, value in asdict(request).items() if name not in ("format", "owner")}


@contextmanager
def _noted(db: Database, person: Person, request: ExportRequest, owner: str) -> Iterator[int]:
    """The number of a new export; taken back if it comes to nothing."""
    with writing(db):
        export = stored.add(db, person.id or None, request.format, owner, _options(request))
    try:
        yield export
    except BaseException:
        with writing(db):
            stored.drop(db, export)
        raise


def _finished(db: Database, export: int, folder: str, files: list[str], report: Mapping[str, Any]) -> ExportRow:
    with writing(db):
        stored.finish(db, export, folder, files, report)
    found = stored.find(db, export)
    assert found is not None
    return found
