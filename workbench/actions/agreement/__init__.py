"""Agreement between people, for a supervisor: what is finished is read, `workbench.agreement` counts.

`report` gives the figures of a part of the work (`Filter`), `differences` the lines behind any of them (`Cell`),
`start_gamma` computes the slowest figure in the background.
"""

from workbench.actions.agreement.differences import Context, Differences, Place, Row, Version, differences
from workbench.actions.agreement.gammas import (
    State,
    compute_gammas,
    gamma_state,
    gammas_missing,
    start_gamma,
    stop_gamma,
)
from workbench.actions.agreement.independence import Independence, independence
from workbench.actions.agreement.reports import first_report, report
from workbench.actions.agreement.scope import CHOICES, MATCHES, Filter
from workbench.actions.agreement.studies import study
from workbench.agreement import Cell, Measure, Reason, Report, Settings, Study

__all__ = [
    "CHOICES",
    "MATCHES",
    "Cell",
    "Context",
    "Differences",
    "Filter",
    "Independence",
    "Measure",
    "Place",
    "Reason",
    "Report",
    "Row",
    "Settings",
    "State",
    "Study",
    "Version",
    "compute_gammas",
    "differences",
    "first_report",
    "gamma_state",
    "gammas_missing",
    "independence",
    "report",
    "start_gamma",
    "stop_gamma",
    "study",
]
