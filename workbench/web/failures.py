"""Errors as answers: one table of HTTP statuses, one JSON shape for the API, a page or fragment for people."""

from typing import Final
from urllib.parse import urlencode

from flask import (
    Flask,
    Response,
    current_app,
    get_template_attribute,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from workbench.model import errors
from workbench.model.errors import Refusals, Say, WorkbenchError
from workbench.web.security import LIMIT
from workbench.web.visitor import language


class PageMissing(errors.NotFound):
    """An address that leads nowhere."""

    en = Say("There is no page {address}.", "Check the address, or start from your queue.")
    ar = Say("لا توجد صفحة بالعنوان \u2066{address}\u2069.", "تحقّق من العنوان، أو ابدأ من قائمة العمل.")


STATUS: Final[dict[type[WorkbenchError], int]] = {
    errors.BadRequest: 400,
    errors.NotSignedIn: 401,
    errors.Forbidden: 403,
    errors.CrossSite: 403,
    errors.NotFound: 404,
    errors.MethodNotAllowed: 405,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.UnsupportedType: 415,
    errors.InvalidInput: 422,
    errors.RuleBroken: 422,
    errors.Refusals: 422,
    errors.TooManyTries: 429,
    errors.DiskFailed: 507,
}
"""Error class -> HTTP status; an error that is not here has that of its nearest base, else 500."""


def status_of(error: WorkbenchError) -> int:
    """The HTTP status of an error: that of its class, or of the nearest base class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def handle_failures(app: Flask) -> None:
    """Answer every error of an app in the reader's language and the form the address speaks."""
    app.register_error_handler(WorkbenchError, answer)
    app.register_error_handler(HTTPException, _translate)
    app.register_error_handler(Exception, _unexpected)


def answer(error: WorkbenchError) -> AnyResponse:
    """JSON for the API, a fragment for htmx, a page for people."""
    status = status_of(error)
    if status == 500:
        return _unexpected(error)
    response = _formed(error, status)
    if isinstance(error, errors.TooManyTries):
        response.headers["Retry-After"] = str(error.fields["seconds"])
    if isinstance(error, errors.MethodNotAllowed):
        response.headers["Allow"] = str(error.fields["allowed"])
    return response


def _formed(error: WorkbenchError, status: int) -> AnyResponse:
    if request.path.startswith("/api/"):
        return _json(error, status)
    if request.path.startswith("/parts/"):
        return Response(get_template_attribute("parts.html", "problem_box")(error, language()), status)
    if isinstance(error, errors.NotSignedIn):
        return redirect(f"{url_for('people.sign_in')}?{urlencode({'next': _place()})}", code=303)
    return Response(render_template("error.html", error=error, status=status), status)


def _json(error: WorkbenchError, status: int) -> AnyResponse:
    single = error.errors if isinstance(error, Refusals) else (error,)
    response = jsonify(errors=[one.as_dict(language()) for one in single])
    response.status_code = status
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _translate(error: HTTPException) -> AnyResponse:
    """What Flask itself refuses, in our words."""
    if error.code is not None and error.code < 400:
        return error.get_response()
    return answer(_worded(error))


def _worded(error: HTTPException) -> WorkbenchError:
    match error.code:
        case 400:
            return errors.BadRequest(at=request.path, got=error.name, expected=error.description)
        case 404:
            return PageMissing(address=request.path)
        case 405:
            allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
            return errors.MethodNotAllowed(got=request.method, allowed=allowed)
        case 413:
            return errors.TooLarge(limit=f"{LIMIT // 1024**2} MB")
        case 415:
            return errors.UnsupportedType(got=request.mimetype)
    return WorkbenchError()


def _unexpected(error: Exception) -> AnyResponse:
    """A fault of ours: the log gets everything, the reader nothing of it."""
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return _formed(WorkbenchError(), 500)


def _place() -> str:
    """Where to return after signing in: this page, or for a form the page it stood on is unknown, the start."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"
