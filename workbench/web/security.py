"""What every request must pass and every answer carries: same-origin check, policy headers, the cookie."""

from typing import Final

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface

from workbench.model.errors import CrossSite
from workbench.web.visitor import bearer

LIMIT: Final = 8 * 1024 * 1024
"""Bytes of a request body that are read at most."""

YEAR: Final = 365 * 24 * 3600
"""Seconds for which a browser keeps a static file; its address changes when any of them does."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_SAFE_METHODS: Final = {"GET", "HEAD", "OPTIONS"}
_CACHED: Final = {"static", "annotate.labels"}
"""End points whose answers say nothing about anybody; all others are never stored by a browser."""


class Cookie(SecureCookieSessionInterface):
    """The session cookie. Browsers share cookies between ports, so the name carries the port."""

    def get_cookie_name(self, app: Flask) -> str:
        """One name per port: two workspaces on one machine do not sign each other out."""
        return f"workbench-{request.environ.get('SERVER_PORT', '')}"

    def get_cookie_secure(self, app: Flask) -> bool:
        """Only over https whenever it was set over https."""
        return request.is_secure


def protect(app: Flask) -> None:
    """Put the checks and headers around every request of an app."""
    app.session_interface = Cookie()
    app.config.update(
        MAX_CONTENT_LENGTH=LIMIT,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SEND_FILE_MAX_AGE_DEFAULT=YEAR,
        SESSION_REFRESH_EACH_REQUEST=False,  # a late answer would bring back a session that was just left
    )
    app.before_request(refuse_cross_site)
    app.after_request(add_headers)


def refuse_cross_site() -> None:
    """Let a change through only if our own pages, a script with a token, or no browser at all sent it.

    Browsers state where a request comes from in ``Sec-Fetch-Site`` or ``Origin``; a request with neither
    comes from a program, which has no cookie to abuse. Raises `CrossSite`.
    """
    if request.method in _SAFE_METHODS or bearer() is not None:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        raise CrossSite()
    if site is None and origin is not None and origin.partition("://")[2] != request.host:
        raise CrossSite()


def add_headers(response: Response) -> Response:
    """Policy headers for every answer, and no copies of what a person saw."""
    response.headers.update(HEADERS)
    if request.endpoint not in _CACHED or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif request.endpoint == "static":
        response.cache_control.immutable = True
    return response


def safe_next(target: str | None) -> str:
    """An address on this site to go on to; the start page for anything that might lead elsewhere."""
    plain = target is not None and target.isprintable() and "\\" not in target
    return target if plain and target and target.startswith("/") and target[1:2] != "/" else "/"
