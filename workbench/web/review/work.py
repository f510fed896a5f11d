"""What one person did and how well: their own page, which supervisors see as well; practice beside its gold."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import render_template, request

from workbench.actions import annotate, review
from workbench.actions.review import Work
from workbench.web.plots.work import Column, columns
from workbench.web.review.blueprint import blueprint
from workbench.web.review.marked import Stretch, marked_lines
from workbench.web.review.progress import bar, mirrored
from workbench.web.visitor import database, signed_in, wording

if TYPE_CHECKING:
    from workbench.agreement.against import Comparison


@blueprint.get("/my-work")
def work() -> str:
    """One's own page."""
    return _page("")


@blueprint.get("/my-work/<path:name>")
def work_of(name: str) -> str:
    """Somebody's page, for a supervisor."""
    return _page(name)


@blueprint.get("/practice/<document:document_id>")
def practice(document_id: str) -> str:
    """Finished practice drawn over the text beside gold; ``?owner=`` names somebody else, for a supervisor."""
    from workbench.actions.review import scores  # here, and below: numbers take long to load, and few pages need them

    found = scores.feedback(database(), signed_in(), document_id, request.args.get("owner", ""))
    compared = found.comparison
    return render_template(
        "review/practice.html",
        found=found,
        document=found.document,
        lines=marked_lines(found.document, _stretches(compared)),
        marks=[one for one in compared.marks if one.kind != "agree"],
        links=[one for one in compared.links if one.kind != "agree"],
        schema=annotate.schema(database()),
    )


def _page(name: str) -> str:
    from workbench.actions.review import scores

    db, viewer = database(), signed_in()
    found = review.work_of(db, viewer, name)
    return render_template(
        "review/work.html",
        found=found,
        own=found.name == viewer.name,
        bar=bar,
        days=_days(found),
        results=scores.results(db, viewer, found.name),
        others=scores.with_others(db, viewer, found.name),
    )


def _days(found: Work) -> str:
    words = wording()
    drawn = [Column(words.day(day.day), day.marks, words.number(day.marks) if day.marks else "") for day in found.days]
    return columns(drawn, str(words.text("work.days_label")), mirrored=mirrored())


def _stretches(compared: "Comparison") -> list[Stretch]:
    """What is drawn: each mark of either, in the way that says how it fares."""
    drawn = (
        (mark, way)
        for kind, mine, gold in compared.marks
        for mark, way in zip((mine, gold), _WAYS.get(kind, ("mine", "theirs")), strict=True)
    )
    return [Stretch(mark.start, mark.end, way) for mark, way in drawn if mark and way]


_WAYS: Mapping[str, tuple[str, str]] = {
    "agree": ("right", ""),
    "label": ("wrong", ""),
    "only_a": ("spurious", ""),
    "only_b": ("", "missed"),
}
"""How the person's mark and gold's are drawn, by the kind of a difference; moved boundaries draw both."""
