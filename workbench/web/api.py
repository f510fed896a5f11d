"""The JSON API under ``/api/v1``: described by `openapi`, judged by a token or a session."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from workbench.actions import annotate, people, review, suggest
from workbench.actions import search as finding
from workbench.actions.workspace import Database
from workbench.model.annotation import STATUSES
from workbench.model.errors import BadRequest, UnknownName, UnsupportedType
from workbench.model.items import wrong
from workbench.model.people import Person
from workbench.web.openapi import DESCRIPTION
from workbench.web.visitor import database, signed_in

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

MOST_ROWS = 200
ROW = ("id", "title", "status", "revision", "spans", "relations")


@blueprint.get("/documents")
def documents() -> Response:
    """A page of the caller's queue."""
    person, status = signed_in(), request.args.get("status", "")
    if status and status not in STATUSES:
        raise UnknownName("status", status, STATUSES)
    query, after = request.args.get("q", ""), request.args.get("after")
    found = annotate.queue(database(), person, status or None, query, _limit(), after)
    rows = [{name: getattr(row, name) for name in ROW} for row in found.rows]
    return jsonify(documents=rows, next=found.next)


@blueprint.get("/documents/<document:document_id>")
def document(document_id: str) -> Response:
    """One document with the caller's own set, as native JSON."""
    opened = annotate.open_document(database(), signed_in(), document_id, request.args.get("owner"))
    return jsonify(annotate.document_fields(opened))


@blueprint.post("/documents/<document:document_id>/changes")
def changes(document_id: str) -> Response:
    """Apply a batch of changes to the caller's own set."""
    person, payload = signed_in(), _body()
    return jsonify(annotate.change(database(), person, document_id, payload).as_dict())


@blueprint.get("/documents/<document:document_id>/history")
def history(document_id: str) -> Response:
    """What happened to one of the caller's spans or relations."""
    item, owner = request.args.get("item", ""), request.args.get("owner")
    found = annotate.history(database(), signed_in(), document_id, item, owner)
    return jsonify(entries=[asdict(entry) for entry in found])


@blueprint.get("/documents/<document:document_id>/suggestions")
def suggestions(document_id: str) -> Response:
    """What is suggested to the caller in a document."""
    wishes = request.args.get("wishes") == "1"
    return jsonify(suggest.offers(database(), signed_in(), document_id, wishes=wishes).as_dict())


@blueprint.post("/documents/<document:document_id>/rejections")
def rejections(document_id: str) -> Response:
    """Remember which suggestions the caller does not want in a document, or does again."""
    person, payload = signed_in(), _body()
    return jsonify(rejected=suggest.reject(database(), person, document_id, payload))


@blueprint.get("/documents/<document:document_id>/gold")
def gold(document_id: str) -> Response:
    """How the gold of a document is being made: its sources, what is open, every decision, every origin."""
    return jsonify(review.desk_fields(review.on_desk(database(), signed_in(), document_id)))


@blueprint.post("/documents/<document:document_id>/gold")
def make_gold(document_id: str) -> Response:
    """Merge, decide, take a decision back, finalise or reopen; answers the desk as it is then."""
    person, payload = signed_in(), _body()
    if not isinstance(payload, dict):
        raise wrong("body", payload, "an object")
    if payload.get("do") not in DEEDS:
        raise UnknownName("deed", payload.get("do"), list(DEEDS))
    DEEDS[payload["do"]](database(), person, document_id, payload)
    return gold(document_id)


@blueprint.post("/keys")
def keys() -> Response:
    """Replace the keys that the caller has chosen for the canvas."""
    person, payload = signed_in(), _body()
    given = payload.get("keys") if isinstance(payload, dict) else None
    if given is None:
        raise BadRequest(at="keys", got="nothing", expected='an object {"keys": {…}}')
    return jsonify(keys=people.set_preferences(database(), person, keys=given).keys)


@blueprint.get("/schema")
def schema() -> Response:
    """The schema in force."""
    signed_in()
    return jsonify(annotate.schema_fields(annotate.schema(database())))


@blueprint.get("/search")
def search() -> Response:
    """A page of places in the documents that are open to the caller."""
    person = signed_in()
    fields = {name: request.args.get(name, "") for name in finding.FIELDS}
    found = finding.find(database(), person, request.args.get("q", ""), fields, _limit(), request.args.get("after"))
    hits = [hit.as_dict() for hit in found.hits]
    return jsonify(kind=found.query.kind, places=hits, count=found.count, more=found.more, next=found.next)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description of this API, for everybody."""
    return jsonify(DESCRIPTION)


def _merge(db: Database, person: Person, document: str, payload: Mapping[str, Any]) -> None:
    rule = payload.get("rule")
    if rule is not None and not isinstance(rule, str):
        raise wrong("rule", rule, "the name of a rule")
    review.merge(db, person, document, review.read_rule(rule) if rule else None)


def _decide(db: Database, person: Person, document: str, payload: Mapping[str, Any]) -> None:
    review.decide(db, person, document, review.read_verdict(payload))


def _undo(db: Database, person: Person, document: str, payload: Mapping[str, Any]) -> None:
    number = payload.get("decision")
    if number is not None and type(number) is not int:
        raise wrong("decision", number, "the number of a decision")
    review.undo(db, person, document, number)


DEEDS: Final[dict[str, Callable[[Database, Person, str, Mapping[str, Any]], None]]] = {
    "merge": _merge,
    "decide": _decide,
    "undo": _undo,
    "finalise": lambda db, person, document, _: review.finalise(db, person, document),
    "reopen": lambda db, person, document, _: review.reopen(db, person, document),
}
"""What ``POST …/gold`` does, by the ``do`` of its body."""


def _limit() -> int:
    given = request.args.get("limit", "50")
    if not given.isdecimal() or not 1 <= int(given) <= MOST_ROWS:
        raise BadRequest(at="limit", got=given, expected=f"a whole number from 1 to {MOST_ROWS}")
    return int(given)


def _body() -> object:
    """The JSON of the request. Raises `UnsupportedType`, or `BadRequest` with line and column."""
    if request.mimetype != "application/json":
        raise UnsupportedType(got=request.mimetype)
    try:
        return json.loads(request.get_data().decode())
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise BadRequest(at=place, got=error.msg, expected="JSON") from None
    except (ValueError, RecursionError):  # not UTF-8, a number without end, nested without end
        raise BadRequest(at="body", got="not readable", expected="JSON in UTF-8") from None
