"""Search across the corpus, and putting right what is marked unevenly.

`syntax`: what a person writes. `find`: places with what stands around them. `consistency`: what one owner marks
unevenly. `fixes`: the same change at many places in one step; `work`: in one set; `desk_work`: in merged gold.
"""

from workbench.actions.search.consistency import ODDITIES, Case, Cases, Places, oddities, places
from workbench.actions.search.find import Choices, Found, Hit, choices, find
from workbench.actions.search.fixes import Target, fix, recent_fixes, undo_fix
from workbench.actions.search.syntax import BadQuery
from workbench.actions.search.work import Outcome
from workbench.model.search import FIELDS

__all__ = [
    "FIELDS",
    "ODDITIES",
    "BadQuery",
    "Case",
    "Cases",
    "Choices",
    "Found",
    "Hit",
    "Outcome",
    "Places",
    "Target",
    "choices",
    "find",
    "fix",
    "oddities",
    "places",
    "recent_fixes",
    "undo_fix",
]
