"""The library that everything here stands on, loaded in a fifth of the time.

sqlite_utils loads numpy and pandas wherever they are installed, to store their numbers; we have none to store, and
every command would wait for both.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let packages that nobody has loaded yet look as if they were not installed."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None there is an ImportError
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without("numpy", "pandas"):
    from sqlite_utils import Database

__all__ = ["Database"]
