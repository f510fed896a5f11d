"""The description of the JSON API (OpenAPI 3.1), written by hand and tested against the routes."""

from typing import Final

from workbench import __version__
from workbench.model.changes import OPS
from workbench.model.search import FIELDS, KINDS
from workbench.web.openapi_gold import PATHS as GOLD_PATHS
from workbench.web.openapi_gold import SCHEMAS as GOLD_SCHEMAS
from workbench.web.openapi_parts import (
    ANY,
    COUNT,
    DOCUMENT_ID,
    MAYBE_TEXT,
    STATUS,
    TEXT,
    WORDS,
    Json,
    array,
    content,
    query,
    record,
    ref,
    responses,
)
from workbench.web.openapi_suggest import PATHS as SUGGEST_PATHS
from workbench.web.openapi_suggest import SCHEMAS as SUGGEST_SCHEMAS

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
    507: "No room on the disk; nothing was changed.",
}

SCHEMAS: Final[Json] = {
    **GOLD_SCHEMAS,
    **SUGGEST_SCHEMAS,
    "Error": record(
        "code message hint",
        code={**TEXT, "description": "Stable, for programs."},
        message={**TEXT, "description": "What happened and where, in the reader's language."},
        hint={**TEXT, "description": "What to do next; may be empty."},
        change={**TEXT, "description": "The id of the refused change of a batch."},
    ),
    "Errors": record("errors", errors=array(ref("Error"))),
    "Span": record(
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
    "Relation": record(
        "id head tail label",
        id=TEXT,
        head={**TEXT, "description": "The id of a span."},
        tail={**TEXT, "description": "The id of another span."},
        label=TEXT,
        attributes=ANY,
        note=TEXT,
    ),
    "Document": record(
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
        sections=array({"type": "array", "description": "[start, end, kind]"}),
        tokens=array(array(COUNT)),
        sentences=array(array(COUNT)),
        spans=array(ref("Span")),
        relations=array(ref("Relation")),
    ),
    "Row": record(
        "id title status revision spans relations",
        id=TEXT,
        title=TEXT,
        status=STATUS,
        revision=COUNT,
        spans=COUNT,
        relations=COUNT,
    ),
    "Rows": record("documents next", documents=array(ref("Row")), next=MAYBE_TEXT),
    "Change": record(
        "id op",
        id={**TEXT, "description": "Made by the client; sent twice, the change is applied once."},
        op={"enum": list(OPS)},
        span={"description": "For *_span: a span; for delete_span its id is enough."},
        relation={"description": "For *_relation: a relation; for delete_relation its id is enough."},
        status={"enum": ["in_progress", "done"]},
        remark={**TEXT, "description": "For set_remark: what to say to the supervisor about the document."},
        source={**TEXT, "description": "For add_*: where the suggestion that is accepted came from; kept in the log."},
        score={"type": "number", "minimum": 0, "maximum": 1, "description": "The score that the source gave."},
        keys={**COUNT, "description": "How many keys and clicks it took; kept in the log."},
    ),
    "Changes": record("changes", changes=array(ref("Change"))),
    "Effect": record(
        "change kind id before after",
        change=TEXT,
        kind={"enum": ["span", "relation", "status", "remark"]},
        id=TEXT,
        before={"description": "The item before, or null."},
        after={"description": "The item after, or null."},
    ),
    "History": record("entries", entries=array(ref("HistoryEntry"))),
    "HistoryEntry": record(
        "revision at person op kind before after",
        revision=COUNT,
        at=TEXT,
        person={**TEXT, "description": "Who; empty for the shell."},
        op=TEXT,
        kind={"enum": ["span", "relation"]},
        before={"description": "The item before, or null."},
        after={"description": "The item after, or null."},
    ),
    "Keys": record("keys", keys={**ANY, "description": "Action of the canvas -> its keys, as physical keys."}),
    "Receipt": record(
        "revision status applied repeated effects",
        revision=COUNT,
        status=STATUS,
        applied=array(TEXT),
        repeated=array(TEXT),
        effects=array(ref("Effect")),
    ),
    "Place": record(
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
        span=ref("Span"),
        relation={"description": "A relation whose head and tail are whole spans."},
    ),
    "Places": record(
        "kind places count more next",
        kind={"enum": list(KINDS)},
        places=array(ref("Place")),
        count={**COUNT, "description": "All places, counted up to a limit."},
        more={"type": "boolean", "description": "Whether there are more than were counted."},
        next=MAYBE_TEXT,
    ),
    "Schema": record(
        "name version sha256 language title families entities relations nesting adjacency",
        name=TEXT,
        version=TEXT,
        sha256=TEXT,
        language=TEXT,
        title=WORDS,
        families=array(record("name words", name=TEXT, words=WORDS)),
        entities=array(record("label name key colour", label=TEXT, name=WORDS, key=TEXT, colour=TEXT)),
        relations=array(record("label name head tail", label=TEXT, name=WORDS, head=array(TEXT), tail=array(TEXT))),
        nesting=ANY,
        adjacency=ANY,
        attributes=ANY,
    ),
}

PATHS: Final[Json] = {
    **GOLD_PATHS,
    **SUGGEST_PATHS,
    "/documents": {
        "get": {
            "operationId": "documents",
            "summary": "A page of the caller's queue",
            "parameters": [
                query("status", STATUS, "Only documents with this status."),
                query("q", TEXT, "Only documents whose title or id contains this."),
                query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Rows."),
                query("after", TEXT, "The `next` of the page before."),
            ],
            "responses": responses("A page", ref("Rows"), 400, 401, 422),
        }
    },
    "/documents/{document_id}": {
        "get": {
            "operationId": "document",
            "summary": "A document with the caller's own annotations, as native JSON",
            "parameters": [
                DOCUMENT_ID,
                query("owner", TEXT, "Whose annotations; others than one's own only for a supervisor."),
            ],
            "responses": responses("The document", ref("Document"), 401, 403, 404),
        }
    },
    "/documents/{document_id}/changes": {
        "post": {
            "operationId": "changes",
            "summary": "Apply a batch of changes: all or nothing, durable when answered",
            "parameters": [DOCUMENT_ID],
            "requestBody": {"required": True, "content": content(ref("Changes"))},
            "responses": responses("What was done", ref("Receipt"), 400, 401, 403, 404, 409, 413, 415, 422, 507),
        }
    },
    "/documents/{document_id}/history": {
        "get": {
            "operationId": "history",
            "summary": "What happened to one span or relation, newest first",
            "parameters": [
                DOCUMENT_ID,
                query("item", TEXT, "The id of a span or relation."),
                query("owner", TEXT, "Whose annotations; others than one's own only for a supervisor."),
            ],
            "responses": responses("Its history", ref("History"), 401, 403, 404),
        }
    },
    "/keys": {
        "post": {
            "operationId": "keys",
            "summary": "Replace the keys that the caller has chosen for the canvas",
            "requestBody": {"required": True, "content": content(ref("Keys"))},
            "responses": responses("The keys", ref("Keys"), 400, 401, 403, 413, 415, 507),
        }
    },
    "/schema": {
        "get": {
            "operationId": "schema",
            "summary": "What may be marked",
            "responses": responses("The schema", ref("Schema"), 401),
        }
    },
    "/search": {
        "get": {
            "operationId": "search",
            "summary": "Places in the documents that are open to the caller, with what stands around them",
            "parameters": [
                query("q", TEXT, "Words, whole words in quotes, field:value, or PERSON -HOLDS_ROLE-> ROLE."),
                *(query(name, TEXT, f"As {name}:… in the query.") for name in FIELDS),
                query("limit", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}, "Places."),
                query("after", TEXT, "The `next` of the page before."),
            ],
            "responses": responses("A page", ref("Places"), 400, 401, 403, 422),
        }
    },
    "/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "security": [],
            "responses": responses("OpenAPI 3.1", ANY),
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
            str(status): {"description": words, "content": content(ref("Errors"))} for status, words in ERRORS.items()
        },
        "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": "workbench-PORT"},
        },
    },
}
