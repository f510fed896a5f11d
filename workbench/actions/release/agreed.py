"""How far people agreed on what is released, at the time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from workbench.actions.release.provenance import naming
from workbench.model.people import Person
from workbench.storage import Database

HEADLINE: Final = (
    "f1_exact_mean_pairs",
    "f1_label_overlap_mean_pairs",
    "rel_f1_strict_mean_pairs",
    "rel_f1_given_entities_mean_pairs",
)
"""The figures that stand in the manifest; the whole report lies beside it."""


def agreement_on(db: Database, supervisor: Person, chosen: Sequence[str]) -> dict[str, Any] | None:
    """The report on these documents, under other names, without gamma and without hours or weeks.

    None if no two people finished any of them."""
    from workbench.actions import agreement
    from workbench.agreement import Settings, renamed, report_json

    options = Settings(gamma_samples=0, by_document=False)
    found = agreement.report(db, supervisor, agreement.Filter(documents=tuple(chosen)), options)
    if not found.scope["finished_by_two"]:
        return None
    told = report_json(renamed(found, naming(db)))
    for hour in ("as_of", "schema_versions"):
        told["scope"].pop(hour)
    lasting = [one for one in told["measures"] if "week" not in one["scope"]]
    return told | {"measures": _rounded(lasting)}


def _rounded(given: Any) -> Any:
    """Six digits after the point: beyond them, machines may differ."""
    if isinstance(given, float):
        return round(given, 6)
    if isinstance(given, dict):
        return {key: _rounded(one) for key, one in given.items()}
    return [_rounded(one) for one in given] if isinstance(given, list | tuple) else given


def headline(agreement: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The main figures among all people; None if no two finished anything of this."""
    if agreement is None:
        return None
    group = {"group": agreement["scope"]["owners"]}
    found = {one["measure"]: one for one in agreement["measures"] if one["scope"] == group}
    figures = {name: {key: found[name][key] for key in ("value", "ci", "n")} for name in HEADLINE}
    return {key: agreement["scope"][key] for key in ("owners", "documents", "finished_by_two")} | {"figures": figures}
