"""A real doccano for the session, and a workspace with the seeds to bring there."""

import pytest

from tests.doccano.server import VENV, running
from tests.environments import bridge, interpreter


@pytest.fixture(scope="session", autouse=True)
def _client():
    """Nothing here can be tried without the client."""
    bridge()


@pytest.fixture(scope="session")
def doccano(tmp_path_factory):
    """A running doccano 1.8.4."""
    interpreter(VENV)
    with running(tmp_path_factory.mktemp("doccano")) as found:
        yield found
