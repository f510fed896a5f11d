"""Who annotates what: dealt, offered, taken back; batches; the settings of the team."""

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import review
from workbench.actions.review import Plan, TeamSettings
from workbench.model.assignment import KINDS, RULES
from workbench.model.errors import BadRequest, Conflict, InvalidInput, NotFound, WorkbenchError
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.review.blueprint import blueprint
from workbench.web.screen import bdi
from workbench.web.visitor import database, signed_in, wording

Page = tuple[str, int] | AnyResponse
REFUSED = (Conflict, InvalidInput, NotFound)


@blueprint.get("/review/assignment")
def assignment() -> Page:
    """Everything about who annotates what; ``?document=`` names the documents chosen in the overview."""
    return _page(None)


@blueprint.post("/review/assignment")
def assign() -> Page:
    """Deal documents to people, or offer them in the pool."""
    try:
        run = _assigned()
    except REFUSED as problem:
        return _page(problem)
    said = wording().text("assign.pooled" if run.rule == "pool" else "assign.given", n=run.given)
    return _done(said if run.seed is None else said + " " + wording().text("assign.seed_said", seed=str(run.seed)))


@blueprint.post("/review/assignment/batch")
def batch() -> Page:
    """Put documents into a batch: the chosen ones under a name, or all by where they came from."""
    person, name, origin = signed_in(), request.form.get("batch", ""), request.form.get("origin", "")
    try:
        if origin:
            count = review.batch_by_origin(database(), person, None if origin == "folder" else field("meta"))
        else:
            count = review.add_to_batch(database(), person, name, request.form.getlist("document"))
    except REFUSED as problem:
        return _page(problem)
    return _done(wording().text("assign.batched", n=count))


@blueprint.post("/review/assignment/withdraw")
def withdraw() -> Page:
    """Take a document from somebody, and perhaps give it to somebody else."""
    document, name, to = field("document"), field("name"), request.form.get("to", "")
    counts = {"yes": True, "no": False}.get(request.form.get("counts", ""))
    try:
        review.withdraw(database(), signed_in(), document, name, counts=counts, to=to)
    except REFUSED as problem:
        return _page(problem)
    flash(wording().text("assign.withdrawn", name=bdi(name)))
    return redirect(url_for("review.document", document_id=document), code=303)


@blueprint.post("/review/assignment/settings")
def team_settings() -> Page:
    """How long reservations last; whether annotators see how far they agree."""
    chosen = TeamSettings(_number("minutes", 0), "own_agreement" in request.form)
    try:
        review.set_team_settings(database(), signed_in(), chosen)
    except REFUSED as problem:
        return _page(problem)
    return _done(wording().text("assign.settings_saved"))


def _assigned() -> review.Run:
    person, form = signed_in(), request.form
    chosen, overlap = form.getlist("document"), _number("overlap", 1)
    seed = _number("seed", 0) if form.get("seed", "").strip() else None
    plan = Plan(form.get("rule", RULES[0]), seed, form.get("batch", ""), form.get("kind", KINDS[0]))
    if form.get("to") == "pool":
        return review.offer(database(), person, chosen, overlap, plan)
    return review.assign(database(), person, form.getlist("person"), chosen, overlap, plan)


def _number(name: str, otherwise: int) -> int:
    given = request.form.get(name, "").strip() or str(otherwise)
    if not given.isdecimal() or len(given) > 12:
        raise BadRequest(at=name, got=given, expected="a whole number")
    return int(given)


def _done(said: Markup) -> AnyResponse:
    flash(said)
    return redirect(url_for("review.assignment"), code=303)


def _page(problem: WorkbenchError | None) -> tuple[str, int]:
    db, person = database(), signed_in()
    page = render_template(
        "review/assignment.html",
        chosen=request.values.getlist("document"),
        form=request.form,
        team=review.team(db, person),
        batches=review.batch_sizes(db, person),
        settings=review.team_settings(db, person),
        skipped=review.skipped(db, person),
        runs=review.runs(db, person),
        rules=RULES,
        kinds=KINDS,
        problem=problem,
    )
    return page, status_of(problem) if problem else 200
