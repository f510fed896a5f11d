"""A report under other names, as it would be if people had these names from the start."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from workbench.agreement.measure import Measure
from workbench.agreement.report import Report

Naming = Callable[[str], str]
_TURNED: Final = {"only_a": "only_b", "only_b": "only_a", "a": "b", "b": "a"}


def renamed(report: Report, name: Naming) -> Report:
    """The report with everybody called ``name(owner)``; names are in name order again, and sides change with them.

    Only the counts ``a`` and ``b`` of a group of more than two stay as they were: which side is which is lost there.
    """
    scope = {**report.scope, "owners": sorted(map(name, report.scope["owners"]))}
    return Report(scope, [_renamed(one, name) for one in report.measures])


def _renamed(one: Measure, name: Naming) -> Measure:
    scope = {key: _named(key, given, name) for key, given in one.scope.items()}
    two = next((list(map(name, one.scope[key])) for key in ("pair", "group") if key in scope), [])
    return replace(_turned(one) if len(two) == 2 and two[0] > two[1] else one, scope=scope)


def _named(key: str, given: Any, name: Naming) -> Any:
    if key in ("pair", "group", "annotators"):
        return sorted(map(name, given))
    return name(given) if key == "annotator" else given


def _turned(one: Measure) -> Measure:
    """The same value with the two people's sides exchanged."""
    value = one.value
    if isinstance(value, Mapping):
        value = dict(sorted((_other_side(key), count) for key, count in value.items()))
    return replace(one, value=value, n={_TURNED.get(key, key): count for key, count in one.n.items()})


def _other_side(key: str) -> str:
    left, arrow, right = key.partition(" -> ")
    return f"{right}{arrow}{left}" if arrow else _TURNED.get(key, key)
