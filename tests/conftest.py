"""Settings of the whole test run, and the workspace that tests of several layers share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from tests.fixtures import Workspace, make_template, opened_copy
from workbench.actions import people

settings.register_profile("workbench", deadline=None)  # a busy machine is not a fault of the program
settings.load_profile("workbench")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-goldens`, which `make golden` uses."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite the files under tests/golden/ with what the program answers now",
    )


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Passwords cost a tenth of a second each, on purpose; tests that make hundreds do not need that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a workspace with five people and two articles; copy it, do not open it."""
    path = tmp_path_factory.mktemp("template") / "workspace.db"
    make_template(path)
    return path


@pytest.fixture
def workspace(template: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A fresh workspace with five people and two articles."""
    with opened_copy(template, tmp_path / "workspace.db") as found:
        yield found
