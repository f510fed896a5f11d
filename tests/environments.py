"""The environments beside the main one that `make test` sets up."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def interpreter(environment: Path) -> Path:
    """The Python of an environment. Where it is missing the tests that ask for it skip, but never in CI."""
    if not (environment / ".installed").exists():
        message = f"{environment.name} is missing: run `make {environment.name}/.installed`"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return environment / "bin" / "python"
