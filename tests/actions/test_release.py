"""Releases: the same bytes from the same workspace, nothing that is not final, sides that stay, every change shown."""

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from tests.actions.desk import disagree, finish
from tests.fixtures import FIRST, SECOND, add_relation, add_span
from workbench.actions import review, transfer
from workbench.actions.release import ReleaseRequest, compare, made_releases, make_release, read_manifest, sides_of
from workbench.actions.release.problems import (
    BadShares,
    BadVersion,
    GoldIsDraft,
    GoldIsStale,
    NoGoldYet,
    NoRelease,
    SidesDiffer,
    SplitLeaks,
    VersionTaken,
    WorkspaceFaulty,
)  # fmt: skip
from workbench.actions.transfer.targets import FolderTaken
from workbench.actions.workspace import backup, open_workspace
from workbench.formats.files import Decoded
from workbench.model.errors import Forbidden, Refusals
from workbench.model.people import SHELL

NAMES = ["سامر", "عمر", "رنا", "هدى", "زيد", "ليلى", "نور", "علي"]
V1 = ReleaseRequest("1.0", license="CC0-1.0")


def gold_line(id, text, name, label="PERSON"):
    """A line of JSONL: gold with one mark."""
    start = text.index(name)
    spans = [{"id": "s1", "start": start, "end": start + len(name), "label": label}]
    return {"id": id, "text": text, "owner": "gold", "status": "done", "spans": spans}


def bring(workspace, *lines):
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    assert not transfer.import_text(workspace.db, SHELL, Decoded(text), "gold.jsonl").problems


@pytest.fixture
def corpus(workspace):
    """Eight articles with imported gold, and one that two people marked and a supervisor made final."""
    places = ["بغداد", "أربيل", "البصرة", "الموصل", "كركوك", "النجف", "السماوة", "دهوك"]
    for number, (name, place) in enumerate(zip(NAMES, places, strict=True)):
        text = " ".join(f"{name}{word}{number}" for word in "ابتثجحخدذرزس") + "\n" + place + " " + name
        bring(workspace, gold_line(f"a{number}", text, name))
    disagree(workspace)
    review.merge(workspace.db, workspace.salma, "first", review.read_rule("trusted:ali"))
    for conflict in review.on_desk(workspace.db, workspace.salma, "first").desk.conflicts:
        verdict = review.read_verdict({"key": conflict.key, "what": "nothing"})
        review.decide(workspace.db, workspace.salma, "first", verdict)
    review.finalise(workspace.db, workspace.salma, "first")
    return workspace


def release(workspace, out, request=V1, **more):
    return make_release(workspace.db, workspace.salma, request, out, **more)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(workspace, out, **more):
    """The obstacles of a release, by class, with what they say."""
    with pytest.raises(Refusals) as caught:
        release(workspace, out, **more)
    assert not out.exists()
    return {type(one): one.message() for one in caught.value.errors}


def test_a_release_holds_all_gold_in_every_format(corpus, tmp_path) -> None:
    made = release(corpus, tmp_path / "out")
    assert made.folder == tmp_path / "out" / "security-dialogue-1.0"
    found = read_manifest(made.folder)
    sides = found["splits"]["documents"]
    assert [len(sides[side]) for side in ("train", "dev", "test")] == [7, 1, 1]
    for side, ids in sides.items():
        lines = [json.loads(line) for line in (made.folder / f"{side}.jsonl").read_text("utf-8").splitlines()]
        assert [line["id"] for line in lines] == ids
        assert {line["owner"] for line in lines} == {"gold"}
        docs = list(DocBin(store_user_data=True).from_disk(made.folder / f"{side}.spacy").get_docs(Vocab()))
        assert [doc.text for doc in docs] == [line["text"] for line in lines]
        conll = (made.folder / f"{side}.conll").read_text("utf-8")
        assert [line[9:] for line in conll.splitlines() if line.startswith("# newdoc")] == [f"id = {id}" for id in ids]
    assert found["counts"]["total"]["documents"] == 9
    assert found["license"] == "CC0-1.0"


def test_the_manifest_knows_the_digest_of_every_file(corpus, tmp_path) -> None:
    made = release(corpus, tmp_path / "out")
    files = tree(made.folder)
    assert json.loads(files.pop("manifest.json")) == made.manifest
    assert {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()} == {
        name: entry["sha256"] for name, entry in made.manifest["files"].items()
    }
    assert made.manifest["guidelines"]["ar"] == hashlib.sha256(files["schema/guidelines.ar.md"]).hexdigest()


