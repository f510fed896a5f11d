"""What the address of a request asks of the report: which part of the work, for which reader."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from workbench.actions import annotate
from workbench.web.pages import address
from workbench.web.review.report.behind import Behind, Pair
from workbench.web.review.report.names import Names
from workbench.web.review.report.reading import Reading
from workbench.web.review.report.tables import Link
from workbench.web.visitor import database, signed_in, wording

if TYPE_CHECKING:  # at run time only where it is used: it loads scipy
    from workbench.actions.agreement import Filter, Study


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a part of the work, of the study of all of it, as its reader sees it."""

    chosen: "Filter"
    study: "Study"
    reading: Reading


def asked_for(*, first: bool = False) -> Asked:
    """What the address of this request asks for; ``first``: as fast as can be, even without intervals.

    Raises `Forbidden`, `BadRequest`, `UnknownName`.
    """
    from workbench.actions import agreement

    chosen = chosen_part()
    study = agreement.study(database(), signed_in())
    made = agreement.first_report if first else agreement.report
    report = made(database(), signed_in(), chosen)
    fields = chosen.fields()

    def link(behind: Behind, count: int) -> Link:
        query = {**fields, **behind.query()}
        page, part = (address(f"review.{name}", **query) for name in ("differences", "differences_part"))
        return Link(page, part, count)

    return Asked(
        chosen,
        study,
        Reading(
            report,
            study.schema,
            wording(),
            link,
            lambda name: address("review.agreement_person", name=name, **fields),
            _document_page,
            lambda pair: address("review.agreement", **{**fields, "owners": ",".join(pair)}),
            chosen.match,
        ),
    )


def chosen_part() -> "Filter":
    """The part of the work that the address names. Raises `BadRequest`, `UnknownName`."""
    from workbench.actions import agreement

    return agreement.Filter.read({name: ",".join(request.args.getlist(name)) for name in request.args})


def names_here() -> Names:
    """Labels and people in the reader's words."""
    return Names(annotate.schema(database()), wording())


def _document_page(name: str, pair: Pair | None) -> str:
    chosen = {"one": pair[0], "other": pair[1]} if pair else {}
    return address("review.agreement_document", document_id=name, **chosen)
