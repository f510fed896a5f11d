"""Signing in, one's own account, and the page where an admin looks after people."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from workbench.actions import people
from workbench.model.errors import Conflict, InvalidInput, TooManyTries, UnknownName, WorkbenchError, WrongPassword
from workbench.model.people import ROLES, Person
from workbench.web.failures import status_of
from workbench.web.pages import field
from workbench.web.screen import bdi
from workbench.web.security import safe_next
from workbench.web.visitor import THEMES, database, signed_in, visitor, wording
from workbench.web.wording import LANGUAGES

blueprint = Blueprint("people", __name__)

Page = tuple[str, int] | AnyResponse


@blueprint.get("/sign-in")
def sign_in() -> Page:
    """The form; who is signed in already goes on at once."""
    if visitor() is not None:
        return redirect(safe_next(request.args.get("next")), code=303)
    return _sign_in_page(None)


@blueprint.post("/sign-in")
def check_in() -> Page:
    """Sign in with name and password, with a fresh session."""
    try:
        person = people.sign_in(database(), field("name"), request.form["password"], _address())
    except (WrongPassword, TooManyTries) as problem:
        return _sign_in_page(problem)
    preferences = {name: session[name] for name in ("language", "theme") if name in session}
    session.clear()
    if preferences:
        person = people.set_preferences(database(), person, **preferences)
    _remember(person)
    return redirect(safe_next(request.form.get("next")), code=303)


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """Forget who is signed in here."""
    session.clear()
    return redirect(url_for("people.sign_in"), code=303)


@blueprint.post("/language")
def set_language() -> AnyResponse:
    """Switch the language of the interface, for the person or, before sign-in, for the session."""
    return _prefer("language", LANGUAGES)


@blueprint.post("/theme")
def set_theme() -> AnyResponse:
    """Switch between the light page, the dark one, and what the system says."""
    return _prefer("theme", THEMES)


@blueprint.get("/account")
def account() -> Page:
    """One's own settings, password and API tokens."""
    return _account_page(None)


@blueprint.post("/account/password")
def change_password() -> Page:
    """Change one's own password; other sessions end, this one goes on."""
    person = signed_in()
    try:
        people.change_password(database(), person, request.form["old"], request.form["new"])
    except (WrongPassword, InvalidInput, TooManyTries) as problem:
        return _account_page(problem)
    _remember(person)
    return _done("people.account", wording().text("account.password_changed"))


@blueprint.post("/account/tokens")
def create_token() -> Page:
    """Make an API token. The answer itself shows the secret, once: no cookie and no address may hold it."""
    person = signed_in()
    try:
        secret = people.create_token(database(), person, person.name, field("label"))
    except InvalidInput as problem:
        return _account_page(problem)
    return _account_page(None, secret)


@blueprint.post("/account/tokens/<row:token_id>/revoke")
def revoke_token(token_id: int) -> AnyResponse:
    """End an API token."""
    people.revoke_token(database(), signed_in(), token_id)
    return _done("people.account", wording().text("account.token_revoked"))


@blueprint.get("/people")
def team() -> Page:
    """Everybody who works here."""
    return _people_page(None)


@blueprint.post("/people")
def add() -> Page:
    """Add a person; without a given password one is made up and shown once."""
    name, role, given = field("name"), field("role"), request.form.get("password", "")
    password = given or people.new_password()
    return _with_password(name, password, lambda admin: people.add_person(database(), admin, name, role, password))


@blueprint.post("/people/change")
def change() -> Page:
    """Change a person's role, or whether they may sign in."""
    admin, name = signed_in(), field("name")
    active = {"yes": True, "no": False}.get(request.form.get("active", ""))
    try:
        people.change_person(database(), admin, name, role=request.form.get("role"), active=active)
    except (Conflict, InvalidInput) as problem:
        return _people_page(problem)
    return _done("people.team", wording().text("people.changed", name=bdi(name)))


@blueprint.post("/people/password")
def reset_password() -> Page:
    """Give a person a new, made-up password, shown once."""
    name, password = field("name"), people.new_password()
    return _with_password(name, password, lambda admin: people.set_password(database(), admin, name, password))


def _with_password(name: str, password: str, act: Callable[[Person], object]) -> Page:
    """Do what sets a password, and show it in the answer itself: no cookie and no address may hold it."""
    try:
        act(signed_in())
    except (Conflict, InvalidInput) as problem:
        return _people_page(problem)
    return _people_page(None, (name, password))


def _prefer(name: str, known: tuple[str, ...]) -> AnyResponse:
    value = field(name)
    if value not in known:
        raise UnknownName(name, value, known)
    person = visitor()
    if person is None:
        session[name] = value
    else:
        people.set_preferences(database(), person, **{name: value})
    return redirect(safe_next(request.form.get("next")), code=303)


def _remember(person: Person) -> None:
    session.permanent = True
    session.update(people.session_of(database(), person))


def _done(endpoint: str, message: Markup) -> AnyResponse:
    flash(message)
    return redirect(url_for(endpoint), code=303)


def _sign_in_page(problem: WorkbenchError | None) -> Page:
    target = safe_next(request.values.get("next"))
    page = render_template("sign_in.html", problem=problem, next=target, name=request.form.get("name", ""))
    if not isinstance(problem, TooManyTries):
        return page, status_of(problem) if problem else 200
    return page, 429, {"Retry-After": str(problem.fields["seconds"])}  # type: ignore[return-value]


def _account_page(problem: WorkbenchError | None, secret: str | None = None) -> Page:
    person = signed_in()
    page = render_template(
        "account.html",
        tokens=people.tokens(database(), person),
        problem=problem,
        secret=secret,
        languages=LANGUAGES,
        themes=THEMES,
    )
    return page, _status(problem, secret)


def _people_page(problem: WorkbenchError | None, fresh: tuple[str, str] | None = None) -> Page:
    rows = people.people(database(), signed_in())
    page = render_template("people.html", rows=rows, roles=ROLES, problem=problem, fresh=fresh, form=request.form)
    return page, _status(problem, fresh)


def _status(problem: WorkbenchError | None, made: object) -> int:
    if problem is not None:
        return status_of(problem)
    return 201 if made else 200


def _address() -> str:
    return request.remote_addr or ""
