"""Pictures of numbers, drawn by the server: plain data in, SVG out.

A picture holds shapes only. It stretches to the room it has, in width without distorting lines and dots; its style
sheet gives it colour, and turns it round where one reads from right to left. Words and numbers stand beside it in
HTML, where they keep their size, and the table that holds them is the picture's equal.
"""

from workbench.web.plots.bars import Segment, interval_bar, stacked_bar
from workbench.web.plots.charts import Moment, histogram, sparkline, strip, timeline
from workbench.web.plots.shades import SHADES, shade

__all__ = [
    "SHADES",
    "Moment",
    "Segment",
    "histogram",
    "interval_bar",
    "shade",
    "sparkline",
    "stacked_bar",
    "strip",
    "timeline",
]
