"""Releases: make one, or only look whether it can be made; fetch what was made before."""

from contextlib import ExitStack
from tempfile import TemporaryFile

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import release
from workbench.actions.release import Made, ReleaseRequest
from workbench.model.errors import Conflict, InvalidInput, Refusals, WorkbenchError
from workbench.model.splits import SIDES
from workbench.web.datasheet import datasheets
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.visitor import database, signed_in

blueprint = Blueprint("releases", __name__)


@blueprint.get("/releases")
def shelf() -> tuple[str, int]:
    """The form, and what was released before."""
    return _page()


@blueprint.post("/releases")
def make() -> tuple[str, int] | AnyResponse:
    """Release, or only say what a release would hold or what stands in its way."""
    only_look = request.form.get("wish") == "look"
    try:
        made = release.make_release(database(), signed_in(), _asked(), sheets=datasheets, dry_run=only_look)
    except (Refusals, Conflict, InvalidInput) as problem:
        return _page(problem)
    return _page(None, made) if only_look else redirect(url_for("releases.shelf"), code=303)


@blueprint.get("/releases/<row:release_id>.zip")
def fetch(release_id: int) -> Response:
    """A release as one archive."""
    with ExitStack() as stack:
        stream = stack.enter_context(TemporaryFile())
        name = release.pack_release(database(), signed_in(), release_id, stream)
        stack.pop_all()  # from here on the answer closes it, when it was sent
    stream.seek(0)
    return send_file(stream, "application/zip", as_attachment=True, download_name=f"{name}.zip")


def _asked() -> ReleaseRequest:
    without = tuple(request.form.get("without", "").split())
    shares = release.read_shares(request.form.get("shares") or "80,10,10")
    return ReleaseRequest(
        field("version"), license=request.form.get("license", "").strip(), shares=shares, without=without
    )


def _page(problem: WorkbenchError | None = None, would: Made | None = None) -> tuple[str, int]:
    db, person = database(), signed_in()
    page = render_template(
        "releases.html",
        releases=release.made_releases(db, person),
        license=release.usual_license(db, person),
        problems=problem.errors if isinstance(problem, Refusals) else [problem] if problem else [],
        would=would,
        sides=SIDES,
        form=request.form,
    )
    return page, status_of(problem) if problem else 200
