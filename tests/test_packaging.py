"""The wheel carries what an installed program needs: code, templates, static files, schema and seeds."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = {"workbench": "workbench", "schema": "workbench/data/schema", "seeds": "workbench/data/seeds"}
"""Folder of the checkout -> where the wheel has it."""


def expected_files() -> set[str]:
    """Every file of the checkout that must be in the wheel, by its name there."""
    return {
        f"{place}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, place in SOURCES.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_carries_code_static_files_schema_and_seeds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert carried == expected_files()
    assert "workbench/web/static/vendor/htmx.min.js" in carried
    assert "workbench/data/schema/security-dialogue.toml" in carried
