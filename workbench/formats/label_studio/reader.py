"""Label Studio's tasks → drafts: one for every annotation that was not cancelled, and for every prediction."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from workbench.formats.base import Draft, Findings
from workbench.formats.files import document_id
from workbench.formats.label_studio import stored
from workbench.formats.label_studio.short import is_short, is_table, task_of
from workbench.formats.line_ends import plain_lines
from workbench.formats.notes import Note, Remark
from workbench.formats.offsets import Offsets
from workbench.formats.problems import BadTable, BadValue, NotThere
from workbench.formats.records import Item, Path, each_draft, native_draft
from workbench.formats.source import Source
from workbench.formats.units import Claim, Unit
from workbench.model.annotation import SUGGESTION
from workbench.model.document import Extent
from workbench.model.items import shown

DOCUMENT, OWNER, OWNERS = "workbench_document", "workbench_owner", "workbench_owners"
"""Keys of ours: the document of a task, and whose an annotation is. A server drops the latter, but keeps the number
of the annotation in the file, and among the data of the task whose number that was."""

UNITS: Final = (Unit.CODE_POINTS, Unit.UTF16)
_SPANS: Final = ("labels", "hypertextlabels")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
_DIRECTIONS: Final = ("right", "left", "bi")


class Region(NamedTuple):
    """A span as a task has it: its labels, its claim on the text, and where it stands."""

    id: str
    labels: Sequence[str]
    claim: Claim
    path: Path
    note: str
    on_page: bool


@dataclass(slots=True)
class Work:
    """What one annotator or model says of a task."""

    owner: str | None
    regions: list[Region] = field(default_factory=list)
    relations: list[Item] = field(default_factory=list)
    other: set[str] = field(default_factory=set)  # ids of results that are neither
    notes: list[Note] = field(default_factory=list)


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The tasks of an export, whatever people and models say of each. Raises `BadTable` for its tables."""
    if is_table(source.head()):
        raise BadTable(where=f"{source.name}:1", reason="a table of Label Studio holds no relations; its JSON is read")
    reader = _Reader(source, findings)
    yield from each_draft(source, findings, reader.drafts)


class _Reader:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.source, self.findings = source, findings
        self.stem = document_id(source.base.removesuffix(".json"))

    def drafts(self, task: Item, number: int) -> Iterator[Draft | None]:
        """One draft without annotations, or one for each work on this task."""
        if stored.is_stored(task.fields):
            task = stored.task_of(task)
        if is_short(task):
            task = task_of(task)
            if Remark.SHORT_JSON() not in self.findings.notes:
                self.findings.notes.append(Remark.SHORT_JSON())
        data = task.item("data")
        key = _text_key(data)
        raw = data.string(key, "the text of the task")
        text, notes = plain_lines(raw)
        works = [*_annotations(task), *_predictions(task)]
        regions = [region for work in works for region in work.regions]
        _in_plain_text(raw, regions, task)
        extents = iter(self._extents(raw, regions, task))
        document = {"id": self._id(task, data, number), "text": text, "meta": data.rest(key, DOCUMENT, OWNERS)}
        for work in works or [Work(None)]:
            fields, paths = _items(work, extents)
            draft = native_draft({**document, "owner": work.owner, **fields}, task, paths, self.findings)
            said = [*notes, *_left_out(task), *work.notes]
            yield replace(draft, notes=[*draft.notes, *said]) if draft else None

    def _id(self, task: Item, data: Item, number: int) -> str:
        if DOCUMENT in data.fields:
            return data.string(DOCUMENT)
        return f"{self.stem}-{number}" if task.fields.get("id") is None else f"task-{task.name('id')}"

    def _extents(self, raw: str, regions: Sequence[Region], task: Item) -> Sequence[Extent]:
        """Where all regions lie. The pages of today count code points, those before 1.4 UTF-16, scripts either: a task
        that several have had in hand may hold both, and then every region's own copy of its words must tell."""

        def place(at: int) -> str:
            return task.where(*regions[at].path)

        claims = [region.claim for region in regions]
        try:
            return Offsets(self.source, self.findings, UNITS).extents(raw, claims, place)
        except NotThere:
            loose = Offsets(self.source, self.findings, UNITS, alike=_is_copy)
            with suppress(NotThere):
                return loose.extents(raw, claims, place)
            return [self._alone(loose, raw, region, task) for region in regions]

    def _alone(self, offsets: Offsets, raw: str, region: Region, task: Item) -> Extent:
        """Where a region lies, whatever the others of its task count in."""
        (found,) = offsets.extents(raw, [region.claim], lambda _: task.where(*region.path))
        return found


