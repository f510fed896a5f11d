"""The agreement report at the shell: what it says of finished work, in three forms."""

import csv
import io
import json
import re

import pytest

from tests.fixtures import add_span

DONE = {"op": "set_status", "status": "done"}


@pytest.fixture
def finished(workspace):
    """ali and zainab have finished the first document; they agree on one of two entities."""
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"), {"id": "d", **DONE})
    workspace.change(
        workspace.zainab, add_span("بغداد", "GPE", "b"), add_span("سامر", "PERSON", "s"), {"id": "d", **DONE}
    )


def test_the_report_holds_finished_work_only(run, finished, workspace) -> None:
    workspace.change(workspace.ali, {"id": "x", "op": "set_status", "status": "in_progress"})
    code, out, _ = run("agreement", "--format", "json", "--owners", "ali,zainab")
    values = {one["measure"]: one for one in json.loads(out)["measures"] if one["scope"].get("pair")}
    assert code == 0
    assert values["n_common_docs"]["value"] == 0
    assert values["f1_exact"]["value"] is None
    assert values["f1_exact"]["reason"] == "no document was finished by all who are compared"


def test_json_text_and_csv_say_the_same(run, finished) -> None:
    report = json.loads(run("agreement", "--format", "json", "--no-gamma")[1])
    pair = {"pair": ["ali", "zainab"]}
    (f1,) = [one for one in report["measures"] if one["measure"] == "f1_exact" and one["scope"] == pair]
    assert report["format"] == "workbench-agreement/1"
    assert f1["value"] == pytest.approx(2 / 3)
    assert "f1_exact                           0.667" in run("agreement", "--no-gamma")[1]
    rows = csv.DictReader(io.StringIO(run("agreement", "--format", "csv", "--no-gamma")[1]))
    assert any(row["measure"] == "f1_exact" and row["value"].startswith("0.666") for row in rows)


def test_somebody_without_annotations_is_refused(run, finished) -> None:
    code, _, err = run("agreement", "--owners", "ali,nobody")
    assert code == 1
    assert "nobody" in err


@pytest.mark.parametrize("language", ["en", "ar"])
def test_html_is_one_file_that_needs_no_network(run, finished, language) -> None:
    code, out, _ = run("agreement", "--format", "html", "--language", language, "--no-gamma")
    assert code == 0
    assert out.startswith("<!")
    assert f'lang="{language}"' in out
    assert "0.67" in out or "٠٫٦٧" in out
    assert not re.search(r"<(?:script|link|img|iframe)\b|\b(?:src|href)=\"(?!#)|url\(|@import", out)


def test_a_part_of_the_work_can_be_chosen(run, finished) -> None:
    report = json.loads(run("agreement", "--format", "json", "--no-gamma", "--documents", "second")[1])
    assert report["scope"]["documents"] == 1
    assert not any("doc" in one["scope"] for one in report["measures"])
    report = json.loads(run("agreement", "--format", "json", "--no-gamma", "--labels", "PERSON")[1])
    pair = {"pair": ["ali", "zainab"]}
    assert {one["value"] for one in report["measures"] if one["measure"] == "f1_exact" and one["scope"] == pair} == {0}
    code, _, err = run("agreement", "--since", "yesterday")
    assert (code, "2026-11-21" in err) == (1, True)


def test_gamma_is_computed_unasked_if_it_does_not_take_long(run, finished) -> None:
    def gammas(*options: str) -> list[float]:
        report = json.loads(run("agreement", "--format", "json", *options)[1])
        return [one["value"] for one in report["measures"] if one["measure"] == "gamma" and "doc" in one["scope"]]

    assert gammas("--no-gamma") == []
    assert len(gammas()) == len(gammas("--gamma")) == 1
