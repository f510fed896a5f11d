"""Assignment and batches at the shell."""

import json
import re


def test_a_draw_says_its_seed_and_a_seed_repeats_it(run):
    said = run("assign", "--people", "ali,noor", "--rule", "random")[2]
    assert re.fullmatch(r"2 new assignments \(seed \d+\)\.\n", said)
    assert run("assign", "--rule", "random", "--seed", "7", "--overlap", "3") == (
        0,
        "",
        "4 new assignments (seed 7).\n",
    )


def test_batches_are_made_listed_and_assigned(run):
    assert run("batch", "add", "may", "first", "first")[2] == "1 documents put into may.\n"
    assert run("batch", "derive")[2] == "0 documents put into batches.\n"
    assert run("batch", "list")[1] == "may\t1\n"
    assert run("assign", "--batch", "may")[2] == "1 new assignments.\n"
    assert run("assign", "--batch", "june")[::2] == (
        1, "There is no batch “june” here for you. Check the name; a supervisor can assign it to you. [not-found]\n",
    )  # fmt: skip


def test_documents_are_offered_and_taken_back(run):
    assert run("assign", "--pool", "--overlap", "2")[2] == "2 documents in the pool.\n"
    run("assign", "--people", "ali", "--documents", "first")
    assert run("unassign", "ali", "first", "--to", "noor", "--counts")[2] == "first is no longer ali's; noor has it.\n"
    assert run("unassign", "ali", "first")[0] == 1
    assert run("assign", "--kind", "practice", "--documents", "first")[0] == 1


def test_progress_is_told_as_text_and_as_json(run):
    run("assign", "--overlap", "2", "--people", "ali,noor")
    run("batch", "add", "may", "first")
    code, out, _ = run("progress")
    assert (code, out.splitlines()[-1]) == (0, "Too little was finished lately to say when the rest will be.")
    assert "total\t4\t0\t0\t0\t0" in out
    assert "batch may\t2\t0\t0\t0\t0" in out
    told = json.loads(run("progress", "--format", "json")[1])
    assert told["people"]["ali"]["states"]["new"] == 2
    assert (len(told["days"]), told["forecast"], told["waiting_in_pool"]) == (14, None, 0)