def _in_plain_text(raw: str, regions: Sequence[Region], task: Item) -> None:
    """Offsets of a page count its text without the tags: where these are there, only a copy of the words can tell."""
    unsure = next((one for one in regions if one.on_page and not one.claim.surface), None)
    if unsure and (tag := _TAG.search(raw)):
        expected = "the text without tags, or a copy of the words in every region"
        raise BadValue(where=task.where(*unsure.path), at="the page", got=f"holds {shown(tag[0])}", expected=expected)


def _text_key(data: Item) -> str:
    """The key of the text: ``text``, or the only string among the data."""
    strings = [key for key, value in data.fields.items() if isinstance(value, str) and key != DOCUMENT]
    return strings[0] if "text" not in data.fields and len(strings) == 1 else "text"


def _annotations(task: Item) -> Iterator[Work]:
    given = task.items("annotations" if "annotations" in task.fields else "completions")
    kept = [one for one in given if not one.fields.get("was_cancelled")]
    for number, one in enumerate(kept, 1):
        owner = one.optional(OWNER) or _sent_for(one, task.item("data")) or _person(one)
        if owner is None and len(kept) > 1:
            owner = f"annotator-{number}"
        yield _work(one, owner)


def _sent_for(annotation: Item, data: Item) -> str | None:
    """Whose annotation it was when it left us; None for one that was begun in Label Studio."""
    number = annotation.fields.get("import_id")
    return None if number is None or OWNERS not in data.fields else data.item(OWNERS).optional(str(number))


def _person(annotation: Item) -> str | None:
    """Who completed an annotation: a number, a name, or an object with one of several."""
    if annotation.fields.get("completed_by") is None:
        return None
    if not isinstance(annotation.fields["completed_by"], dict):
        name = annotation.name("completed_by")
        return f"annotator-{name}" if name.isdecimal() else name
    person = annotation.item("completed_by")
    key = next((key for key in ("email", "username", "first_name") if person.fields.get(key)), None)
    return person.string(key) if key else f"annotator-{person.name('id')}"


def _predictions(task: Item) -> Iterator[Work]:
    seen: Counter[str] = Counter()
    for one in () if _numbers(task) else task.items("predictions"):
        model = (one.optional("model_version") or "label-studio").replace(":", "-")
        seen[model] += 1
        yield _work(one, SUGGESTION + (model if seen[model] == 1 else f"{model}-{seen[model]}"))


def _numbers(task: Item) -> int:
    """How many predictions the task only names: the usual export of a server gives their numbers in its database."""
    given = task.values("predictions")
    return len(given) if all(type(one) is int for one in given) else 0


def _work(given: Item, owner: str | None) -> Work:
    work = Work(owner)
    kinds: Counter[str] = Counter()
    for number, result in enumerate(given.items("result"), 1):
        kind = result.string("type")
        if kind in _SPANS:
            work.regions.append(_region(result, number))
        elif kind == "relation":
            work.relations.append(result)
        else:
            kinds[kind] += 1
            work.other.add(str(result.fields.get("id")))
    work.notes += [Remark.RESULTS_OVER(type=kind, count=count) for kind, count in kinds.items()]
    return work


