"""Exports: ask for one, see what it lost, fetch its files."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import annotate, review, transfer
from workbench.actions.transfer import ExportRequest
from workbench.actions.transfer.exports import CHOICES, export_named
from workbench.formats import FORMATS
from workbench.model.document import SECTION_KINDS
from workbench.model.errors import InvalidInput, NotFound, WorkbenchError
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.visitor import database, signed_in

blueprint = Blueprint("transfer", __name__)


@blueprint.get("/exports")
def exports() -> tuple[str, int]:
    """The form, and what was exported before."""
    return _exports_page(None)


@blueprint.post("/exports")
def run() -> tuple[str, int] | AnyResponse:
    """Export, then show what was lost."""
    person = signed_in()
    owner = field("owner") if person.has_role("supervisor") else person.name
    chosen: dict[str, Any] = {name: request.form.get(name, values[0]) for name, values in CHOICES.items()}
    chosen |= {name: tuple(request.form.getlist(name)) for name in ("sections", "only")}
    chosen |= {"documents": tuple(request.form.get("documents", "").split()), "batch": request.form.get("batch", "")}
    try:
        made = transfer.run_export(database(), person, ExportRequest(field("format"), owner, **chosen))
    except (InvalidInput, NotFound) as problem:
        return _exports_page(problem)
    return redirect(url_for("transfer.report", export_id=made.id), code=303)


@blueprint.get("/exports/<row:export_id>")
def report(export_id: int) -> str:
    """One export: its files, and every item that left other than it came."""
    found = export_named(database(), signed_in(), export_id)
    return render_template("loss_report.html", export=found, formats=FORMATS)


@blueprint.get("/exports/<row:export_id>/<name>")
def file(export_id: int, name: str) -> Response:
    """A file of an export, to keep."""
    path = transfer.export_file(database(), signed_in(), export_id, name)
    return send_file(path, as_attachment=True, download_name=name)


def _exports_page(problem: WorkbenchError | None) -> tuple[str, int]:
    person = signed_in()
    page = render_template(
        "exports.html",
        exports=transfer.exports(database(), person),
        gold=review.gold_counts(database(), person) if person.has_role("supervisor") else {},
        formats=[one for one in FORMATS.values() if one.write],
        choices=CHOICES,
        sections=SECTION_KINDS,
        batches=transfer.batch_names(database(), person),
        schema=annotate.schema(database()),
        form=request.form,
        problem=problem,
    )
    return page, status_of(problem) if problem else 200
