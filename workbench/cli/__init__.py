"""The shell: every command parses, calls one action, and prints.

Results go to stdout, talk and progress to stderr; ``-`` is stdin or stdout. Exit codes: 0 done, 1 refused, 2 usage.
Commands lie in files named like what they are about; `shell.HOMES` says which.
"""

from workbench.cli.shell import main

__all__ = ["main"]
