"""The report: all measures of a corpus in one list, and the same list as one JSON object."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Final

from workbench.agreement.finished import Finished, Inputs, begun_by, finished
from workbench.agreement.gamma import Gamma, gamma_of
from workbench.agreement.labelled import WHOLE_ONLY, of_labels
from workbench.agreement.measure import Measure, Reason, Settings
from workbench.agreement.of_groups import Gammas, group_measures
from workbench.agreement.of_pairs import pair_measures
from workbench.agreement.statistics import Statistics, count_all
from workbench.agreement.view import View
from workbench.model.annotation import GOLD
from workbench.model.schema import Schema

FORMAT: Final = "workbench-agreement/1"
DEFAULTS: Final = Settings()


@dataclass(frozen=True, slots=True)
class Report:
    """What was compared (``scope``, as it stands in the JSON), and every measure of it."""

    scope: Mapping[str, Any]
    measures: Sequence[Measure]

    def find(self, measure: str, **scope: Any) -> Measure:
        """The measure of this name and exactly this scope. Raises `LookupError` if the report has none."""
        for one in self.measures:
            if one.measure == measure and one.scope == scope:
                return one
        raise LookupError(f"the report has no {measure} of {scope}")


@dataclass(frozen=True, slots=True)
class Study:
    """All that was counted in a corpus. Reports of parts of it are sums, and need no document again.

    ``adopted`` are the versions of the schema with the moments from which they held, if that is known.
    """

    statistics: Statistics
    gammas: Gammas
    schema: Schema
    as_of: str
    settings: Settings
    labels: Sequence[str] = ()
    adopted: Sequence[tuple[str, str]] = ()

    def part(
        self,
        documents: Collection[str] | None = None,
        owners: Collection[str] | None = None,
        labels: Collection[str] = (),
        *,
        gold: bool = True,
        practice: bool = True,
    ) -> "Study":
        """The study of these documents, people and labels only (None, or no label: all), with gold or without.

        Without ``practice`` what people did as practice or as a check is left out (`Statistics.untested`). Gamma stands
        only where exactly these people were compared. See `of_labels` for what a choice of labels means.
        """
        entities = [label for label in self.schema.entities if label in labels]
        relations = [label for label in self.schema.relations if label in labels]
        cut = self.statistics.only(documents, owners, gold=gold)
        statistics = of_labels(cut if practice else cut.untested(), entities, relations)
        gammas = {
            document: (people, one)
            for document, (people, one) in self.gammas.items()
            if (documents is None or document in documents) and {*people} <= {*statistics.owners} and not entities
        }
        return replace(self, statistics=statistics, gammas=gammas, labels=(*entities, *relations))

    def report(self) -> Report:
        """All measures of what the study holds."""
        view = View.of(self.statistics, self.schema, self.settings, self.labels)
        pairs = (pair_measures(view, number) for number in self.statistics.compared)
        measures = chain(chain.from_iterable(pairs), group_measures(view, self.gammas))
        return Report(self._scope(self.statistics), [self._told(one) for one in measures])

    def labels_of(self, layer: str) -> list[str]:
        """The labels of a layer (``span``, ``relation``) that were chosen; none if it is whole."""
        known = self.schema.entities if layer == "span" else self.schema.relations
        return [label for label in self.labels if label in known]

    def _told(self, one: Measure) -> Measure:
        """A measure, undefined if it compares all labels and some are left out."""
        name = one.measure.removesuffix("_mean_pairs").removesuffix("_pooled_pairs")
        blind = any(name in names for layer, names in WHOLE_ONLY.items() if self.labels_of(layer))
        if not blind or one.reason is Reason.NO_COMMON:
            return one
        return replace(one, value=None, reason=Reason.LABELS_CHOSEN, interval=None)

    def _scope(self, statistics: Statistics) -> dict[str, Any]:
        return {
            "owners": list(statistics.owners),
            "documents": int(statistics.chosen.sum()),
            "finished_by_two": int(statistics.by_two().sum()),
            "finished_by_all": int(statistics.by_all().sum()),
            "in_progress": int(statistics.begun.any(axis=1).sum()),
            "practice_left_out": statistics.left_out,
            "as_of": self.as_of,
            "schema": {"name": self.schema.name, "version": self.schema.version},
            "schema_versions": [{"version": version, "at": moment} for version, moment in self.adopted],
            "bootstrap": {"samples": self.settings.samples, "seed": self.settings.seed},
            "gamma": {"samples": self.settings.gamma_samples, "seed": self.settings.seed},
        }


def build_study(inputs: Inputs, settings: Settings = DEFAULTS) -> Study:
    """Count everything, once: the slow part of a report."""
    kept = _FirstDocuments(settings.gamma_documents if settings.gamma_samples else 0)
    symmetric = inputs.schema.symmetric()
    documents = (
        (kept.passing(finished(document, sets, {*inputs.owners, GOLD}, symmetric)), begun_by(sets))
        for document, sets in inputs.cases
    )
    statistics = count_all(documents, inputs.owners, symmetric)
    gammas = dict(_gammas(kept.documents, statistics.owners, settings)) if kept.complete else {}
    return Study(statistics, gammas, inputs.schema, inputs.as_of, settings)


def build_report(inputs: Inputs, settings: Settings = DEFAULTS) -> Report:
    """The report of all documents and people of the inputs."""
    return build_study(inputs, settings).report()


def report_json(report: Report) -> dict[str, Any]:
    """The report as one JSON object, format `FORMAT`. Undefined values are null, with a reason."""
    return {"format": FORMAT, "scope": dict(report.scope), "measures": [measure_json(one) for one in report.measures]}


def measure_json(one: Measure) -> dict[str, Any]:
    """A measure as JSON."""
    shape: dict[str, Any] = {"measure": one.measure, "scope": dict(one.scope), "value": one.value}
    if one.reason is not None:
        shape["reason"] = one.reason.value
    around = None if one.interval is None else [one.interval.low, one.interval.high]
    return {**shape, "ci": around, "n": {name: _plain(count) for name, count in one.n.items()}}


class _FirstDocuments:
    """Keeps documents for gamma as they pass, as long as they are not too many."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.complete = limit > 0
        self.documents: list[Finished] = []

    def passing(self, document: Finished) -> Finished:
        self.complete = self.complete and len(self.documents) < self.limit
        if self.complete:
            self.documents.append(document)
        else:
            self.documents.clear()
        return document


def _gammas(
    documents: Sequence[Finished], owners: Sequence[str], settings: Settings
) -> Iterator[tuple[str, tuple[Sequence[str], Gamma | None]]]:
    for document in documents:
        people = [owner for owner in owners if owner in document.judgements and owner != GOLD]
        if len(people) >= 2:
            units = [sorted(document.judgements[owner].marks) for owner in people]
            found = gamma_of(units, seed=settings.seed, samples=settings.gamma_samples)
            yield document.document, (people, found)


def _plain(count: float) -> float:
    """Whole numbers without a decimal point."""
    return int(count) if float(count).is_integer() else count
