"""Without the extra “doccano” the program runs with the newest of everything, spaCy included."""

import subprocess

import pytest

from tests.environments import ROOT, interpreter
from workbench.formats import FORMATS

pytestmark = pytest.mark.slow

SMOKE = """
import importlib, pkgutil, sys, workbench
for module in pkgutil.walk_packages(workbench.__path__, "workbench."):
    if module.name != "workbench.doccano.door":
        importlib.import_module(module.name)
import spacy
assert "doccano_client" not in sys.modules
print(spacy.__version__)
"""
"""Imports everything but the one module that needs the extra."""


@pytest.fixture(scope="module")
def python():
    """The interpreter of that environment."""
    return interpreter(ROOT / ".venv-newest")


def run(*command, code=0):
    """What a command prints; it must end with ``code``."""
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_every_module_is_imported_with_the_newest_spacy(python) -> None:
    version = run(python, "-c", SMOKE).strip()
    assert tuple(map(int, version.split("."))) > (3, 8, 11), "what the extra holds back"


def test_the_shell_works_and_every_format_is_written(python, tmp_path) -> None:
    shell = (python, "manage.py", "--db", tmp_path / "w.db")
    run(*shell, "init")
    run(*shell, "import", "seeds")
    for name in (one.name for one in FORMATS.values() if one.write):
        run(*shell, "export", "--format", name, "--out", tmp_path / f"gold-{name}")
    said = run(
        *shell, "doccano", "pull", "--url", "http://x", "--user", "u", "--project", "p", "--password-stdin", code=1
    )
    assert "doccano-extra-missing" in said
