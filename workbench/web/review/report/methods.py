"""Methods and limits (R11): a paragraph to paste into a paper, as plain text and as LaTeX."""

from typing import Final

from workbench import __version__
from workbench.web.review.report.reading import Reading
from workbench.web.review.report.tables import Part

CAVEATS: Final = ("f1", "few", "gold", "interval", "missing")
_SPECIAL: Final = str.maketrans({"%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}",
                                 "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
                                 "\\": r"\textbackslash{}", "–": "--"})  # fmt: skip


def methods(reading: Reading) -> Part:
    """R11."""
    text = paragraph(reading)
    return Part("methods", texts={"text": text, "latex": latex(text)}, legend=_caveats(reading))


def paragraph(reading: Reading) -> str:
    """How the numbers were made and what they are, in one paragraph."""
    scope = reading.report.scope
    facts = {
        "people": len(reading.owners),
        "documents": scope["documents"],
        "common": scope["finished_by_two"],
        "schema": f"{scope['schema']['name']} {scope['schema']['version']}",
        "exact": reading.shown(reading.overall("f1_exact")),
        "overlap": reading.shown(reading.overall("f1_label_overlap")),
        "gamma": reading.shown(reading.value("gamma", group=reading.owners)),
        "kappa": reading.shown(reading.overall("kappa_labels")),
        "strict": reading.shown(reading.overall("rel_f1_strict")),
        "given": reading.shown(reading.overall("rel_f1_given_entities")),
        "samples": scope["bootstrap"]["samples"],
        "seed": str(scope["bootstrap"]["seed"]),
        "version": __version__,
        "when": reading.words.date(scope["as_of"]),
    }
    return reading.t("agreement.methods", **facts)


def latex(text: str) -> str:
    """Plain text as LaTeX."""
    return text.translate(_SPECIAL)


def _caveats(reading: Reading) -> list[tuple[str, str]]:
    return [(name, reading.t("caveat." + name)) for name in CAVEATS]
