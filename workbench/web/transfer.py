"""Exports: ask for one, see what it lost, fetch its files."""

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import annotate, review, transfer
from workbench.actions.guard import need_role
from workbench.actions.transfer import ExportRequest
from workbench.actions.transfer.exports import CHOICES, export_named
from workbench.actions.transfer.uploads import LARGEST
from workbench.formats import FORMATS
from workbench.formats.mapping import KINDS, LabelMapping, checked
from workbench.formats.units import Unit
from workbench.model.document import SECTION_KINDS
from workbench.model.errors import InvalidInput, NotFound, Refusals, TooLarge, WorkbenchError
from workbench.web.drawing import pieces
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.visitor import database, signed_in
from workbench.web.waiting import Tell, how_far, watched

blueprint = Blueprint("transfer", __name__)

TOLD: Final = ("nested", "relations", "attributes", "notes", "kb_ids", "owners")
"""What people are told before they export, if a format cannot carry it; the loss report tells all."""


@blueprint.get("/parts/waiting")
def waiting() -> tuple[str, int]:
    """How far the request is that this page waits for; nothing once it is answered, or before it begins."""
    found = how_far(request.args.get("watch", ""))
    return (render_template("waiting.html", far=found), 200) if found else ("", 204)


@blueprint.get("/imports")
def imports() -> tuple[str, int]:
    """The form for files from other tools."""
    need_role(signed_in(), "supervisor")
    return _imports_page(None)


@blueprint.post("/imports")
def upload() -> tuple[str, int] | AnyResponse:
    """Keep the files, then show what they hold."""
    request.max_content_length = LARGEST + (1 << 20)
    given = [(one.filename or "", one.stream) for one in request.files.getlist("files") if one.filename]
    choices = {name: request.form.get(name, "") for name in ("owner", "unit")}
    try:
        id = transfer.keep_upload(database(), signed_in(), given, format=request.form.get("format", "auto"), **choices)
    except (InvalidInput, TooLarge) as problem:
        return _imports_page(problem)
    return redirect(url_for("transfer.look", upload=id, watch=request.form.get("watch") or None), code=303)


@blueprint.get("/imports/<upload>")
def look(upload: str) -> tuple[str, int]:
    """What an upload would bring, before anything is written."""
    return _preview_page(upload, None, None)


@blueprint.post("/imports/<upload>")
def decide(upload: str) -> tuple[str, int] | AnyResponse:
    """Look again with other labels, keep the mapping as a file, import, or leave it."""
    mapping, wish = _mapping_of_form(), request.form.get("wish", "")
    if wish == "leave":
        transfer.drop_upload(database(), signed_in(), upload)
        return redirect(url_for("transfer.imports"), code=303)
    if "format" in request.form:
        try:
            _read_otherwise(upload)
        except InvalidInput as problem:
            return _preview_page(upload, mapping, problem)
    if wish == "mapping":
        transfer.preview_upload(database(), signed_in(), upload, mapping)
        headers = {"Content-Disposition": "attachment; filename=mapping.toml"}
        return Response(mapping.as_toml(), mimetype="application/toml", headers=headers)
    if wish != "import":
        return _preview_page(upload, mapping, None)
    try:
        with watched() as tell:
            report = transfer.import_upload(database(), signed_in(), upload, mapping, _of_file(tell))
    except Refusals as problem:
        return _preview_page(upload, mapping, problem)
    return render_template("imported.html", report=report, formats=FORMATS), 200


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
        with watched() as tell:
            wanted = ExportRequest(field("format"), owner, **chosen)
            made = transfer.run_export(database(), person, wanted, progress=_of_all(tell))
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


def _of_file(tell: Tell) -> Callable[[str, int, int | None], None]:
    return lambda file, done, percent: tell(done, percent)


def _of_all(tell: Tell) -> Callable[[int, int], None]:
    return lambda done, total: tell(done, 100 * done // max(1, total))


def _imports_page(problem: WorkbenchError | None) -> tuple[str, int]:
    page = render_template(
        "imports.html", formats=[one for one in FORMATS.values() if one.read], units=list(Unit), problem=problem
    )
    return page, status_of(problem) if problem else 200


def _preview_page(upload: str, mapping: LabelMapping | None, problem: WorkbenchError | None) -> tuple[str, int]:
    with watched() as tell:
        found = transfer.preview_upload(database(), signed_in(), upload, mapping, _of_file(tell))
    page = render_template(
        "import_preview.html",
        upload=upload,
        found=found,
        drawn=[(draft, pieces(draft.text, draft.spans)) for draft in found.drafts],
        schema=annotate.schema(database()),
        formats=FORMATS,
        readable=[one for one in FORMATS.values() if one.read],
        units={one.name: one for one in Unit},
        problem=problem,
    )
    return page, status_of(problem) if problem else 200


def _read_otherwise(upload: str) -> None:
    asked = {name: request.form.get(name, "") for name in ("format", "owner", "unit")}
    transfer.reread_upload(database(), signed_in(), upload, **asked)


def _mapping_of_form() -> LabelMapping:
    """The labels that were chosen: fields ``entities:THEIRS`` and ``relations:THEIRS``; empty leaves a label out."""
    tables: dict[str, dict[str, str | None]] = {kind: {} for kind in KINDS}
    for name, ours in request.form.items():
        kind, _, theirs = name.partition(":")
        if kind in tables and theirs:
            tables[kind][theirs] = ours or None
    return checked(LabelMapping(**tables), annotate.schema(database()))


def _exports_page(problem: WorkbenchError | None) -> tuple[str, int]:
    person = signed_in()
    page = render_template(
        "exports.html",
        exports=transfer.exports(database(), person),
        gold=review.gold_counts(database(), person) if person.has_role("supervisor") else {},
        formats=[one for one in FORMATS.values() if one.write],
        told=TOLD,
        choices=CHOICES,
        sections=SECTION_KINDS,
        batches=transfer.batch_names(database(), person),
        owners=transfer.owner_names(database(), person),
        schema=annotate.schema(database()),
        form=request.form,
        problem=problem,
    )
    return page, status_of(problem) if problem else 200
