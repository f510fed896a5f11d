"""The description of the JSON API (OpenAPI 3.1), written by hand and tested against the routes."""

from typing import Any, Final

from workbench import __version__
from workbench.model.annotation import STATUSES
from workbench.model.changes import OPS
from workbench.model.search import FIELDS, KINDS

Json = dict[str, Any]


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(required: str, **properties: Json) -> Json:
    return {"type": "object", "required": required.split(), "properties": properties}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _responses(description: str, schema: Json, *errors: int) -> Json:
    failed = {str(status): {"$ref": f"#/components/responses/{status}"} for status in (*errors, 500)}
    return {"200": {"description": description, "content": _json(schema)}, **failed}


def _query(name: str, schema: Json, description: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description}


TEXT: Final[Json] = {"type": "string"}
COUNT: Final[Json] = {"type": "integer", "minimum": 0}
WORDS: Final = _object("en ar", en=TEXT, ar=TEXT)
STATUS: Final[Json] = {"type": "string", "enum": list(STATUSES)}
ANY: Final[Json] = {"type": "object"}
MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
DOCUMENT_ID: Final[Json] = {"name": "document_id", "in": "path", "required": True, "schema": TEXT}

ERRORS: Final = {
    400: "The request cannot be read.",
    401: "No valid session or token.",
    403: "Known, but not allowed; or sent by another site.",
    404: "No such thing for the caller.",
    405: "The address does not answer this method.",
    409: "Not possible in the present state, for example the document is finished.",
    413: "Larger than the limit.",
    415: "Not application/json.",
    422: "Well-formed, but against a rule; nothing was changed.",
    429: "Too many tries; see Retry-After.",
    500: "A fault of the server.",
}

SCHEMAS: Final[Json] = {
    "Error": _object(
        "code message hint",
        code={**TEXT, "description": "Stable, for programs."},
        message={**TEXT, "description": "What happened and where, in the reader's language."},
        hint={**TEXT, "description": "What to do next; may be empty."},
        change={**TEXT, "description": "The id of the refused change of a batch."},
    ),
    "Errors": _object("errors", errors=_array(_ref("Error"))),
    "Span": _object(
        "id start end label",
        id=TEXT,
        start={**COUNT, "description": "Offset in Unicode code points, inclusive."},
        end={**COUNT, "description": "Offset in Unicode code points, exclusive."},
        label=TEXT,
        text={**TEXT, "description": "The surface; if sent, it must equal the text between the offsets."},
        attributes=ANY,
        note=TEXT,
        kb_id=MAYBE_TEXT,
    ),
    "Relation": _object(
        "id head tail label",
        id=TEXT,
        head={**TEXT, "description": "The id of a span."},
        tail={**TEXT, "description": "The id of another span."},
        label=TEXT,
        attributes=ANY,
        note=TEXT,
    ),
    "Document": _object(
        "format id text language direction owner status revision spans relations",
        format={"const": "workbench/1"},
        id=TEXT,
        text={**TEXT, "description": "All offsets count its Unicode code points."},
        language=TEXT,
        direction={"enum": ["rtl", "ltr"]},
        owner=TEXT,
        status=STATUS,
        revision=COUNT,
        completed_at=MAYBE_TEXT,
        meta=ANY,
        schema=ANY,
        sections=_array({"type": "array", "description": "[start, end, kind]"}),
        tokens=_array(_array(COUNT)),
        sentences=_array(_array(COUNT)),
        spans=_array(_ref("Span")),
        relations=_array(_ref("Relation")),
    ),
    "Row": _object(
        "id title status revision spans relations",
        id=TEXT,
        title=TEXT,
        status=STATUS,
        revision=COUNT,
        spans=COUNT,
        relations=COUNT,
    ),
    "Rows": _object("documents next", documents=_array(_ref("Row")), next=MAYBE_TEXT),
    "Change": _object(
        "id op",
        id={**TEXT, "description": "Made by the client; sent twice, the change is applied once."},
        op={"enum": list(OPS)},
        span={"description": "For *_span: a span; for delete_span its id is enough."},
        relation={"description": "For *_relation: a relation; for delete_relation its id is enough."},
        status={"enum": ["in_progress", "done"]},
        remark={**TEXT, "description": "For set_remark: what to say to the supervisor about the document."},
    ),
    "Changes": _object("changes", changes=_array(_ref("Change"))),
    "Effect": _object(
        "change kind id before after",
        change=TEXT,
        kind={"enum": ["span", "relation", "status", "remark"]},
        id=TEXT,
        before={"description": "The item before, or null."},
        after={"description": "The item after, or null."},
    ),
    "History": _object("entries", entries=_array(_ref("HistoryEntry"))),
    "HistoryEntry": _object(
        "revision at person op kind before after",
        revision=COUNT,
        at=TEXT,
        person={**TEXT, "description": "Who; empty for the shell."},
        op=TEXT,
        kind={"enum": ["span", "relation"]},
        before={"description": "The item before, or null."},
        after={"description": "The item after, or null."},
    ),
    "Keys": _object("keys", keys={**ANY, "description": "Action of the canvas -> its keys, as physical keys."}),
    "Receipt": _object(
        "revision status applied repeated effects",
        revision=COUNT,
        status=STATUS,
        applied=_array(TEXT),
        repeated=_array(TEXT),
        effects=_array(_ref("Effect")),
    ),
    "Place": _object(
        "document title start end before text after",
        document=TEXT,
        title=TEXT,
        start={**COUNT, "description": "Offset in Unicode code points, inclusive."},
        end={**COUNT, "description": "Offset in Unicode code points, exclusive."},
        before=TEXT,
        text=TEXT,
        after=TEXT,
        owner={**TEXT, "description": "Of a mark: whose it is."},
        status=STATUS,
        span=_ref("Span"),
        relation={"description": "A relation whose head and tail are whole spans."},
    ),
    "Places": _object(
        "kind places count more next",
        kind={"enum": list(KINDS)},
        places=_array(_ref("Place")),
        count={**COUNT, "description": "All places, counted up to a limit."},
        more={"type": "boolean", "description": "Whether there are more than were counted."},
        next=MAYBE_TEXT,
    ),
    "Schema": _object(
        "name version sha256 language title families entities relations nesting",
        name=TEXT,
        version=TEXT,
        sha256=TEXT,
        language=TEXT,
        title=WORDS,
        families=_array(_object("name words", name=TEXT, words=WORDS)),
        entities=_array(_object("label name key colour", label=TEXT, name=WORDS, key=TEXT, colour=TEXT)),
        relations=_array(_object("label name head tail", label=TEXT, name=WORDS, head=_array(TEXT), tail=_array(TEXT))),
        nesting=ANY,
        attributes=ANY,
    ),
}

