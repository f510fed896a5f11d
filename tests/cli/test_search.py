"""Search at the shell: results on stdout, the count on stderr."""

import json

from tests.fixtures import add_span


def test_places_are_lines_and_json(run, workspace):
    workspace.change(workspace.ali, add_span("بغداد", "GPE", "b"))
    code, out, said = run("search", "البصرة")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["second:8-14", "second:47-53"]
    assert said == "2 places.\n"
    _, out, _ = run("search", "--label", "GPE", "--format", "jsonl")
    assert [json.loads(line)["span"]["id"] for line in out.splitlines()] == ["b"]
    assert run("search", "labl:GPE")[0] == 1