def _region(result: Item, number: int) -> Region:
    kind, value = result.string("type"), result.item("value")
    extent = value.item("globalOffsets") if "globalOffsets" in value.fields else value
    if kind == "hypertextlabels" and extent is value:
        raise value.wrong("globalOffsets", "the offsets in the text (paths into a page cannot be followed)")
    labels = value.values(kind) or value.values("labels")
    if not labels or not all(isinstance(one, str) for one in labels):
        raise value.wrong(kind, "a list of labels")
    surface = value.optional("text")
    claim = Claim(extent.number("start"), extent.number("end"), surface.replace("\\n", "\n") if surface else None)
    id = f"s{number}" if result.fields.get("id") is None else result.name("id")
    return Region(id, labels, claim, result.path, _note(result), kind == "hypertextlabels")


def _note(result: Item) -> str:
    """What somebody wrote beside a region."""
    said = result.item("meta").fields.get("text") or []
    lines = said if isinstance(said, list) else [said]
    if not all(isinstance(line, str) for line in lines):
        raise result.wrong("meta", "a text, or a list of texts, under “text”")
    return "\n".join(lines)


def _items(work: Work, extents: Iterator[Extent]) -> tuple[dict[str, Any], dict[str, list[Path]]]:
    """Spans (one for each label of a region) and relations as native JSON has them, and their paths."""
    spans: list[dict[str, Any]] = []
    paths: dict[str, list[Path]] = {"spans": [], "relations": []}
    taken: Counter[str] = Counter()  # a region with several controls has a result, of one id, for each
    for region in work.regions:
        start, end = next(extents)
        for label in region.labels:
            taken[region.id] += 1
            id = region.id if taken[region.id] == 1 else f"{region.id}~{taken[region.id]}"
            spans.append({"id": id, "start": start, "end": end, "label": label, "note": region.note})
            paths["spans"].append(region.path)
    known = {region.id for region in work.regions}
    relations: list[dict[str, Any]] = []
    for given in work.relations:
        for head, tail, label in _relations(given, known, work):
            relations.append({"id": f"r{len(relations) + 1}", "head": head, "tail": tail, "label": label})
            paths["relations"].append(given.path)
    return {"spans": spans, "relations": relations}, paths


def _relations(given: Item, known: set[str], work: Work) -> Iterator[tuple[str, str, str]]:
    """A relation for every label; for two directions, one each way. None where an end is what we cannot hold."""
    ends = head, tail = given.name("from_id"), given.name("to_id")
    direction = given.optional("direction") or "right"
    if direction not in _DIRECTIONS:
        raise given.wrong("direction", f"one of {', '.join(_DIRECTIONS)}")
    for key, id in zip(("from_id", "to_id"), ends, strict=True):
        if id not in known | work.other:
            raise given.wrong(key, "the id of a region")
    labels = given.values("labels")
    if not labels:
        work.notes.append(Remark.NO_LABEL(given.where()))
    if not all(isinstance(label, str) for label in labels):
        raise given.wrong("labels", "a list of labels")
    if {head, tail} <= known:
        for label in labels:
            if direction != "left":
                yield head, tail, label
            if direction != "right":
                yield tail, head, label


def _left_out(task: Item) -> Iterator[Note]:
    """Notes on what nobody has handed in."""
    given = task.items("annotations" if "annotations" in task.fields else "completions")
    cancelled = sum(1 for one in given if one.fields.get("was_cancelled"))
    drafts = len(task.values("drafts"))
    if cancelled:
        yield Remark.SKIPPED(count=cancelled)
    if drafts:
        yield Remark.DRAFTS_LEFT(count=drafts)
    if numbers := _numbers(task):
        yield Remark.PREDICTIONS_LEFT(count=numbers)


def _is_copy(found: str, surface: str) -> bool:
    """Whether the page may have written this as the copy of a stretch: it folds white space inside, writes line ends as
    ``\\n``, and some of them twice."""
    return _letters(found) == _letters(surface) and _edges(found) == _edges(surface)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def _letters(text: str) -> str:
    return "".join(text.replace("\\n", " ").split())