def test_provenance_names_nobody_and_leaves_nothing_out(corpus, tmp_path) -> None:
    made = release(corpus, tmp_path / "out")
    lines = [json.loads(line) for line in (made.folder / "provenance.jsonl").read_text("utf-8").splitlines()]
    by_id = {line["document"]: line for line in lines}
    assert by_id["a0"]["items"] == [{"kind": "span", "id": "s1", "how": "imported"}]
    how = {item["how"] for item in by_id["first"]["items"]}
    assert how == {"agreed"}
    assert all(item["rule"] == "trusted:annotator-1" for item in by_id["first"]["items"])
    assert made.manifest["provenance"]["first"] == {"agreed": len(by_id["first"]["items"])}
    written = {
        name: raw.decode() for name, raw in tree(made.folder).items() if not name.endswith((".spacy", ".parquet"))
    }
    told = [
        word for name, text in written.items() if "schema/" not in name for word in ("zainab", "2026-") if word in text
    ]
    assert told == []


def test_agreement_at_the_time_is_in_it(corpus, tmp_path) -> None:
    made = release(corpus, tmp_path / "out")
    figures = made.manifest["agreement"]
    assert figures["owners"] == ["annotator-1", "annotator-2"]
    assert 0 < figures["figures"]["f1_exact_mean_pairs"]["value"] < 1
    report = json.loads((made.folder / "agreement.json").read_text("utf-8"))
    assert "as_of" not in report["scope"]


def test_two_machines_build_the_same_bytes(corpus, tmp_path) -> None:
    backup(corpus.db, tmp_path / "elsewhere.db")
    here = release(corpus, tmp_path / "here")
    other = open_workspace(tmp_path / "elsewhere.db")
    there = make_release(other, SHELL, V1, tmp_path / "there")
    other.close()
    again = release(corpus, tmp_path / "again")
    assert tree(here.folder) == tree(there.folder) == tree(again.folder)
    assert len(made_releases(corpus.db, corpus.salma)) == 1


def test_a_dry_run_leaves_nothing(corpus, tmp_path) -> None:
    made = release(corpus, tmp_path / "out", dry_run=True)
    assert made.dry
    assert not list((tmp_path / "out").iterdir())
    assert made_releases(corpus.db, corpus.salma) == []
    assert release(corpus, tmp_path / "out").manifest == made.manifest


def test_a_version_never_changes(corpus, tmp_path) -> None:
    release(corpus, tmp_path / "out")
    with pytest.raises(FolderTaken):
        release(corpus, tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    bring(corpus, gold_line("new", "خبر جديد عن سامر", "سامر"))
    with pytest.raises(VersionTaken, match=r"1\.0"):
        release(corpus, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())
    assert release(corpus, tmp_path / "out", ReleaseRequest("1.1")).manifest["license"] == "CC0-1.0"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM release",
        "UPDATE release SET content = printf('%064d', 0)",
        "UPDATE release SET version = '9'",
        "DELETE FROM release_side",
        "UPDATE release_side SET side = 'train'",
        "INSERT INTO release_side VALUES ('x', 'validation', '1')",
    ],
)
def test_the_database_keeps_releases_and_sides_as_they_are(corpus, tmp_path, sql) -> None:
    release(corpus, tmp_path / "out")
    with pytest.raises(sqlite3.IntegrityError):
        corpus.db.execute(sql)


def test_no_side_moves_in_the_next_version(corpus, tmp_path) -> None:
    one = release(corpus, tmp_path / "out")
    for number in range(20):
        bring(corpus, gold_line(f"b{number}", " ".join(f"سامر{n * 31 + number}" for n in range(9)), "سامر"))
    two = release(corpus, tmp_path / "out", ReleaseRequest("2.0", without=("a0",)))
    before, after = sides_of(one.manifest), sides_of(two.manifest)
    assert {name: after[name] for name in before} == before
    assert "a0" in two.manifest["splits"]["earlier"]
    assert len(two.manifest["splits"]["documents"]["test"]) == 3


def test_a_near_duplicate_follows_its_original(corpus, tmp_path) -> None:
    one = release(corpus, tmp_path / "out")
    (original,) = one.manifest["splits"]["documents"]["test"]
    text = corpus.db.execute("SELECT text FROM document WHERE id = ?", [original]).fetchone()[0]
    name = text.split()[-1] if original != "first" else "بغداد"
    bring(corpus, gold_line("copy", f"عاجل: {text} تابعونا", name, "PERSON" if original != "first" else "GPE"))
    two = release(corpus, tmp_path / "out", ReleaseRequest("2.0"))
    assert two.manifest["splits"]["documents"]["test"] == sorted([original, "copy"])
    assert two.manifest["splits"]["near_duplicates"]["pairs"] == [sorted([original, "copy"])]


def test_what_links_two_sides_is_withheld(corpus, tmp_path) -> None:
    one = release(corpus, tmp_path / "out")
    ends = [one.manifest["splits"]["documents"][side][0] for side in ("train", "test")]
    texts = [corpus.db.execute("SELECT text FROM document WHERE id = ?", [end]).fetchone()[0] for end in ends]
    bring(corpus, gold_line("bridge", "\n".join(texts), texts[0].split()[-1]))
    two = release(corpus, tmp_path / "out", ReleaseRequest("2.0"))
    assert two.manifest["splits"]["withheld"] == {"bridge": sorted(ends)}
    assert "bridge" in (two.folder / "withheld.jsonl").read_text("utf-8")
    assert sides_of(two.manifest).keys() == sides_of(one.manifest).keys()


