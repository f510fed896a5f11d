"""Search across the corpus, and what is marked unevenly; importing a module here puts its routes into the blueprint."""

from workbench.web.search import consistency, pages
from workbench.web.search.blueprint import blueprint

__all__ = ["blueprint", "consistency", "pages"]
