"""Suggestions held against final gold: figures, and every error in its context."""

from functools import partial
from urllib.parse import urlencode

from flask import render_template, request

from workbench.actions import annotate
from workbench.web.review.blueprint import blueprint
from workbench.web.review.report.names import Names
from workbench.web.visitor import database, signed_in, wording


@blueprint.get("/review/predictions")
def predictions() -> str:
    """The page of one source of suggestions, by default the first."""
    from workbench.actions import learning  # here, and the next: numpy and scipy take longer to load than most pages
    from workbench.web.evaluation import looks

    found, sources = learning.suggestions_against_gold(database(), signed_in(), request.args.get("source", ""))
    label = request.args.get("label", "")
    errors = learning.errors_of(found, found.systems[0], label) if found else {}
    names = Names(annotate.schema(database()), wording())
    return render_template(
        "review/predictions.html",
        found=found,
        sources=sources,
        errors=errors,
        names=names,
        chosen=label,
        only=partial(_address, found.systems[0].name if found else ""),
        **looks(wording()),
    )


def _address(source: str, label: str = "") -> str:
    """Where this page shows a source's errors, of one label or of all."""
    return f"?{urlencode({'source': source} | ({'label': label} if label else {}))}#errors"
