"""Agreement: how far people mark the same, where they do not, and how sure one can be. Pure numbers, no I/O.

`build_study` counts a corpus once; `Study.report` sums it up, for all or a part; `report_json`, `report_text` and
`report_csv` write a report down; `Cell` names the list behind a count. Only this layer knows numpy and scipy.
"""

from workbench.agreement.finished import Finished, Inputs, finished
from workbench.agreement.lists import Cell
from workbench.agreement.measure import Measure, Reason, Settings
from workbench.agreement.renaming import renamed
from workbench.agreement.render import report_csv, report_text
from workbench.agreement.report import Report, Study, build_report, build_study, report_json

__all__ = [
    "Cell",
    "Finished",
    "Inputs",
    "Measure",
    "Reason",
    "Report",
    "Settings",
    "Study",
    "build_report",
    "build_study",
    "finished",
    "renamed",
    "report_csv",
    "report_json",
    "report_text",
]
