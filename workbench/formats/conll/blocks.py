"""What a reader of columns gathers of one document and owner, until it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.formats.base import Draft, Place
from workbench.formats.conll.page import Page
from workbench.formats.notes import Note, Remark
from workbench.model.annotation import Span
from workbench.model.document import Extent


@dataclass(slots=True)
class Found:
    """A span as its tags tell it; ``where`` is the place of its first tag in the file."""

    start: int
    end: int
    label: str
    where: str


@dataclass(slots=True)
class Block:
    """One owner's reading of one document. ``open`` holds the unfinished spans of each tag column, the outer first.

    ``tokens`` and ``sentences`` are kept for files that bring no offsets: there, they are all we know of the text.
    """

    id: str
    where: str
    page: Page
    owner: str | None = None
    end: int = 0
    found: list[Found] = field(default_factory=list)
    open: list[list[Found]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    tokens: list[Extent] = field(default_factory=list)
    sentences: list[Extent] = field(default_factory=list)

    def tag(self, column: int, tags: Sequence[tuple[str, Found]]) -> None:
        """Take the tags of a token, most often one, with their letters. As in the CoNLL-2003 evaluation, I and E go on
        with a span of their label, the outermost that is open, or begin one; what nothing goes on with is over."""
        before, self.open[column] = self.open[column], []
        for prefix, found in tags:
            current = next((one for one in before if prefix in "IE" and one.label == found.label), None)
            if current is None:
                self.repaired += [found.where] if prefix in "IE" else []
                self.found.append(found)
                current = found
            else:
                before.remove(current)
            current.end = found.end
            self.open[column] += [current] if prefix in "BI" else []
        self.open[column].sort(key=lambda one: one.start)

    def keep_token(self, extent: Extent, *, begins: bool) -> None:
        """Note a token, which begins a sentence or belongs to the last."""
        self.tokens.append(extent)
        if begins:
            self.sentences.append(extent)
        else:
            self.sentences[-1] = Extent(self.sentences[-1].start, extent.end)

    def draft(self) -> Draft:
        """The draft, when the whole file has been read."""
        ordered = sorted(self.found, key=lambda one: (one.start, -one.end, one.label))
        text = self.page.text
        return Draft(
            id=self.id,
            text=text,
            place=lambda *path: self._place(ordered, path),
            sections=self.page.sections(),
            tokens=self.tokens or None,
            sentences=self.sentences or None,
            owner=self.owner,
            status="in_progress",
            spans=[
                Span(f"s{number}", one.start, one.end, one.label, text[one.start : one.end])
                for number, one in enumerate(ordered, 1)
            ],
            notes=self._notes(),
        )

    def _place(self, ordered: Sequence[Found], path: Sequence[str | int]) -> str:
        match path:
            case ("spans", int(index), *_):
                return ordered[index].where
        return self.where

    def _notes(self) -> list[Note]:
        if not self.repaired:
            return []
        return [Remark.TAGS_BEGUN(count=len(self.repaired), first=self.repaired[0])]


class Places:
    """Places of a block, and of the relations that stand in comments."""

    def __init__(self, block: Place, relations: Sequence[str]) -> None:
        self.block = block
        self.relations = relations

    def __call__(self, *path: str | int) -> str:
        """The place of an item."""
        match path:
            case ("relations", int(at), *_) if at < len(self.relations):
                return self.relations[at]
        return self.block(*path)
