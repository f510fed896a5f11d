"""The whole report: its parts in order."""

from collections.abc import Iterable

from workbench.model.errors import NotFound
from workbench.web.review.report import headline
from workbench.web.review.report.documents import documents
from workbench.web.review.report.labels import labels, matrix
from workbench.web.review.report.methods import methods
from workbench.web.review.report.others import others
from workbench.web.review.report.people import against_gold, heat_map
from workbench.web.review.report.reading import Reading
from workbench.web.review.report.relations import relations
from workbench.web.review.report.tables import Part, Table
from workbench.web.review.report.weeks import weeks

PARTS = (
    *(headline.cards, headline.sources, heat_map, labels, matrix),
    *(documents, relations, weeks, against_gold, others, methods),
)
"""R1 to R11."""


def parts(reading: Reading, layer: str = "") -> list[Part]:
    """The parts that a reader asks for: all, or without those that are about the other layer."""
    left_out = {"entities": {relations}, "relations": {headline.sources, labels, matrix}}.get(layer, set())
    return [part(reading) for part in PARTS if part not in left_out]


def is_empty(reading: Reading) -> bool:
    """Whether no two people have finished the same document, so that there is nothing to compare."""
    scope = reading.report.scope
    return not scope["finished_by_two"]


def table_named(sections: Iterable[Part], name: str) -> Table:
    """A table of a report. Raises `NotFound`."""
    for part in sections:
        for table in part.tables:
            if table.name == name:
                return table
    raise NotFound(kind="table", name=name)
