"""CoNLL columns: a token a row, with its place in the text and a tag column per depth (``docs/formats.md``).

Two files: the columns (``.conll``) and the relations (``.relations.tsv``). Spans leave exactly, or the loss report
says what became of them: in = exact + changed + dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from workbench.formats.base import Chunks, ExportOptions, Format, LossReport, Pairs
from workbench.formats.conll.reader import beside, read, sniff
from workbench.formats.conll.relations import HEADER, relation_rows
from workbench.formats.conll.rows import block
from workbench.formats.grid import cuts_tokens
from workbench.formats.plan import Plan, columns_of, make_plan, unannotated
from workbench.formats.sheet import Sheet, make_sheet
from workbench.model.annotation import AnnotationSet, Span
from workbench.model.errors import Conflict, Say
from workbench.model.schema import Words

_NAMED: Final = 5
LEFT_OUT: Final = Words("lines of boilerplate left out", "سطور ليست من المقالات لم تُصدَّر")
JOINED: Final = Words(
    "sentence ends inside a span passed over: the sentences are joined",
    "نهايات جمل داخل كيان أُهملت، فصارت الجملتان واحدة",
)


class ResidualSpans(Conflict):
    """An export with residual=error met spans that the tokens cannot show exactly."""

    code = "residual-spans"
    en = Say(
        "{count} spans do not begin and end with a token: {first}.",
        "Correct them, or export with residual=split or residual=expand.",
    )
    ar = Say(
        "مقاطع لا تبدأ وتنتهي عند حدود الكلمات المقطّعة، وعددها {count}: {first}.",
        "صحّحها، أو صدّر بالخيار residual=split أو residual=expand.",
    )

    def __init__(self, residual: Sequence[tuple[AnnotationSet, Span]]) -> None:
        first = [
            f"{owned.document} {owned.owner} {span.id} {span.start}–{span.end} “{span.text}”"
            for owned, span in residual[:_NAMED]
        ]
        more = ["…"] if len(residual) > _NAMED else []
        super().__init__(count=len(residual), first="; ".join(first + more))


def write(pairs: Pairs, options: ExportOptions, loss: LossReport) -> Chunks:
    """The columns and the relations of every pair that has a set.

    Goes through the pairs twice, the first time to find how many columns are needed. Raises `ResidualSpans` before
    anything is written, if the options ask for that.
    """
    used = _settled(options)
    columns = _survey(pairs, used)
    return _chunks(pairs, used, loss, _Remarks(options, used), columns)


def _settled(options: ExportOptions) -> ExportOptions:
    """The options as they work: words are never cut."""
    if options.tokens == "word" and options.residual == "split":
        return replace(options, residual="expand")
    return options


def _survey(pairs: Pairs, options: ExportOptions) -> int:
    """How many tag columns the deepest document needs. Raises `ResidualSpans`."""
    if options.layers != "nested" and options.residual != "error":
        return 1
    columns = 1
    is_plain = cuts_tokens(options) and options.residual != "error"
    residual: list[tuple[AnnotationSet, Span]] = []
    for document, owned in pairs():
        if owned and not (is_plain and _is_flat(owned)):
            plan = make_plan(document, owned, options)
            columns = max(columns, 1, *(column + 1 for column in columns_of(plan.fits)))
            residual += [(owned, span) for span in _residual(plan, options)]
    if residual and options.residual == "error":
        raise ResidualSpans(residual)
    return columns


def _is_flat(owned: AnnotationSet) -> bool:
    """Whether no two spans overlap: then, if no span grows, one column is enough."""
    return all(one.end <= following.start for one, following in pairwise(owned.annotations.ordered_spans()))


def _residual(plan: Plan, options: ExportOptions) -> list[Span]:
    """The spans of a plan, in reading order, that would not leave exactly without cutting a token."""
    lost = {one.id for one in (*plan.unfit, *plan.changed, *([] if options.tokens == "gold" else plan.cut))}
    return [span for span in plan.owned.annotations.ordered_spans() if span.id in lost] if lost else []


def _chunks(pairs: Pairs, options: ExportOptions, loss: LossReport, remarks: "_Remarks", columns: int) -> Chunks:
    yield CONLL.suffix, _header(options, columns)
    yield ".relations.tsv", HEADER
    for document, owned in pairs():
        if owned is None:
            remarks.unannotated.append(document.id)
            continue
        loss.documents += 1
        loss.count(owned)
        loss.strip_spans(owned, CONLL.carries)
        sheet = make_sheet(make_plan(document, owned, options))
        sheet.plan.report(loss)
        remarks.note(sheet)
        yield CONLL.suffix, block(sheet, options, columns)
        rows = relation_rows(sheet, loss)
        if rows:
            yield ".relations.tsv", rows
    loss.remarks += remarks.lines()


def _header(options: ExportOptions, columns: int) -> str:
    names = ["FORM", "RANGE", *(["MISC"] if options.tokens == "word" else []), "NER"]
    names += [f"NER.{depth}" for depth in range(2, columns + 1)]
    policy = " ".join(f"{name}={getattr(options, name)}" for name in ("scheme", "tokens", "residual", "layers"))
    lines = [f"# global.columns = {' '.join(names)}", f"# workbench = conll/1 {policy}"]
    if options.schema:
        lines.append(f"# schema = {' '.join(options.schema.values())}")
    if options.tokens == "gold":
        lines.append("# warning = tokenization leaks gold; training only")
    return "\n".join(lines) + "\n\n"


@dataclass(slots=True)
class _Remarks:
    """What the loss report says about the export as a whole."""

    asked: ExportOptions
    used: ExportOptions
    unannotated: list[str] = field(default_factory=list)
    lines_left_out: int = 0
    joined: int = 0

    def note(self, sheet: Sheet) -> None:
        """Count what happened in one document."""
        self.lines_left_out += sheet.plan.lines_left_out
        self.joined += sheet.joined

    def lines(self) -> list[Words]:
        """The remarks, for those things that happened."""
        adapted = [_adapted(self.asked, self.used)] if self.asked != self.used else []
        counted = [(self.lines_left_out, LEFT_OUT), (self.joined, JOINED)]
        rest = [Words(f"{n} {words.en}", f"{n} {words.ar}") for n, words in counted if n]
        return adapted + unannotated(self.unannotated) + rest


def _adapted(asked: ExportOptions, used: ExportOptions) -> Words:
    return Words(
        f"tokens=word never cuts a word: residual={asked.residual} is read as {used.residual}",
        f"الخيار tokens=word لا يقطع كلمة: عُدَّ residual={asked.residual} كأنه {used.residual}",
    )


CONLL: Final = Format(
    name="conll",
    title="CoNLL columns (BIO/IOBES)",
    suffix=".conll",
    media_type="text/tab-separated-values",
    carries=frozenset({"spans", "nested", "crossing", "relations", "owners"}),
    read=read,
    write=write,
    sniff=sniff,
    beside=beside,
)
