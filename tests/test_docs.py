"""The generated pages of docs/ are what the program would write now, and the guard that says so works."""

import pytest

from tests.errors import classes, own
from tools import docs
from workbench.model.errors import WorkbenchError


def test_the_generated_pages_are_fresh() -> None:
    assert docs.stale() == [], "run make docs"


def test_every_error_that_is_raised_is_documented() -> None:
    page = docs.errors_page()
    spoken = [kind for kind in classes() if own(kind) and kind.en is not WorkbenchError.en]
    assert [kind.code for kind in spoken if f"| `{kind.code}` |" not in page] == []
    assert len(spoken) > 40


def test_every_command_is_documented() -> None:
    page = docs.cli_page()
    for command in ("workbench", "workbench import", "workbench user add", "workbench schema check"):
        assert f"\n## {command}\n" in page


@pytest.mark.parametrize("name", docs.PAGES)
def test_a_stale_page_is_found_and_mended(tmp_path, monkeypatch, capsys, name) -> None:
    monkeypatch.setattr(docs, "DOCS", tmp_path)
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    (tmp_path / name).write_text("old")
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().err == f"docs/{name} is stale: run make docs\n"
    docs.main([])
    assert docs.stale() == []
