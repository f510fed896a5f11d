"""What a token format will say of one document: which spans leave, at which extents, and what is lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.formats.base import ExportOptions, LossReport, Lost
from workbench.formats.grid import Fit, Grid, article, cuts_tokens, whole
from workbench.model.annotation import AnnotationSet, Relation, Span
from workbench.model.document import Document, Extent
from workbench.model.schema import Words

BLANK: Final = Words("it covers no token, only white space", "لا يغطي كلمة، بل فراغًا فقط")
GROWN: Final = Words("grown to the edges of its tokens", "وُسِّع إلى حدود كلماته")
TRIMMED: Final = Words(
    "trimmed to the edges of its tokens: no token covers white space",
    "قُصَّ إلى حدود كلماته: لا كلمة تغطي فراغًا",
)
UNANNOTATED: Final = Words(
    "documents without annotations left out: all O would be a lie",
    "مقالات بلا توسيم لم تُصدَّر: ملؤها بالوسم O غير صحيح",
)
_NAMED: Final = 5


@dataclass(slots=True)
class Plan:
    """The export of one owner's spans in one document.

    ``fits`` are those that leave, in `Fit.order`; ``unfit`` those that no token can show, ``covered`` those that
    have no place in a flat column. ``grid`` holds the tokens before any is cut.
    """

    document: Document
    owned: AnnotationSet
    grid: Grid
    lines_left_out: int
    fits: list[Fit] = field(default_factory=list)
    changed: list[Lost] = field(default_factory=list)
    cut: list[Lost] = field(default_factory=list)
    unfit: list[Lost] = field(default_factory=list)
    covered: list[Lost] = field(default_factory=list)

    def report(self, loss: LossReport) -> None:
        """Note in the report what happens to the spans."""
        loss.changed_spans += self.changed
        loss.dropped_spans += [*self.unfit, *self.covered]
        loss.cut_tokens += self.cut

    def relations(self, loss: LossReport) -> list[Relation]:
        """The relations both of whose ends leave; the others go into the report."""
        here = {fit.span.id for fit in self.fits}
        kept = []
        for relation in self.owned.annotations.ordered_relations():
            missing = [end for end in (relation.head, relation.tail) if end not in here]
            if missing:
                loss.dropped_relations.append(self._headless(relation, missing))
            else:
                kept.append(relation)
        return kept

    def _headless(self, relation: Relation, missing: Sequence[str]) -> Lost:
        spans = self.owned.annotations.spans
        text = f"{spans[relation.head].text} → {spans[relation.tail].text}"
        reason = Words(f"{' and '.join(missing)} did not leave", f"لم يُصدَّر الطرف {' و'.join(missing)}")
        return Lost(self.document.id, self.owned.owner, relation.id, relation.label, text, reason)

    def lost(self, span: Span, reason: Words, became: Extent | None = None) -> Lost:
        """An entry for the report."""
        return Lost(self.document.id, self.owned.owner, span.id, span.label, span.text, reason, became)


def make_plan(
    document: Document, owned: AnnotationSet, options: ExportOptions, *, with_boilerplate: bool = False
) -> Plan:
    """Fit every span of a set to the tokens under these options; lines of boilerplate are left out unless asked for."""
    spans = owned.annotations.ordered_spans()
    grid, lines = (whole(document, options.tokens), 0) if with_boilerplate else article(document, options.tokens, spans)
    plan = Plan(document, owned, grid, lines)
    fits = _distinct(plan, _fitted(plan, spans, cutting=cuts_tokens(options)))
    plan.fits = sorted(_in_layers(plan, fits, options.layers), key=Fit.order)
    for fit in plan.fits:
        _note(plan, fit)
    return plan


def unannotated(ids: Sequence[str]) -> list[Words]:
    """The remark on documents that were left out because nobody has annotated them; none if there are none."""
    named = ", ".join(ids[:_NAMED]) + (", …" if len(ids) > _NAMED else "")
    said = [f"{len(ids)} {words} ({named})" for words in (UNANNOTATED.en, UNANNOTATED.ar)]
    return [Words(*said)] if ids else []


def columns_of(fits: Iterable[Fit]) -> list[int]:
    """A column for each of these (in `Fit.order`): the first in which nothing overlaps it.

    For spans that nest this is the depth; crossing spans find room too.
    """
    free_from: list[int] = []
    columns = []
    for fit in fits:
        column = next((c for c, end in enumerate(free_from) if end <= fit.extent.start), len(free_from))
        free_from[column : column + 1] = [fit.extent.end]
        columns.append(column)
    return columns


def _fitted(plan: Plan, spans: Iterable[Span], *, cutting: bool) -> Iterator[Fit]:
    for span in spans:
        fit = plan.grid.fit(span, cutting=cutting)
        if fit:
            yield fit
        else:
            plan.unfit.append(plan.lost(span, BLANK))


def _distinct(plan: Plan, fits: Iterable[Fit]) -> list[Fit]:
    """One span per extent and label; of several, an exact one stays."""
    kept: dict[tuple[Extent, str], Fit] = {}
    for fit in sorted(fits, key=lambda fit: (not fit.exact, fit.order())):
        twin = kept.setdefault((fit.extent, fit.span.label), fit)
        if twin is not fit:
            plan.unfit.append(plan.lost(fit.span, _same_as(twin.span.id)))
    return list(kept.values())


def _in_layers(plan: Plan, fits: Sequence[Fit], layers: str) -> list[Fit]:
    if layers == "nested":
        return list(fits)
    kept = outermost(fits) if layers == "outermost" else innermost(fits)
    ids = {fit.span.id for fit in kept}
    for fit in sorted(fits, key=Fit.order):
        if fit.span.id not in ids:
            plan.covered.append(plan.lost(fit.span, _overlaps(layers)))
    return kept


def outermost(fits: Iterable[Fit]) -> list[Fit]:
    """Those that lie in no other; of crossing ones, the one that starts first."""
    kept: list[Fit] = []
    for fit in sorted(fits, key=Fit.order):
        if not kept or kept[-1].extent.end <= fit.extent.start:
            kept.append(fit)
    return kept


def innermost(fits: Iterable[Fit]) -> list[Fit]:
    """Those that hold no other; of crossing ones, the one that ends first."""
    kept: list[Fit] = []
    for fit in sorted(fits, key=lambda fit: (fit.extent.end, -fit.extent.start, fit.span.label, fit.span.id)):
        if not kept or kept[-1].extent.end <= fit.extent.start:
            kept.append(fit)
    return kept


def _note(plan: Plan, fit: Fit) -> None:
    """List a span that does not leave exactly, or exactly only because a token was cut."""
    if not fit.exact:
        plan.changed.append(plan.lost(fit.span, _why_changed(fit), fit.extent))
    elif fit.cuts:
        around = plan.document.text[slice(*fit.hull)]
        plan.cut.append(plan.lost(fit.span, Words(f"cut out of “{around}”", f"اقتُطع من «{around}»"), fit.extent))


def _why_changed(fit: Fit) -> Words:
    span, extent = fit.span, fit.extent
    return GROWN if extent.start < span.start or span.end < extent.end else TRIMMED


def _same_as(twin: str) -> Words:
    return Words(f"on token edges it is the same as {twin}", f"عند حدود الكلمات لا يختلف عن {twin}")


def _overlaps(layers: str) -> Words:
    return Words(
        f"it overlaps another span, and layers={layers} has one column",
        f"يتداخل مع كيان آخر، والخيار layers={layers} عمود واحد",
    )
