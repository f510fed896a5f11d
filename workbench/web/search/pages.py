"""Search across the corpus: one page for everybody, each within what is open to them."""

from collections.abc import Mapping, Sequence

from flask import Response, render_template, request
from jinja2_fragments.flask import render_block

from workbench.actions import annotate, search
from workbench.actions.search import Found, Hit
from workbench.model.annotation import STATUSES
from workbench.model.errors import InvalidInput, WorkbenchError
from workbench.model.schema import Schema
from workbench.model.search import KINDS
from workbench.web.failures import status_of
from workbench.web.pages import address
from workbench.web.search.blueprint import blueprint
from workbench.web.visitor import database, signed_in


@blueprint.get("/search")
def page() -> tuple[str, int]:
    """The form and what it finds."""
    found, problem = _looked_up()
    return render_template("search/search.html", **_shown(found, problem)), status_of(problem) if problem else 200


@blueprint.get("/parts/search")
def part() -> Response:
    """What is found alone, for a search that is being typed or a further page."""
    found, problem = _looked_up()
    block = "rows" if request.args.get("after") and found else "results"
    answer = Response(render_block("search/search.html", block, **_shown(found, problem)))
    if block == "results":
        answer.headers["HX-Replace-Url"] = address("search.page", **_asked())
    return answer


def _looked_up() -> tuple[Found | None, WorkbenchError | None]:
    """What is found, or why the query cannot be read."""
    asked = _asked()
    person, words = signed_in(), asked.pop("q")
    try:
        return search.find(database(), person, words, asked, after=request.args.get("after")), None
    except InvalidInput as problem:
        return None, problem


def _asked() -> dict[str, str]:
    """The form in the address."""
    return {name: request.args.get(name, "").strip() for name in ("q", *search.FIELDS)}


def _shown(found: Found | None, problem: WorkbenchError | None) -> Mapping[str, object]:
    schema = annotate.schema(database())
    return {
        "found": found,
        "problem": problem,
        "asked": _asked(),
        "schema": schema,
        "options": _options(schema),
        "place": place,
        "address": lambda endpoint, after: address(endpoint, **_asked(), after=after),
    }


def _options(schema: Schema) -> Mapping[str, Sequence[str]]:
    """What may be chosen beside the words; whose marks and which batch only where there is a choice."""
    choices = search.choices(database(), signed_in())
    return {
        "in": KINDS,
        "label": list(schema.entities),
        "head": list(schema.entities),
        "relation": list(schema.relations),
        "tail": list(schema.entities),
        "attribute": [f"{name}={value}" for name, words in schema.attributes.items() for value in words.values],
        "owner": choices.owners,
        "status": STATUSES,
        "batch": choices.batches,
    }


def place(hit: Hit) -> Mapping[str, str]:
    """Where a hit is opened: the document, at the place, with the marks of whoever made it."""
    found = {"document_id": hit.document, "at": f"{hit.start}-{hit.end}"}
    return found | ({"owner": hit.owner} if hit.owner and hit.owner != signed_in().name else {})