def test_the_splits_of_another_machine_are_taken_over(corpus, tmp_path) -> None:
    given = {"a0": "test", "a1": "test", "elsewhere": "dev"}
    made = release(corpus, tmp_path / "out", ReleaseRequest("1.0", sides=given))
    assert made.manifest["splits"]["documents"]["test"] == ["a0", "a1"]
    assert made.manifest["splits"]["earlier"] == {"elsewhere": "dev"}
    with pytest.raises(SidesDiffer):
        release(corpus, tmp_path / "out", ReleaseRequest("1.1", sides={"a0": "train"}))


def test_given_splits_that_leak_are_refused(corpus, tmp_path) -> None:
    text = corpus.db.execute("SELECT text FROM document WHERE id = 'a0'").fetchone()[0]
    bring(corpus, gold_line("copy", text + " تتمة", "سامر"))
    with pytest.raises(SplitLeaks, match=r"a0.*copy"):
        release(corpus, tmp_path / "out", ReleaseRequest("1.0", sides={"a0": "train", "copy": "test"}))


def test_no_gold_is_no_release(workspace, tmp_path) -> None:
    assert [*refused(workspace, tmp_path / "out")] == [NoGoldYet]


def test_drafts_are_refused_by_name(corpus, tmp_path) -> None:
    review.reopen(corpus.db, corpus.salma, "first")
    review.reopen(corpus.db, corpus.salma, "a3")
    assert "“a3”, “first”" in refused(corpus, tmp_path / "out")[GoldIsDraft]
    assert release(corpus, tmp_path / "out", ReleaseRequest("1.0", without=("first", "a3"))).folder.exists()


def test_stale_gold_is_refused_by_name(corpus, tmp_path) -> None:
    finish(corpus, corpus.ali, {"id": "later", "op": "delete_span", "span": {"id": "b"}})
    assert "“first”" in refused(corpus, tmp_path / "out")[GoldIsStale]


def test_a_damaged_workspace_is_refused(corpus, tmp_path) -> None:
    corpus.db.execute("UPDATE annotation_set SET revision = 9 WHERE document = 'a1'")
    corpus.db.conn.commit()
    assert "a1" in refused(corpus, tmp_path / "out")[WorkspaceFaulty]


def test_who_asks_and_for_what(corpus, tmp_path) -> None:
    with pytest.raises(Forbidden):
        make_release(corpus.db, corpus.ali, V1, tmp_path / "out")
    for version in ("", "../x", "١.٠", "1 0", "-1"):
        with pytest.raises(BadVersion):
            release(corpus, tmp_path / "out", ReleaseRequest(version))
    for shares in ((80, 20), (90, 10, 10), (110, -5, -5)):
        with pytest.raises(BadShares):
            release(corpus, tmp_path / "out", ReleaseRequest("1.0", shares=shares))


def test_a_failure_half_way_leaves_nothing(corpus, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("workbench.actions.release.make._note", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        release(corpus, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_the_difference_says_every_change(corpus, tmp_path) -> None:
    one = release(corpus, tmp_path / "out")
    assert compare(one.folder, one.folder).as_dict()["documents"] == []
    review.reopen(corpus.db, corpus.salma, "first")
    finish(corpus, corpus.zainab, add_span("واشنطن", "GPE", "c"))
    finish(corpus, corpus.ali, add_relation("p", "m", "WORKS_FOR", "w2"), {
        "id": "gone", "op": "delete_span", "span": {"id": "b"}})  # fmt: skip
    review.merge(corpus.db, corpus.salma, "first")
    for conflict in review.on_desk(corpus.db, corpus.salma, "first").desk.conflicts:
        verdict = review.read_verdict({"key": conflict.key, "what": "nothing"})
        review.decide(corpus.db, corpus.salma, "first", verdict)
    review.finalise(corpus.db, corpus.salma, "first")
    bring(corpus, gold_line("new", SECOND, "رنا الكرخي"))
    two = release(corpus, tmp_path / "out", ReleaseRequest("2.0", without=("a7",)))
    found = compare(one.folder, two.folder)
    assert {one.document: one.what for one in found.documents} == {"a7": "removed", "first": "changed", "new": "added"}
    (first,) = [one for one in found.documents if one.document == "first"]
    kinds = {(item.kind, bool(item.before), bool(item.after)) for item in first.items}
    assert ("span", True, False) in kinds
    assert {"version"} <= {*found.stamps}
    assert FIRST not in json.dumps(found.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize("content", [None, "{", "[]", '{"format": "other"}'])
def test_what_is_no_release_is_refused(tmp_path, content) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(NoRelease):
        read_manifest(tmp_path)
