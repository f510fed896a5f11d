"""Suggestions: what is offered to whom, what was rejected, and what suggestions do.

`offers`: the suggestions of one document for one person. `sources`: where they come from. `models`: what a trained
model finds. `pattern_files`: patterns that a supervisor brings in. `share`: which documents go without. `report`: what
suggestions do.
"""

from workbench.actions.suggest.models import Predicted, load_model, suggest_by_model
from workbench.actions.suggest.offers import Offers, offers, reject, rejected_keys
from workbench.actions.suggest.pattern_files import PatternFile, add_patterns, decoded, drop_patterns, pattern_files
from workbench.actions.suggest.report import Agreed, Effort, Use, use
from workbench.actions.suggest.share import is_offered, set_share_without, share_without

__all__ = [
    "Agreed",
    "Effort",
    "Offers",
    "PatternFile",
    "Predicted",
    "Use",
    "add_patterns",
    "decoded",
    "drop_patterns",
    "is_offered",
    "load_model",
    "offers",
    "pattern_files",
    "reject",
    "rejected_keys",
    "set_share_without",
    "share_without",
    "suggest_by_model",
    "use",
]
