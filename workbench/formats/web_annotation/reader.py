"""Web annotations → drafts: annotations with a tag are spans, those that link two of them relations."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from workbench.formats.base import Draft, Findings
from workbench.formats.file_names import id_of, owner_of
from workbench.formats.files import Decoded
from workbench.formats.line_ends import Moved, plain_lines
from workbench.formats.notes import Remark
from workbench.formats.offsets import Offsets
from workbench.formats.problems import NotReadable
from workbench.formats.records import Item, native_draft, records, reported
from workbench.formats.source import Source
from workbench.formats.units import Claim, Unit
from workbench.formats.web_annotation import bodies
from workbench.formats.web_annotation.writer import SUFFIX
from workbench.model.document import Extent

UNITS: Final = (Unit.CODE_POINTS, Unit.UTF16)


@dataclass(slots=True)
class Work:
    """What one creator says of one text: items as native JSON has them, and where each stands."""

    spans: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    claims: list[Claim | Extent] = field(default_factory=list)
    items: dict[str, list[Item]] = field(default_factory=lambda: {"spans": [], "relations": []})
    left_out: int = 0


def read(source: Source, findings: Findings) -> Iterator[Draft]:
    """The texts that the annotations of a file are about, and what each creator says of them."""
    page, before = _Page(source, findings), len(findings.problems)
    for record in records(source, findings):
        for annotation in _annotations(record):
            with reported(findings):
                page.take(annotation)
    page.link()
    if len(findings.problems) == before:  # of a broken page nothing is taken
        yield from page.drafts()


class _Page:
    def __init__(self, source: Source, findings: Findings) -> None:
        self.source, self.findings = source, findings
        self.stem = source.base.removesuffix(SUFFIX)
        self.texts: dict[str, Decoded] = {}
        self.works: dict[tuple[str, str | None], Work] = defaultdict(Work)
        self.homes: dict[tuple[str | None, str], str] = {}
        self.links: list[Callable[[], None]] = []

    def take(self, annotation: Item) -> None:
        """A mark or a link."""
        owner = bodies.creator(annotation) or owner_of(self.source)
        said = bodies.said(annotation)
        ends = bodies.ends(annotation)
        if len(ends) == 2:
            self.links.append(partial(self._link, annotation, owner, said, ends))
        else:
            self._mark(annotation, owner, said)

    def link(self) -> None:
        """Put the links between their ends, wherever on the page these stand."""
        for link in self.links:
            with reported(self.findings):
                link()

    def drafts(self) -> Iterator[Draft]:
        """A draft for every text and creator; of a page without annotations, the text beside it."""
        if not self.works:
            self.works[self._text_of(f"{self.stem}.txt"), owner_of(self.source)] = Work()
        for (name, owner), work in self.works.items():
            with reported(self.findings):
                yield from self._drafts(name, owner, work)

    def _drafts(self, name: str, owner: str | None, work: Work) -> Iterator[Draft]:
        decoded = self.texts[name]
        text, notes = plain_lines(decoded.text)
        for span, (start, end) in zip(work.spans, self._extents(work, decoded.text), strict=True):
            span |= {"start": start, "end": end}
        fields = {"id": id_of(name.removesuffix(".txt")), "text": text, "owner": owner,
                  "spans": work.spans, "relations": work.relations}  # fmt: skip
        root = Item({}, self._place(work))
        draft = native_draft(fields, root, {}, self.findings)
        more = [Remark.BODIES_LEFT(count=work.left_out)] if work.left_out else []
        if draft:
            yield replace(draft, notes=[*decoded.notes, *notes, *more])

    def _extents(self, work: Work, raw: str) -> Iterator[Extent]:
        """Where the spans lie in the stored text: those counted by their position, and those found by their quote."""
        items = [item for item, one in zip(work.items["spans"], work.claims, strict=True) if isinstance(one, Claim)]
        claims = [one for one in work.claims if isinstance(one, Claim)]
        offsets = Offsets(self.source, self.findings, UNITS)
        counted = iter(offsets.extents(raw, claims, lambda at: items[at].where("target")))
        moved = Moved(raw)
        for one in work.claims:
            yield next(counted) if isinstance(one, Claim) else Extent(moved(one.start), moved(one.end))

    def _place(self, work: Work) -> Any:
        def found(*path: str | int) -> str:
            match path:
                case (str(kind), int(at), *_) if at < len(work.items.get(kind, ())):
                    return work.items[kind][at].where()
            return f"{self.source.name}:1:1"

        return found

    def _mark(self, annotation: Item, owner: str | None, said: bodies.Said) -> None:
        target = bodies.target(annotation)
        name = self._text_of(target.string("source", "the file of the text"))
        work = self.works[name, owner]
        work.left_out += said.unknown + (not said.labels)
        claim = bodies.claim(target, self.texts[name].text)
        given = bodies.id_of(annotation) or f"s{len(work.spans) + 1}"
        for at, label in enumerate(said.labels, 1):
            id = given if at == 1 else f"{given}~{at}"
            work.spans.append({"id": id, "label": label, **said.fields})
            work.claims.append(claim)
            work.items["spans"].append(annotation)
            self.homes[owner, id] = name

    def _link(self, annotation: Item, owner: str | None, said: bodies.Said, ends: list[str]) -> None:
        homes = {self.homes.get((owner, end)) for end in ends}
        name = next(iter(homes))
        if len(homes) != 1 or name is None:
            raise annotation.wrong("target", "two annotations of one text by the same creator")
        work = self.works[name, owner]
        work.left_out += said.unknown + (not said.labels)
        given = bodies.id_of(annotation) or f"r{len(work.relations) + 1}"
        for at, label in enumerate(said.labels, 1):
            id = given if at == 1 else f"{given}~{at}"
            work.relations.append({"id": id, "label": label, "head": ends[0], "tail": ends[1], **said.fields})
            work.items["relations"].append(annotation)

    def _text_of(self, source: str) -> str:
        """The name of the file beside the page that a source means: of that name, else of the page's own."""
        segment = PurePosixPath(urlsplit(source).path if "://" in source else source).name
        for name in dict.fromkeys((segment, unquote(segment), f"{self.stem}.txt")):
            if name in self.texts:
                return name
            beside = self.source.sibling(name) if name else None
            if beside:
                self.texts[name] = beside.text()
                return name
        raise NotReadable(where=self.source.name, reason=f"its text “{segment}” is not beside it")


def _annotations(record: Item) -> Iterator[Item]:
    """The annotations of a page, of the first page of a collection, of a graph, or the one that it is."""
    kinds = bodies.types(record)
    if "AnnotationCollection" in kinds:
        yield from _annotations(record.item("first"))
    elif "@graph" in record.fields:
        yield from record.items("@graph")
    elif "AnnotationPage" in kinds or "items" in record.fields:
        yield from record.items("items")
    else:
        yield record
