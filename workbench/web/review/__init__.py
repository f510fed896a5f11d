"""The supervisor's pages: a module for each group of them; importing it here puts its routes into the blueprint."""

from workbench.web.review import (
    adjudication,
    agreement,
    articles,
    assignment,
    predictions,
    progress,
    suggestions,
    work,
)
from workbench.web.review.blueprint import blueprint

__all__ = [
    "adjudication",
    "agreement",
    "articles",
    "assignment",
    "blueprint",
    "predictions",
    "progress",
    "suggestions",
    "work",
]