PATHS: Final[Json] = {
    "/documents": {
        "get": {
            "operationId": "documents",
            "summary": "A page of the caller's queue",
            "parameters": [
                _query("status", STATUS, "Only documents with this status."),
                _query("q", TEXT, "Only documents whose title or id contains this."),
                _query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Rows."),
                _query("after", TEXT, "The `next` of the page before."),
            ],
            "responses": _responses("A page", _ref("Rows"), 400, 401, 422),
        }
    },
    "/documents/{document_id}": {
        "get": {
            "operationId": "document",
            "summary": "A document with the caller's own annotations, as native JSON",
            "parameters": [
                DOCUMENT_ID,
                _query("owner", TEXT, "Whose annotations; others than one's own only for a supervisor."),
            ],
            "responses": _responses("The document", _ref("Document"), 401, 403, 404),
        }
    },
    "/documents/{document_id}/changes": {
        "post": {
            "operationId": "changes",
            "summary": "Apply a batch of changes: all or nothing, durable when answered",
            "parameters": [DOCUMENT_ID],
            "requestBody": {"required": True, "content": _json(_ref("Changes"))},
            "responses": _responses("What was done", _ref("Receipt"), 400, 401, 403, 404, 409, 413, 415, 422),
        }
    },
    "/documents/{document_id}/history": {
        "get": {
            "operationId": "history",
            "summary": "What happened to one span or relation, newest first",
            "parameters": [
                DOCUMENT_ID,
                _query("item", TEXT, "The id of a span or relation."),
                _query("owner", TEXT, "Whose annotations; others than one's own only for a supervisor."),
            ],
            "responses": _responses("Its history", _ref("History"), 401, 403, 404),
        }
    },
    "/keys": {
        "post": {
            "operationId": "keys",
            "summary": "Replace the keys that the caller has chosen for the canvas",
            "requestBody": {"required": True, "content": _json(_ref("Keys"))},
            "responses": _responses("The keys", _ref("Keys"), 400, 401, 403, 413, 415),
        }
    },
    "/schema": {
        "get": {
            "operationId": "schema",
            "summary": "What may be marked",
            "responses": _responses("The schema", _ref("Schema"), 401),
        }
    },
    "/search": {
        "get": {
            "operationId": "search",
            "summary": "Places in the documents that are open to the caller, with what stands around them",
            "parameters": [
                _query("q", TEXT, "Words, whole words in quotes, field:value, or PERSON -HOLDS_ROLE-> ROLE."),
                *(_query(name, TEXT, f"As {name}:… in the query.") for name in FIELDS),
                _query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Places."),
                _query("after", TEXT, "The `next` of the page before."),
            ],
            "responses": _responses("A page", _ref("Places"), 400, 401, 403, 422),
        }
    },
    "/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "security": [],
            "responses": _responses("OpenAPI 3.1", ANY),
        }
    },
}

DESCRIPTION: Final[Json] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Workbench",
        "version": __version__,
        "description": "Entities and relations in articles, under a fixed schema. "
        "Offsets are Unicode code points, half-open.",
    },
    "servers": [{"url": "/api/v1"}],
    "security": [{"token": []}, {"session": []}],
    "paths": PATHS,
    "components": {
        "schemas": SCHEMAS,
        "responses": {
            str(status): {"description": words, "content": _json(_ref("Errors"))} for status, words in ERRORS.items()
        },
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "workbench-PORT"},
        },
    },
}
