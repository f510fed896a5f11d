"""The environments beside the main one that `make test` sets up."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def interpreter(environment: Path) -> Path:
    """The Python of an environment. Where it is missing the tests that ask for it skip, but never in CI."""
    if not (environment / ".installed").exists():
        message = f"{environment.name} is missing: run `make {environment.name}/.installed`"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return environment / "bin" / "python"


def bridge() -> None:
    """Skip where the extra “doccano” has nothing to be installed: from Python 3.13 on (docs/decisions/0013)."""
    if sys.version_info >= (3, 13):
        pytest.skip("the extra “doccano” is for Python 3.11 and 3.12")
