"""Damaged files of every format are refused in words or read by the rules, and a refusal leaves no trace.

A bounded part of what `tests/fuzz.py` does for as long as one likes.
"""

from pathlib import Path

import pytest

from tests.fixtures import Workspace
from tests.formats.test_contract import BOTH_WAYS
from tests.fuzz import files_of, imported, one_round
from workbench.formats import Format

ROUNDS = 8
every = pytest.mark.parametrize("format", BOTH_WAYS, ids=[one.name for one in BOTH_WAYS])


@every
def test_what_is_not_damaged_is_taken(format: Format, workspace: Workspace, tmp_path: Path) -> None:
    for name, content in files_of(format).items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    assert imported(workspace, format, tmp_path / "in")


@every
def test_damaged_files_are_refused_without_a_trace_or_fulfil_the_rules(format: Format, template: Path) -> None:
    for number in range(ROUNDS):
        one_round(template, format, files_of(format), f"suite-{format.name}-{number}")


@every
def test_files_cut_off_anywhere_are_never_half_read(format: Format, workspace: Workspace, tmp_path: Path) -> None:
    """At every 97th byte, of the longest file: refused, or all that stands before the cut is whole."""
    files = files_of(format)
    longest = max(files, key=lambda name: (name.endswith(format.endings), len(files[name])))
    for number, end in enumerate(range(0, min(len(files[longest]), 970), 97)):
        path = tmp_path / str(number) / "x" / Path(longest).name
        path.parent.mkdir(parents=True)
        for name, content in files.items():
            beside = path.with_name(Path(name).name)
            beside.write_bytes(content)
        path.write_bytes(files[longest][:end])
        imported(workspace, format, path)
