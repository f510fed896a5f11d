"""What a supervisor asks about agreement: figures of a part of the work, and the lines behind them in context."""

import pytest

from tests.fixtures import FIRST, SECOND, Workspace, add_relation, add_span
from workbench.actions import agreement, review
from workbench.actions.agreement import Cell, Filter
from workbench.model.errors import BadRequest, UnknownName

DONE = {"id": "d", "op": "set_status", "status": "done"}
EVERYTHING = Filter(
    owners=("ali", "zainab"),
    layer="relations",
    labels=("GPE", "LOCATED_IN"),
    documents=("first",),
    query="بغداد",
    batch="first.txt",
    language="ar",
    since="2026-11-01",
    until="2026-11-30",
    suggested="without",
    gold=False,
    match="overlap",
)


@pytest.fixture
def compared(workspace: Workspace) -> Workspace:
    """ali and zainab have finished both articles.

    In the first they differ in a particle, a label, a relation and a name that only one of them saw.
    """
    place = add_relation("d", "g", "LOCATED_IN", "r")
    workspace.change(
        workspace.ali,
        add_span("بغداد", "GPE", "g", note="المدينة"),
        add_span("سامر الحلبي", "PERSON", "s"),
        add_span("وزارة الدفاع العراقية", "GOV", "d"),
        add_span("واشنطن", "GPE", "w"),
        place,
        DONE,
    )
    workspace.change(
        workspace.zainab,
        add_span("بغداد", "LOC", "g"),
        add_span("واشنطن.", "GPE", "w"),
        add_span("وزارة الدفاع العراقية", "GOV", "d"),
        DONE,
    )
    for person in (workspace.ali, workspace.zainab):
        workspace.change(person, add_span("البصرة", "GPE", "p", text=SECOND), DONE, document="second")
    return workspace


def lines(workspace: Workspace, cell: Cell, chosen: Filter | None = None) -> agreement.Differences:
    """The lines of a cell."""
    return agreement.differences(workspace.db, workspace.salma, chosen or Filter(), cell)


def value(workspace: Workspace, measure: str, chosen: Filter | None = None) -> object:
    """A measure of ali and zainab."""
    found = agreement.report(workspace.db, workspace.salma, chosen, agreement.Settings(samples=5, gamma_samples=0))
    return found.find(measure, pair=["ali", "zainab"]).value


def test_a_line_shows_both_versions_in_context(compared: Workspace) -> None:
    (row,) = lines(compared, Cell(kinds=("label",))).rows
    assert (row.document, row.layer, row.pair, row.kind, row.minor) == ("first", "span", ("ali", "zainab"), "label", "")
    assert row.first is not None
    assert row.second is not None
    assert [(one.owner, one.label, one.note) for one in (row.first, row.second)] == [
        ("ali", "GPE", "المدينة"),
        ("zainab", "LOC", ""),
    ]
    (place,) = row.second.places
    assert FIRST[place.start : place.end] == place.surface == "بغداد"
    (context,) = row.contexts
    assert (context.before, context.marked, context.after) == ("وصل سامر الحلبي إلى ", "بغداد", "")
    assert row.first.completed_at


def test_punctuation_alone_is_told_apart(compared: Workspace) -> None:
    assert value(compared, "boundary_counts") == {"clitic": 0, "punctuation": 1, "other": 0}
    (row,) = lines(compared, Cell(minor="punctuation")).rows
    assert (row.kind, row.minor, row.contexts[0].marked) == ("boundary", "punctuation", "واشنطن.")
    assert lines(compared, Cell(minor="other")).total == 0


def test_a_relation_shows_its_ends_where_they_are(compared: Workspace) -> None:
    (row,) = lines(compared, Cell(layer="relation")).rows
    assert (row.kind, row.second) == ("only_a", None)
    assert row.first is not None
    assert [place.surface for place in row.first.places] == ["وزارة الدفاع العراقية", "بغداد"]
    assert "\n".join(one.before + one.marked + one.after for one in row.contexts).count("بغداد") == 2


def test_a_list_is_paged_and_knows_its_length(compared: Workspace) -> None:
    seen: list[agreement.Row] = []
    after, pages = None, 0
    while True:
        page = agreement.differences(compared.db, compared.salma, Filter(), Cell(), limit=2, after=after)
        assert page.total == 5
        seen += page.rows
        pages += 1
        if (after := page.next) is None:
            break
    assert pages == 3
    assert seen == agreement.differences(compared.db, compared.salma, Filter(), Cell(), limit=None).rows
    assert [row.document for row in seen] == ["first"] * 4 + ["second"]
    with pytest.raises(BadRequest):
        agreement.differences(compared.db, compared.salma, Filter(), Cell(), after="x")


@pytest.mark.parametrize(
    ("chosen", "documents"),
    [
        (Filter(), 2),
        (Filter(documents=("second",)), 1),
        (Filter(query="البصرة"), 1),
        (Filter(query="nowhere"), 0),
        (Filter(language="ar"), 2),
        (Filter(language="en"), 0),
        (Filter(since="2026-01-01"), 2),
        (Filter(until="2026-01-01"), 0),
        (Filter(suggested="with"), 2),
        (Filter(suggested="without"), 0),
    ],
)
def test_a_filter_cuts_figures_and_lists_alike(compared: Workspace, chosen: Filter, documents: int) -> None:
    assert value(compared, "n_common_docs", chosen) == documents
    counts = value(compared, "disagreement_counts", chosen)
    expected = sum(counts.values()) if isinstance(counts, dict) else 0
    assert lines(compared, Cell(), chosen).total == len(lines(compared, Cell(), chosen).rows) == expected


def test_a_batch_is_a_part(compared: Workspace) -> None:
    review.add_to_batch(compared.db, compared.salma, "pilot", ["second"])
    assert value(compared, "n_common_docs", Filter(batch="pilot")) == 1
    assert [row.document for row in lines(compared, Cell(), Filter(batch="pilot")).rows] == ["second"]


def test_names_that_are_not_there_are_refused(compared: Workspace) -> None:
    for chosen in (Filter(owners=("nobody",)), Filter(labels=("NOTHING",))):
        with pytest.raises(UnknownName):
            agreement.report(compared.db, compared.salma, chosen)
        with pytest.raises(UnknownName):
            lines(compared, Cell(), chosen)


def test_fields_of_an_address_say_what_they_were_made_of() -> None:
    assert Filter.read(EVERYTHING.fields()) == EVERYTHING
    assert Filter.read({}) == Filter()
    assert Filter().fields() == {}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"since": "yesterday"}, BadRequest),
        ({"match": "vague"}, UnknownName),
        ({"layer": "words"}, UnknownName),
    ],
)
def test_a_filter_that_means_nothing_is_refused(fields: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        Filter.read(fields)
