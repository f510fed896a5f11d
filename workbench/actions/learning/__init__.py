"""Training on a release, and how good predictions are. Works on folders and files; no workspace is asked.

`train` and `evaluate` are what a data scientist does at the shell. spaCy and numpy are imported when they are needed.
"""

from workbench.actions.learning.errors import errors_of
from workbench.actions.learning.evaluating import Compared, Evaluation, Options, Rated, evaluate, evaluation_json
from workbench.actions.learning.released import SIDES, Released, read_released
from workbench.actions.learning.suggested import suggestions_against_gold
from workbench.actions.learning.training import MODEL, Step, Trained, train

__all__ = [
    "MODEL",
    "SIDES",
    "Compared",
    "Evaluation",
    "Options",
    "Rated",
    "Released",
    "Step",
    "Trained",
    "errors_of",
    "evaluate",
    "evaluation_json",
    "read_released",
    "suggestions_against_gold",
    "train",
]
