"""All articles and how far everybody is; one article, its sections; work given back."""

from flask import Response, flash, redirect, render_template, request, url_for
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import review
from workbench.actions.review import Overview
from workbench.model.annotation import STATUSES
from workbench.model.document import SECTION_KINDS
from workbench.model.errors import BadRequest, Conflict, InvalidInput, WorkbenchError
from workbench.web.failures import status_of
from workbench.web.pages import address, field
from workbench.web.review.blueprint import blueprint
from workbench.web.screen import bdi
from workbench.web.visitor import database, signed_in, wording


@blueprint.get("/review")
def overview() -> str:
    """Every document with everybody's progress."""
    return render_template("review/overview.html", overview=_overview(), statuses=STATUSES, q=_query())


@blueprint.get("/parts/review")
def overview_part() -> Response:
    """The list alone, for a search that is being typed or a further page."""
    block = "rows" if request.args.get("after") else "results"
    found = _overview()
    part = Response(render_block("review/overview.html", block, overview=found, statuses=STATUSES, q=_query()))
    if block == "results":
        part.headers["HX-Replace-Url"] = address("review.overview", q=_query())
    return part


@blueprint.get("/review/articles/<document:document_id>")
def document(document_id: str) -> str:
    """One document: what each line is, and who has annotated it."""
    return _document_page(document_id, None)[0]


@blueprint.post("/review/articles/<document:document_id>/sections")
def sections(document_id: str) -> tuple[str, int] | AnyResponse:
    """Say of lines what they are."""
    person = signed_in()
    try:
        review.set_sections(database(), person, document_id, _kinds())
    except (Conflict, InvalidInput) as problem:
        return _document_page(document_id, problem)
    flash(wording().text("review.sections_saved"))
    return redirect(url_for("review.document", document_id=document_id), code=303)


@blueprint.post("/review/articles/<document:document_id>/return")
def give_back(document_id: str) -> tuple[str, int] | AnyResponse:
    """Return finished work to its owner with a reason."""
    person, owner = signed_in(), field("owner")
    try:
        review.return_work(database(), person, document_id, owner, field("comment"))
    except (Conflict, InvalidInput) as problem:
        return _document_page(document_id, problem)
    flash(wording().text("review.was_returned", name=bdi(owner)))
    return redirect(url_for("review.document", document_id=document_id), code=303)


def _overview() -> Overview:
    return review.overview(database(), signed_in(), _query(), after=request.args.get("after"))


def _query() -> str:
    return request.args.get("q", "").strip()


def _document_page(document_id: str, problem: WorkbenchError | None) -> tuple[str, int]:
    person = signed_in()
    found = review.lines(database(), person, document_id)
    page = render_template(
        "review/article.html",
        found=found,
        document=found.document,
        kinds=SECTION_KINDS,
        team=review.team(database(), person),
        problem=problem,
    )
    return page, status_of(problem) if problem else 200


def _kinds() -> dict[int, str]:
    """The form's ``line-N`` fields: line number -> kind."""
    chosen = {}
    for name, kind in request.form.items():
        number = name.removeprefix("line-")
        if not number.isdecimal():
            raise BadRequest(at=name, got="unknown", expected="line-1, line-2 …")
        chosen[int(number)] = kind
    return chosen
