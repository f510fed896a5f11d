"""The errors of a system in their context: each line of its alignment with gold that is no agreement."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from workbench.actions.agreement.differences import Place, Row, Version, contexts_around
from workbench.actions.learning.evaluating import Evaluation, Rated
from workbench.agreement.against import against
from workbench.agreement.alignment import Difference
from workbench.agreement.finished import Link, Mark
from workbench.model.annotation import GOLD, Annotations, AnnotationSet
from workbench.model.document import Document
from workbench.model.errors import UnknownName

ENTITY_ERRORS: Final = ("only_b", "only_a", "boundary", "label", "both")
RELATION_ERRORS: Final = ("only_b", "only_a", "type", "direction", "argument")
"""The kinds of error, in the order in which they are shown: missed, spurious, then what is nearly right."""

Key = tuple[str, str]


def errors_of(found: Evaluation, system: Rated, label: str = "") -> Mapping[Key, Sequence[Row]]:
    """The errors by layer (``span``, ``relation``) and kind, in the order of documents and text.

    There are as many as `Scores.kinds` counts. Of each pair the first is the system, the second gold. ``label`` keeps
    those of one label. Raises `UnknownName` for one that the schema does not know.
    """
    known = [*found.schema.entities, *found.schema.relations]
    if label and label not in known:
        raise UnknownName("entity", label, known)
    rows: defaultdict[Key, list[Row]] = defaultdict(list)
    symmetric = found.schema.symmetric()
    for document, gold in found.gold:
        said = _set(document, system.name, system.predictions.get(document.id, Annotations()))
        compared = against(said, _set(document, GOLD, gold), symmetric)
        for row in _rows(document, system.name, "span", compared.marks):
            rows["span", row.kind] += _about(label, row)
        for row in _rows(document, system.name, "relation", compared.links):
            rows["relation", row.kind] += _about(label, row)
    order = [*(("span", kind) for kind in ENTITY_ERRORS), *(("relation", kind) for kind in RELATION_ERRORS)]
    return {key: rows[key] for key in order if rows[key]}


def _about(label: str, row: Row) -> list[Row]:
    """The row, if it is about this label; every row is about none."""
    labels = [version.label for version in (row.first, row.second) if version]
    return [row] if not label or label in labels else []


def _set(document: Document, owner: str, annotations: Annotations) -> AnnotationSet:
    return AnnotationSet(document.id, owner, "done", annotations=annotations)


def _rows(
    document: Document, name: str, layer: str, lines: Sequence[Difference[Mark]] | Sequence[Difference[Link]]
) -> Iterator[Row]:
    of = (document.id, document.title, document.language, document.direction, layer, (name, GOLD))
    for kind, first, second in lines:
        if kind != "agree":
            versions = [_version(owner, item, document.text) for owner, item in ((name, first), (GOLD, second))]
            places = [place for one in versions if one for place in one.places]
            yield Row(*of, kind, "", versions[0], versions[1], list(contexts_around(document.text, places)))


def _version(owner: str, item: Mark | Link | None, text: str) -> Version | None:
    if item is None:
        return None
    marks = [item] if isinstance(item, Mark) else [item.head, item.tail]
    places = [Place(*mark, text[mark.start : mark.end]) for mark in marks]
    return Version(owner, item.label, places, "", "", None, 0)
