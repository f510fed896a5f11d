"""Search across the corpus.

`syntax`: what a person writes. `find`: places with what stands around them.
"""

from workbench.actions.search.find import Choices, Found, Hit, choices, find
from workbench.actions.search.syntax import BadQuery
from workbench.model.search import FIELDS

__all__ = ["FIELDS", "BadQuery", "Choices", "Found", "Hit", "choices", "find"]
