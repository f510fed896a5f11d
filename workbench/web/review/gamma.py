"""Gamma, the slowest figure of the report: begun, watched and stopped."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect
from jinja2_fragments.flask import render_block
from werkzeug.wrappers import Response as AnyResponse

from workbench.web.pages import address, field
from workbench.web.review.blueprint import blueprint
from workbench.web.review.report.asked import chosen_part
from workbench.web.visitor import database, signed_in

if TYPE_CHECKING:  # at run time only where it is used: it loads scipy
    from workbench.actions.agreement import Filter


@dataclass(frozen=True, slots=True)
class Gamma:
    """How far the computation of gamma is, and for how many documents it waits to be started."""

    done: int = 0
    total: int = 0
    running: bool = False
    missing: int = 0


@blueprint.post("/review/agreement/gamma")
def agreement_gamma() -> AnyResponse:
    """Begin to compute gamma in the background, or stop it."""
    from workbench.actions import agreement

    if field("do") == "stop":
        agreement.stop_gamma(database(), signed_in())
    else:
        agreement.start_gamma(database(), signed_in(), chosen_part())
    return redirect(address("review.agreement", **chosen_part().fields()), code=303)


@blueprint.get("/parts/review/agreement/gamma")
def agreement_gamma_part() -> str:
    """How far that is."""
    return render_block("review/report.html", "gamma", gamma=gamma_of(chosen_part()), **gamma_addresses(chosen_part()))


def gamma_of(chosen: "Filter") -> Gamma:
    """How far gamma of a part of the work is."""
    from workbench.actions import agreement

    state = agreement.gamma_state(database(), signed_in())
    if state is not None and state.running:
        return Gamma(state.done, state.total, running=True)
    return Gamma(missing=agreement.gammas_missing(database(), signed_in(), chosen))


def gamma_addresses(chosen: "Filter") -> dict[str, Any]:
    """What the part of the page about gamma needs beside that."""
    fields = chosen.fields()
    return {"fields": fields, "gamma_part": address("review.agreement_gamma_part", **fields)}
