"""The report as one file: opens from a disk, needs no network, prints well, can be mailed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench.model.schema import Schema
from workbench.web.colours import label_styles
from workbench.web.review.report.headline import coverage
from workbench.web.review.report.page import is_empty, parts
from workbench.web.review.report.reading import Reading
from workbench.web.wording import Wording

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.agreement import Report

_WEB: Final = Path(__file__).resolve().parents[2]
_STYLES: Final = ("base.css", "pages.css", "report.css")


def render_report(report: "Report", schema: Schema, language: str) -> str:
    """The report as an HTML document with its styles in it, without scripts and without links to lists."""
    words = Wording(language)
    reading = Reading(report, schema, words, lambda behind, count: None)
    return _environment(words).get_template("review/report_file.html").render(
        reading=reading,
        coverage=coverage(reading),
        sections=[] if is_empty(reading) else parts(reading),
        language=language,
        direction={"ar": "rtl", "en": "ltr"}[language],
        styles=_styles(schema),
    )  # fmt: skip


def _environment(words: Wording) -> Environment:
    found = Environment(
        loader=FileSystemLoader(_WEB / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(t=words.text, number=words.number)
    return found


def _styles(schema: Schema) -> Markup:
    sheets = [(_WEB / "static" / name).read_text(encoding="utf-8") for name in _STYLES]
    return Markup("<style>{}</style>").format(Markup("\n").join(map(Markup, [*sheets, label_styles(schema)])))
