"""A command, run on the workspace."""

import pytest
from click.testing import CliRunner

from workbench.cli import main


@pytest.fixture
def run(workspace):
    """Run a command on the workspace: exit code, stdout, stderr."""

    def do(*arguments, input=None, db=workspace.path):
        result = CliRunner().invoke(
            main, ["--db", str(db), *map(str, arguments)], input=input, env={"WORKBENCH_DB": None}
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return do
