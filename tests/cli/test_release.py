"""Releases at the shell: VERSION alone, the summary, refusals, the difference."""

import json

import pytest

from tests.actions.test_release import bring, gold_line
from tests.fixtures import FIRST, SECOND


@pytest.fixture
def gold(workspace):
    bring(workspace, gold_line("one", FIRST, "سامر الحلبي"), gold_line("two", SECOND, "رنا الكرخي"))
    return workspace


def test_from_gold_to_the_difference_of_two_releases(gold, run, tmp_path) -> None:
    code, out, said = run("release", "1.0", "--dry-run")
    assert (code, out) == (0, "")
    assert "2 documents" in said
    assert "No licence" in said
    assert "nothing was written" in said
    code, out, said = run("release", "1.0", "--license", "CC0-1.0", "--out", tmp_path / "out")
    assert (code, out) == (0, f"{tmp_path / 'out' / 'security-dialogue-1.0'}\n")
    assert "No licence" not in said
    bring(gold, gold_line("three", "جاء عمر.", "عمر"))
    (tmp_path / "note.txt").write_text("من أين هي", encoding="utf-8")
    more = ("--without", "one", "--note", tmp_path / "note.txt")
    code, again, _ = run("release", "make", "1.1", "--out", tmp_path / "out", *more)
    assert code == 0
    code, listed, _ = run("release", "list")
    assert [line.split("\t")[:2] for line in listed.splitlines()] == [
        ["security-dialogue", "1.1"],
        ["security-dialogue", "1.0"],
    ]
    code, lines, _ = run("release", "diff", out.strip(), again.strip())
    assert code == 0
    assert "version: 1.0 → 1.1" in lines
    assert "note:  → من أين هي" in lines
    assert "one [train]: removed" in lines or "one [dev]: removed" in lines
    assert "  + span s1: 4–7 PERSON “عمر”" in lines
    code, text, _ = run("release", "diff", out.strip(), again.strip(), "--format", "json")
    assert [one["document"] for one in json.loads(text)["documents"]] == ["one", "three"]
    assert run("release", "diff", out.strip(), out.strip())[1] == "No document differs.\n"


def test_splits_are_taken_over_from_a_manifest(gold, run, tmp_path) -> None:
    assert run("release", "1.0", "--out", tmp_path / "a", "--shares", "50,0,50")[0] == 0
    manifest = tmp_path / "a" / "security-dialogue-1.0" / "manifest.json"
    before = json.loads(manifest.read_text(encoding="utf-8"))["splits"]["documents"]
    assert run("release", "2.0", "--out", tmp_path / "b", "--splits-from", manifest)[0] == 0
    after = json.loads((tmp_path / "b" / "security-dialogue-2.0" / "manifest.json").read_text(encoding="utf-8"))
    assert after["splits"]["documents"] == before


def test_refusals_are_told_with_their_codes(workspace, run, tmp_path) -> None:
    assert "release-empty" in run("release", "1.0")[2]
    assert "release-shares-invalid" in run("release", "1.0", "--shares", "80,x")[2]
    assert "release-name-invalid" in run("release", "1/0")[2]
    assert "no-release" in run("release", "diff", tmp_path, tmp_path)[2]
    assert run("release")[0] == 2
