"""The agreement report, what is behind its numbers, and two people's work on one article side by side."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from flask import Response, jsonify, render_template, request
from jinja2_fragments.flask import render_block

from workbench.actions import review
from workbench.model.annotation import GOLD, is_person
from workbench.model.errors import NotFound
from workbench.web.pages import address
from workbench.web.review.blueprint import blueprint
from workbench.web.review.gamma import gamma_addresses, gamma_of
from workbench.web.review.report.asked import Asked, asked_for, chosen_part, names_here
from workbench.web.review.report.behind import Behind, Pair
from workbench.web.review.report.compare import compared
from workbench.web.review.report.headline import coverage
from workbench.web.review.report.lines import in_context
from workbench.web.review.report.page import is_empty, parts, table_named
from workbench.web.review.report.person import person_parts
from workbench.web.review.report.standalone import render_report
from workbench.web.review.report.tables import Part, Table, csv_of
from workbench.web.visitor import database, language, signed_in

PAGE = "review/report.html"
LIST = "review/differences.html"


@blueprint.get("/review/agreement")
def agreement() -> str:
    """How far people agree, where not, and why."""
    return render_template(PAGE, **_page())


@blueprint.get("/parts/review/agreement")
def agreement_part() -> Response:
    """The report alone, for a filter that was changed."""
    found = _page()
    part = Response(render_block(PAGE, "body", **found))
    part.headers["HX-Replace-Url"] = address("review.agreement", **found["fields"])
    return part


@blueprint.get("/review/agreement/differences")
def differences() -> str:
    """The lines behind a number, on a page of their own."""
    return render_template(LIST, **_differences())


@blueprint.get("/parts/review/agreement/differences")
def differences_part() -> str:
    """The same beside the number, or its next lines."""
    block = "rows" if request.args.get("after") else "list"
    return render_block(LIST, block, **_differences())


@blueprint.get("/review/agreement/people/<name>")
def agreement_person(name: str) -> str:
    """One person's work beside the others' and gold."""
    asked = asked_for()
    fields = asked.chosen.fields()

    def tables_url(table: str, form: str) -> str:
        return address("review.agreement_person_table", name=name, table=table, form=form, **fields)

    found = {"sections": _of_person(asked, name), "tables_url": tables_url}
    return render_template("review/report_person.html", name=name, **found, **_common(asked))


@blueprint.get("/review/agreement/people/<name>/tables/<table>.<any(csv, json):form>")
def agreement_person_table(name: str, table: str, form: str) -> Response:
    """One table of a person's page, for a spreadsheet or a program."""
    return _table(table_named(_of_person(asked_for(), name), table), form)


@blueprint.get("/review/agreement/documents/<document:document_id>")
def agreement_document(document_id: str) -> str:
    """One article as two people finished it."""
    person = signed_in()
    found = review.lines(database(), person, document_id)
    done = [one.owner for one in found.sets if one.status == "done" and (is_person(one.owner) or one.owner == GOLD)]
    pairs = list(combinations(sorted(done, key=lambda owner: (owner == GOLD, owner)), 2))
    one, other = request.args.get("one"), request.args.get("other")
    pair = (one, other) if one and other else next(iter(pairs), None)
    if pair is not None and pair not in pairs:
        raise NotFound(kind="annotation set", name=" · ".join(pair))
    rows = _rows_of(document_id, pair) if pair else []
    return render_template(
        "review/compare.html",
        document=found.document,
        pairs=pairs,
        pair=pair,
        lines=compared(found.document, rows),
        differing=sum(row.kind != "agree" for row in rows),
        names=names_here(),
    )


@blueprint.get("/review/agreement/tables/<name>.<any(csv, json):form>")
def agreement_table(name: str, form: str) -> Response:
    """One table of the report, for a spreadsheet or a program."""
    return _table(table_named(parts(asked_for().reading), name), form)


@blueprint.get("/review/agreement/report.<any(csv, json, html):form>")
def agreement_report(form: str) -> Response:
    """The whole report as a file."""
    from workbench.agreement import report_csv, report_json

    asked = asked_for()
    report = asked.reading.report
    if form == "json":
        return jsonify(report_json(report))
    if form == "csv":
        return _file(report_csv(report), "report", "csv")
    return _file(render_report(report, asked.study.schema, language()), "report", "html")


def _of_person(asked: Asked, name: str) -> list[Part]:
    from workbench.actions import agreement

    if name not in asked.reading.owners:
        raise NotFound(kind="person", name=name)
    own = agreement.independence(database(), signed_in(), name, asked.chosen)
    return person_parts(asked.reading, name, own)


def _table(found: Table, form: str) -> Response:
    if form == "json":
        return jsonify(list(found.records()))
    return _file(csv_of(found), found.name, "csv")


def _common(asked: Asked) -> dict[str, Any]:
    return {"asked": asked, "reading": asked.reading, "fields": asked.chosen.fields()}


def _page() -> dict[str, Any]:
    asked = asked_for(first="intervals" not in request.args)
    fields = asked.chosen.fields()
    empty = is_empty(asked.reading)
    gamma = None if empty else gamma_of(asked.chosen)
    return {
        **_common(asked),
        **gamma_addresses(asked.chosen),
        "gamma": gamma if gamma and (gamma.running or gamma.missing) else None,
        "chosen": asked.chosen,
        "intervals_url": address("review.agreement_part", **fields, intervals="1"),
        "people": asked.study.statistics.owners,
        "coverage": coverage(asked.reading),
        "sections": [] if empty else parts(asked.reading, asked.chosen.layer),
        "tables_url": lambda name, form: address("review.agreement_table", name=name, form=form, **fields),
        "file_url": lambda form: address("review.agreement_report", form=form, **fields),
    }


def _differences() -> Mapping[str, Any]:
    from workbench.actions import agreement

    chosen, behind = chosen_part(), Behind.of(request.args)
    after = request.args.get("after")
    found = agreement.differences(database(), signed_in(), chosen, behind.cell(), after=after)
    query = {**chosen.fields(), **behind.query()}
    return {
        "names": names_here(),
        "fields": chosen.fields(),
        "behind": behind,
        "found": found,
        "in_context": in_context,
        "page_url": address("review.differences", **query),
        "next_url": address("review.differences", **query, after=found.next or ""),
        "next_part": address("review.differences_part", **query, after=found.next or ""),
    }


def _rows_of(document: str, pair: Pair) -> list[Any]:
    """All lines of two people in a document: marks, then relations."""
    from workbench.actions import agreement

    cells = [Behind(layer, "any", pair, doc=document).cell() for layer in ("span", "relation")]
    lists = [
        agreement.differences(database(), signed_in(), agreement.Filter(practice=True), cell, limit=None)
        for cell in cells
    ]
    return [row for one in lists for row in one.rows]


def _file(text: str, name: str, form: str) -> Response:
    response = Response(text, mimetype=f"text/{form}")
    response.headers.set("Content-Disposition", "attachment", filename=f"agreement-{name}.{form}")
    return response
