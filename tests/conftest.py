"""Settings of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-goldens`, which `make golden` uses."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite the files under tests/golden/ with what the program answers now",
    )
