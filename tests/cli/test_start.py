"""How a command starts: without libraries that take a second to load, which only some commands need."""

import subprocess
import sys
from importlib.metadata import packages_distributions

HEAVY = ("datasets", "doccano_client", "lxml", "numpy", "pandas", "pyarrow", "scipy", "spacy", "thinc")


def test_no_heavy_library_is_loaded_before_a_command_needs_it() -> None:
    assert {"numpy", "pandas"} <= packages_distributions().keys()  # or there would be nothing to see
    load = "import sys, workbench.web; from workbench.cli import main; main.list_commands(None)"
    said = f"{load}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_what_was_hidden_from_another_library_can_be_loaded() -> None:
    said = "import workbench.storage, numpy, pandas; print(pandas.DataFrame([numpy.int64(7)]).iloc[0, 0])"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "7"
