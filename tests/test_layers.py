"""Who may import what: each outside library has an owner, and our layers' arrows only point down."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "workbench"

OWNERS = {
    "argon2": ("actions/people.py",),
    "babel": ("web/",),
    "cassis": ("formats/",),
    "click": ("cli/",),
    "doccano_client": ("doccano/",),
    "flask": ("web/",),
    "jinja2": ("web/",),
    "jinja2_fragments": ("web/",),
    "markdown_it": ("web/",),
    "markupsafe": ("web/",),
    "numpy": ("agreement/", "learning/"),
    "pyarrow": ("formats/",),
    "scipy": ("agreement/",),
    "spacy": ("learning/", "formats/docbin.py", "formats/docbin_file.py"),
    "srsly": ("formats/docbin_file.py",),
    "sqlite3": ("storage/", "formats/tables/"),  # there a file format, not the workspace
    "sqlite_utils": ("storage/",),
    "thinc": ("learning/",),
    "waitress": ("cli/",),
    "werkzeug": ("web/",),
}
"""Outside library -> the folders (ending in a slash) and files of `workbench/` that may import it."""

PURE = ("model/", "text/")
"""Folders that get by with the standard library."""


def imported_names(source: str) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every import in a module, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def complaint(module: str, name: str) -> str | None:
    """What is wrong with `module` (a path inside the package) importing `name`, or None."""
    if name in OWNERS:
        if module.startswith(OWNERS[name]):
            return None
        return f"{name} belongs to {' and '.join(OWNERS[name])}"
    if name == "workbench" or name in sys.stdlib_module_names:
        return None
    if module.startswith(PURE):
        return f"{name} is not in the standard library, which is all that model/ and text/ use"
    return f"{name} has no owner: give it one in OWNERS"


def trespasses(package: Path) -> list[str]:
    """Every import in the package that its owner table does not allow, as `path:line: reason`."""
    return [
        f"{module}:{line}: {reason}"
        for path in sorted(package.rglob("*.py"))
        for module in [path.relative_to(package).as_posix()]
        for line, name in imported_names(path.read_text(encoding="utf-8"))
        if (reason := complaint(module, name))
    ]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the project's contracts on the package `workbench` in a folder."""
    program, config = Path(sys.executable).with_name("lint-imports"), ROOT / "pyproject.toml"
    command = [str(program), "--no-cache", "--config", str(config)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def sample_package(folder: Path, modules: dict[str, str]) -> Path:
    """A package `workbench` with every module that the contracts name, all empty but the given ones."""
    package = folder / "workbench"
    blueprints = ("annotate", "review", "people", "transfer", "releases", "search", "api")
    layers = (
        "web/__init__",
        "actions",
        "storage",
        "formats",
        "text",
        "model",
        "resources",
        "cli",
        "__init__",
    )
    for name in (*layers, *(f"web/{blueprint}" for blueprint in blueprints)):
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(modules.get(name, ""), encoding="utf-8")
    return package


def test_every_outside_library_is_imported_by_its_owner_only() -> None:
    assert trespasses(PACKAGE) == []


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        ("actions", "import flask", "flask belongs to web/"),
        ("web/review", "import click", "click belongs to cli/"),
        ("actions", "def f():\n    from sqlite_utils.db import Table", "sqlite_utils belongs to storage/"),
        ("cli", "from werkzeug import run_simple", "werkzeug belongs to web/"),
        ("actions", "import argon2", "argon2 belongs to actions/people.py"),
        ("formats", "import spacy.tokens", "spacy belongs to learning/ and formats/docbin.py"),
        ("storage", "import requests", "requests has no owner"),
        (
            "cli",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import sqlite3",
            "sqlite3 belongs to",
        ),
    ],
)
def test_a_trespass_is_found(tmp_path: Path, name: str, source: str, reason: str) -> None:
    package = sample_package(tmp_path, {name: source})
    (found,) = trespasses(package)
    assert found.startswith(f"{name}.py:")
    assert reason in found


def test_model_and_text_use_the_standard_library_only() -> None:
    assert complaint("model/schema.py", "tomllib") is None
    assert "standard library" in str(complaint("model/schema.py", "yaml"))
    assert "belongs to" in str(complaint("text/tokens.py", "spacy"))


def test_the_arrows_between_our_layers_only_point_down() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_import_linter_accepts_a_sample_whose_arrows_point_down(tmp_path: Path) -> None:
    sample_package(tmp_path, {"cli": "import workbench.web", "web/review": "import workbench.actions"})
    answer = lint_imports(tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("model", "import workbench.text"),
        ("storage", "import workbench.formats"),
        ("actions", "def f():\n    import workbench.web"),
        ("web/__init__", "import workbench.cli"),
        ("text", "import workbench.model"),
        ("resources", "import workbench.model"),
        ("web/review", "import workbench.web.people"),
    ],
)
def test_an_arrow_that_points_up_or_sideways_is_found(tmp_path: Path, name: str, source: str) -> None:
    sample_package(tmp_path, {name: source})
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def test_a_module_outside_the_layers_is_found(tmp_path: Path) -> None:
    package = sample_package(tmp_path, {})
    (package / "helpers.py").touch()
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "workbench.helpers" in answer.stdout
