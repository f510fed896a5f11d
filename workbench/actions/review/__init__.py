"""What supervisors do.

`articles`: how far everybody is, sections, work given back. `assignment`: who annotates what; `batches`: documents
grouped under a name; `dealing`: the rule by which documents are dealt; `team`: the people and their settings.
"""

from workbench.actions.review.articles import (
    DocumentLines,
    Line,
    NotFinished,
    Overview,
    lines,
    lines_of,
    overview,
    return_work,
    set_sections,
)
from workbench.actions.review.assignment import Plan, assign, offer, runs, skipped, withdraw
from workbench.actions.review.batches import add_to_batch, batch_by_origin, batch_sizes
from workbench.actions.review.team import Member, TeamSettings, set_team_settings, team, team_settings
from workbench.model.assignment import Run

__all__ = [
    "DocumentLines",
    "Line",
    "Member",
    "NotFinished",
    "Overview",
    "Plan",
    "Run",
    "TeamSettings",
    "add_to_batch",
    "assign",
    "batch_by_origin",
    "batch_sizes",
    "lines",
    "lines_of",
    "offer",
    "overview",
    "return_work",
    "runs",
    "set_sections",
    "set_team_settings",
    "skipped",
    "team",
    "team_settings",
    "withdraw",
]
