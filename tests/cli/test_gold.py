"""Gold at the shell: merged, decided from a file, finalised."""

import json

import pytest

from tests.actions.desk import disagree, finish


@pytest.fixture
def desk(workspace, run):
    """The command `gold` on an article about which two people disagree."""
    disagree(workspace)
    return lambda *arguments, **options: run("gold", *arguments, **options)


def test_from_merging_to_final_gold(desk) -> None:
    assert desk("status")[1] == "first\tready\t-\t-\tali,zainab\t\n"
    assert "1 documents merged" in desk("merge")[2]
    assert desk("status")[1] == "first\tdraft\t2\t0\tali,zainab\t\n"
    code, _, said = desk("finalise", "first")
    assert code == 1
    assert "still-open" in said
    assert "0 documents final" in desk("finalise")[2]
    lines = [
        {"document": "first", "at": [56, 77], "what": "taken", "take": "zainab"},
        {"document": "first", "at": [4, 77], "what": "merged"},
        {"document": "first", "at": [136, 142], "what": "nothing", "reason": "لا"},
    ]
    code, _, said = desk("decide", "-", input="\n".join(map(json.dumps, lines)))
    assert (code, said) == (0, "3 decided, 0 known already.\n")
    assert "1 documents final" in desk("finalise")[2]
    assert desk("status")[1] == "first\tfinal\t0\t0\tali,zainab\t\n"
    assert "first: reopened." in desk("reopen", "first")[2]
    assert desk("status")[1].split("\t")[1] == "draft"


def test_decisions_come_out_as_they_are_taken(desk, tmp_path) -> None:
    desk("merge", "first", "--rule", "trusted:ali")
    desk("merge", "first", "--rule", "all")
    assert desk("decisions")[1] == ""
    code, _, said = desk("decide", "-", input='{"document": "first", "at": [1, 2], "what": "nothing"}')
    assert code == 1
    assert "no open conflict of first fits, by key or at [1, 2]" in said


def test_what_changed_since_is_said_and_merged_again(desk, workspace) -> None:
    desk("merge")
    finish(workspace, workspace.ali, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    assert desk("status")[1] == "first\tdraft\t3\t1\tali,zainab\tchanged\n"
    assert "1 documents merged" in desk("merge")[2]
    assert desk("status")[1].endswith("\t\n")


@pytest.mark.parametrize(("line", "code"), [("{", "json-broken"), ('{"document": "first"}', "unknown-name")])
def test_a_faulty_line_is_named_with_its_place(desk, line, code) -> None:
    desk("merge")
    exit_code, _, said = desk("decide", "-", input="\n" + line)
    assert exit_code == 1
    assert said.startswith("-:2")
    assert code in said
