"""Suggestions at the shell: the share, patterns, the report."""

import json

from tests.fixtures import add_span


def test_the_share_is_set_and_told(run):
    assert run("suggest", "share")[:2] == (0, "0\n")
    assert run("suggest", "share", "20")[:2] == (0, "20\n")
    assert run("suggest", "share", "101")[0] == 2


def test_patterns_are_taken_in_listed_and_dropped(run, tmp_path):
    (tmp_path / "p.jsonl").write_text(json.dumps({"label": "GPE", "pattern": "بغداد"}), encoding="utf-8")
    assert run("suggest", "patterns", "add", str(tmp_path / "p.jsonl"))[0] == 0
    assert run("suggest", "patterns", "list")[1] == "p.jsonl\t1\tGPE\n"
    assert run("suggest", "patterns", "drop", "p.jsonl")[0] == 0
    code, _, said = run("suggest", "patterns", "drop", "p.jsonl")
    assert (code, "not-found" in said) == (1, True)
    (tmp_path / "bad.jsonl").write_text('{"label": "GEP", "pattern": "x"}', encoding="utf-8")
    code, _, said = run("suggest", "patterns", "add", str(tmp_path / "bad.jsonl"))
    assert (code, "bad.jsonl:1" in said) == (1, True)


def test_the_report_is_a_table_with_dashes_and_json(run, workspace):
    done = {"id": "d", "op": "set_status", "status": "done"}
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b") | {"source": "memory", "keys": 3}, done)
    code, out, _ = run("suggest", "report")
    assert code == 0
    assert "all\twithout\t0\t0\t–\t–" in out
    assert "memory\tGPE\t1\t1\t0\t1.00" in out
    told = json.loads(run("suggest", "report", "--format", "json")[1])
    assert told["effort"][0]["keys_per_entity"] == 3
