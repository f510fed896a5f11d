"""Suggestions: what is offered to whom, what was rejected, and what suggestions do.

`offers`: the suggestions of one document for one person. `share`: which documents go without.
"""

from workbench.actions.suggest.offers import Offers, offers, reject, rejected_keys
from workbench.actions.suggest.share import is_offered, set_share_without, share_without

__all__ = [
    "Offers",
    "is_offered",
    "offers",
    "reject",
    "rejected_keys",
    "set_share_without",
    "share_without",
]
