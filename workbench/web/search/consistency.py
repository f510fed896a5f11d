"""What is marked unevenly, each case with its places, and putting right many of them in one step."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from workbench.actions import annotate, search
from workbench.actions.search import Hit, Outcome, Target
from workbench.model.errors import BadRequest, Conflict, InvalidInput, Refusals, WorkbenchError
from workbench.web.failures import status_of
from workbench.web.pages import address, field
from workbench.web.search.blueprint import blueprint
from workbench.web.search.pages import place
from workbench.web.visitor import database, language, signed_in, wording


@blueprint.get("/search/consistency")
def oddities() -> str:
    """The oddities of one kind in one owner's marks, and the last fixes."""
    db, person, kind = database(), signed_in(), _kind()
    found = search.oddities(db, person, kind, _owner(), request.args.get("after"))
    return render_template(
        "search/consistency.html",
        found=found,
        kind=kind,
        kinds=search.ODDITIES,
        owners=search.choices(db, person).owners,
        schema=annotate.schema(db),
        fixes=search.recent_fixes(db, person, found.owner),
    )


@blueprint.get("/search/consistency/places")
def places() -> str:
    """The places of one oddity."""
    return _places_page(_kind(), request.args.getlist("key"), _owner(), None)[0]


@blueprint.post("/search/fixes")
def fix() -> tuple[str, int] | Response:
    """Do the same at the places that are ticked."""
    kind, keys, owner = field("kind"), request.form.getlist("key"), field("owner")
    targets = [_target(one) for one in request.form.getlist("place")]
    label, finished = request.form.get("label", ""), "finished" in request.form
    try:
        done = search.fix(database(), signed_in(), owner, field("fix"), label, targets, finished)
    except (Conflict, InvalidInput, Refusals) as problem:
        return _places_page(kind, keys, owner, problem)
    _tell("consistency.fixed", done)
    return redirect(address("search.oddities", kind=kind, owner=owner), code=303)


@blueprint.post("/search/fixes/<row:fix_id>/undo")
def undo_fix(fix_id: int) -> Response:
    """Take a fix back."""
    try:
        _tell("consistency.undone", search.undo_fix(database(), signed_in(), fix_id))
    except Conflict as problem:
        flash(problem.message(language()))
    return redirect(address("search.oddities", kind=field("kind"), owner=field("owner")), code=303)


def _tell(key: str, outcome: Outcome) -> None:
    """Say what was done, and why the rest was left: each reason once."""
    flash(wording().text(key, n=outcome.places))
    for reason in dict.fromkeys(problem.message(language()) for problem in outcome.left):
        flash(wording().text("consistency.left", reason=reason))


def _places_page(kind: str, keys: list[str], owner: str, problem: WorkbenchError | None) -> tuple[str, int]:
    db = database()
    found = search.places(db, signed_in(), kind, keys, owner)
    page = render_template(
        "search/places.html",
        found=found,
        kind=kind,
        schema=annotate.schema(db),
        problems=problem.errors if isinstance(problem, Refusals) else filter(None, [problem]),
        place=place,
        target=_address_of,
        ticked=_is_ticked,
    )
    return page, status_of(problem) if problem else 200


def _is_ticked(hit: Hit) -> bool:
    """Whether a place is ticked: as it was sent, or as the address says: all places, or those of one label."""
    wanted = request.args.get("tick", "")
    label = hit.span.label if hit.span else ""
    return wanted in ("all", label) if wanted else _address_of(hit) in request.form.getlist("place")


def _kind() -> str:
    return request.args.get("kind", "") or search.ODDITIES[0]


def _owner() -> str:
    return request.args.get("owner", "").strip()


def _address_of(hit: Hit) -> str:
    """A place as the value of its box; `_target` reads it back."""
    item = hit.span or hit.relation
    return f"{hit.start}-{hit.end} {item.id if item else ''} {hit.document}"


def _target(value: str) -> Target:
    extent, _, rest = value.partition(" ")
    item, _, document = rest.partition(" ")
    start, _, end = extent.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(extent) < 30 and document):
        raise BadRequest(at="place", got=value, expected="a place of this page")
    return Target(document, item, int(start), int(end))
