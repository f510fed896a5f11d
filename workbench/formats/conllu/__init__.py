"""CoNLL-U: a word a row, clitics as the words of a multiword token (``docs/formats.md``).

MISC holds the place of a word (``start_char``, ``end_char``: code points, half-open) and its tags (``ner``, then
``ner2`` and so on for what lies inside), in the words of Stanza; and the white space around it in those of UDPipe,
so that the text comes back letter for letter. Relations are comments before the first sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from workbench.formats.base import Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.conll.rows import tag_columns
from workbench.formats.conllu.reader import read, sniff
from workbench.formats.conllu.spaces import after, escaped
from workbench.formats.grid import Grid, Token
from workbench.formats.plan import Plan, columns_of, make_plan, unannotated
from workbench.formats.sheet import Sentence, Sheet, make_sheet
from workbench.text import words


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """Every pair that has a set."""
    bare = []
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        loss.strip(owned, CONLLU.carries)
        plan = make_plan(document, owned, options, with_boilerplate=True)
        plan.report(loss)
        yield CONLLU.suffix, "".join(_lines(make_sheet(plan), options, loss))
    loss.remarks += unannotated(bare)


def _lines(sheet: Sheet, options: ExportOptions, loss: LossReport) -> Iterator[str]:
    document = sheet.plan.document
    yield f"# newdoc id = {document.id}\n# owner = {sheet.plan.owned.owner}\n"
    yield from _relations(sheet.plan, loss)
    rows = _Rows.of(sheet, options)
    for sentence in sheet.sentences:
        text = document.text[sheet.grid.starts[sentence.first] : sheet.grid.ends[sentence.last - 1]]
        yield f"# sent_id = {document.id}.{sentence.number}\n# text = {' '.join(text.split())}\n"
        yield from rows.of_sentence(sentence)
        yield "\n"


def _relations(plan: Plan, loss: LossReport) -> Iterator[str]:
    """The relations as comments: type, head, tail; an end by its extent and label."""
    ends = {fit.span.id: f"{fit.extent.start}:{fit.extent.end}:{fit.span.label}" for fit in plan.fits}
    yield from sorted(f"# relation = {r.label} {ends[r.head]} {ends[r.tail]}\n" for r in plan.relations(loss))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The words of a document, the surface words that hold them, and what MISC says of each."""

    text: str
    grid: Grid
    around: Grid
    tags: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, sheet: Sheet, options: ExportOptions) -> "_Rows":
        """The rows of a sheet."""
        text = sheet.plan.document.text
        columns = tag_columns(sheet, options.scheme, max(columns_of(sheet.plan.fits), default=0) + 1)
        return cls(text, sheet.grid, Grid(words(text)), list(zip(*columns, strict=True)))

    def of_sentence(self, sentence: Sentence) -> Iterator[str]:
        """The rows of a sentence; a surface word of several words has a row of its own before them."""
        for _, group in groupby(range(sentence.first, sentence.last), self._surface):
            inside = list(group)
            spaces = self._spaces(inside[0], inside[-1], ends=inside[-1] + 1 == sentence.last)
            number = inside[0] - sentence.first + 1
            if len(inside) > 1:
                extent = self.grid.starts[inside[0]], self.grid.ends[inside[-1]]
                yield self._row(f"{number}-{number + len(inside) - 1}", extent, spaces)
            for index in inside:
                said = [_tagged(self.tags[index]), *(spaces if len(inside) == 1 else ())]
                yield self._row(str(index - sentence.first + 1), self.grid.tokens[index], said)

    def _surface(self, index: int) -> int:
        """The surface word that a word lies in."""
        return self.around.touched(*self.grid.tokens[index])[0]

    def _spaces(self, first: int, last: int, *, ends: bool) -> list[str]:
        """What MISC says of the white space around these words, the last of which may end a sentence."""
        start = self.grid.starts[last + 1] if last + 1 < len(self.grid.tokens) else len(self.text)
        before = self.text[: self.grid.starts[0]] if first == 0 else ""
        gap = self.text[self.grid.ends[last] : start]
        return [*([f"SpacesBefore={escaped(before)}"] if before else []), *after(gap, spelt=ends)]

    def _row(self, id: str, extent: Token, more: Sequence[str]) -> str:
        start, end = extent
        misc = "|".join([f"start_char={start}|end_char={end}", *more])
        return f"{id}\t{self.text[start:end]}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n"


@lru_cache(maxsize=4096)
def _tagged(tags: tuple[str, ...]) -> str:
    """What MISC says of the tags of a word: always the outermost, those below it if there are any."""
    named = [f"ner{depth if depth > 1 else ''}={tag}" for depth, tag in enumerate(tags, 1) if depth == 1 or tag != "O"]
    return "|".join(named)


CONLLU: Final = Format(
    name="conllu",
    title="CoNLL-U",
    suffix=".conllu",
    media_type="text/plain",
    carries=frozenset({"text", "spans", "nested", "crossing", "relations", "owners"}),
    read=read,
    write=write,
    sniff=sniff,
)
