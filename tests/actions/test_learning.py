"""Releases read back; predictions and models held against them; the commands."""

import json
from xml.etree import ElementTree

import pytest
import spacy
from click.testing import CliRunner

from tests.learning.corpus import corpus, lines, release
from workbench.actions import learning
from workbench.actions.learning.problems import EmptySide, NoModel, NotReleased, OtherTexts, ReleaseChanged
from workbench.actions.release.manifest import entry_of
from workbench.cli import main
from workbench.model.annotation import Annotations
from workbench.model.errors import Refusals

GOLD = corpus(6, seed=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release with 6 documents in test, and none in dev."""
    return release(tmp_path_factory.mktemp("releases") / "made-1", corpus(12), [], GOLD)


@pytest.fixture
def predictions(tmp_path):
    """Predictions that are gold itself, but for the first document, of which they say nothing."""
    path = tmp_path / "predictions.jsonl"
    said = [*lines(GOLD[1:], "suggestion:x"), *lines([(GOLD[0][0], type(GOLD[0][1])())], "suggestion:x")]
    path.write_text("".join(said), encoding="utf-8")
    return path


def test_a_release_is_read_as_it_was_written(folder) -> None:
    found = learning.read_released(folder)
    assert found.name == "made-1"
    assert [len(found.sides[side]) for side in learning.SIDES] == [12, 0, 6]
    document, gold = found.on("test")[0]
    assert document.text == GOLD[0][0].text
    assert document.tokens == GOLD[0][0].tokens
    assert gold.spans == GOLD[0][1].spans
    assert gold.relations == GOLD[0][1].relations
    with pytest.raises(EmptySide):
        found.on("dev")


def test_a_folder_that_is_no_release_says_what_is_missing(tmp_path, folder) -> None:
    with pytest.raises(NotReleased, match=r"manifest\.json"):
        learning.read_released(tmp_path)
    (tmp_path / "broken").mkdir()
    broken = release(tmp_path / "broken" / "r", GOLD, [], [])
    (broken / "train.jsonl").write_text('{"id": 7}\n', encoding="utf-8")
    with pytest.raises(Refusals):
        learning.read_released(broken)
    (broken / "schema" / "security-dialogue.toml").unlink()
    with pytest.raises(NotReleased, match="schema"):
        learning.read_released(broken)


def test_predictions_are_held_against_gold_beside_the_baseline(folder, predictions) -> None:
    found = learning.evaluate(learning.read_released(folder), "test", {"mine": predictions}, learning.Options(200))
    mine, names = found.systems
    assert (mine.name, names.name) == ("mine", "names")
    assert mine.scores.entities["strict"].precision == 1
    assert mine.scores.kinds["only_b"] == len(GOLD[0][1].spans)
    assert mine.given is None
    assert names.given is not None
    (pair,) = found.compared
    assert pair.entities.documents == 6


def test_two_systems_are_compared(folder, predictions, tmp_path) -> None:
    perfect = tmp_path / "perfect.jsonl"
    perfect.write_text("".join(lines(GOLD, "suggestion:y")), encoding="utf-8")
    found = learning.evaluate(
        learning.read_released(folder),
        "test",
        {"all": perfect, "some": predictions},
        learning.Options(500),
        baseline=False,
    )
    (pair,) = found.compared
    assert (pair.first, pair.second) == ("all", "some")
    assert pair.entities.difference is not None
    assert pair.entities.difference > 0
    assert pair.entities.p == 1  # they differ in one document only: exchanging it is as great a difference


def test_what_cannot_be_evaluated_says_why(folder, tmp_path, predictions) -> None:
    released = learning.read_released(folder)
    (tmp_path / "empty").mkdir()
    for wrong in (tmp_path / "absent", tmp_path / "empty"):
        with pytest.raises(NoModel):
            learning.evaluate(released, "test", {"x": wrong})
    few = tmp_path / "few.jsonl"
    few.write_text("".join(lines(GOLD[1:])), encoding="utf-8")
    with pytest.raises(OtherTexts, match=GOLD[0][0].id):
        learning.evaluate(released, "test", {"x": few})


def written(path, *changes, **fields):
    """The gold of the test side as predictions, each line changed."""
    rows = [json.loads(line) | fields for line in lines(GOLD, "suggestion:x")]
    for change in changes:
        change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def in_bytes(rows) -> None:
    for row in rows:
        for span in row["spans"]:
            span["start"], span["end"] = (len(row["text"][: span[edge]].encode()) for edge in ("start", "end"))


def shifted(rows) -> None:
    for span in rows[0]["spans"]:
        span["start"] += 1


def mislabelled(rows) -> None:
    for span in rows[0]["spans"]:
        span["label"] = "GPEX"
    rows[0]["relations"] = []


def by_two(rows) -> None:
    rows.append(rows[0] | {"owner": "suggestion:y"})


def lost_end(rows) -> None:
    linked = next(row for row in rows if row["relations"])
    linked["relations"][0]["tail"] = "s99"


@pytest.mark.parametrize(
    ("change", "code"),
    [(shifted, "span-surface"), (in_bytes, "span-"), (mislabelled, "unknown-name"), (by_two, "several-owners"),
     (lost_end, "item-unknown")],
)  # fmt: skip
def test_predictions_that_mean_something_else_are_refused(folder, tmp_path, change, code) -> None:
    status, out, err = run("evaluate", written(tmp_path / "p.jsonl", change), "--gold", folder, "--samples", 5)
    assert (status, out) == (1, "")
    assert f"[{code}" in err
    assert err.count(f"[{code}") <= len(GOLD)  # one for each document
    assert "Traceback" not in err


def test_other_documents_are_left_out_and_nothing_found_is_a_result(folder, tmp_path) -> None:
    def more(rows) -> None:
        rows.append(rows[0] | {"id": "elsewhere", "spans": [], "relations": []})

    released = learning.read_released(folder)
    options = learning.Options(5)
    all_of_it = written(tmp_path / "more.jsonl", more)
    nothing = written(tmp_path / "nothing.jsonl", spans=[], relations=[])
    found = learning.evaluate(released, "test", {"all": all_of_it, "none": nothing}, options, baseline=False)
    assert [one.scores.entities["strict"].f1 for one in found.systems] == [1, 0]


def test_a_release_that_was_changed_is_refused(tmp_path) -> None:
    changed = release(tmp_path / "changed", GOLD[:2], [], GOLD[2:])
    digest = entry_of(changed / "test.jsonl")
    told = {"format": "workbench-release/1", "files": {"test.jsonl": digest}}
    (changed / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    assert learning.read_released(changed).sides["test"]
    (changed / "test.jsonl").write_text("".join(lines(GOLD[3:])), encoding="utf-8")
    with pytest.raises(ReleaseChanged, match=r"test\.jsonl"):
        learning.read_released(changed)


def test_a_model_that_is_broken_or_of_another_spacy_says_so(folder, tmp_path) -> None:
    made = tmp_path / "model"
    made.mkdir()
    spacy.blank("ar").to_disk(made)
    meta = json.loads((made / "meta.json").read_text(encoding="utf-8"))
    (made / "meta.json").write_text(json.dumps(meta | {"spacy_version": ">=9.0.0,<9.1.0"}), encoding="utf-8")
    _, _, err = run("evaluate", made, "--gold", folder)
    assert "spaCy v9.0.0" in err
    (made / "meta.json").write_text("{", encoding="utf-8")
    _, _, err = run("evaluate", made, "--gold", folder)
    assert "[no-model]" in err


def test_every_error_stands_in_its_context_as_often_as_it_is_counted(folder, predictions) -> None:
    found = learning.evaluate(learning.read_released(folder), "test", {"mine": predictions}, learning.Options(50))
    for system in found.systems:
        errors = learning.errors_of(found, system)
        counted = {("span", kind): n for kind, n in system.scores.kinds.items() if n and kind != "agree"}
        counted |= {("relation", kind): n for kind, n in system.scores.relation_kinds.items() if n and kind != "agree"}
        assert {key: len(rows) for key, rows in errors.items()} == counted
    missed = learning.errors_of(found, found.systems[0])["span", "only_b"]
    assert {row.document for row in missed} == {GOLD[0][0].id}
    assert missed[0].first is None
    assert missed[0].second is not None
    assert missed[0].second.places[0].surface in missed[0].contexts[0].marked


def run(*arguments):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_evaluate_prints_text_or_json(folder, predictions) -> None:
    code, out, err = run("evaluate", predictions, "--gold", folder, "--samples", 200)
    assert (code, err) == (0, "")
    assert "entities strict" in out
    assert "p = " in out
    code, out, _ = run("evaluate", predictions, "--gold", folder, "--samples", 200, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["format"] == "workbench-evaluation/1"
    strict = found["systems"][0]["entities"]["strict"]
    assert strict["both"] == strict["system"] < strict["gold"]
    assert strict["ci"][0] <= strict["f1"] <= strict["ci"][1]
    code, out, err = run("evaluate", predictions, "--gold", folder, "--split", "dev")
    assert (code, out) == (1, "")
    assert "[empty-side]" in err


@pytest.mark.parametrize(("language", "title"), [("en", "Predictions against gold"), ("ar", "التنبؤات مقارنةً بالمرجع")])
def test_evaluate_writes_a_page_that_needs_no_network(folder, predictions, language, title) -> None:
    code, page, _ = run("evaluate", predictions, "--gold", folder, "--format", "html", "--language", language)
    assert code == 0
    assert title in page
    assert page.count('<li class="difference">') == len(GOLD[0][1].spans) + len(GOLD[0][1].relations)
    assert "src=" not in page
    assert "<script" not in page


def test_train_leaves_a_model_that_evaluate_takes(folder, tmp_path) -> None:
    out = tmp_path / "out"
    code, told, _ = run("train", folder, "--out", out, "--steps", 1, "--learning-curve")
    assert code == 0
    assert "model" in told
    assert "names" in told
    assert "learned from 12 documents" in told
    assert json.loads((out / "evaluation.json").read_text(encoding="utf-8"))["split"] == "test"
    steps = json.loads((out / "curve.json").read_text(encoding="utf-8"))
    assert [one["documents"] for one in steps] == [3, 6, 9, 12]
    picture = ElementTree.parse(out / "curve.svg").getroot()
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    said = [one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"3", "6", "9", "12", "relations · العلاقات"} <= set(said)
    code, _, _ = run("evaluate", out / "model", "--gold", folder, "--samples", 50)
    assert code == 0


def test_a_release_in_which_nothing_is_marked_teaches_nothing(tmp_path) -> None:
    bare = release(tmp_path / "bare", [(document, Annotations()) for document, _ in GOLD[:2]], [], GOLD[2:])
    code, out, err = run("train", bare, "--out", tmp_path / "out", "--steps", 1)
    assert (code, out) == (1, "")
    assert "[nothing-to-learn]" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kept", [0, 1])
def test_one_document_without_relations_is_enough_to_train_on(tmp_path, kept) -> None:
    document, gold = GOLD[0]
    spans = gold.ordered_spans()[: None if kept else 1]
    little = release(tmp_path / "little", [(document, Annotations.of(spans))], [], GOLD[1:2])
    code, told, _ = run("train", little, "--out", tmp_path / "out", "--steps", 1, "--learning-curve")
    assert code == 0
    assert "learned from 1 documents" in told
