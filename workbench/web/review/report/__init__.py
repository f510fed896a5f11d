"""The agreement report for supervisors: what a `workbench.agreement.Report` says, in tables, pictures and words.

A part of the report (R1 to R11 of its design) is a `Part` made of `Table`s; the page, the file that can be mailed,
CSV and JSON all show the same tables.
"""

from workbench.web.review.report.standalone import render_report

__all__ = ["render_report"]
