"""The description of the part of the API that makes gold."""

from typing import Final

from workbench.web.openapi_parts import (
    ANY,
    COUNT,
    DOCUMENT_ID,
    MAYBE_TEXT,
    TEXT,
    Json,
    array,
    content,
    record,
    ref,
    responses,
)

SCHEMAS: Final[Json] = {
    "Side": record("spans relations", spans=array(ref("Span")), relations=array(ref("Relation"))),
    "Conflict": record(
        "key kind start end versions touching stale",
        key={**TEXT, "description": "Depends on the document and the compared items alone."},
        kind={"enum": ["spans", "relations"]},
        start=COUNT,
        end=COUNT,
        versions={"type": "object", "additionalProperties": ref("Side"), "description": "Owner -> side."},
        touching={"type": "object", "additionalProperties": array(ref("Relation"))},
        stale=array(record("item owner before after", item=TEXT, owner=TEXT, before=array(ANY), after=array(ANY))),
    ),
    "Desk": record(
        "document state rule fresh sources gold provenance conflicts decisions lost",
        document=TEXT,
        state={"enum": ["ready", "draft", "final"]},
        rule={**MAYBE_TEXT, "description": "all, majority, trusted:NAME; null before the first merge."},
        merged_at=MAYBE_TEXT,
        imported_at=MAYBE_TEXT,
        fresh={**array(TEXT), "description": "Who finished, or changed finished work, since the last merge."},
        sources=array(ref("Side")),
        gold=ref("Side"),
        provenance=array(record("kind item how sources", kind=TEXT, item=TEXT, how=TEXT, sources=ANY)),
        conflicts=array(ref("Conflict")),
        decisions=array(record("id key kind what", id=COUNT, key=TEXT, kind=TEXT, what=TEXT)),
        lost=array(record("owner relation why", owner=TEXT, relation=ref("Relation"), why=TEXT)),
    ),
    "Deed": record(
        "do",
        do={"enum": ["merge", "decide", "undo", "finalise", "reopen"]},
        rule={**TEXT, "description": "For merge: all, majority or trusted:NAME."},
        key={**TEXT, "description": "For decide: the key of an open conflict."},
        what={"enum": ["taken", "merged", "edited", "nothing"]},
        take={**TEXT, "description": "The owner whose side is taken, or gold to keep what is there."},
        spans={**array(ANY), "description": "For edited: start, end, label [, attributes]."},
        relations={**array(ANY), "description": "For edited: head, tail (gold spans, by id or extent), label."},
        category=TEXT,
        gap={"type": "boolean", "description": "Whether the guidelines do not say."},
        reason=TEXT,
        decision={"type": "integer", "description": "For undo: its number; the last one if left out."},
    ),
}

PATHS: Final[Json] = {
    "/documents/{document_id}/gold": {
        "get": {
            "operationId": "gold",
            "summary": "How the gold of a document is being made, for a supervisor",
            "parameters": [DOCUMENT_ID],
            "responses": responses("The desk", ref("Desk"), 401, 403, 404),
        },
        "post": {
            "operationId": "make_gold",
            "summary": "Merge, decide a conflict, take a decision back, finalise or reopen",
            "parameters": [DOCUMENT_ID],
            "requestBody": {"required": True, "content": content(ref("Deed"))},
            "responses": responses("The desk then", ref("Desk"), 400, 401, 403, 404, 409, 413, 415, 422, 507),
        },
    },
}
