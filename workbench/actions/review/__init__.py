"""What supervisors do.

`articles`: how far everybody is, sections, work given back. `assignment`: who annotates what; `batches`: documents
grouped under a name; `dealing`: the rule by which documents are dealt; `team`: the people and their settings;
`progress`: how far, how fast, until when; `work`: what one person did; `scores` (loaded late): how well.
`gold`: finished work merged, finalised, reopened. `adjudication`: conflicts decided; `verdicts`, `decision_files`: what
is decided, as JSON; `desks`: lists of what is open, of gaps in the guidelines, and what became of somebody's marks.
"""

from workbench.actions.review.adjudication import OnDesk, decide, on_desk, undo
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
from workbench.actions.review.decision_files import decision_lines, take_decisions
from workbench.actions.review.desk_fields import desk_fields
from workbench.actions.review.desks import STATES, gaps, gold_counts, outcome, settled, trays
from workbench.actions.review.gold import finalise, merge, merge_all, read_rule, reopen, rule_name
from workbench.actions.review.progress import (
    Progress,
    ProgressPage,
    document_progress,
    progress_stamp,
    team_progress,
)
from workbench.actions.review.team import Member, TeamSettings, set_team_settings, team, team_settings
from workbench.actions.review.verdicts import Verdict, read_verdict
from workbench.actions.review.work import Work, work_of
from workbench.model.assignment import Run

__all__ = [
    "STATES",
    "DocumentLines",
    "Line",
    "Member",
    "NotFinished",
    "OnDesk",
    "Overview",
    "Plan",
    "Progress",
    "ProgressPage",
    "Run",
    "TeamSettings",
    "Verdict",
    "Work",
    "add_to_batch",
    "assign",
    "batch_by_origin",
    "batch_sizes",
    "decide",
    "decision_lines",
    "desk_fields",
    "document_progress",
    "finalise",
    "gaps",
    "gold_counts",
    "lines",
    "lines_of",
    "merge",
    "merge_all",
    "offer",
    "on_desk",
    "outcome",
    "overview",
    "progress_stamp",
    "read_rule",
    "read_verdict",
    "reopen",
    "return_work",
    "rule_name",
    "runs",
    "set_sections",
    "set_team_settings",
    "settled",
    "skipped",
    "take_decisions",
    "team",
    "team_progress",
    "team_settings",
    "trays",
    "undo",
    "withdraw",
    "work_of",
]
