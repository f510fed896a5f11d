"""The part of the API's description that is about suggestions."""

from typing import Final

from workbench.web.openapi_parts import COUNT, DOCUMENT_ID, TEXT, Json, array, content, query, record, ref, responses

_SCORE: Final[Json] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_SOURCE: Final[Json] = {**TEXT, "description": "document, memory, patterns, or the name of a set of predictions."}
_WISHES: Final[Json] = query(
    "wishes",
    {"type": "string", "enum": ["1"]},
    "Without it, spans that the rules allow beside what is marked and beside each other, and none once the work is "
    "done. With it, what each source says of others' names, for whoever judges that at every edit.",
)
_END: Final[Json] = record("start end label", start=COUNT, end=COUNT, label=TEXT)

SCHEMAS: Final[Json] = {
    "Suggestions": record(
        "on spans relations rejected",
        on={"type": "boolean", "description": "False: this document goes without suggestions, to compare."},
        spans=array(
            record(
                "start end text label source score labels",
                start={**COUNT, "description": "Offset in Unicode code points, inclusive."},
                end={**COUNT, "description": "Offset in Unicode code points, exclusive."},
                text=TEXT,
                label=TEXT,
                source=_SOURCE,
                score=_SCORE,
                labels={"type": "object", "description": "All labels of the name, with how often it bore each."},
            )
        ),
        relations=array(
            record("label head tail source score", label=TEXT, head=_END, tail=_END, source=_SOURCE, score=_SCORE)
        ),
        rejected=array({**TEXT, "description": "The key of a suggestion that the caller has rejected here."}),
    ),
    "Rejections": record(
        "",
        reject=array(
            record(
                "key label source",
                key={
                    **TEXT,
                    "description": "ghost LABEL START-END; of a relation that of its head, a blank, that of its tail.",
                },
                label=TEXT,
                source=TEXT,
                name={**TEXT, "description": "The folded name, for spans."},
            )
        ),
        take_back=array(TEXT),
    ),
    "Rejected": record("rejected", rejected=array(TEXT)),
}

PATHS: Final[Json] = {
    "/documents/{document_id}/suggestions": {
        "get": {
            "operationId": "suggestions",
            "summary": "What is suggested to the caller in a document now",
            "parameters": [DOCUMENT_ID, _WISHES],
            "responses": responses("The suggestions", ref("Suggestions"), 401, 404),
        }
    },
    "/documents/{document_id}/rejections": {
        "post": {
            "operationId": "rejections",
            "summary": "Remember which suggestions the caller does not want in a document, or does again",
            "parameters": [DOCUMENT_ID],
            "requestBody": {"required": True, "content": content(ref("Rejections"))},
            "responses": responses("All that is rejected", ref("Rejected"), 400, 401, 403, 404, 413, 415, 507),
        }
    },
}
