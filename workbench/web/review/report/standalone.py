"""The report as one file: opens from a disk, needs no network, prints well, can be mailed."""

from typing import TYPE_CHECKING, Final

from workbench.model.schema import Schema
from workbench.web.alone import environment, styles
from workbench.web.review.report.headline import coverage
from workbench.web.review.report.page import is_empty, parts
from workbench.web.review.report.reading import Reading
from workbench.web.wording import Wording

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.agreement import Report

_STYLES: Final = ("base.css", "pages.css", "report.css")


def render_report(report: "Report", schema: Schema, language: str) -> str:
    """The report as an HTML document with its styles in it, without scripts and without links to lists."""
    words = Wording(language)
    reading = Reading(report, schema, words, lambda behind, count: None)
    return environment(words).get_template("review/report_file.html").render(
        reading=reading,
        coverage=coverage(reading),
        sections=[] if is_empty(reading) else parts(reading),
        language=language,
        direction={"ar": "rtl", "en": "ltr"}[language],
        styles=styles(_STYLES, schema),
    )  # fmt: skip
