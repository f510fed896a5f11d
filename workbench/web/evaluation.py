"""An evaluation as one file: its figures, and every error of the first system in its context. Needs no network."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from workbench.web.alone import environment, styles
from workbench.web.plots import interval_bar
from workbench.web.review.report.lines import in_context
from workbench.web.review.report.names import Names
from workbench.web.wording import Wording

if TYPE_CHECKING:  # at run time it would load scipy
    from workbench.actions.agreement import Row
    from workbench.actions.learning import Evaluation, Rated
    from workbench.agreement.predictions import Score

_STYLES: Final = ("base.css", "pages.css", "report.css")
_DIRECTIONS: Final = {"ar": "rtl", "en": "ltr"}

Errors = Mapping[tuple[str, str], Sequence["Row"]]


def render_evaluation(found: "Evaluation", errors: Errors, language: str) -> str:
    """The evaluation as an HTML document; ``errors`` are those of the first system."""
    words = Wording(language)
    return environment(words).get_template("evaluation.html").render(
        found=found,
        errors=errors,
        chosen="",
        only=None,
        names=Names(found.schema, words),
        **looks(words),
        language=language,
        direction=_DIRECTIONS[language],
        styles=styles(_STYLES, found.schema),
    )  # fmt: skip


def looks(words: Wording) -> dict[str, object]:
    """What the template needs to show figures and errors."""
    return {"scores": scores, "bar": bar, "in_context": in_context, "shown": words.decimal}


def scores(one: "Rated") -> Iterator[tuple[str, str, "Score"]]:
    """The scores of a system over all labels: layer, rung, score."""
    for rung, score in one.scores.entities.items():
        yield "entities", rung, score
    for rung, score in one.scores.relations.items():
        yield "relations", rung, score
    if one.given:
        yield "relations", "given_gold", one.given


def bar(score: "Score") -> Markup:
    """F1 with its interval as a picture."""
    around = (score.interval.low, score.interval.high) if score.interval else None
    return interval_bar("F1", score.f1, around)
