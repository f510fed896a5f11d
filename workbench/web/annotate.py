"""The annotator's pages: the queue, the article with its canvas, the schema and the guidelines."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import annotate, review, suggest, turn
from workbench.actions.annotate import OpenDocument, Queue
from workbench.actions.review import Line, lines_of
from workbench.model.annotation import STATUSES
from workbench.model.errors import Conflict, InvalidInput, UnknownName, WorkbenchError
from workbench.model.people import Person
from workbench.web.colours import label_styles
from workbench.web.failures import status_of
from workbench.web.island import modules, slim
from workbench.web.pages import address, field
from workbench.web.prose import bracketed, html_of
from workbench.web.visitor import database, language, signed_in, wording

blueprint = Blueprint("annotate", __name__)


@blueprint.get("/")
def queue() -> str:
    """The documents that are the reader's to annotate."""
    return _queue_page(None)[0]


@blueprint.post("/next")
def take_next() -> tuple[str, int] | AnyResponse:
    """Take the next document from the pool, and go to it."""
    try:
        taken = turn.take_next(database(), signed_in())
    except Conflict as problem:
        return _queue_page(problem)
    return redirect(url_for("annotate.document", document_id=taken), code=303)


@blueprint.post("/skip")
def skip() -> tuple[str, int] | AnyResponse:
    """Pass a document on, with the reason."""
    try:
        turn.skip(database(), signed_in(), field("document"), field("reason"))
    except (Conflict, InvalidInput) as problem:
        return _queue_page(problem)
    flash(wording().text("pool.skipped"))
    return redirect(url_for("annotate.queue"), code=303)


@blueprint.get("/parts/queue")
def queue_part() -> Response:
    """The list alone, for a search that is being typed or a further page."""
    found = _queue(signed_in())
    block = "rows" if request.args.get("after") else "results"
    settled = review.settled(database(), signed_in())
    told = {"queue": found, "settled": settled, "statuses": STATUSES, "part": block}
    part = Response(render_block("queue.html", block, **told, **_chosen()))
    if block == "results":
        part.headers["HX-Replace-Url"] = address("annotate.queue", **_chosen())
    return part


@blueprint.get("/documents/<document:document_id>")
def document(document_id: str) -> str:
    """One article, ready to be annotated."""
    person = signed_in()
    opened = annotate.open_document(database(), person, document_id, request.args.get("owner"))
    lines = lines_of(opened.document)
    return render_template(
        "annotate.html",
        opened=opened,
        document=opened.document,
        lines=lines,
        page_data=_page_data(opened, lines, person),
        modules=modules(),
    )


@blueprint.get("/schema")
def schema() -> str:
    """What may be marked, for people."""
    signed_in()
    found = annotate.schema(database())
    return render_template("schema.html", schema=found, bracketed=bracketed)


@blueprint.get("/guidelines")
def guidelines() -> str:
    """How to mark it: the guidelines, rendered from Markdown."""
    person = signed_in()
    gaps = review.gaps(database(), person) if person.has_role("supervisor") else []
    schema = annotate.schema(database())
    body = html_of(annotate.guidelines(database(), language()))
    return render_template("guidelines.html", body=body, gaps=gaps, schema=schema)


@blueprint.get("/labels.css")
def labels() -> Response:
    """The colours of the labels as a style sheet (no inline styles under our policy)."""
    found = annotate.schema(database())
    response = Response(label_styles(found), mimetype="text/css")
    response.set_etag(found.sha256)
    response.cache_control.no_cache = True
    return response.make_conditional(request)  # type: ignore[return-value]  # it answers itself


def _queue_page(problem: WorkbenchError | None) -> tuple[str, int]:
    person = signed_in()
    found, pool = _queue(person), turn.has_next(database(), person)
    more = {"pool": pool, "settled": review.settled(database(), person), "problem": problem, "statuses": STATUSES}
    page = render_template("queue.html", queue=found, **more, **_chosen())
    return page, status_of(problem) if problem else 200


def _queue(person: Person) -> Queue:
    chosen = _chosen()
    if chosen["status"] and chosen["status"] not in STATUSES:
        raise UnknownName("status", chosen["status"], STATUSES)
    return annotate.queue(database(), person, chosen["status"] or None, chosen["q"], after=request.args.get("after"))


def _chosen() -> dict[str, str]:
    """The filter in the address."""
    return {name: request.args.get(name, "").strip() for name in ("status", "q")}


def _page_data(opened: OpenDocument, lines: Sequence[Line], person: Person) -> Mapping[str, object]:
    """All that the canvas needs, so that it never asks for it."""
    neighbours = ("previous", "next", "next_open")
    return {
        "document": slim(annotate.document_fields(opened), lines),
        "schema": annotate.schema_fields(opened.schema),
        "language": language(),
        "person": person.name,
        "words": wording().under("canvas"),
        "changes_url": url_for("api.changes", document_id=opened.document.id),
        "history_url": url_for("api.history", document_id=opened.document.id, owner=request.args.get("owner")),
        "keys_url": url_for("api.keys"),
        **_suggesting(opened, person),
        "keys": person.keys,
        "remark": opened.current.remark,
        "read_only": _read_only(opened, person),
    } | {name: _document_url(getattr(opened, name)) or _pool_url(name, person) for name in neighbours}


def _suggesting(opened: OpenDocument, person: Person) -> Mapping[str, object]:
    """Whether suggestions are shown, where they are, and which were rejected."""
    own, document = opened.current.owner == person.name, opened.document.id
    return {
        "suggests": own and suggest.is_offered(database(), person, document),
        "rejected": suggest.rejected_keys(database(), person, document) if own else [],
        "suggestions_url": url_for("api.suggestions", document_id=document, wishes=1),
        "rejections_url": url_for("api.rejections", document_id=document),
    }


def _read_only(opened: OpenDocument, person: Person) -> str | None:
    """Why nothing can be changed here, or None."""
    owner = opened.current.owner
    return None if owner == person.name else str(wording().text("review.reading_of", name=owner))


def _pool_url(name: str, person: Person) -> str | None:
    """Where the next open document is found when the queue has none: at the button of the pool."""
    has_next = name == "next_open" and turn.has_next(database(), person)
    return url_for("annotate.queue", _anchor="take") if has_next else None


def _document_url(document_id: str | None) -> str | None:
    return url_for("annotate.document", document_id=document_id) if document_id else None
