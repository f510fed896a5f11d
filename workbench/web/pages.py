"""Small helpers of the pages: numbers and filters in addresses, the fields of a form."""

from flask import request, url_for
from werkzeug.routing import IntegerConverter, Map, PathConverter

from workbench.model.errors import BadRequest


class RowNumber(IntegerConverter):
    """``<row:…>`` in a rule: a whole number that SQLite can hold; anything larger leads nowhere."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**63 - 1)


class DocumentId(PathConverter):
    """``<document:…>`` in a rule: a document's id, which may hold slashes, but not what follows it in a rule."""

    regex = "[^/].*?(?<!/changes)(?<!/sections)(?<!/return)(?<!/gold)(?<!/adjudicate)(?<!/outcome)"


def address(endpoint: str, **query: str) -> str:
    """The address of a page with those query values that are not empty."""
    return url_for(endpoint, **{name: value for name, value in query.items() if value})  # type: ignore[arg-type]


def field(name: str) -> str:
    """A field of the sent form. Raises `BadRequest` if it is not there."""
    if name not in request.form:
        raise BadRequest(at=name, got="missing", expected="a value")
    return request.form[name].strip()
