"""How far the team is: by person, by batch, by document; how fast, and until when."""

from collections.abc import Mapping

from flask import Response, render_template, request
from jinja2_fragments.flask import render_block

from workbench.actions import review
from workbench.actions.review import Progress
from workbench.model.assignment import WORK_STATES
from workbench.web.plots.work import Column, columns, states_bar
from workbench.web.review.blueprint import blueprint
from workbench.web.screen import DIRECTIONS
from workbench.web.visitor import database, language, signed_in, wording


@blueprint.get("/review/progress")
def progress() -> str:
    """The page; while it is visible it asks for its parts now and then."""
    return render_template("review/progress.html", **_shown())


@blueprint.get("/parts/progress")
def progress_part() -> Response:
    """The blocks of the page, or 304 if nothing has changed since the stamp that the reader has."""
    stamp = review.progress_stamp(database(), signed_in())
    if request.if_none_match.contains(stamp):
        return Response(status=304)
    part = Response(render_block("review/progress.html", "blocks", **_shown()))
    part.set_etag(stamp)
    return part


def _shown() -> Mapping[str, object]:
    person, state = signed_in(), request.args.get("state", "")
    found = review.team_progress(database(), person)
    rows = review.document_progress(database(), person, state, after=request.args.get("after"))
    return {"found": found, "rows": rows, "state": state, "states": WORK_STATES, "bar": bar, "days": _days(found)}


def bar(counts: Mapping[str, int]) -> str:
    """Counts by state as one bar, with the same in words."""
    words = wording()
    said = words.text("base.comma").join(
        f"{words.text('work_state.' + state)}: {words.number(counts[state])}" for state in WORK_STATES if counts[state]
    )
    return states_bar(counts, ("done", "returned", "in_progress", "new", "skipped"), said or "–", mirrored=mirrored())


def _days(found: Progress) -> str:
    words = wording()
    drawn = [
        Column(words.day(day.day), day.finished, words.number(day.finished) if day.finished else "")
        for day in found.days
    ]
    return columns(drawn, str(words.text("progress.days_label")), mirrored=mirrored())


def mirrored() -> bool:
    """Whether the reader's language runs from right to left."""
    return DIRECTIONS[language()] == "rtl"
