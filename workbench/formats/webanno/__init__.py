"""WebAnno TSV 3.3, for INCEpTION: a file per document and owner, a token a row, what lies inside tokens in rows below.

Only the layers of INCEpTION's basic template are used: it refuses a file with a feature that it does not know. What
these cannot hold stands in a comment, which it passes over.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from workbench.formats.base import CARRIES, Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.grid import Fit, Grid
from workbench.formats.inception import path_of
from workbench.formats.native_line import line_fields
from workbench.formats.plan import Plan, make_plan, unannotated
from workbench.formats.sheet import sentence_starts
from workbench.formats.units import Measure, Unit
from workbench.formats.webanno.escapes import escaped_text, escaped_value
from workbench.formats.webanno.reader import COMMENT, SUFFIX, read, sniff
from workbench.model.annotation import Relation, Span
from workbench.model.document import Extent
from workbench.text import words

_HEADER: Final = """\
#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Span|label
#T_RL=custom.Relation|label|BT_custom.Span

"""
_OUTSIDE: Final = ("text", "tokens", "sentences", "spans", "relations")


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """A file for every pair that has a set. Tokens are the frozen ones: no span needs them cut."""
    bare, options = [], replace(options, tokens="clitic", residual="split")
    for document, owned in pairs():
        if owned is None:
            bare.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        plan = make_plan(document, owned, options, with_boilerplate=True)
        plan.cut = []
        plan.report(loss)
        if not plan.grid.tokens:
            plan.grid = Grid(words(document.text))
        yield path_of(document.id, owned.owner, SUFFIX), _File(plan, plan.relations(loss)).text(options)
    loss.remarks += unannotated(bare)


@dataclass(slots=True)
class _Row:
    """A token, or a part of one: its id, its place, the spans that cover exactly it."""

    id: str
    extent: Extent
    fits: list[Fit] = field(default_factory=list)


class _File:
    """The file of one document and owner."""

    def __init__(self, plan: Plan, relations: Sequence[Relation]) -> None:
        self.plan = plan
        self.document = plan.document
        order = {fit.span.id: index for index, fit in enumerate(plan.fits)}  # after trimming, the order may be another
        self.relations = sorted(relations, key=lambda one: (order[one.head], order[one.tail], one.label, one.id))
        firsts = [first for _, first in sentence_starts(self.document, plan.grid)]
        self.sentences = list(zip(firsts, [*firsts[1:], len(plan.grid.tokens)], strict=True))
        self.pieces = _pieces(plan)
        self.rows = [self._rows_of(*sentence, number) for number, sentence in enumerate(self.sentences, 1)]
        self.first: dict[str, _Row] = {}
        self.numbers = self._numbers()

    def text(self, options: ExportOptions) -> str:
        """All of the file."""
        measure = Measure(self.document.text, Unit.UTF16)
        into = defaultdict(list)
        for relation in self.relations:
            into[self.first[relation.tail].id].append(relation)
        blocks = []
        for number, rows in enumerate(self.rows):
            kept = f"{COMMENT}{self._kept(options)}\n" if number == 0 else ""
            lines = "".join(f"#Text={escaped_text(line)}\n" for line in self._sentence(number).split("\n"))
            blocks.append("\n" + kept + lines + "".join(self._line(row, into[row.id], measure) for row in rows))
        return _HEADER + "".join(blocks)

    def _rows_of(self, first: int, last: int, number: int) -> list[_Row]:
        """The rows of a sentence: every token, and below it the parts of it that spans cover."""
        rows = []
        for index in range(first, last):
            token, id = Extent(*self.plan.grid.tokens[index]), f"{number}-{index - first + 1}"
            pieces = self.pieces[index]
            rows.append(_Row(id, token, pieces.pop(token, [])))
            parts = sorted(pieces, key=lambda part: (part.start, -part.end))
            rows += [_Row(f"{id}.{at}", part, pieces[part]) for at, part in enumerate(parts, 1)]
        return rows

    def _numbers(self) -> dict[str, int]:
        """Span → its number in the file, for those that lie in several rows or share one."""
        rows = [row for rows in self.rows for row in rows]
        many = {fit.span.id for row in rows if len(row.fits) > 1 for fit in row.fits}
        for row in rows:
            for fit in row.fits:
                if self.first.setdefault(fit.span.id, row) is not row:
                    many.add(fit.span.id)
        ordered = dict.fromkeys(fit.span.id for row in rows for fit in row.fits if fit.span.id in many)
        return {id: number for number, id in enumerate(ordered, 1)}

    def _sentence(self, number: int) -> str:
        """The text of a sentence, with the white space behind it that a reader would not fill in by itself.

        It fills the gap to the next sentence with a line break and spaces.
        """
        text, grid = self.document.text, self.plan.grid
        first, last = self.sentences[number]
        if number + 1 == len(self.sentences):
            return text[grid.starts[first] :]
        end, following = grid.ends[last - 1], grid.starts[last]
        at = text.rfind("\n", end, following)
        return text[grid.starts[first] : at if at >= 0 and not text[at + 1 : following].strip(" ") else following]

    def _line(self, row: _Row, relations: Sequence[Relation], measure: Measure) -> str:
        start, end = row.extent
        place = f"{row.id}\t{measure(start)}-{measure(end)}\t{escaped_text(self.document.text[start:end])}"
        if not row.fits:
            return f"{place}\t_\t_\t_\t\n"
        spans = "|".join(escaped_value(fit.span.label) + self._numbered(fit.span.id) for fit in row.fits)
        labels = "|".join(escaped_value(one.label) for one in relations)
        sources = "|".join(self._source(one) for one in relations)
        return f"{place}\t{spans}\t{labels or '_'}\t{sources or '_'}\t\n"

    def _numbered(self, span: str) -> str:
        return f"[{self.numbers[span]}]" if span in self.numbers else ""

    def _source(self, relation: Relation) -> str:
        """Where a relation comes from; with the numbers of its ends where their rows hold several spans."""
        ends = (relation.head, relation.tail)
        numbers = [self.numbers[end] if len(self.first[end].fits) > 1 else 0 for end in ends]
        return self.first[relation.head].id + (f"[{numbers[0]}_{numbers[1]}]" if any(numbers) else "")

    def _kept(self, options: ExportOptions) -> str:
        """What the layers cannot hold, as JSON on one line."""
        fields: Mapping[str, Any] = line_fields(self.document, self.plan.owned, options.schema)
        kept = {key: value for key, value in fields.items() if key not in _OUTSIDE}
        starts, ends = self.plan.grid.starts, self.plan.grid.ends
        sentences = [(starts[first], ends[last - 1]) for first, last in self.sentences]
        derived = {"tokens": self.plan.grid.tokens, "sentences": sentences}
        kept |= {key: fields[key] for key, said in derived.items() if [tuple(one) for one in fields[key]] != said}
        keys = {fit.span.id: f"{fit.extent.start}:{fit.extent.end}:{fit.span.label}" for fit in self.plan.fits}
        links = defaultdict(list)
        for one in self.relations:
            links[f"{keys[one.head]} {keys[one.tail]} {one.label}"].append(_item(one))
        spans = {keys[fit.span.id]: _item(fit.span) for fit in self.plan.fits}
        return json.dumps(
            {**kept, "lead": self.document.text[: starts[0]], "items": {"spans": spans, "relations": links}}
        )


def _pieces(plan: Plan) -> Sequence[dict[Extent, list[Fit]]]:
    """For every token, the parts of it that spans cover (often all of it), each with its spans."""
    found: list[dict[Extent, list[Fit]]] = [{} for _ in plan.grid.tokens]
    for fit in plan.fits:
        for index in range(*plan.grid.touched(*fit.extent)):
            start, end = plan.grid.tokens[index]
            part = Extent(max(start, fit.extent.start), min(end, fit.extent.end))
            found[index].setdefault(part, []).append(fit)
    return found


def _item(one: Span | Relation) -> dict[str, Any]:
    kb_id = {"kb_id": one.kb_id} if isinstance(one, Span) else {}
    said = {"attributes": dict(one.attributes), "note": one.note, **kb_id}
    return {"id": one.id, **{key: value for key, value in said.items() if value}}


WEBANNO: Final = Format(
    name="webanno",
    title="WebAnno TSV 3.3",
    suffix=".tsv.zip",
    media_type="application/zip",
    carries=frozenset(CARRIES) - {"unannotated"},
    read=read,
    write=write,
    units=(Unit.UTF16, Unit.CODE_POINTS),
    sniff=sniff,
    suffixes=(SUFFIX,),
    folder=True,
)
