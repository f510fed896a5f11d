"""What supervisors do.

`articles`: how far everybody is, sections, work given back. `assignment`: who annotates what.
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
from workbench.actions.review.assignment import assign

__all__ = [
    "DocumentLines",
    "Line",
    "NotFinished",
    "Overview",
    "assign",
    "lines",
    "lines_of",
    "overview",
    "return_work",
    "set_sections",
]
