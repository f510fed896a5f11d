"""Adjudication: what waits on the desk, one document decided conflict by conflict, what became of one's marks."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import annotate, review
from workbench.actions.review import OnDesk
from workbench.model.gold.case import CATEGORIES
from workbench.web.pages import field
from workbench.web.review.blueprint import blueprint
from workbench.web.visitor import database, language, signed_in, wording


@blueprint.get("/adjudication")
def adjudication() -> str:
    """What is ready, open, final, stale."""
    state, query = (request.args.get(name, "").strip() for name in ("state", "q"))
    found = review.trays(database(), signed_in(), state, query, after=request.args.get("after"))
    return render_template("review/adjudication.html", found=found, states=review.STATES, state=state, q=query)


@blueprint.post("/adjudication")
def merge_ready() -> AnyResponse:
    """Merge whatever is ready, and what changed."""
    count = review.merge_all(database(), signed_in(), review.read_rule(field("rule")))
    flash(wording().text("gold.were_merged", n=count))
    return redirect(url_for("review.adjudication"), code=303)


@blueprint.get("/review/articles/<document:document_id>/adjudicate")
def adjudicate(document_id: str) -> str:
    """The desk of one document."""
    desk = review.on_desk(database(), signed_in(), document_id)
    return render_template(
        "review/adjudicate.html",
        desk=desk,
        document=desk.document,
        lines=review.lines_of(desk.document),
        categories=CATEGORIES,
        page_data=_page_data(desk),
    )


@blueprint.get("/documents/<document:document_id>/outcome")
def outcome(document_id: str) -> str:
    """What became of the reader's own marks."""
    found = review.outcome(database(), signed_in(), document_id)
    schema = annotate.schema(database())
    return render_template("review/outcome.html", found=found, document=found.document, schema=schema)


def _page_data(desk: OnDesk) -> Mapping[str, object]:
    """All that the desk is drawn from."""
    document = desk.document
    return {
        "document": {
            "id": document.id,
            "text": document.text,
            "language": document.language,
            "direction": document.direction,
            "sections": document.sections,
            "tokens": document.tokens,
            "sentences": document.sentences,
        },
        "desk": review.desk_fields(desk),
        "schema": annotate.schema_fields(desk.schema),
        "language": language(),
        "person": signed_in().name,
        "words": {**wording().under("canvas"), **wording().under("desk")},
        "url": url_for("api.gold", document_id=document.id),
    }
