"""A real doccano for the session, and a workspace with the seeds to bring there."""

import os

import pytest

from tests.doccano.server import VENV, running


@pytest.fixture(scope="session")
def doccano(tmp_path_factory):
    """A running doccano 1.8.4. `make test` sets it up; where it is missing the tests skip, but never in CI."""
    if not (VENV / ".installed").exists():
        message = f"{VENV.name} is missing: run `make {VENV.name}/.installed`"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with running(tmp_path_factory.mktemp("doccano")) as found:
        yield found
