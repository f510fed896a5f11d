"""Pieces of which the description of the API is put together."""

from typing import Any, Final

from workbench.model.annotation import STATUSES

Json = dict[str, Any]


def ref(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(required: str, **properties: Json) -> Json:
    """An object with these properties; the names of those it must have, separated by blanks, come first."""
    return {"type": "object", "required": required.split(), "properties": properties}


def array(items: Json) -> Json:
    """A list."""
    return {"type": "array", "items": items}


def content(schema: Json) -> Json:
    """A body of JSON."""
    return {"application/json": {"schema": schema}}


def responses(description: str, schema: Json, *errors: int) -> Json:
    """What is answered, and the statuses of errors; 500 is always one."""
    failed = {str(status): {"$ref": f"#/components/responses/{status}"} for status in (*errors, 500)}
    return {"200": {"description": description, "content": content(schema)}, **failed}


def query(name: str, schema: Json, description: str) -> Json:
    """A parameter in the address."""
    return {"name": name, "in": "query", "schema": schema, "description": description}


TEXT: Final[Json] = {"type": "string"}
COUNT: Final[Json] = {"type": "integer", "minimum": 0}
WORDS: Final = record("en ar", en=TEXT, ar=TEXT)
STATUS: Final[Json] = {"type": "string", "enum": list(STATUSES)}
ANY: Final[Json] = {"type": "object"}
MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
DOCUMENT_ID: Final[Json] = {"name": "document_id", "in": "path", "required": True, "schema": TEXT}
