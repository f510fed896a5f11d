"""What others also report (R10): coefficients that papers print, each with a warning; how it was done is R11."""

from typing import Final

from workbench.web.review.report.reading import Reading, Value
from workbench.web.review.report.tables import Column, Entry, Part, Table

MEASURES: Final = (
    *("kappa_tokens_all", "kappa_tokens_annotated", "scott_pi", "fleiss_tokens", "alpha_tokens"),
    *("u_alpha", "bar_u_alpha", "cu_alpha", "f1_boundary", "f1_partial", "f1_iou"),
    *("f1_exact_macro_label", "f1_exact_macro_doc", "rel_kappa_candidates", "rel_type_accuracy"),
)


def others(reading: Reading) -> Part:
    """R10."""
    columns = [
        Column("measure", reading.t("agreement.measure"), number=False),
        Column("value", reading.t("agreement.value")),
        Column("warning", reading.t("agreement.mind"), number=False),
    ]
    rows = [_row(reading, name) for name in MEASURES]
    return Part("others", [Table("others", reading.t("part.others"), columns, rows)], readings=("alpha",))


def _row(reading: Reading, name: str) -> list[Entry]:
    value = _value(reading, name)
    warning = reading.t("mind." + name)
    pair = reading.pairs[0] if len(reading.pairs) == 1 else None
    link = reading.behind("relation" if name.startswith("rel_") else "span", pair=pair)
    return [
        Entry(reading.t("measure." + name), name),
        reading.entry(value, link),
        Entry(warning, warning, kind="words"),
    ]


def _value(reading: Reading, name: str) -> Value:
    """Over everybody where that is defined, else of two people or the mean over pairs."""
    group = reading.value(name, group=reading.owners)
    return group if group.reason != "missing" else reading.overall(name)
