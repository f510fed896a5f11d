"""Suggestions: how many articles go without, patterns, and what suggestions do."""

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import annotate, suggest
from workbench.model.errors import BadRequest, InvalidInput, NotFound, Refusals, TooLarge, WorkbenchError
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.review.blueprint import blueprint
from workbench.web.screen import bdi
from workbench.web.visitor import database, signed_in, wording

Page = tuple[str, int] | AnyResponse
REFUSED = (InvalidInput, NotFound, Refusals, TooLarge)


@blueprint.get("/review/suggestions")
def suggestions() -> Page:
    """Everything about suggestions."""
    return _page(None)


@blueprint.post("/review/suggestions")
def share() -> Page:
    """Set how many of a hundred articles go without."""
    given = field("share")
    try:
        if not (given.isdecimal() and len(given) < 4):
            raise BadRequest(at="share", got=given, expected="a whole number from 0 to 100")
        suggest.set_share_without(database(), signed_in(), int(given))
    except REFUSED as problem:
        return _page(problem)
    return _done(wording().text("suggest.share_saved"))


@blueprint.post("/review/suggestions/patterns")
def patterns() -> Page:
    """Take in a file of patterns, or drop the one that is named."""
    person, file = signed_in(), request.files.get("file")
    try:
        if file is None:
            suggest.drop_patterns(database(), person, field("drop"))
            return _done(wording().text("suggest.dropped", name=bdi(field("drop"))))
        name = file.filename or ""
        count = suggest.add_patterns(database(), person, name, suggest.decoded(file.read(), name))
    except REFUSED as problem:
        return _page(problem)
    return _done(wording().text("suggest.added", n=count))


def _done(said: Markup) -> AnyResponse:
    flash(said)
    return redirect(url_for("review.suggestions"), code=303)


def _page(problem: WorkbenchError | None) -> tuple[str, int]:
    db, person = database(), signed_in()
    found, files, schema = suggest.use(db, person), suggest.pattern_files(db, person), annotate.schema(db)
    told = {"found": found, "files": files, "problem": problem, "kinds": {**schema.entities, **schema.relations}}
    return render_template("review/suggestions.html", **told), status_of(problem) if problem else 200
