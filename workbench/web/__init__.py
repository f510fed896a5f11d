"""HTTP and HTML: parse a request, call one action, show the outcome. Nothing here knows a rule.

``create_app`` puts the parts together: `security` around everything, `failures` for what goes wrong,
`wording` for the words, and one blueprint for each of annotate, review, people, transfer, search, and the API.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from workbench.actions.workspace import Pool, open_workspace, secret_key
from workbench.web import annotate, api, people, releases, review, screen, search, transfer, waiting
from workbench.web.failures import handle_failures
from workbench.web.pages import DocumentId, RowNumber
from workbench.web.security import protect
from workbench.web.visitor import close_database


def create_app(database: Path, **config: object) -> Flask:
    """The web application of the workspace at ``database``; ``config`` overrides Flask's settings.

    Raises `WorkspaceMissing` if there is none.
    """
    app = Flask(__name__, static_url_path=static_address())
    app.config.update(DATABASE=database, POOL=Pool(database), SECRET_KEY=_secret(database), **config)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.json = _readable_json(app)
    app.jinja_env.policies["json.dumps_kwargs"] = {
        "separators": (",", ":"),
        "ensure_ascii": False,
    }  # in our order, and compact
    protect(app)
    handle_failures(app)
    screen.furnish(app)
    waiting.furnish(app)
    app.teardown_appcontext(close_database)
    app.url_map.converters |= {"row": RowNumber, "document": DocumentId}
    for module in (annotate, review, people, transfer, releases, search, api):
        app.register_blueprint(module.blueprint)
    return app


@cache
def static_address() -> str:
    """Where the static files are served: their digest stands in it, so that browsers may keep them for ever."""
    digest = hashlib.sha256()
    for path in sorted(p for p in (Path(__file__).parent / "static").rglob("*") if p.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


def _secret(path: Path) -> str:
    db = open_workspace(path)
    try:
        return secret_key(db)
    finally:
        db.close()


def _readable_json(app: Flask) -> DefaultJSONProvider:
    """JSON in the order we give it, with Arabic as itself."""
    provider = DefaultJSONProvider(app)
    provider.ensure_ascii = False
    provider.sort_keys = False
    return provider
