"""The shell: every command parses, calls one action, and prints.

Results go to stdout, talk and progress to stderr; ``-`` is stdin or stdout. Exit codes: 0 done, 1 refused, 2 usage.
Commands lie in files named like what they are about; importing them here puts them into `main`.
"""

from workbench.cli import (
    agreement,
    doccano,
    gold,
    learning,
    people,
    progress,
    release,
    review,
    search,
    serving,
    suggest,
    transfer,
    workspace,
)
from workbench.cli.shell import main

__all__ = [
    "agreement",
    "doccano",
    "gold",
    "learning",
    "main",
    "people",
    "progress",
    "release",
    "review",
    "search",
    "serving",
    "suggest",
    "transfer",
    "workspace",
]
