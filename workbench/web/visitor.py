"""Who is asking, in which language, and the request's one connection to the workspace."""

from flask import current_app, g, request, session

from workbench.actions import people
from workbench.actions.workspace import Database, Pool
from workbench.model.errors import NotSignedIn
from workbench.model.people import Person
from workbench.web.wording import Wording, best_language

THEMES = ("auto", "light", "dark")


def database() -> Database:
    """The workspace, borrowed from the pool at first use in a request and given back at its end."""
    if "database" not in g:
        g.database = _pool().borrow()
    opened: Database = g.database
    return opened


def close_database(_error: BaseException | None = None) -> None:
    """Give the request's connection back, if there was one."""
    opened: Database | None = g.pop("database", None)
    if opened is not None:
        _pool().give_back(opened)


def visitor() -> Person | None:
    """The person of the API token or of the session, or None. Raises `NotSignedIn` for a bad token.

    A request with a token is judged by the token alone, so a cookie never lends it anything.
    """
    if "person" not in g:
        g.person = None  # an error page asks again; it must not fail the same way
        g.person = _identified()
    person: Person | None = g.person
    return person


def signed_in() -> Person:
    """The person who asks. Raises `NotSignedIn` if nobody is signed in."""
    person = visitor()
    if person is None:
        raise NotSignedIn()
    return person


def bearer() -> str | None:
    """The API token that came with the request, or None."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def language() -> str:
    """``ar`` or ``en``: the person's, else the one chosen in this session, else the browser's."""
    person = visitor()
    if person is not None:
        return person.language
    chosen: str | None = session.get("language")
    return chosen or best_language(tag for tag, _quality in request.accept_languages)


def theme() -> str:
    """``auto``, ``light`` or ``dark``: the person's, else the one chosen in this session."""
    person = visitor()
    return person.theme if person is not None else str(session.get("theme", "auto"))


def wording() -> Wording:
    """The words in the reader's language."""
    return Wording(language())


def _pool() -> Pool:
    pool: Pool = current_app.config["POOL"]
    return pool


def _identified() -> Person | None:
    secret = bearer()
    if secret is not None:
        return people.person_of_token(database(), secret)
    return people.person_of_session(database(), session) if session else None
